"""Typed doubles of the world outside; mypy compares them with the ports at the end of this file."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.domain.errors import SlackAway
from bot.domain.model import MessageRef
from bot.services import ports
from bot.services.ports import SlackChannel, SlackMessage, SlackPerson
from bot.views.message import Message, Modal
from handlers.desk import Surfaces

MONDAY = datetime(2026, 6, 1, 10, tzinfo=UTC)
TEAM, CHANNEL = "T1", "C1"
ANNA, BEN, CARA, DAN = "UANNA", "UBEN", "UCARA", "UDAN"


class FakeClock:
    """Civil time that stands still until it is set."""

    def __init__(self, moment: datetime = MONDAY) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **lapse: float) -> None:
        self.moment += timedelta(**lapse)


class CountingIds:
    """id1, id2, id3 …"""

    def __init__(self) -> None:
        self.count = 0

    def new(self) -> str:
        self.count += 1
        return f"id{self.count}"

    def of(self, *names: str) -> str:
        return "-".join(names)


@dataclass
class FakeSlack:
    """What Slack knows, as dictionaries. `meanwhile` runs once, at the next question about a membership.

    `away` is raised by every question about a channel or its members.
    """

    messages: dict[tuple[str, str], SlackMessage] = field(default_factory=dict)
    channels: dict[str, SlackChannel] = field(default_factory=dict)
    membership: dict[str, set[str]] = field(default_factory=dict)
    people: dict[str, SlackPerson] = field(default_factory=dict)
    asked_for: list[MessageRef] = field(default_factory=list)
    looked_up: list[tuple[str, set[str]]] = field(default_factory=list)
    meanwhile: Callable[[], None] | None = None
    away: Exception | None = None
    silent: bool = False
    """Messages cannot be read right now."""
    unreadable: bool = False
    """The bot may not read threads."""

    def message(self, ref: MessageRef) -> SlackMessage | None:
        self.asked_for.append(ref)
        if self.silent:
            raise SlackAway
        return self.messages.get((ref.channel, ref.ts))

    def permalink(self, ref: MessageRef) -> str | None:
        known = (ref.channel, ref.ts) in self.messages
        return f"https://example.slack.com/archives/{ref.channel}/p{ref.ts}" if known else None

    def channel(self, team: str, channel: str) -> SlackChannel | None:
        if self.away is not None:
            raise self.away
        return self.channels.get(channel)

    def members(self, team: str, channel: str, among: Collection[str]) -> frozenset[str]:
        if self.away is not None:
            raise self.away
        if self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        self.looked_up.append((channel, set(among)))
        return frozenset(among) & self.membership.get(channel, set())

    def person(self, team: str, user: str) -> SlackPerson | None:
        return self.people.get(user)

    def replies(self, ref: MessageRef, since: datetime) -> list[SlackMessage] | None:
        if self.unreadable:
            return None
        if self.silent:
            raise SlackAway
        found = (said for said in self.messages.values() if said.ref.thread_ts == ref.root)
        return [said for said in found if float(said.ref.ts) > since.timestamp()]

    def open_channel(self, channel: str, *members: str, shared: bool = False, member: bool = True) -> None:
        """A channel with these people in it; `member` says whether the bot is one of them."""
        self.channels[channel] = SlackChannel(channel, channel.lower(), private=False, shared=shared, member=member)
        self.membership[channel] = set(members)

    def write(self, ref: MessageRef, user: str | None, text: str) -> None:
        self.messages[ref.channel, ref.ts] = SlackMessage(ref, user, text)

    def know(self, user: str, zone: str | None = "UTC", *, active: bool = True, bot: bool = False) -> None:
        self.people[user] = SlackPerson(user, zone, active, bot)


@dataclass
class FakeSurfaces:
    """What was shown at once: windows that opened or changed, and sentences for one person."""

    opened: list[tuple[str, str, Modal]] = field(default_factory=list)
    updated: list[tuple[str, str, Modal, str | None]] = field(default_factory=list)
    said: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    homes: list[tuple[str, Modal]] = field(default_factory=list)
    broken: bool = False

    def publish_home(self, team: str, user: str, view: Modal) -> None:
        self._may_fail()
        self.homes.append((user, view))

    def open_view(self, team: str, trigger_id: str, view: Modal) -> object:
        self._may_fail()
        self.opened.append((team, trigger_id, view))
        return {}

    def update_view(self, team: str, view_id: str, view: Modal, hash_: str | None = None) -> object:
        self._may_fail()
        self.updated.append((team, view_id, view, hash_))
        return {}

    def ephemeral(self, team: str, channel: str, user: str, message: Message, thread_ts: str | None = None) -> None:
        self._may_fail()
        self.said.append((channel, user, message.text, thread_ts))

    def _may_fail(self) -> None:
        if self.broken:
            raise ConnectionError("Slack is away")


def _check(
    clock: FakeClock, ids: CountingIds, slack: FakeSlack, surfaces: FakeSurfaces
) -> tuple[ports.Clock, ports.Ids, ports.SlackReads, Surfaces]:
    """Never called: mypy compares the doubles with the ports here."""
    return clock, ids, slack, surfaces
