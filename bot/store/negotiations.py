"""Interest maps, and the agreements that come out of them."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.domain.interest_map.model import Negotiation, NegotiationState
from bot.domain.model import Agreement, Outcome
from bot.store.source import source_columns, take_source
from bot.store.transaction import Transaction, Values, flat


class SqlNegotiations:
    """Negotiations, findable by everyone who takes part."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._negotiations = transaction.tables.negotiations
        self._people = transaction.tables.negotiation_people

    def get(self, team: str, id_: str) -> Negotiation | None:
        table = self._negotiations
        row = self._in.one(select(table).where(table.c.team == team, table.c.id == id_))
        return None if row is None else as_negotiation(row)

    def add(self, negotiation: Negotiation) -> None:
        self._in.add(self._negotiations, _columns(negotiation))
        self._add_people(negotiation)

    def save(self, negotiation: Negotiation) -> None:
        self._in.replace(self._negotiations, _columns(negotiation))
        people = self._people
        self._in.connection.execute(
            people.delete().where(people.c.team == negotiation.team, people.c.negotiation == negotiation.id)
        )
        self._add_people(negotiation)

    def open_for(self, team: str, user: str) -> Sequence[Negotiation]:
        table, people = self._negotiations, self._people
        mine = select(people.c.negotiation).where(people.c.team == team, people.c.user == user)
        query = (
            select(table)
            .where(table.c.team == team, table.c.id.in_(mine), table.c.state != NegotiationState.CLOSED)
            .order_by(table.c.created_at.desc(), table.c.id)
        )
        return [as_negotiation(row) for row in self._in.all(query)]

    def _add_people(self, negotiation: Negotiation) -> None:
        users = {user for user in (negotiation.author, *(party.user for party in negotiation.parties)) if user}
        key = {"team": negotiation.team, "negotiation": negotiation.id}
        self._in.add_all(self._people, [{**key, "user": user} for user in sorted(users)])


class SqlAgreements:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._agreements = transaction.tables.agreements

    def get(self, team: str, id_: str) -> Agreement | None:
        table = self._agreements
        row = self._in.one(select(table).where(table.c.team == team, table.c.id == id_))
        return None if row is None else Agreement(**row)

    def of_negotiation(self, team: str, negotiation: str) -> Sequence[Agreement]:
        table = self._agreements
        query = select(table).where(table.c.team == team, table.c.negotiation == negotiation)
        return [Agreement(**row) for row in self._in.all(query.order_by(table.c.created_at, table.c.id))]

    def of_request(self, team: str, request: str) -> Sequence[Agreement]:
        table = self._agreements
        query = select(table).where(table.c.team == team, table.c.request == request)
        return [Agreement(**row) for row in self._in.all(query.order_by(table.c.created_at, table.c.id))]

    def unreviewed_of(self, team: str, owner: str) -> Sequence[Agreement]:
        table = self._agreements
        ended = table.c.outcome.in_((Outcome.KEEP, Outcome.REVERT))
        query = select(table).where(table.c.team == team, table.c.owner == owner, ended.isnot(True))
        return [Agreement(**row) for row in self._in.each(query.order_by(table.c.id))]

    def add(self, agreement: Agreement) -> None:
        self._in.add(self._agreements, flat(agreement))

    def save(self, agreement: Agreement) -> None:
        self._in.replace(self._agreements, flat(agreement))


def _columns(negotiation: Negotiation) -> Values:
    values = flat(negotiation)
    source = source_columns(negotiation.team, values.pop("source"))
    return {**values, **source}


def as_negotiation(row: Values) -> Negotiation:
    source = take_source(row)
    return Negotiation(**row, source=source)
