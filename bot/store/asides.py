"""What replies under requests showed: at most one row of a kind a request."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update

from bot.domain.model import Aside
from bot.domain.visibility import NOBODY
from bot.store.transaction import Transaction, flat


class SqlAsides:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._asides = transaction.tables.asides

    def get(self, team: str, id_: str) -> Aside | None:
        row = self._in.one(select(self._asides).where(self._asides.c.team == team, self._asides.c.id == id_))
        return None if row is None else Aside(**row)

    def about(self, team: str, request: str) -> Sequence[Aside]:
        return self._each(self._asides.c.team == team, self._asides.c.request == request)

    def standing_in(self, team: str, channel: str) -> Sequence[Aside]:
        table = self._asides
        offered = (table.c.offered_at.isnot(None), table.c.settled_as.is_(None))
        return self._each(table.c.team == team, table.c.channel == channel, *offered)

    def add(self, aside: Aside) -> bool:
        return self._in.add_once(self._asides, flat(aside), ("team", "id"))

    def save(self, aside: Aside) -> None:
        self._in.replace(self._asides, flat(aside))

    def drop_about(self, team: str, request: str) -> None:
        gone = self._asides.delete().where(self._asides.c.team == team, self._asides.c.request == request)
        self._in.connection.execute(gone)

    def forget(self, team: str, user: str) -> None:
        mine = (self._asides.c.team == team, self._asides.c.settled_by == user)
        self._in.connection.execute(update(self._asides).where(*mine).values(settled_by=NOBODY))

    def _each(self, *where: ColumnElement[bool]) -> Sequence[Aside]:
        rows = self._in.each(select(self._asides).where(*where).order_by(self._asides.c.id))
        return [Aside(**row) for row in rows]
