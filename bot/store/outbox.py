"""The outbox as the services use it: wishes to say something, written in the transaction that caused them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, func, or_, select, text, update

from bot.domain.model import DueState, LocalTime, OutboxRow, Saying, Utterance
from bot.domain.silence import Shown
from bot.domain.timing import to_utc
from bot.store.outbox_rows import local_columns, outbox_row, utterance_columns
from bot.store.queue_tables import OUTBOX_CARDS
from bot.store.transaction import Transaction

# A refresh that waits for a later hour does not stand for one that is wanted now.
SOON = timedelta(minutes=1)

_FRESH = {"state": DueState.DUE, "attempts": 0, "worker": "", "claim": "", "reason": ""}


class SqlOutbox:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._outbox = transaction.tables.outbox

    def say(self, utterance: Utterance) -> bool:
        return self._in.add_once(self._outbox, {**utterance_columns(utterance), **_FRESH}, ("team", "key"))

    def cancel(self, team: str, saying: Saying, subject: str, reason: str) -> int:
        due = update(self._outbox).where(*self._about(team, saying, subject), self._outbox.c.state == DueState.DUE)
        return self._in.connection.execute(due.values(state=DueState.CANCELLED, reason=reason)).rowcount

    def refresh(self, team: str, saying: Saying, subject: str, now: datetime) -> None:
        # Rows still due are locked too, so that no sender can render one from what this transaction replaces.
        alive = self._outbox.c.state.in_((DueState.DUE, DueState.CLAIMED, DueState.SENT))
        rows = self._locked(*self._about(team, saying, subject), alive)
        for row in rows:
            if row.state != DueState.DUE and not self._refresh_is_due(team, str(row.id), now):
                self.say(self._refresh_of(outbox_row(row), now))

    def say_anew(self, row: OutboxRow, now: datetime) -> None:
        """Have the message of one row rendered anew, for nobody in particular."""
        said = replace(row.utterance, person=None, channel=row.sent_channel)
        self.say(self._refresh_of(replace(row, utterance=said), now))

    def rezone(self, team: str, person: str, zone: str) -> None:
        table = self._outbox
        mine = (table.c.team == team, table.c.person == person)
        for row in self._locked(*mine, table.c.state == DueState.DUE, table.c.local_wall.isnot(None)):
            moved = LocalTime(row.local_wall, zone)
            values = {"due_at": to_utc(moved), **local_columns(moved)}
            self._in.connection.execute(update(table).where(table.c.id == row.id).values(**values))

    def said(self, team: str, saying: Saying, subject: str) -> Sequence[OutboxRow]:
        table = self._outbox
        query = select(table).where(*self._about(team, saying, subject), table.c.state == DueState.SENT)
        # Sorted here: asked to sort, SQLite walks the index of all cards by time instead of looking up this subject.
        rows = sorted(self._in.connection.execute(query).all(), key=lambda row: (row.due_at, row.id))
        return [outbox_row(row) for row in rows]

    def addressed(self, team: str, saying: Saying, subject: str, person: str) -> bool:
        table = self._outbox
        alive = table.c.state.not_in((DueState.DEAD, DueState.CANCELLED))
        query = select(table.c.id).where(*self._about(team, saying, subject), table.c.person == person, alive)
        return self._in.connection.execute(query.limit(1)).first() is not None

    def by_key(self, team: str, key: str) -> OutboxRow | None:
        return self._first(self._outbox.c.team == team, self._outbox.c.key == key)

    def cards_between(
        self, team: str, first: datetime, last: datetime, *, channel: str, person: str = "", requester: str = ""
    ) -> Sequence[Shown]:
        requests = self._in.tables.requests
        about = or_(requests.c.channel == channel, requests.c.requester == requester)
        counts = cards_between(self._outbox, team, first, last).where(counting(self._outbox, requests, about, person))
        cards = self._in.connection.execute(counts).all()
        query = select(requests.c.id, requests.c.channel, requests.c.requester)
        mine = query.where(requests.c.team == team, requests.c.id.in_({card.subject for card in cards}))
        known = {row.id: row for row in self._in.connection.execute(mine)}
        return [
            Shown(
                card.subject,
                known[card.subject].channel,
                known[card.subject].requester,
                card.person or "",
                card.due_at,
                card.saying,
            )
            for card in cards
            if card.subject in known
        ]

    def standing_at(self, team: str, channel: str, ts: str) -> OutboxRow | None:
        table = self._outbox
        # A refresh was sent to the same place, but the message there is the row it refreshed; a reaction is no message.
        place = (table.c.team == team, table.c.sent_channel == channel, table.c.sent_ts == ts)
        no_message = table.c.saying.in_((Saying.REFRESH, Saying.HANDLED))
        return self._first(*place, table.c.state == DueState.SENT, ~no_message)

    def _about(self, team: str, saying: Saying, subject: str) -> tuple[ColumnElement[bool], ...]:
        table = self._outbox
        return (table.c.team == team, table.c.saying == saying, table.c.subject == subject)

    def _first(self, *where: ColumnElement[bool]) -> OutboxRow | None:
        query = select(self._outbox).where(*where).order_by(self._outbox.c.id).limit(1)
        row = self._in.connection.execute(query).first()
        return None if row is None else outbox_row(row)

    def _locked(self, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
        query = select(self._outbox).where(*where).order_by(self._outbox.c.id).with_for_update()
        return self._in.connection.execute(query).all()

    def _refresh_is_due(self, team: str, subject: str, now: datetime) -> bool:
        """Whether one waits that will see what this transaction writes: once locked, no sender takes it before."""
        waits = (self._outbox.c.state == DueState.DUE, self._outbox.c.due_at <= now + SOON)
        return bool(self._locked(*self._about(team, Saying.REFRESH, subject), *waits))

    def _refresh_of(self, row: OutboxRow, now: datetime) -> Utterance:
        said = row.utterance
        about = self._about(said.team, Saying.REFRESH, str(row.id))
        latest = self._in.connection.scalar(select(func.max(self._outbox.c.id)).where(*about)) or 0
        return Utterance(
            team=said.team,
            saying=Saying.REFRESH,
            subject=str(row.id),
            # The id of the refresh before it: never used twice, also when old rows are deleted.
            key=f"refresh:{row.id}:{latest}",
            due_at=now,
            person=said.person,
            channel=said.channel,
        )


def counting(outbox: Table, requests: Table, about: ColumnElement[bool], person: str) -> ColumnElement[bool]:
    """A card to the person, or about such a request. Asked card by card, so that no engine begins with the requests."""
    this = (requests.c.team == outbox.c.team) & (requests.c.id == outbox.c.subject)
    return or_(outbox.c.person == person, select(requests.c.id).where(this, about).correlate(outbox).exists())


def cards_between(table: Table, team: str, first: datetime, last: datetime) -> Select[Any]:
    """The cards of a team in that time; apart from their requests, so that no engine begins with those."""
    alive = table.c.state.in_((DueState.DUE, DueState.CLAIMED, DueState.SENT))
    query = select(table.c.subject, table.c.person, table.c.due_at, table.c.saying)
    return query.where(text(OUTBOX_CARDS), table.c.team == team, table.c.due_at.between(first, last), alive)
