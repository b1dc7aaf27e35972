"""The words the bot says, read from one folder of TOML files per language, with English behind every key."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.coaching.words import CoachingWords, Phrase, Variants
from bot.domain.model import Move, Purpose, SignalKind

HOME = Path(__file__).parent
FIRST_LANGUAGE = "en"
COACHING = ("labels", "questions", "moves", "blanks", "swaps")
_SLOT = re.compile(r"\{([a-z_]+)\}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")

Table = dict[str, Any]


class BrokenPack(ValueError):
    """A file of words that cannot be used; says which file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything a person reads, by dotted key, and the coaching words as values."""

    locale: str
    texts: Mapping[str, str]
    coaching: CoachingWords

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


def load(locale: str = FIRST_LANGUAGE, folder: Path | None = None) -> Catalogue:
    """Read the words of a language; a key it lacks is English. `folder` holds a team's own words, a folder a locale."""
    merged: Table = {}
    for language in _languages(locale):
        for home in (HOME, folder):
            if home is not None:
                _lay_over(merged, _read(home / language))
    texts = {name: table for name, table in merged.items() if name not in COACHING}
    return Catalogue(locale, dict(_flat(texts)), _coaching(merged))


def _languages(locale: str) -> tuple[str, ...]:
    """From the one that always exists to the most particular: en, pt, pt-BR."""
    if not _LOCALE.fullmatch(locale):
        raise BrokenPack(f"{locale!r} is not the name of a language, such as en or pt-BR")
    plain = locale.replace("_", "-")
    return tuple(dict.fromkeys((FIRST_LANGUAGE, plain.split("-")[0], plain)))


def _read(folder: Path) -> Table:
    merged: Table = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            _lay_over(merged, tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BrokenPack(f"{path}: {error}") from error
    return merged


def _is_entry(value: object) -> bool:
    return isinstance(value, dict) and "texts" in value


def _lay_over(base: Table, top: Table) -> None:
    """Replace sentence by sentence; a coaching entry is replaced whole, because its examples belong to its texts."""
    for key, value in top.items():
        below = base.get(key)
        if isinstance(value, dict) and isinstance(below, dict) and not _is_entry(value):
            _lay_over(below, value)
        else:
            base[key] = value


def _flat(table: Table, prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from _flat(value, f"{key}.")
        elif isinstance(value, str):
            yield key, value.strip()
        else:
            raise BrokenPack(f"{key} must be a text")


def _coaching(merged: Table) -> CoachingWords:
    try:
        labels, questions = merged["labels"], merged["questions"]
        return CoachingWords(
            labels={kind: _variants(f"labels.signal.{kind}", labels["signal"][kind]) for kind in SignalKind},
            plain_labels=_variants("labels.plain", labels["plain"]),
            situations={name: _variants(f"labels.situation.{name}", e) for name, e in labels["situation"].items()},
            by_signal={kind: _pair(f"questions.signal.{kind}", questions["signal"][kind]) for kind in SignalKind},
            plain_questions=_pair("questions.plain", questions["plain"]),
            by_purpose={
                purpose: _variants(
                    f"questions.purpose.{purpose}", {"purpose": purpose, **questions["purpose"][purpose]}
                )
                for purpose in Purpose
            },
            moves={move: _variants(f"moves.{move}", merged["moves"][move]) for move in Move},
            blanks={name: str(text) for name, text in merged["blanks"].items()},
            swaps={name: str(text) for name, text in merged["swaps"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise BrokenPack(f"the coaching words lack or misplace {error}") from error


def _pair(key: str, table: Table) -> tuple[Variants, ...]:
    return tuple(_variants(f"{key}.{name}", entry) for name, entry in table.items())


def _variants(key: str, entry: Table) -> Variants:
    if not entry["texts"]:
        raise BrokenPack(f"{key} has no texts")
    try:
        purpose = Purpose(entry["purpose"]) if "purpose" in entry else None
    except ValueError as error:
        raise BrokenPack(f"{key}: {error}") from error
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
        )
        for place, text in enumerate(entry["texts"], start=1)
    )
