"""The words the bot says, read from one folder of TOML files per language, with English behind every key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.coaching.words import CoachingWords, Phrase, Variants
from bot.domain.model import Counterpart, Move, Purpose, SignalKind
from prompts.places import Place, places

HOME = Path(__file__).parent
FIRST_LANGUAGE = "en"
COACHING = ("labels", "questions", "moves", "blanks", "swaps")
_SLOT = re.compile(r"\{([a-z_]+)\}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")

_ONE_TEXT, _MANY_TEXTS = ("source", "when", "when_not", "purpose"), ("texts", "fits", "never", "not_for")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")

Table = dict[str, Any]
Where = Mapping[str, Place]


class BrokenPack(ValueError):
    """A file of words that cannot be used; says in one line where and what is wrong."""

    def __init__(self, fault: str, place: Place | Path | None = None) -> None:
        super().__init__(fault if place is None else f"{place}: {fault}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything a person reads, by dotted key, the coaching words as values, and where each of them is written."""

    locale: str
    texts: Mapping[str, str]
    coaching: CoachingWords
    places: Where

    def text(self, key: str, **slots: str) -> str:
        """The sentence under that key. Slots are filled once: braces in a slot's value stay as typed."""

        def fill(match: re.Match[str]) -> str:
            try:
                return slots[match[1]]
            except KeyError:
                raise KeyError(f"{key} needs the slot {match[1]}") from None

        return _SLOT.sub(fill, self.texts[key])

    def keys(self) -> tuple[str, ...]:
        return tuple(self.texts)

    def slots(self, key: str) -> frozenset[str]:
        """The names of the slots that the sentence under that key needs."""
        return frozenset(_SLOT.findall(self.texts[key]))

    def place(self, key: str) -> Place | None:
        """The line where a key is written, or else what it is a part of."""
        while key and key not in self.places:
            key = key.rpartition(".")[0]
        return self.places.get(key)

    def ships(self, key: str) -> bool:
        """Whether the words under that key are ours and not a team's."""
        place = self.place(key)
        return place is None or HOME in place.file.parents


def load(locale: str = FIRST_LANGUAGE, folder: Path | None = None) -> Catalogue:
    """Read the words of a language; a key it lacks is English. `folder` holds a team's own words, a folder a locale."""
    merged: Table = {}
    where: dict[str, Place] = {}
    for language in _languages(locale):
        for home in (HOME, folder):
            for file in sorted((home / language).glob("*.toml")) if home is not None else ():
                table, found = _read(file)
                where |= found
                _lay_over(merged, table, where)
    texts = {name: table for name, table in merged.items() if name not in COACHING}
    return Catalogue(locale, dict(_flat(texts, where)), _coaching(merged, where), where)


def is_language(name: str) -> bool:
    """Whether a folder of that name may hold words."""
    return bool(_LOCALE.fullmatch(name))


def _languages(locale: str) -> tuple[str, ...]:
    """From the one that always exists to the most particular: en, pt, pt-BR."""
    if not is_language(locale):
        raise BrokenPack(f"{locale!r} is not the name of a language, such as en or pt-BR")
    plain = locale.replace("_", "-")
    return tuple(dict.fromkeys((FIRST_LANGUAGE, plain.split("-")[0], plain)))


def _read(file: Path) -> tuple[Table, dict[str, Place]]:
    try:
        text = file.read_text(encoding="utf-8")
        return tomllib.loads(text), places(file, text)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        fault = f"is no TOML: {_AT_LINE.sub('', str(error))}"
        raise BrokenPack(fault, Place(file, int(line[1])) if line else file) from error
    except UnicodeDecodeError as error:
        raise BrokenPack("is no UTF-8 text", file) from error
    except OSError as error:
        raise BrokenPack("cannot be read", file) from error


def _is_entry(value: object) -> bool:
    return isinstance(value, dict) and "texts" in value


def _lay_over(base: Table, top: Table, where: Where, prefix: str = "") -> None:
    """Replace sentence by sentence; a coaching entry is replaced whole, because its examples belong to its texts."""
    for name, value in top.items():
        key, below = f"{prefix}{name}", base.get(name)
        if isinstance(below, dict) and (not isinstance(value, dict) or _is_entry(value) > _is_entry(below)):
            raise BrokenPack(f"{key} must be a table of entries", where.get(key))
        if isinstance(below, str) and not isinstance(value, str):
            raise BrokenPack(f"{key} must be a text", where.get(key))
        if isinstance(value, dict) and isinstance(below, dict) and not _is_entry(value):
            _lay_over(below, value, where, f"{key}.")
        else:
            base[name] = value


def _flat(table: Table, where: Where, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _flat(value, where, f"{key}.")
        elif isinstance(value, str):
            yield key, value.strip()
        else:
            raise BrokenPack(f"{key} must be a text", where.get(key))


def _coaching(merged: Table, where: Where) -> CoachingWords:
    def variants(key: str, entry: Table) -> Variants:
        return _variants(key, entry, where)

    def group(key: str, table: Table) -> tuple[Variants, ...]:
        return tuple(variants(f"{key}.{name}", entry) for name, entry in table.items())

    try:
        labels, questions = merged["labels"], merged["questions"]
        by_purpose = {purpose: {"purpose": purpose, **questions["purpose"][purpose]} for purpose in Purpose}
        return CoachingWords(
            labels={kind: variants(f"labels.signal.{kind}", labels["signal"][kind]) for kind in SignalKind},
            situations={name: variants(f"labels.situation.{name}", e) for name, e in labels["situation"].items()},
            by_signal={kind: group(f"questions.signal.{kind}", questions["signal"][kind]) for kind in SignalKind},
            plain_questions=group("questions.plain", questions["plain"]),
            by_counterpart={
                who: group(f"questions.counterpart.{who}", questions["counterpart"][who]) for who in Counterpart
            },
            by_situation={
                name: group(f"questions.situation.{name}", table) for name, table in questions["situation"].items()
            },
            by_purpose={purpose: variants(f"questions.purpose.{purpose}", e) for purpose, e in by_purpose.items()},
            moves={move: variants(f"moves.{move}", merged["moves"][move]) for move in Move},
            blanks={name: str(text) for name, text in merged["blanks"].items()},
            swaps={name: str(text) for name, text in merged["swaps"].items()},
        )
    except KeyError as error:
        raise BrokenPack(f"the coaching words lack {error}") from error


def _variants(key: str, entry: object, where: Where) -> Variants:
    if not isinstance(entry, dict) or not entry.get("texts"):
        raise BrokenPack(f"{key} has no texts", where.get(key))
    _well_formed(key, entry, where)
    try:
        purpose = Purpose(entry["purpose"]) if "purpose" in entry else None
    except ValueError as error:
        raise BrokenPack(f"{key}: {error}", where.get(f"{key}.purpose")) from error
    try:
        not_for = frozenset(map(Counterpart, entry.get("not_for", ())))
    except ValueError as error:
        raise BrokenPack(f"{key}: {error}", where.get(f"{key}.not_for")) from error
    return tuple(
        Phrase(
            key=f"{key}.{place}",
            text=text,
            source=entry.get("source", ""),
            purpose=purpose,
            when=entry.get("when", ""),
            when_not=entry.get("when_not", ""),
            fits=tuple(entry.get("fits", ())),
            never=tuple(entry.get("never", ())),
            not_for=not_for,
            broad=entry.get("broad", False),
        )
        for place, text in enumerate(entry["texts"], start=1)
    )


def _well_formed(key: str, entry: Table, where: Where) -> None:
    for name in (*_ONE_TEXT, *_MANY_TEXTS):
        value = entry.get(name, "" if name in _ONE_TEXT else [])
        texts = [value] if name in _ONE_TEXT else value
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            what = "a text" if name in _ONE_TEXT else "a list of texts"
            raise BrokenPack(f"{key}.{name} must be {what}", where.get(f"{key}.{name}"))
    if not isinstance(entry.get("broad", False), bool):
        raise BrokenPack(f"{key}.broad must be true or false", where.get(f"{key}.broad"))
