"""In-memory doubles of what delivery stands on; mypy checks them against the ports."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.delivery.faults import SlackFault
from bot.delivery.speech import Reaction, Renderer, Speech, Voice
from bot.domain.interest_map.model import Interest
from bot.domain.interest_map.options import Option, Trade
from bot.domain.model import (
    Channel,
    Delivery,
    FeatureRequest,
    Mode,
    OutboxRow,
    Person,
)
from bot.services import map_ports, ports
from bot.services.queues import InboxQueue, OutboxQueue
from bot.views.message import Document, Message
from tests.delivery.memory import Inbox, SenderOutbox, ServiceOutbox

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TEAM, CHANNEL, ANNA = "T1", "C1", "U1"


class StillTime:
    """Real time that moves only when told to."""

    def __init__(self) -> None:
        self.moment = NOON
        self.seconds = 1000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        self.moment += timedelta(seconds=seconds)


class RealTime:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass
class People:
    known: dict[tuple[str, str], Person] = field(default_factory=dict)

    def get(self, team: str, user: str) -> Person:
        return self.known.get((team, user), Person(team, user))

    def save(self, person: Person) -> None:
        self.known[person.team, person.user] = person


@dataclass
class Channels:
    known: dict[tuple[str, str], Channel] = field(default_factory=dict)

    def get(self, team: str, channel: str) -> Channel:
        return self.known.get((team, channel), Channel(team, channel))

    def save(self, channel: Channel) -> None:
        self.known[channel.team, channel.channel] = channel

    def owned_by(self, team: str, user: str) -> Sequence[Channel]:
        return [c for c in self.known.values() if c.team == team and user in c.owners]


class Requests:
    """No message was taken for a request."""

    def at(self, team: str, channel: str, ts: str) -> FeatureRequest | None:
        return None

    def between(self, team: str, channel: str, first: str, last: str) -> Sequence[FeatureRequest]:
        return ()

    def get(self, team: str, id_: str) -> FeatureRequest | None:
        raise NotImplementedError

    def add(self, request: FeatureRequest) -> bool:
        raise NotImplementedError

    def save(self, request: FeatureRequest) -> None:
        raise NotImplementedError

    def unfinished_in(self, team: str, channel: str) -> Sequence[FeatureRequest]:
        raise NotImplementedError

    def unfinished_by(self, team: str, requester: str) -> Sequence[FeatureRequest]:
        raise NotImplementedError

    def these(self, team: str, ids: Collection[str]) -> Sequence[FeatureRequest]:
        raise NotImplementedError

    def objects_in(self, team: str, channel: str, limit: int) -> Mapping[str, str]:
        raise NotImplementedError

    def latest_in(self, team: str, channel: str, limit: int) -> Sequence[FeatureRequest]:
        raise NotImplementedError


@dataclass
class Work:
    """Only what delivery reads: channels, people, the outbox, and that there are no requests."""

    channels: ports.Channels
    people: ports.People
    outbox: ports.Outbox

    @property
    def mutes(self) -> ports.Mutes:
        raise NotImplementedError

    @property
    def examples(self) -> ports.Examples:
        raise NotImplementedError

    @property
    def requests(self) -> ports.FeatureRequests:
        return Requests()

    @property
    def thread_posts(self) -> ports.ThreadPosts:
        raise NotImplementedError

    @property
    def asides(self) -> ports.Asides:
        raise NotImplementedError

    @property
    def negotiations(self) -> ports.Negotiations:
        raise NotImplementedError

    @property
    def interests(self) -> map_ports.Pieces[Interest]:
        raise NotImplementedError

    @property
    def options(self) -> map_ports.Pieces[Option]:
        raise NotImplementedError

    @property
    def trades(self) -> map_ports.Pieces[Trade]:
        raise NotImplementedError

    @property
    def scores(self) -> map_ports.Scores:
        raise NotImplementedError

    @property
    def suspicions(self) -> map_ports.Suspicions:
        raise NotImplementedError

    @property
    def map_history(self) -> map_ports.MapHistory:
        raise NotImplementedError

    @property
    def sheets(self) -> map_ports.Sheets:
        raise NotImplementedError

    @property
    def map_traces(self) -> map_ports.MapTraces:
        raise NotImplementedError

    @property
    def preps(self) -> ports.Preps:
        raise NotImplementedError

    @property
    def debriefs(self) -> ports.Debriefs:
        raise NotImplementedError

    @property
    def agreements(self) -> ports.Agreements:
        raise NotImplementedError

    @property
    def records(self) -> ports.Records:
        raise NotImplementedError

    @property
    def audit(self) -> ports.Audit:
        raise NotImplementedError

    @property
    def seen(self) -> ports.Seen:
        raise NotImplementedError


class Store:
    def __init__(self, outbox: SenderOutbox | None = None) -> None:
        self.channels, self.people = Channels(), People()
        self.outbox = ServiceOutbox(outbox or SenderOutbox())

    @contextmanager
    def reading(self) -> Iterator[ports.Work]:
        yield Work(self.channels, self.people, self.outbox)

    @contextmanager
    def work(self, delivery: Delivery | None = None) -> Iterator[ports.Work]:
        yield Work(self.channels, self.people, self.outbox)

    def turn_on(self, channel: str = CHANNEL, mode: Mode = Mode.PRIVATE, *, shared: bool = False) -> None:
        self.channels.save(Channel(TEAM, channel, mode, shared=shared))


@dataclass(frozen=True)
class Posted:
    channel: str
    thread_ts: str | None
    text: str
    mark: str
    ts: str


class Mouth:
    """A voice that remembers what it said. `faults` are raised by the next calls; `accept_then_fail` says it first."""

    def __init__(self) -> None:
        self.posted: list[Posted] = []
        self.updated: list[tuple[str, str, str]] = []
        self.reacted: list[Reaction] = []
        self.uploaded: list[tuple[str, Document]] = []
        self.calls: list[str] = []
        self.faults: list[SlackFault] = []
        self.accept_then_fail: SlackFault | None = None
        self.cannot_look: SlackFault | None = None
        self.blind = False
        self.snoozed: datetime | None = None

    def post(self, team: str, channel: str, message: Message, thread_ts: str | None, mark: str) -> str:
        self._call("post")
        ts = f"{len(self.posted) + 1}.0"
        self.posted.append(Posted(channel, thread_ts, message.text, mark, ts))
        if self.accept_then_fail is not None:
            fault, self.accept_then_fail = self.accept_then_fail, None
            raise fault
        return ts

    def update(self, team: str, channel: str, ts: str, message: Message) -> None:
        self._call("update")
        self.updated.append((channel, ts, message.text))

    def upload(self, team: str, channel: str, document: Document, thread_ts: str | None = None) -> str:
        self._call("upload")
        self.uploaded.append((channel, document))
        return f"F{len(self.uploaded)}"

    def react(self, team: str, reaction: Reaction) -> None:
        self._call("react")
        self.reacted.append(reaction)

    def open_dm(self, team: str, user: str) -> str:
        self._call("open_dm")
        return f"D{user}"

    def find(self, team: str, channel: str, thread_ts: str | None, mark: str) -> str | None:
        self._call("find")
        if self.cannot_look is not None:
            raise self.cannot_look
        if self.blind:
            return None
        place = (channel, thread_ts)
        return next((p.ts for p in self.posted if p.mark == mark and (p.channel, p.thread_ts) == place), None)

    def snoozed_until(self, team: str, user: str, now: datetime) -> datetime | None:
        self._call("snoozed_until")
        return self.snoozed

    def _call(self, name: str) -> None:
        self.calls.append(name)
        if self.faults and name in ("post", "upload", "update", "react", "open_dm"):
            raise self.faults.pop(0)


class Script:
    """A renderer that answers as told, else with the row's subject."""

    def __init__(self) -> None:
        self.answer: Speech | None = None
        self.error: Exception | None = None
        self.rendered: list[int] = []

    def __call__(self, row: OutboxRow) -> Speech:
        self.rendered.append(row.id)
        if self.error is not None:
            raise self.error
        return self.answer or Message(row.utterance.subject)


def _check(
    store: Store, inbox: Inbox, outbox: SenderOutbox, mouth: Mouth, script: Script, time: StillTime
) -> tuple[ports.Store, InboxQueue, OutboxQueue, Voice, Renderer, ports.RealTime, ports.Clock]:
    """Never called: mypy compares the doubles with the ports here."""
    return store, inbox, outbox, mouth, script, time, time
