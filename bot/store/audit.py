"""The settings' trail as the services use it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update

from bot.domain.trail import SettingChange
from bot.domain.visibility import NOBODY
from bot.store.transaction import Transaction, flat


class SqlAudit:
    """Written in the transaction of the change itself, so that there is no change without its line."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._audit = transaction.tables.audit

    def note(self, *changes: SettingChange) -> None:
        for change in changes:
            self._in.add(self._audit, flat(change))

    def of_channel(self, team: str, channel: str, limit: int) -> Sequence[SettingChange]:
        table = self._audit
        query = select(table).where(table.c.team == team, table.c.channel == channel)
        rows = self._in.all(query.order_by(table.c.id.desc()).limit(limit))
        return [SettingChange(**{name: value for name, value in row.items() if name != "id"}) for row in rows]

    def forget(self, team: str, user: str) -> None:
        table, of_team = self._audit, self._audit.c.team == team
        run = self._in.connection.execute
        run(table.delete().where(of_team, table.c.person == user))
        run(update(table).where(of_team, table.c.who == user).values(who=NOBODY))
        named = or_(table.c.before.contains(user, autoescape=True), table.c.after.contains(user, autoescape=True))
        for row in self._in.all(select(table).where(of_team, named)):
            values = {name: _without(row[name], user) for name in ("before", "after")}
            here = (of_team, table.c.id == row["id"])
            # A line that only said that they came or went says nothing any more.
            same = values["before"] == values["after"]
            run(table.delete().where(*here) if same else update(table).where(*here).values(**values))

    def purge(self, before: datetime) -> int:
        return self._in.connection.execute(self._audit.delete().where(self._audit.c.at < before)).rowcount


def _without(value: str, user: str) -> str:
    return " ".join(one for one in value.split() if one != user)
