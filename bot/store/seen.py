"""Records for one viewer: what `bot.domain.visibility` says, in the queries themselves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, or_, select

from bot.domain.detection.learning import Example
from bot.domain.interest_map.history import Change
from bot.domain.interest_map.model import Negotiation
from bot.domain.interest_map.sheet import Sheet
from bot.domain.model import (
    MAP_INVITATIONS,
    Agreement,
    Debrief,
    DueState,
    FeatureRequest,
    MessageRef,
    Prep,
    Saying,
)
from bot.store.examples import as_example
from bot.store.interest_map import SqlMapHistory, SqlSheets
from bot.store.negotiations import as_negotiation
from bot.store.preps import SqlDebriefs, SqlPreps
from bot.store.transaction import Transaction, Values


class SqlSeen:
    """Whoever may not see a record gets the same answer as where there is none."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._tables = transaction.tables

    def prep(self, team: str, id_: str, viewer: str) -> Prep | None:
        return SqlPreps(self._in).get(team, id_, viewer)

    def debrief(self, team: str, id_: str, viewer: str) -> Debrief | None:
        return SqlDebriefs(self._in).get(team, id_, viewer)

    def negotiation(self, team: str, id_: str, viewer: str) -> Negotiation | None:
        table = self._tables.negotiations
        row = self._one(table, _is(table, team, id_), self._may_see_map(table.c.team, table.c.id, viewer))
        return None if row is None else as_negotiation(row)

    def sheet(self, team: str, id_: str, viewer: str) -> Sheet | None:
        if self.negotiation(team, id_, viewer) is None:
            return None
        return SqlSheets(self._in).seen_by(team, id_, viewer)

    def changes(self, team: str, id_: str, viewer: str, limit: int, skip: int = 0) -> Sequence[Change]:
        """For who drew the map all of it; for others what came since it was first shared or somebody was asked."""
        found = self.negotiation(team, id_, viewer)
        if found is None:
            return ()
        return SqlMapHistory(self._in).of(team, id_, limit, skip, private=found.author == viewer)

    def agreement(self, team: str, id_: str, viewer: str) -> Agreement | None:
        table = self._tables.agreements
        its_map = self._may_see_map(table.c.team, table.c.negotiation, viewer)
        row = self._one(table, _is(table, team, id_), or_(table.c.author == viewer, table.c.owner == viewer, its_map))
        return None if row is None else Agreement(**row)

    def request(self, team: str, id_: str, viewer: str) -> FeatureRequest | None:
        table = self._tables.requests
        row = self._one(table, _is(table, team, id_), or_(table.c.requester == viewer, self._owns(table, viewer)))
        return None if row is None else FeatureRequest(**row)

    def example(self, place: MessageRef, viewer: str) -> Example | None:
        table = self._tables.examples
        there = and_(table.c.team == place.team, table.c.channel == place.channel, table.c.ts == place.ts)
        row = self._one(table, there, or_(table.c.author == viewer, self._owns(table, viewer)))
        return None if row is None else as_example(row)

    def _one(self, table: Table, *where: ColumnElement[bool]) -> Values | None:
        return self._in.one(select(table).where(*where))

    def _owns(self, table: Table, viewer: str) -> ColumnElement[bool]:
        owners = self._tables.channel_owners
        place = (owners.c.team == table.c.team, owners.c.channel == table.c.channel)
        return exists(select(owners.c.user).where(*place, owners.c.user == viewer))

    def _may_see_map(self, team: ColumnElement[Any], id_: ColumnElement[Any], viewer: str) -> ColumnElement[bool]:
        """Its author, or one of its people once it was shared or they were asked."""
        maps = self._tables.negotiations.alias("maps")  # by another name, where the query around it reads the same
        people, outbox = self._tables.negotiation_people, self._tables.outbox
        written = exists(select(maps.c.id).where(maps.c.team == team, maps.c.id == id_, maps.c.author == viewer))
        named = exists(
            select(people.c.user).where(people.c.team == team, people.c.negotiation == id_, people.c.user == viewer)
        )
        about = (outbox.c.team == team, outbox.c.saying == Saying.SHARED_MAP, outbox.c.subject == id_)
        shared = exists(select(outbox.c.id).where(*about, outbox.c.state == DueState.SENT))
        to_them = (outbox.c.team == team, outbox.c.saying.in_(MAP_INVITATIONS), outbox.c.subject == id_)
        # On its way is enough: who is asked may press before the row is marked as sent.
        alive = outbox.c.state.not_in((DueState.DEAD, DueState.CANCELLED))
        asked = exists(select(outbox.c.id).where(*to_them, outbox.c.person == viewer, alive))
        return or_(written, and_(named, or_(shared, asked)))


def _is(table: Table, team: str, id_: str) -> ColumnElement[bool]:
    return and_(table.c.team == team, table.c.id == id_)
