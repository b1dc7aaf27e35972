"""The two durable queues as delivery sees them: events coming in, utterances going out.

Every change of a claimed row is guarded by its claim: a worker whose lease ran out and was taken over changes nothing.
Leases, backoff and ages run on real time; only an utterance's `due_at` is civil time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.model import Delivery, InboxRow, LocalTime, OutboxRow, Saying


@dataclass(frozen=True, slots=True)
class Census:
    """How many rows stand in each state, and since when (real time) the oldest waiting one waits."""

    counts: dict[str, int]
    oldest_waiting: datetime | None


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A row that was given up: what it was and why, never its text."""

    id: int
    kind: str
    reason: str
    died_at: datetime


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Something that will be said, when in civil time and to whom; never its text."""

    at: datetime
    saying: Saying
    person: str | None = None


class InboxQueue(Protocol):
    """Events: open, claimed, done or dead. Within a conversation strictly one after the other."""

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
        """Store an event; False when this event id is known already (a redelivery).

        `version` is Slack's time of an event that tells how the conversation's first message stands: written, edited
        or deleted. Slack promises no order, so one that comes after a newer version was done is claimed `overtaken`.
        """
        ...

    def unfinished(self, team: str, conversation: str) -> bool:
        """Whether something of that conversation is still to be dealt with."""
        ...

    def claim(self, worker: str, limit: int, now: datetime, lease: timedelta) -> Sequence[InboxRow]:
        """Take up to `limit` events, at most one a conversation and only its oldest unfinished one.

        Rows whose lease ran out are taken over; `attempts` counts the claims.
        """
        ...

    def finish(self, delivery: Delivery) -> bool:
        """Close an event that needed no work (its body is deleted); False when it is closed or taken over."""
        ...

    def retry(self, delivery: Delivery, at: datetime, reason: str) -> bool: ...

    def bury(self, delivery: Delivery, reason: str, now: datetime) -> bool:
        """Make it a dead letter; the conversation goes on with the next event."""
        ...

    def dead(self) -> Sequence[DeadLetter]: ...

    def redrive(self, id_: int, now: datetime) -> bool:
        """Open a dead letter again; False when there is no such letter or its body was deleted."""
        ...

    def purge(self, dead_before: datetime, done_before: datetime) -> int:
        """Delete the bodies of dead letters that died before, and the rows of events done before."""
        ...

    def census(self) -> Census: ...


class OutboxQueue(Protocol):
    """Utterances: due, claimed, sent, dead or cancelled."""

    def claim(
        self, worker: str, limit: int, civil_now: datetime, real_now: datetime, lease: timedelta
    ) -> Sequence[OutboxRow]:
        """Take up to `limit` rows whose due time (civil) and retry time (real) have come, oldest due first.

        Rows whose lease ran out are taken over. `attempts` counts the claims; `first_claimed_at` is real time.
        """
        ...

    def get(self, team: str, id_: int) -> OutboxRow | None:
        """The row as it stands now, whoever holds it."""
        ...

    def sent(self, row: OutboxRow, channel: str, ts: str) -> bool:
        """False when another worker took the row over."""
        ...

    def retry(self, row: OutboxRow, at: datetime, reason: str) -> bool:
        """Try again at a real time."""
        ...

    def postpone(self, row: OutboxRow, due_at: datetime, local: LocalTime | None) -> bool:
        """Move to a later civil time; this was no attempt, so `attempts` is given back."""
        ...

    def bury(self, row: OutboxRow, reason: str, now: datetime) -> bool: ...

    def cancel(self, row: OutboxRow, reason: str) -> bool: ...

    def dead(self) -> Sequence[DeadLetter]: ...

    def redrive(self, id_: int) -> bool: ...

    def purge(self, before: datetime) -> int:
        """Delete the ended refreshes that were due before (civil time); what was said stays findable."""
        ...

    def upcoming(self, limit: int) -> Sequence[Upcoming]:
        """What is not said yet, the overdue included, the first due first."""
        ...

    def census(self) -> Census: ...
