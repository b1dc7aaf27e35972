"""How the product's values look in a column, so that SQLite and PostgreSQL give back exactly what was stored."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

from bot.domain.interest_map.model import Criterion, Mark, Party
from bot.domain.model import Part, Signal, SignalKind, Told
from bot.store.cipher import Cipher, Unreadable


def storable(text: str) -> str:
    """The text without what a database refuses: NUL is dropped, half surrogates become a question mark."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


class PlainText(TypeDecorator[str]):
    """Text of any length that anyone with the database may read."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Encrypted(TypeDecorator[str]):
    """Text that only the holder of the keys may read. Empty stays empty: there is nothing to hide."""

    impl = Text
    cache_ok = True

    def __init__(self, cipher: Cipher | None) -> None:
        super().__init__()
        self.cipher = cipher

    def _cipher(self) -> Cipher:
        if self.cipher is None:
            raise Unreadable("this part of the program was given no encryption keys")
        return self.cipher

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return self._cipher().seal(storable(value)) if value else value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        return self._cipher().open(value) if value else value


class EncryptedTexts(TypeDecorator[tuple[str, ...]]):
    """Several such texts in their order, sealed as one."""

    impl = Text
    cache_ok = True

    def __init__(self, cipher: Cipher | None) -> None:
        super().__init__()
        self.sealed = Encrypted(cipher)

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else self.sealed.process_bind_param(json.dumps(value), dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        opened = self.sealed.process_result_value(value, dialect)
        return None if opened is None else tuple(json.loads(opened))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware when it goes in, aware and in UTC when it comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallTime(TypeDecorator[datetime]):
    """What a clock on the wall shows; its zone stands in another column."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError("a wall time has no time zone of its own")
        return value


class Named(TypeDecorator[StrEnum]):
    """One of an enum's values, by its name in the product."""

    impl = Text
    cache_ok = True

    def __init__(self, values: type[StrEnum]) -> None:
        super().__init__()
        self.values = values

    def process_bind_param(self, value: StrEnum | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.values(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.values(value)


class Json(TypeDecorator[Any]):
    """A structure as ASCII JSON, which carries every string that Slack can send, NUL and half surrogates included."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(self.plain(value), separators=(",", ":"))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        return None if value is None else self.value(json.loads(value))

    def plain(self, value: Any) -> object:
        return value

    def value(self, plain: Any) -> object:
        return plain


class Signals(Json):
    """The pressure signals of a message, in the order they were found."""

    cache_ok = True

    def plain(self, value: tuple[Signal, ...]) -> object:
        return [[signal.kind.value, signal.text] for signal in value]

    def value(self, plain: list[tuple[str, str]]) -> tuple[Signal, ...]:
        return tuple(Signal(SignalKind(kind), text) for kind, text in plain)


class Parts(Json):
    """The messages a request is made of, each with its signals."""

    cache_ok = True

    def plain(self, value: tuple[Part, ...]) -> object:
        return [[part.ts, [[signal.kind.value, signal.text] for signal in part.signals]] for part in value]

    def value(self, plain: list[tuple[str, list[tuple[str, str]]]]) -> tuple[Part, ...]:
        return tuple(Part(ts, tuple(Signal(SignalKind(kind), text) for kind, text in found)) for ts, found in plain)


class ToldOfIt(Json):
    """What was made of a request for its coaching: entries' keys with their probability, in thousandths."""

    cache_ok = True

    def plain(self, value: Told) -> object:
        fits = [[key, round(fit * 1000)] for key, fit in value.fits]
        return {"fits": fits, "named": value.named, "harm": value.harm}

    def value(self, plain: dict[str, Any]) -> Told:
        fits = plain.get("fits", ())  # rows of before it was read
        found = tuple((key, fit / 1000) for key, fit in fits)
        return Told(found, plain["named"], plain.get("harm", False))


class Texts(Json):
    """Several short texts in their order, such as the ts of messages."""

    cache_ok = True

    def plain(self, value: tuple[str, ...]) -> object:
        return list(value)

    def value(self, plain: list[str]) -> tuple[str, ...]:
        return tuple(plain)


class Kinds(Json):
    """Kinds of pressure without the words."""

    cache_ok = True

    def plain(self, value: tuple[SignalKind, ...]) -> object:
        return [kind.value for kind in value]

    def value(self, plain: list[str]) -> tuple[SignalKind, ...]:
        return tuple(SignalKind(kind) for kind in plain)


class Parties(Json):
    """The parties of a negotiation, in the order they were entered."""

    cache_ok = True

    def plain(self, value: tuple[Party, ...]) -> object:
        return [
            {
                "name": party.name,
                "user": party.user,
                "position": party.position,
                "risk": party.risk,
                "key": party.key,
                "confirmed": party.confirmed,
                "criteria": [criterion.value for criterion in party.criteria],
            }
            for party in value
        ]

    def value(self, plain: list[Mapping[str, Any]]) -> tuple[Party, ...]:
        return tuple(
            Party(**{**party, "criteria": tuple(Criterion(name) for name in party["criteria"])}) for party in plain
        )


class Marks(Json):
    """What other parties say of an interest, by their keys."""

    cache_ok = True

    def plain(self, value: Mapping[str, Mark]) -> object:
        return {party: mark.value for party, mark in value.items()}

    def value(self, plain: Mapping[str, str]) -> Mapping[str, Mark]:
        return {party: Mark(mark) for party, mark in plain.items()}


class TextBy(Json):
    """A text for each party, by their keys."""

    cache_ok = True

    def plain(self, value: Mapping[str, str]) -> object:
        return dict(value)
