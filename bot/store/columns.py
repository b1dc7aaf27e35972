"""The kinds of columns that most tables share."""

from sqlalchemy import BigInteger, Column, Integer

from bot.store.types import PlainText


def words(name: str) -> Column[str]:
    return Column(name, PlainText, nullable=False)


def maybe(name: str) -> Column[str]:
    return Column(name, PlainText, nullable=True)


def number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def row_id() -> Column[int]:
    # SQLite numbers rows by itself only in a column whose type is INTEGER.
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
