"""The two queues in memory."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.model import Delivery, DueState, InboxRow, LocalTime, OutboxRow, Saying, Utterance
from bot.domain.silence import Shown
from bot.services.queues import Census, DeadLetter, Upcoming


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

    def rezone(self, team: str, person: str, zone: str) -> None:
        raise NotImplementedError

    def said(self, team: str, saying: Saying, subject: str) -> Sequence[OutboxRow]:
        of = [row for row in self.rows.values() if row.utterance.saying is saying and row.utterance.subject == subject]
        return [row for row in of if row.utterance.team == team and row.state is DueState.SENT]

    def addressed(self, team: str, saying: Saying, subject: str, person: str) -> bool:
        raise NotImplementedError

    def by_key(self, team: str, key: str) -> OutboxRow | None:
        found = (row for row in self.rows.values() if row.utterance.team == team and row.utterance.key == key)
        return next(found, None)

    def cards_between(
        self, team: str, first: datetime, last: datetime, *, channel: str, person: str = "", requester: str = ""
    ) -> Sequence[Shown]:
        raise NotImplementedError

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

    def purge(self, before: datetime) -> int:
        raise NotImplementedError

    def upcoming(self, limit: int) -> Sequence[Upcoming]:
        return []

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
        self.versions: dict[int, str] = {}
        self.retry_at: dict[int, datetime] = {}
        self.broken = False

    def put(
        self,
        team: str,
        event_id: str,
        conversation: str,
        body: dict[str, object],
        now: datetime,
        *,
        version: str = "",
    ) -> bool:
        if self.broken:
            raise ConnectionError("the database is away")
        if (team, event_id) in self.ids:
            return False
        id_ = len(self.rows) + 1
        self.ids[team, event_id] = id_
        self.rows[id_] = InboxRow(id_, team, conversation, body)
        self.versions[id_] = version
        return True

    def unfinished(self, team: str, conversation: str) -> bool:
        there = (row for row in self.rows.values() if (row.team, row.conversation) == (team, conversation))
        return any(row.id not in self.closed for row in there)

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
                overtaken = self._overtaken(row)
                self.rows[row.id] = replace(row, claim=worker, attempts=row.attempts + 1, overtaken=overtaken)
                taken.append(self.rows[row.id])
        return taken

    def _overtaken(self, row: InboxRow) -> bool:
        done = (self.rows[id_] for id_, how in self.closed.items() if how == "done")
        newest = max((self.versions[other.id] for other in done if other.conversation == row.conversation), default="")
        return bool(self.versions[row.id]) and newest > self.versions[row.id]

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
