"""What the bot remembers of channels and people."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.domain.model import Channel, Person
from bot.store.transaction import Transaction, flat


class SqlChannels:
    """Channels with their owners, in the order they were made owners."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._channels = transaction.tables.channels
        self._owners = transaction.tables.channel_owners

    def get(self, team: str, channel: str) -> Channel:
        row = self._in.row_to_write(self._channels, team=team, channel=channel)
        return Channel(team, channel) if row is None else Channel(**row, owners=self._owners_of(team, channel))

    def save(self, channel: Channel) -> None:
        values = flat(channel)
        owners = values.pop("owners")
        self._in.put(self._channels, values, ("team", "channel"))
        place = {"team": channel.team, "channel": channel.channel}
        table = self._owners
        self._in.connection.execute(
            table.delete().where(table.c.team == channel.team, table.c.channel == channel.channel)
        )
        self._in.add_all(table, [{**place, "place": n, "user": user} for n, user in enumerate(owners)])

    def owned_by(self, team: str, user: str) -> Sequence[Channel]:
        table, owners = self._channels, self._owners
        owned = select(owners.c.channel).where(owners.c.team == team, owners.c.user == user)
        query = select(table).where(table.c.team == team, table.c.channel.in_(owned)).order_by(table.c.channel)
        return [Channel(**row, owners=self._owners_of(team, row["channel"])) for row in self._in.each(query)]

    def _owners_of(self, team: str, channel: str) -> tuple[str, ...]:
        table = self._owners
        query = select(table.c.user).where(table.c.team == team, table.c.channel == channel).order_by(table.c.place)
        return tuple(row["user"] for row in self._in.all(query))


class SqlPeople:
    """People as far as they must be remembered."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._people = transaction.tables.people

    def get(self, team: str, user: str) -> Person:
        row = self._in.row_to_write(self._people, team=team, user=user)
        return Person(team, user) if row is None else Person(**row)

    def save(self, person: Person) -> None:
        self._in.put(self._people, flat(person), ("team", "user"))
