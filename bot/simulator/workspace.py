"""One Slack workspace's state: people, conversations, messages, open views."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulator.clock import CivilClock
from bot.simulator.ids import new_id
from bot.simulator.scopes import Kind
from bot.simulator.values import Json, SimulatorError

COLOURS = ("4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "9b3b45", "2b6836", "5a4592", "684b6c")


@dataclass(slots=True, eq=False)
class User:
    """Someone with an account, or a bot user."""

    id: str
    name: str
    real_name: str
    zone: str
    color: str
    title: str = ""
    """What they do, as their profile says."""
    is_bot: bool = False
    guest: bool = False
    """Invited into single channels; no full member."""
    deleted: bool = False
    updated: int = 0
    snoozed_until: datetime | None = None


@dataclass(slots=True, frozen=True, eq=False)
class Ephemeral:
    """A message that only one person sees and that no API returns."""

    viewer: str
    message: Json


@dataclass(slots=True, eq=False)
class Channel:
    """A public channel, a private one, or a direct message with the bot."""

    id: str
    name: str
    kind: Kind
    creator: str
    created: int
    members: list[str] = field(default_factory=list)
    shared: bool = False
    archived: bool = False
    messages: list[Json] = field(default_factory=list)
    ephemeral: list[Ephemeral] = field(default_factory=list)

    def message(self, ts: str) -> Json | None:
        return next((m for m in reversed(self.messages) if m["ts"] == ts), None)

    def thread(self, root_ts: str) -> Iterator[Json]:
        return (m for m in self.messages if m["ts"] == root_ts or m.get("thread_ts") == root_ts)

    @property
    def public_name(self) -> str:
        """The name interactive payloads carry."""
        return {"channel": self.name, "group": "privategroup", "im": "directmessage"}[self.kind]


@dataclass(slots=True, eq=False)
class App:
    """The installed app as Slack knows it."""

    id: str
    bot_id: str
    bot_user: str
    name: str


class Workspace:
    """State and look-ups; `lock` guards every read and write of it."""

    def __init__(self, name: str, app_name: str, clock: CivilClock) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.team = new_id("T")
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.client_state: dict[tuple[str, str, str], Json] = {}
        bot = self.add_user(app_name.lower(), real_name=app_name, zone="America/Los_Angeles", is_bot=True)
        self.app = App(new_id("A"), new_id("B"), bot.id, app_name)
        self.emit: Callable[[Json, Channel | None], None] = lambda _event, _channel: None

    def add_user(
        self, name: str, *, real_name: str = "", zone: str = "UTC", title: str = "", is_bot: bool = False
    ) -> User:
        ZoneInfo(zone)
        handle = name.lower().replace(" ", ".")
        user = User(
            id=new_id("U"),
            name=handle,
            real_name=real_name or name.title(),
            zone=zone,
            color=COLOURS[len(self.users) % len(COLOURS)],
            title=title,
            is_bot=is_bot,
            updated=self.clock.epoch(),
        )
        self.users[user.id] = user
        return user

    def add_channel(self, name: str, kind: Kind, members: list[str]) -> Channel:
        prefix = "D" if kind == "im" else "C"
        creator = members[0] if members else ""
        channel = Channel(new_id(prefix), name, kind, creator, self.clock.epoch(), list(members))
        self.channels[channel.id] = channel
        return channel

    def dm(self, user: str) -> Channel:
        """The direct message between one person and the bot, opened when it is not there yet."""
        pair = {user, self.app.bot_user}
        for channel in self.channels.values():
            if channel.kind == "im" and set(channel.members) == pair:
                return channel
        return self.add_channel("", "im", [user, self.app.bot_user])

    def user_named(self, name: str) -> User | None:
        wanted = name.lower()
        return next((u for u in self.users.values() if wanted in {u.name, u.real_name.lower(), u.id.lower()}), None)

    def channel_named(self, name: str) -> Channel | None:
        wanted = name.lstrip("#")
        return next((c for c in self.channels.values() if c.kind != "im" and c.name == wanted), None)

    def channel_of(self, place: Any) -> Channel:
        """The channel for a Channel, its id or its name."""
        if isinstance(place, Channel):
            return place
        found = self.channels.get(str(place)) or self.channel_named(str(place))
        if found is None:
            raise SimulatorError(f"no channel {place!r}; there are: {', '.join(self.channel_names())}")
        return found

    def channel_names(self) -> list[str]:
        return [f"#{c.name}" for c in self.channels.values() if c.kind != "im"]

    def bot_in(self, channel: Channel) -> bool:
        return self.app.bot_user in channel.members

    def mention(self, word: str, *, named: bool = False) -> str | None:
        """The markup for `@name`, `#channel` or `@here`; with `named` as slash commands carry it."""
        sign, name = word[0], word[1:]
        if sign == "@" and name in {"here", "channel", "everyone"}:
            return f"<!{name}>"
        if sign == "@":
            user = self.user_named(name)
            if user is None or user.id.lower() == name.lower():
                return None
            return f"<@{user.id}|{user.name}>" if named else f"<@{user.id}>"
        channel = self.channel_named(name)
        if channel is None:
            return None
        return f"<#{channel.id}|{channel.name}>" if named else f"<#{channel.id}>"
