"""The inbox: events as Slack sent them, worked off one conversation at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
    update,
)

from bot.domain.model import Delivery, InboxRow
from bot.services.queues import Census, DeadLetter
from bot.store.engine import reading
from bot.store.queue_tables import INBOX_DONE, INBOX_ENDED, INBOX_OPEN
from bot.store.tables import tables_for
from bot.store.transaction import insert_for

OPEN, CLAIMED, DONE, DEAD = STATES = ("open", "claimed", "done", "dead")
LONGEST_KIND = 80


class SqlInbox:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._inbox = tables_for().inbox
        self._claimable = _claimable(self._inbox)

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
        place = {"team": team, "event_id": event_id, "conversation": conversation, "version": version}
        event = place | {"kind": _kind(body), "body": body}
        state = {"state": OPEN, "attempts": 0, "received_at": now, "since": now, "retry_at": now}
        nobody = {"worker": "", "claim": "", "reason": ""}
        with self._engine.begin() as connection:
            insert = insert_for(connection, self._inbox).values(**event, **state, **nobody)
            once = insert.on_conflict_do_nothing(index_elements=("team", "event_id"))
            return connection.execute(once.returning(self._inbox.c.id)).first() is not None

    def unfinished(self, team: str, conversation: str) -> bool:
        table = self._inbox
        there = (text(INBOX_OPEN), table.c.team == team, table.c.conversation == conversation)
        with reading(self._engine) as connection:
            return connection.execute(select(table.c.id).where(*there).limit(1)).first() is not None

    def claim(self, worker: str, limit: int, now: datetime, lease: timedelta) -> Sequence[InboxRow]:
        claim = uuid4().hex
        table = self._inbox
        with self._engine.begin() as connection:
            rows = connection.execute(self._claimable, {"now": now, "most": limit}).all()
            if rows:
                connection.execute(
                    update(table)
                    .where(table.c.id.in_([row.id for row in rows]))
                    .values(state=CLAIMED, claim=claim, worker=worker, since=now, lease_until=now + lease)
                    .values(attempts=table.c.attempts + 1)
                )
        return [InboxRow(r.id, r.team, r.conversation, r.body, r.attempts + 1, claim, r.overtaken) for r in rows]

    def finish(self, delivery: Delivery) -> bool:
        with self._engine.begin() as connection:
            return close(connection, self._inbox, delivery)

    def retry(self, delivery: Delivery, at: datetime, reason: str) -> bool:
        return self._end_claim(delivery, state=OPEN, retry_at=at, reason=reason)

    def bury(self, delivery: Delivery, reason: str, now: datetime) -> bool:
        return self._end_claim(delivery, state=DEAD, since=now, reason=reason)

    def dead(self) -> Sequence[DeadLetter]:
        table = self._inbox
        query = select(table.c.id, table.c.kind, table.c.reason, table.c.since).where(text(INBOX_ENDED))
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(table.c.state == DEAD).order_by(table.c.id)).all()
        return [DeadLetter(row.id, row.kind, row.reason, row.since) for row in rows]

    def redrive(self, id_: int, now: datetime) -> bool:
        table = self._inbox
        buried = (table.c.id == id_, table.c.state == DEAD, table.c.body.is_not(None))
        with self._engine.begin() as connection:
            letter = connection.execute(select(table.c.team, table.c.conversation).where(*buried)).first()
            if letter is None:
                return False
            # Wait for a claim that is being made in this conversation: it must see the letter or be seen by the next.
            of_conversation = (table.c.team == letter.team, table.c.conversation == letter.conversation)
            connection.execute(select(table.c.id).where(text(INBOX_OPEN), *of_conversation).with_for_update()).all()
            opened = update(table).where(*buried).values(state=OPEN, attempts=0, since=now, retry_at=now, reason="")
            return connection.execute(opened).rowcount == 1

    def purge(self, dead_before: datetime, done_before: datetime) -> int:
        table = self._inbox
        ended = text(INBOX_ENDED)
        old_dead = (ended, table.c.state == DEAD, table.c.since < dead_before, table.c.body.is_not(None))
        old_done = (ended, table.c.state == DONE, table.c.since < done_before)
        with self._engine.begin() as connection:
            emptied = connection.execute(update(table).where(*old_dead).values(body=None)).rowcount
            return emptied + connection.execute(table.delete().where(*old_done)).rowcount

    def census(self) -> Census:
        table = self._inbox
        with reading(self._engine) as connection:
            counted = connection.execute(select(table.c.state, func.count()).group_by(table.c.state)).all()
            oldest = connection.scalar(select(func.min(table.c.received_at)).where(text(INBOX_OPEN)))
        return Census(dict.fromkeys(STATES, 0) | {row[0]: row[1] for row in counted}, oldest)

    def _end_claim(self, delivery: Delivery, **values: Any) -> bool:
        with self._engine.begin() as connection:
            held = update(self._inbox).where(_held(self._inbox, delivery))
            return connection.execute(held.values(**values, claim="", lease_until=None)).rowcount == 1


def close(connection: Connection, table: Table, delivery: Delivery) -> bool:
    """Mark the event done and drop its body; False when it is closed or another worker took it over."""
    held = update(table).where(_held(table, delivery))
    done = connection.execute(held.values(state=DONE, body=None, lease_until=None))
    return done.rowcount == 1


def _held(table: Table, delivery: Delivery) -> ColumnElement[bool]:
    return and_(table.c.id == delivery.id, table.c.claim == delivery.claim, table.c.state == CLAIMED)


def _claimable(table: Table) -> Select[Any]:
    """The oldest unfinished event of every conversation in which nobody works, if its time has come `now`."""
    now = bindparam("now", type_=table.c.retry_at.type)
    other = table.alias("other")
    in_front = or_(other.c.id < table.c.id, and_(other.c.state == CLAIMED, other.c.lease_until > now))
    blocked = exists(select(other.c.id)).where(
        text("other." + INBOX_OPEN),
        other.c.team == table.c.team,
        other.c.conversation == table.c.conversation,
        other.c.id != table.c.id,
        in_front,
    )
    ripe = or_(
        and_(table.c.state == OPEN, table.c.retry_at <= now),
        and_(table.c.state == CLAIMED, table.c.lease_until <= now),
    )
    newer = table.alias("newer")
    overtaken = exists(select(newer.c.id)).where(
        text("newer." + INBOX_DONE),
        newer.c.team == table.c.team,
        newer.c.conversation == table.c.conversation,
        newer.c.version > table.c.version,
        table.c.version != "",
    )
    columns = (table.c.id, table.c.team, table.c.conversation, table.c.body, table.c.attempts)
    query = select(*columns, overtaken.label("overtaken")).where(text("inbox." + INBOX_OPEN), ripe, ~blocked)
    return (
        query.order_by(table.c.id).limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True, of=table)
    )


def _kind(body: dict[str, object]) -> str:
    """Slack's name for the event, which is still known when the body is gone."""
    event = body.get("event")
    kind = event.get("type") if isinstance(event, dict) else body.get("type")
    return kind[:LONGEST_KIND] if isinstance(kind, str) else "unknown"
