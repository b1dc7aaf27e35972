"""One transaction as the repositories use it: read and lock, insert once, replace the version that was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.errors import Conflict
from bot.store.tables import Tables

Values = dict[str, Any]


def flat(value: Any) -> Values:
    """A value's fields as columns of the same names."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


@dataclass(frozen=True, slots=True)
class Transaction:
    """A running transaction. In a writing one every single row that is read stays locked until its end."""

    connection: Connection
    tables: Tables
    writing: bool

    def one(self, query: Select[Any]) -> Values | None:
        if self.writing:
            query = query.with_for_update()
        row = self.connection.execute(query).mappings().first()
        return None if row is None else _values(row)

    def row(self, table: Table, **key: object) -> Values | None:
        """The row with that key, as `one` finds it; its statement is put together once and not each time."""
        row = self.connection.execute(_of_key(table, tuple(key), locked=self.writing), key).mappings().first()
        return None if row is None else _values(row)

    def each(self, query: Select[Any]) -> Sequence[Values]:
        """Like `one`, for every row."""
        return self.all(query.with_for_update() if self.writing else query)

    def all(self, query: Select[Any]) -> Sequence[Values]:
        """Rows to look at: they are not locked."""
        return [_values(row) for row in self.connection.execute(query).mappings()]

    def row_to_write(self, table: Table, **key: str) -> Values | None:
        """Like `row`; where there is no row to lock yet, its name is locked, so that nobody adds it meanwhile."""
        row = self.row(table, **key)
        if row is None and self.writing and self.connection.dialect.name == "postgresql":
            name = "/".join((table.name, *key.values()))
            self.connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(literal(name), 0))))
            row = self.row(table, **key)
        return row

    def add(self, table: Table, values: Mapping[str, Any]) -> None:
        self.connection.execute(table.insert().inline(), values)

    def add_all(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.connection.execute(table.insert().inline(), rows)

    def add_once(self, table: Table, values: Mapping[str, Any], unique: Sequence[str]) -> bool:
        """False when a row with the same `unique` columns is there already."""
        inserted = insert_for(self.connection, table).values(**values).on_conflict_do_nothing(index_elements=unique)
        return self.connection.execute(inserted.returning(table.c.team)).first() is not None

    def put(self, table: Table, values: Mapping[str, Any], key: Sequence[str]) -> None:
        """Insert the row or overwrite the one with that key."""
        rest = {name: value for name, value in values.items() if name not in key}
        inserted = insert_for(self.connection, table).values(**values)
        self.connection.execute(inserted.on_conflict_do_update(index_elements=key, set_=rest))

    def replace(self, table: Table, values: Mapping[str, Any]) -> None:
        """Write a versioned row back and bump its version; raises Conflict when the stored version is another."""
        same = (table.c.team == values["team"]) & (table.c.id == values["id"])
        changed = {**values, "version": values["version"] + 1}
        done = self.connection.execute(
            update(table).where(same, table.c.version == values["version"]).values(**changed)
        )
        if done.rowcount != 1:
            raise Conflict("conflict")


@lru_cache(100)
def _of_key(table: Table, names: tuple[str, ...], *, locked: bool) -> Select[Any]:
    query = select(table).where(*(table.c[name] == bindparam(name) for name in names))
    return query.with_for_update() if locked else query


def insert_for(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can deal with a row that exists, in the words of the engine at hand."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def _values(row: Mapping[Any, Any]) -> Values:
    return {str(name): value for name, value in row.items()}
