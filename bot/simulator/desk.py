"""What the person verbs share: the workspace, the app's line, and finding what a person points at."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.engine import Engine
from bot.simulator.hooks import Hooks
from bot.simulator.manifest import Manifest
from bot.simulator.recorder import Recorder
from bot.simulator.text import readable, visible
from bot.simulator.values import Json, PostedMessage, SimulatorError
from bot.simulator.views import Views
from bot.simulator.workspace import Channel, Ephemeral, User, Workspace

MessageRef = PostedMessage | Json


@dataclass(frozen=True, slots=True)
class Desk:
    ws: Workspace
    views: Views
    hooks: Hooks
    engine: Engine
    manifest: Manifest
    recorder: Recorder

    def names(self, sign: str, target: str) -> str:
        """Mentions as a client shows them."""
        if sign == "@" and target in self.ws.users:
            return f"@{self.ws.users[target].name}"
        if sign == "#" and target in self.ws.channels:
            return f"#{self.ws.channels[target].name}"
        return f"{'@' if sign == '!' else sign}{target}"

    def text_of(self, message: Json) -> str:
        """What a reader of the message sees; its blocks where it has any, else its text."""
        blocks = message.get("blocks")
        return visible(blocks, self.names) if blocks else readable(message.get("text", ""), self.names)

    def locate(self, ref: MessageRef, viewer: str) -> tuple[Channel, Json, bool]:
        """The channel, the message as it is now, and whether only the viewer sees it."""
        where = ref.channel if isinstance(ref, PostedMessage) else str(ref.get("channel", ""))
        ts = ref.ts if isinstance(ref, PostedMessage) else ref["ts"]
        channel = self.ws.channel_of(where)
        message = channel.message(ts)
        if message is not None:
            return channel, message, False
        for seen in channel.ephemeral:
            if seen.viewer == viewer and seen.message["ts"] == ts:
                return channel, seen.message, True
        raise SimulatorError("the message is not there any more")

    def thread_of(self, channel: Channel, thread: MessageRef | str | None) -> str:
        """The ts of the root a reply belongs to."""
        if thread is None:
            return ""
        if isinstance(thread, str):
            ts = thread
        else:
            ts = thread.ts if isinstance(thread, PostedMessage) else str(thread["ts"])
        message = channel.message(ts)
        return str(message.get("thread_ts", ts)) if message else ts

    def seen(self, channel: Channel, viewer: User | None, thread: str = "") -> list[Json]:
        """The messages of a channel, in order, as the viewer sees them, with the channel's id in each."""
        if viewer is not None and channel.kind != "channel" and viewer.id not in channel.members:
            return []
        hidden: list[Ephemeral] = [e for e in channel.ephemeral if viewer and e.viewer == viewer.id]
        rows = [dict(m) for m in channel.messages]
        rows += [{**e.message, "is_ephemeral": True} for e in hidden]
        if thread:
            rows = [m for m in rows if thread in (m["ts"], m.get("thread_ts"))]
        return [{**m, "channel": channel.id} for m in sorted(rows, key=_moment)]

    def heard(self, user: User, channel: Channel, since: str) -> tuple[Json, ...]:
        """What only this person sees in the channel since a moment."""
        return tuple(m for m in self.seen(channel, user) if m.get("is_ephemeral") and m["ts"] > since)


def _moment(message: Json) -> Any:
    return [int(part) for part in message["ts"].split(".")]
