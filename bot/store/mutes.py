"""Channels whose cards a person does not want."""

from sqlalchemy import ColumnElement, select

from bot.store.transaction import Transaction

KEY = ("team", "user", "channel")


class SqlMutes:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._mutes = transaction.tables.channel_mutes

    def holds(self, team: str, user: str, channel: str) -> bool:
        return bool(self._in.all(select(self._mutes).where(*self._of(team, user, channel))))

    def add(self, team: str, user: str, channel: str) -> None:
        self._in.add_once(self._mutes, {"team": team, "user": user, "channel": channel}, KEY)

    def drop(self, team: str, user: str, channel: str) -> bool:
        gone = self._mutes.delete().where(*self._of(team, user, channel))
        return self._in.connection.execute(gone).rowcount == 1

    def _of(self, team: str, user: str, channel: str) -> tuple[ColumnElement[bool], ...]:
        table = self._mutes
        return (table.c.team == team, table.c.user == user, table.c.channel == channel)
