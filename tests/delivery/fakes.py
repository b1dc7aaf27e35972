"""In-memory doubles of what delivery stands on; mypy checks them against the ports."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.delivery.faults import SlackFault
from bot.delivery.speech import Renderer, Speech, Voice
from bot.domain.model import (
    Channel,
    Delivery,
    DueState,
    InboxRow,
    LocalTime,
    Mode,
    OutboxRow,
    Person,
    Saying,
    Utterance,
)
from bot.services import ports
from bot.services.queues import Census, DeadLetter, InboxQueue, OutboxQueue
from bot.views.message import Message

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


class Outbox:
    """The outbox in both of its roles: the services' and the sender's."""

    def __init__(self) -> None:
        self.rows: dict[int, OutboxRow] = {}
        self.retry_at: dict[int, datetime] = {}
        self.lease_until: dict[int, datetime] = {}
        self.broken = False

    def say(self, utterance: Utterance) -> bool:
        if self.by_key(utterance.team, utterance.key):
            return False
        id_ = len(self.rows) + 1
        self.rows[id_] = OutboxRow(id_, utterance)
        return True

    def cancel_all(self, rows: Sequence[OutboxRow], reason: str) -> int:
        for row in rows:
            self.rows[row.id] = replace(row, state=DueState.CANCELLED, reason=reason)
        return len(rows)

    def refresh(self, team: str, saying: Saying, subject: str, now: datetime) -> None:
        for row in self.said(team, saying, subject):
            said = row.utterance
            key = f"refresh:{row.id}:{len(self.rows)}"
            self.say(replace(said, saying=Saying.REFRESH, subject=str(row.id), key=key, due_at=now, in_thread_of=None))

    def said(self, team: str, saying: Saying, subject: str) -> Sequence[OutboxRow]:
        of = [row for row in self.rows.values() if row.utterance.saying is saying and row.utterance.subject == subject]
        return [row for row in of if row.utterance.team == team and row.state is DueState.SENT]

    def by_key(self, team: str, key: str) -> OutboxRow | None:
        found = (row for row in self.rows.values() if row.utterance.team == team and row.utterance.key == key)
        return next(found, None)

    def standing_at(self, team: str, channel: str, ts: str) -> OutboxRow | None:
        return next((row for row in self.rows.values() if (row.sent_channel, row.sent_ts) == (channel, ts)), None)

    # -- as the sender sees it

    def claim(
        self, worker: str, limit: int, civil_now: datetime, real_now: datetime, lease: timedelta
    ) -> Sequence[OutboxRow]:
        if self.broken:
            raise ConnectionError("the database is away")
        due = [row for row in self.rows.values() if self._ripe(row, civil_now, real_now)]
        taken = sorted(due, key=lambda row: (row.utterance.due_at, row.id))[:limit]
        for row in taken:
            claim = f"{worker}/{row.attempts}"
            first = row.first_claimed_at or real_now
            self.lease_until[row.id] = real_now + lease
            self.rows[row.id] = replace(
                row, state=DueState.CLAIMED, attempts=row.attempts + 1, claim=claim, first_claimed_at=first
            )
        return [self.rows[row.id] for row in taken]

    def _ripe(self, row: OutboxRow, civil_now: datetime, real_now: datetime) -> bool:
        if row.utterance.due_at > civil_now:
            return False
        if row.state is DueState.CLAIMED:
            return self.lease_until[row.id] <= real_now
        return row.state is DueState.DUE and self.retry_at.get(row.id, real_now) <= real_now

    def get(self, team: str, id_: int) -> OutboxRow | None:
        row = self.rows.get(id_)
        return row if row and row.utterance.team == team else None

    def sent(self, row: OutboxRow, channel: str, ts: str) -> bool:
        return self._end(row, lambda now: replace(now, state=DueState.SENT, sent_channel=channel, sent_ts=ts))

    def retry(self, row: OutboxRow, at: datetime, reason: str) -> bool:
        self.retry_at[row.id] = at
        return self._end(row, lambda now: replace(now, state=DueState.DUE, reason=reason))

    def postpone(self, row: OutboxRow, due_at: datetime, local: LocalTime | None) -> bool:
        def later(now: OutboxRow) -> OutboxRow:
            said = replace(now.utterance, due_at=due_at, local=local)
            return replace(now, state=DueState.DUE, attempts=now.attempts - 1, utterance=said)

        return self._end(row, later)

    def bury(self, row: OutboxRow, reason: str, now: datetime) -> bool:
        return self._end(row, lambda held: replace(held, state=DueState.DEAD, reason=reason))

    def _end(self, row: OutboxRow, change: Callable[[OutboxRow], OutboxRow]) -> bool:
        if self.broken:
            raise ConnectionError("the database is away")
        held = self.rows[row.id]
        if held.claim != row.claim or held.state is not DueState.CLAIMED:
            return False
        self.rows[row.id] = replace(change(held), claim="")
        return True

    def dead(self) -> Sequence[DeadLetter]:
        return []

    def redrive(self, id_: int) -> bool:
        raise NotImplementedError

    def census(self) -> Census:
        return Census({}, None)


class ServiceOutbox(Outbox):
    """Shares its rows with the sender's view; only `cancel` differs between the two ports."""

    def __init__(self, shared: "SenderOutbox") -> None:
        super().__init__()
        self.rows = shared.rows

    def cancel(self, team: str, saying: Saying, subject: str, reason: str) -> int:
        of = [row for row in self.rows.values() if (row.utterance.saying, row.utterance.subject) == (saying, subject)]
        return self.cancel_all([row for row in of if row.state is DueState.DUE], reason)


class SenderOutbox(Outbox):
    def cancel(self, row: OutboxRow, reason: str) -> bool:
        return self._end(row, lambda held: replace(held, state=DueState.CANCELLED, reason=reason))


class Inbox:
    """Events in memory; `closed` holds how each ended."""

    def __init__(self) -> None:
        self.rows: dict[int, InboxRow] = {}
        self.ids: dict[tuple[str, str], int] = {}
        self.closed: dict[int, str] = {}
        self.retry_at: dict[int, datetime] = {}
        self.broken = False

    def put(self, team: str, event_id: str, conversation: str, body: dict[str, object], now: datetime) -> bool:
        if self.broken:
            raise ConnectionError("the database is away")
        if (team, event_id) in self.ids:
            return False
        id_ = len(self.rows) + 1
        self.ids[team, event_id] = id_
        self.rows[id_] = InboxRow(id_, team, conversation, body)
        return True

    def claim(self, worker: str, limit: int, now: datetime, lease: timedelta) -> Sequence[InboxRow]:
        if self.broken:
            raise ConnectionError("the database is away")
        seen: set[str] = set()
        taken: list[InboxRow] = []
        for row in list(self.rows.values()):
            if row.id in self.closed or row.conversation in seen:
                continue
            seen.add(row.conversation)
            if not row.claim and self.retry_at.get(row.id, now) <= now and len(taken) < limit:
                self.rows[row.id] = replace(row, claim=worker, attempts=row.attempts + 1)
                taken.append(self.rows[row.id])
        return taken

    def finish(self, delivery: Delivery) -> bool:
        return self._close(delivery, "done")

    def retry(self, delivery: Delivery, at: datetime, reason: str) -> bool:
        if delivery.id in self.closed:
            return False
        self.retry_at[delivery.id] = at
        self.rows[delivery.id] = replace(self.rows[delivery.id], claim="")
        return True

    def bury(self, delivery: Delivery, reason: str, now: datetime) -> bool:
        return self._close(delivery, f"dead: {reason}")

    def _close(self, delivery: Delivery, how: str) -> bool:
        if self.broken:
            raise ConnectionError("the database is away")
        return self.closed.setdefault(delivery.id, how) == how

    def dead(self) -> Sequence[DeadLetter]:
        return []

    def redrive(self, id_: int, now: datetime) -> bool:
        raise NotImplementedError

    def purge(self, dead_before: datetime, done_before: datetime) -> int:
        return 0

    def census(self) -> Census:
        return Census({}, None)


@dataclass
class Work:
    """Only what delivery reads: channels, people and the outbox."""

    channels: ports.Channels
    people: ports.People
    outbox: ports.Outbox

    @property
    def requests(self) -> ports.FeatureRequests:
        raise NotImplementedError

    @property
    def negotiations(self) -> ports.Negotiations:
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
        if self.faults and name in ("post", "update", "open_dm"):
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
