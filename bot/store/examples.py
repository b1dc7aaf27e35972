"""Messages that owners judged by what they did: what learning in place learns from."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, union

from bot.domain.detection.learning import Example
from bot.domain.model import MessageRef
from bot.store.transaction import Transaction, Values, flat

KEY = ("team", "channel", "ts")


class SqlExamples:
    """At most one a message; what was said last counts."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._examples = transaction.tables.examples

    def save(self, example: Example) -> None:
        values = flat(example)
        self._in.put(self._examples, flat(values.pop("ref")) | values, KEY)

    def drop(self, ref: MessageRef) -> None:
        table = self._examples
        self._delete(table.c.team == ref.team, table.c.channel == ref.channel, table.c.ts == ref.ts)

    def drop_of(self, team: str, author: str) -> None:
        self._delete(self._examples.c.team == team, self._examples.c.author == author)

    def forget_text(self, ref: MessageRef) -> None:
        table = self._examples
        there = (table.c.team == ref.team, table.c.channel == ref.channel, table.c.ts == ref.ts)
        self._in.connection.execute(table.update().where(*there, table.c.text != "").values(text=""))

    def forget_texts(self, team: str, channel: str) -> None:
        table = self._examples
        of_channel = (table.c.team == team, table.c.channel == channel)
        self._in.connection.execute(table.update().where(*of_channel).values(text=""))

    def of(self, team: str, channel: str, since: datetime) -> Sequence[Example]:
        table = self._examples
        query = select(table).where(table.c.team == team, table.c.channel == channel, table.c.said_at >= since)
        return [as_example(row) for row in self._in.all(query.order_by(table.c.said_at, table.c.ts))]

    def purge(self, before: datetime) -> int:
        return self._delete(self._examples.c.said_at < before)

    def places(self) -> Sequence[tuple[str, str]]:
        table, channels = self._examples, self._in.tables.channels
        leaning = select(channels.c.team, channels.c.channel).where(channels.c.leaning != 0)
        query = union(select(table.c.team, table.c.channel), leaning).order_by("team", "channel")
        return [(row.team, row.channel) for row in self._in.connection.execute(query)]

    def _delete(self, *where: ColumnElement[bool]) -> int:
        return self._in.connection.execute(self._examples.delete().where(*where)).rowcount


def as_example(row: Values) -> Example:
    ref = MessageRef(row.pop("team"), row.pop("channel"), row.pop("ts"), row.pop("thread_ts"))
    return Example(ref=ref, **row)
