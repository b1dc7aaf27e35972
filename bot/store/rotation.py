"""Sealing anew: every private text moves to the newest key, a batch at a time, while the bot may be running."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnClause, Connection, Engine, Text, column, or_, select, table, tuple_, update
from sqlalchemy.sql.expression import TableClause

from bot.store.cipher import Cipher, Unreadable
from bot.store.tables import Tables
from bot.store.types import Encrypted, EncryptedTexts

BATCH = 200


@dataclass(frozen=True, slots=True)
class Rotated:
    """Texts that were sealed anew, those that were under the newest key already, and those that no key opens."""

    anew: int = 0
    already: int = 0
    unreadable: int = 0

    def __add__(self, other: "Rotated") -> "Rotated":
        return Rotated(self.anew + other.anew, self.already + other.already, self.unreadable + other.unreadable)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A table as it lies there: its key and its sealed columns, unopened."""

    table: TableClause
    key: tuple[ColumnClause[Any], ...]
    columns: tuple[ColumnClause[Any], ...]


def rotate(engine: Engine, cipher: Cipher, batch: int = BATCH) -> Rotated:
    """Go over every sealed column of every table; what is stopped halfway goes on the next time."""
    total = Rotated()
    for sealed in _sealed_tables():
        after: tuple[Any, ...] | None = None
        while True:
            with engine.begin() as connection:
                rows = _batch(connection, sealed, after, batch)
                total += sum((_seal(connection, sealed, row, cipher) for row in rows), Rotated())
            if len(rows) < batch:
                break
            after = tuple(rows[-1][key.name] for key in sealed.key)
    return total


def _sealed_tables() -> Iterator[_Sealed]:
    for found in Tables().metadata.sorted_tables:
        names = [each.name for each in found.c if isinstance(each.type, Encrypted | EncryptedTexts)]
        if names:
            key = tuple(column(each.name, each.type) for each in found.primary_key.columns)
            columns = tuple(column(name, Text) for name in names)
            yield _Sealed(table(found.name, *key, *columns), key, columns)


def _batch(
    connection: Connection, sealed: _Sealed, after: tuple[Any, ...] | None, size: int
) -> list[Mapping[str, Any]]:
    """The next rows by their key, locked until they are written back."""
    query = select(sealed.table).where(or_(*(each != "" for each in sealed.columns)))
    if after is not None:
        query = query.where(tuple_(*sealed.key) > tuple_(*after))
    found = connection.execute(query.order_by(*sealed.key).limit(size).with_for_update()).mappings()
    return [{str(name): value for name, value in row.items()} for row in found]


def _seal(connection: Connection, sealed: _Sealed, row: Mapping[str, Any], cipher: Cipher) -> Rotated:
    count, changed = Rotated(), dict[str, str]()
    for each in sealed.columns:
        value = row[each.name]
        if not value:
            continue
        try:
            anew = cipher.sealed_anew(value)
        except Unreadable:
            count += Rotated(unreadable=1)
            continue
        count += Rotated(already=1) if anew is None else Rotated(anew=1)
        if anew is not None:
            changed[each.name] = anew
    if changed:
        here = [key == row[key.name] for key in sealed.key]
        connection.execute(update(sealed.table).where(*here).values(**changed))
    return count
