"""A person in the workspace and everything they can do in their Slack client."""

from datetime import timedelta
from typing import Any

from bot.simulator import membership, posts
from bot.simulator.acting import Acting
from bot.simulator.desk import Desk, MessageRef
from bot.simulator.dialogs import Dialogs
from bot.simulator.modal import Modal
from bot.simulator.onlooker import Onlooker, Place
from bot.simulator.values import Answer, Json, PostedMessage, SimulatorError
from bot.simulator.workspace import Channel, User


class Person(Onlooker):
    """Verbs read as sentences: `ana.says(room, "…")`."""

    def __init__(self, desk: Desk, account: User) -> None:
        super().__init__(desk, account)
        self._acting = Acting(desk, account)
        self._dialogs = Dialogs(desk, account)

    def joins(self, place: Place) -> None:
        with self._desk.ws.lock:
            membership.join(self._desk.ws, self._desk.ws.channel_of(place), self.user)

    def leaves(self, place: Place) -> None:
        with self._desk.ws.lock:
            membership.leave(self._desk.ws, self._desk.ws.channel_of(place), self.user)

    def invites(self, other: "Person | str", place: Place) -> None:
        """Adds somebody to a channel; by name, somebody who is there already."""
        with self._desk.ws.lock:
            found = self._desk.ws.user_named(other) if isinstance(other, str) else other.account
            if found is None or found.deleted:
                raise SimulatorError(f"there is nobody called {other}")
            membership.join(self._desk.ws, self._inside(place), found.id, self.user)

    def invites_bot(self, place: Place) -> None:
        with self._desk.ws.lock:
            ws = self._desk.ws
            membership.join(ws, self._inside(place), ws.app.bot_user, self.user)

    def removes_bot(self, place: Place) -> None:
        with self._desk.ws.lock:
            ws = self._desk.ws
            membership.leave(ws, self._inside(place), ws.app.bot_user)

    def _inside(self, place: Place) -> Channel:
        channel = self._desk.ws.channel_of(place)
        if self.user not in channel.members:
            raise SimulatorError(f"{self.name} is not in #{channel.name}; use {self.name}.joins() first")
        return channel

    def says(
        self,
        place: Place,
        text: str,
        thread: MessageRef | str | None = None,
        *,
        broadcast: bool = False,
        files: tuple[str, ...] = (),
    ) -> PostedMessage:
        """Posts what was typed; `files` are names of files that come with it."""
        with self._desk.ws.lock:
            channel = self._inside(place)
            if channel.archived:
                raise SimulatorError(f"#{channel.name} is archived")
            message = posts.user_message(self._desk.ws, self.account, text)
            if files:
                del message["team"]
                message |= {"subtype": "file_share", "upload": False, "display_as_bot": False}
                message["files"] = [_file(self._desk, self.account, name) for name in files]
            root = self._desk.thread_of(channel, thread)
            posts.post(self._desk.ws, channel, message, root, broadcast=broadcast)
            return PostedMessage(channel.id, message["ts"], text, self.user, root)

    def edits(self, message: MessageRef, text: str) -> None:
        with self._desk.ws.lock:
            channel, stored = self._own(message)
            new = posts.user_message(self._desk.ws, self.account, text)
            kept = {"text": new["text"], "blocks": new["blocks"]}
            posts.change(self._desk.ws, channel, stored, kept, editor=self.user)

    def deletes(self, message: MessageRef) -> None:
        with self._desk.ws.lock:
            channel, stored = self._own(message)
            posts.delete(self._desk.ws, channel, stored)

    def _own(self, message: MessageRef) -> tuple[Channel, Json]:
        channel, stored, _ephemeral = self._desk.locate(message, self.user)
        if stored.get("user") != self.user:
            raise SimulatorError(f"{self.name} did not write that message")
        return channel, stored

    def reacts(self, message: MessageRef, emoji: str) -> None:
        self._react(message, emoji, add=True)

    def unreacts(self, message: MessageRef, emoji: str) -> None:
        self._react(message, emoji, add=False)

    def _react(self, message: MessageRef, emoji: str, *, add: bool) -> None:
        with self._desk.ws.lock:
            channel, stored, ephemeral = self._desk.locate(message, self.user)
            if ephemeral:
                raise SimulatorError("a message only you can see takes no reactions")
            self._inside(channel)
            posts.react(self._desk.ws, channel, stored["ts"], self.user, emoji.strip(":"), add=add)

    def commands(self, place: Place, line: str) -> Answer:
        """Runs a slash command and waits for the ack."""
        with self._desk.ws.lock:
            channel = self._inside(place)
        return self._acting.command(channel, line)

    def shortcut(self, message: MessageRef, name: str) -> Answer:
        """A message shortcut by callback_id or by its words in the menu."""
        return self._acting.shortcut(message, name)

    def clicks(
        self,
        target: MessageRef | Modal,
        wanted: str,
        block: str | None = None,
        state: Json | None = None,
        *,
        as_seen: bool = False,
    ) -> Answer:
        """Clicks a button, option or menu entry by its words or action_id.

        `state` fills other fields of the message first, by label or action_id. With `as_seen` the blocks of
        the message handed in count, as on a screen that has not caught up with an update.
        """
        if isinstance(target, Modal):
            return self._dialogs.click(target, wanted, block, state)
        return self._acting.click(target, wanted, block, state, as_seen=as_seen)

    def opens_home(self) -> None:
        """Opens the app's Home tab: the app hears of it and shows what stands there now."""
        with self._desk.ws.lock:
            dm = self._desk.ws.dm(self.user)
            event = {"type": "app_home_opened", "user": self.user, "channel": dm.id, "tab": "home"}
            self._desk.ws.emit({**event, "event_ts": self._desk.ws.clock.ts()}, None)

    def fills(self, modal: Modal, values: dict[str, Any]) -> Modal:
        """Fills fields by label, action_id or block_id."""
        self._dialogs.fill(modal, values)
        return modal

    def submits(self, modal: Modal, values: dict[str, Any] | None = None) -> dict[str, str]:
        """Submits; returns the errors shown, by block_id, or {} when the app took it."""
        self._dialogs.fill(modal, values or {})
        return self._dialogs.submit(modal)

    def closes(self, modal: Modal) -> None:
        self._dialogs.close(modal)

    def moves(self, zone: str) -> None:
        """Changes the time zone in the profile."""
        with self._desk.ws.lock:
            self.account.zone = zone
            membership.user_changed(self._desk.ws, self.account)

    def snoozes(self, duration: timedelta) -> None:
        """Pauses notifications for a while of civil time."""
        with self._desk.ws.lock:
            self.account.snoozed_until = self._desk.ws.clock.now() + duration


def _file(desk: Desk, user: User, name: str) -> Json:
    now = desk.ws.clock.epoch()
    return {
        "id": f"F0{now:X}",
        "created": now,
        "timestamp": now,
        "name": name,
        "title": name,
        "filetype": name.rpartition(".")[2],
        "user": user.id,
        "size": 1024,
        "mode": "hosted",
        "editable": False,
        "is_external": False,
        "external_type": "",
        "is_public": True,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "has_rich_preview": False,
    }
