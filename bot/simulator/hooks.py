"""response_url: five messages within thirty minutes, seen only by the person unless asked otherwise."""

import secrets
import time
from dataclasses import dataclass

from bot.simulator import posts
from bot.simulator.values import Json
from bot.simulator.web_api import messages
from bot.simulator.web_api.call import ApiError, Call
from bot.simulator.workspace import Channel, Ephemeral, Workspace

USES = 5
LIVES = 30 * 60.0


@dataclass(slots=True)
class Hook:
    user: str
    channel: Channel
    original: str
    """The ts of the message that was clicked; empty for a command."""
    thread: str
    issued: float
    uses: int = 0


class Hooks:
    """All response_urls handed out; callers hold the workspace's lock."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._hooks: dict[str, Hook] = {}
        self.base = ""

    def issue(self, kind: str, user: str, channel: Channel, original: str = "", thread: str = "") -> str:
        """`kind` is actions, commands or app, as in Slack's addresses."""
        key = secrets.token_hex(12)
        self._hooks[key] = Hook(user, channel, original, thread, time.monotonic())
        return f"{self.base}{kind}/{self._ws.team}/{secrets.randbelow(10**13)}/{key}"

    def use(self, key: str, body: Json) -> tuple[int, Json]:
        """HTTP status and answer."""
        hook = self._hooks.get(key)
        if hook is None or time.monotonic() - hook.issued > LIVES:
            return 404, {"ok": False, "error": "expired_url"}
        if hook.uses >= USES:
            return 404, {"ok": False, "error": "used_url"}
        try:
            self._apply(hook, body)
        except ApiError as error:
            return 400, {"ok": False, "error": error.error, **error.more}
        hook.uses += 1
        return 200, {"ok": True}

    def _apply(self, hook: Hook, body: Json) -> None:
        if body.get("delete_original") is True:
            self._delete(hook)
            return
        content = messages.content(Call("response_url", body), "msg_blocks_too_long")
        message = posts.bot_message(self._ws, content.text, content.blocks, content.metadata)
        if body.get("replace_original") is True and hook.original:
            self._replace(hook, message)
        elif body.get("response_type") == "in_channel":
            shown = {k: v for k, v in message.items() if k not in {"user", "bot_profile", "app_id", "team"}}
            thread = str(body.get("thread_ts") or "")
            posts.post(self._ws, hook.channel, {**shown, "subtype": "bot_message"}, thread)
        else:
            self.show(hook.user, hook.channel, message, str(body.get("thread_ts") or hook.thread))

    def show(self, user: str, channel: Channel, message: Json, thread: str = "") -> None:
        """Puts a message where only this person sees it."""
        message["ts"] = self._ws.clock.ts()
        if thread:
            message["thread_ts"] = thread
        channel.ephemeral.append(Ephemeral(user, message))

    def _ephemeral(self, hook: Hook) -> Ephemeral | None:
        found = (e for e in hook.channel.ephemeral if e.message["ts"] == hook.original)
        return next((e for e in found if e.viewer == hook.user), None)

    def _replace(self, hook: Hook, message: Json) -> None:
        seen = self._ephemeral(hook)
        if seen is not None:
            seen.message.pop("blocks", None)
            seen.message.update({k: v for k, v in message.items() if k in {"text", "blocks"}})
            return
        original = hook.channel.message(hook.original)
        if original is not None and original.get("bot_id") == self._ws.app.bot_id:
            new = {"text": message["text"], "blocks": message.get("blocks", [])}
            posts.change(self._ws, hook.channel, original, new, editor=self._ws.app.bot_user)

    def _delete(self, hook: Hook) -> None:
        seen = self._ephemeral(hook)
        if seen is not None:
            hook.channel.ephemeral.remove(seen)
            return
        original = hook.channel.message(hook.original)
        if original is not None and original.get("bot_id") == self._ws.app.bot_id:
            posts.delete(self._ws, hook.channel, original)
