"""The outbox as the sender uses it: rows whose time has come, held under a lease until Slack answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Engine,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    text,
    update,
)

from bot.domain.model import DueState, LocalTime, OutboxRow, Saying
from bot.services.queues import Census, DeadLetter, Upcoming
from bot.store.engine import reading
from bot.store.outbox_rows import local_columns, outbox_row
from bot.store.queue_tables import OUTBOX_OPEN
from bot.store.tables import tables_for


class SqlOutboxQueue:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._outbox = tables_for().outbox
        self._claimable = _claimable(self._outbox)

    def claim(
        self, worker: str, limit: int, civil_now: datetime, real_now: datetime, lease: timedelta
    ) -> Sequence[OutboxRow]:
        table = self._outbox
        with self._engine.begin() as connection:
            now = {"civil_now": civil_now, "real_now": real_now}
            ids = connection.scalars(self._claimable, {**now, "most": limit}).all()
            if not ids:
                return []
            connection.execute(
                update(table)
                .where(table.c.id.in_(ids))
                .values(state=DueState.CLAIMED, worker=worker, claim=uuid4().hex, lease_until=real_now + lease)
                .values(attempts=table.c.attempts + 1)
                .values(first_claimed_at=func.coalesce(table.c.first_claimed_at, real_now))
            )
            rows = connection.execute(select(table).where(table.c.id.in_(ids)).order_by(table.c.due_at, table.c.id))
            return [outbox_row(row) for row in rows]

    def get(self, team: str, id_: int) -> OutboxRow | None:
        table = self._outbox
        with reading(self._engine) as connection:
            row = connection.execute(select(table).where(table.c.team == team, table.c.id == id_)).first()
        return None if row is None else outbox_row(row)

    def sent(self, row: OutboxRow, channel: str, ts: str) -> bool:
        return self._end_claim(row, state=DueState.SENT, sent_channel=channel, sent_ts=ts)

    def retry(self, row: OutboxRow, at: datetime, reason: str) -> bool:
        return self._end_claim(row, state=DueState.DUE, retry_at=at, reason=reason)

    def postpone(self, row: OutboxRow, due_at: datetime, local: LocalTime | None) -> bool:
        table = self._outbox
        first = case((table.c.attempts > 1, table.c.first_claimed_at), else_=None)
        given_back = {"attempts": table.c.attempts - 1, "first_claimed_at": first}
        return self._end_claim(row, state=DueState.DUE, due_at=due_at, **local_columns(local), **given_back)

    def bury(self, row: OutboxRow, reason: str, now: datetime) -> bool:
        return self._end_claim(row, state=DueState.DEAD, reason=reason, died_at=now)

    def cancel(self, row: OutboxRow, reason: str) -> bool:
        return self._end_claim(row, state=DueState.CANCELLED, reason=reason)

    def purge(self, before: datetime) -> int:
        table = self._outbox
        ended = table.c.state.in_((DueState.SENT, DueState.CANCELLED, DueState.DEAD))
        old = delete(table).where(table.c.saying == Saying.REFRESH, ended, table.c.due_at < before)
        with self._engine.begin() as connection:
            return connection.execute(old).rowcount

    def dead(self) -> Sequence[DeadLetter]:
        table = self._outbox
        with reading(self._engine) as connection:
            rows = connection.execute(select(table).where(table.c.state == DueState.DEAD).order_by(table.c.id)).all()
        return [DeadLetter(row.id, row.saying.value, row.reason, row.died_at) for row in rows]

    def redrive(self, id_: int) -> bool:
        table = self._outbox
        # Its earlier life counts as one attempt: it may have reached Slack, so it is looked up before it is sent again.
        reopened = {"state": DueState.DUE, "attempts": 1, "first_claimed_at": None, "retry_at": None}
        with self._engine.begin() as connection:
            dead = update(table).where(table.c.id == id_, table.c.state == DueState.DEAD)
            return connection.execute(dead.values(**reopened, reason="", died_at=None)).rowcount == 1

    def upcoming(self, limit: int) -> Sequence[Upcoming]:
        table = self._outbox
        query = (
            select(table.c.due_at, table.c.saying, table.c.person)
            .where(text(OUTBOX_OPEN))
            .order_by(table.c.due_at, table.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.limit(limit)).all()
        return [Upcoming(row.due_at, row.saying, row.person) for row in rows]

    def census(self) -> Census:
        """The oldest waiting row is the one that was due first; that is in the future where nothing is overdue."""
        table = self._outbox
        with reading(self._engine) as connection:
            counted = connection.execute(select(table.c.state, func.count()).group_by(table.c.state)).all()
            oldest = connection.scalar(select(func.min(table.c.due_at)).where(text(OUTBOX_OPEN)))
        counts = dict.fromkeys((state.value for state in DueState), 0)
        return Census(counts | {row[0].value: row[1] for row in counted}, oldest)

    def _end_claim(self, row: OutboxRow, **values: Any) -> bool:
        with self._engine.begin() as connection:
            held = update(self._outbox).where(_held(self._outbox, row))
            return connection.execute(held.values(**values, claim="", lease_until=None)).rowcount == 1


def _held(table: Table, row: OutboxRow) -> ColumnElement[bool]:
    own = and_(table.c.team == row.utterance.team, table.c.id == row.id)
    return and_(own, table.c.claim == row.claim, table.c.state == DueState.CLAIMED)


def _claimable(table: Table) -> Select[Any]:
    civil_now = bindparam("civil_now", type_=table.c.due_at.type)
    real_now = bindparam("real_now", type_=table.c.lease_until.type)
    ripe = or_(
        and_(table.c.state == DueState.DUE, or_(table.c.retry_at.is_(None), table.c.retry_at <= real_now)),
        and_(table.c.state == DueState.CLAIMED, table.c.lease_until <= real_now),
    )
    query = select(table.c.id).where(text(OUTBOX_OPEN), table.c.due_at <= civil_now, ripe)
    oldest = query.order_by(table.c.due_at, table.c.id).limit(bindparam("most", type_=Integer))
    return oldest.with_for_update(skip_locked=True)
