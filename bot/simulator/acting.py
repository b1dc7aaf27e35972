"""Commands, shortcuts and clicks in messages: what waits for the app's answer."""

from bot.simulator import forms, interactions, pointing, posts
from bot.simulator.desk import Desk, MessageRef
from bot.simulator.values import Ack, Answer, Json, PostedMessage, SimulatorError
from bot.simulator.web_api import messages
from bot.simulator.web_api.call import ApiError, Call
from bot.simulator.workspace import Channel, User


class Acting:
    """One person's hands."""

    def __init__(self, desk: Desk, user: User) -> None:
        self._desk = desk
        self._user = user

    def command(self, channel: Channel, line: str) -> Answer:
        desk = self._desk
        name, _, text = line.partition(" ")
        known = desk.manifest.commands.get(name)
        if known is None:
            raise SimulatorError(f"{name} is not a valid command.")
        with desk.ws.lock:
            since = desk.ws.clock.ts()
            payload = interactions.slash_command(
                desk.ws,
                self._user,
                channel,
                name,
                interactions.command_text(desk.ws, text.strip(), escaped=bool(known.get("should_escape"))),
                response_url=desk.hooks.issue("commands", self._user.id, channel),
                trigger_id=desk.views.issue(self._user.id),
            )
        ack = desk.engine.request("slash_commands", payload, answered=True)
        return self._answer(channel, since, ack)

    def _answer(self, channel: Channel, since: str, ack: Ack) -> Answer:
        """What the ack says is shown first; what came over response_url before it counts as well."""
        desk = self._desk
        error = ack.error
        with desk.ws.lock:
            if ack.payload.get("text") or ack.payload.get("blocks"):
                error = self._show(channel, ack.payload)
            heard = desk.heard(self._user, channel, since)
        shown = heard[-1] if heard else {}
        text = desk.text_of(shown) if shown else ""
        return Answer(error, text, tuple(shown.get("blocks", ())), heard)

    def _show(self, channel: Channel, payload: Json) -> str:
        desk = self._desk
        try:
            content = messages.content(Call("response_url", payload), "msg_blocks_too_long")
        except ApiError as error:
            desk.recorder.add("to_app", "refused", error.error, error.more)
            return error.error
        message = posts.bot_message(desk.ws, content.text, content.blocks)
        if payload.get("response_type") == "in_channel":
            posts.post(desk.ws, channel, message)
        else:
            desk.hooks.show(self._user.id, channel, message)
        return ""

    def shortcut(self, ref: MessageRef, name: str) -> Answer:
        desk = self._desk
        found = [s for s in desk.manifest.shortcuts.values() if name in {s["callback_id"], s["name"]}]
        if not found:
            raise SimulatorError(f"no shortcut {name!r}; there are: {sorted(desk.manifest.shortcuts)}")
        with desk.ws.lock:
            since = desk.ws.clock.ts()
            channel, message, ephemeral = desk.locate(ref, self._user.id)
            if ephemeral:
                raise SimulatorError("a message only you can see has no shortcuts")
            payload = interactions.shortcut(
                desk.ws,
                self._user,
                channel,
                message,
                callback_id=found[0]["callback_id"],
                trigger_id=desk.views.issue(self._user.id),
                response_url=desk.hooks.issue("app", self._user.id, channel, message["ts"]),
            )
        ack = desk.engine.request("interactive", payload, answered=False)
        return self._answer(channel, since, Ack({}, ack.error))

    def click(self, ref: MessageRef, wanted: str, block: str | None, state: Json | None, *, as_seen: bool) -> Answer:
        """Clicks in a message; with `as_seen` on the blocks handed in, though the app changed them since."""
        desk, user = self._desk, self._user
        with desk.ws.lock:
            since = desk.ws.clock.ts()
            channel, message, ephemeral = desk.locate(ref, user.id)
            if as_seen and not isinstance(ref, PostedMessage):
                message = {k: v for k, v in ref.items() if k != "channel"}
            blocks = message.get("blocks", [])
            key = (user.id, channel.id, message["ts"])
            values = forms.state_of(blocks, desk.ws.client_state.get(key))
            desk.ws.client_state[key] = values
            pointing.enter(desk.ws, blocks, values, state)
            acted = pointing.acted(desk.ws, blocks, values, wanted, block)
            thread = message.get("thread_ts", "")
            payload = interactions.message_click(
                desk.ws,
                user,
                channel,
                message,
                ephemeral=ephemeral,
                values=values,
                acted=acted,
                trigger_id=desk.views.issue(user.id),
                response_url=desk.hooks.issue("actions", user.id, channel, message["ts"], thread),
            )
        ack = desk.engine.request("interactive", payload, answered=False)
        return self._answer(channel, since, Ack({}, ack.error))
