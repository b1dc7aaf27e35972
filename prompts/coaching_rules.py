"""The house rules for labels and questions, proved with everything that may stand in a slot."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from bot.domain.coaching.craft import label_faults, label_shape_faults, question_faults, question_shape_faults
from bot.domain.coaching.slot import UNSURE, as_slot
from bot.domain.coaching.words import Phrase, Variants
from prompts.catalog import FIRST_LANGUAGE, HOME, Catalogue
from prompts.findings import Finding

LEAST_VARIANTS = 3
LEAST_FITS = 2
MOST_SLOT_WORDS = 4

Faults = Callable[[str], tuple[str, ...]]

_SAMPLES = (
    UNSURE,
    '"audit log"',
    '"SSO"',
    '"recurring invoices"',
    '"role-based permissions"',
    '"two-way calendar sync"',
    '"export of archived projects"',
)
_SLOT = re.compile(r"\{[^}]*\}?")
_BEFORE_SLOT = re.compile(
    r"\b(?:a|an|the|this|that|these|those|your|their|its|any|some|more|many) \{o\}", re.IGNORECASE
)
_JOINED_TO_SLOT = re.compile(r"[\w\"'\u2019]\{o\}|\{o\}[\w\"'\u2019]")
_PLURAL_AFTER_SLOT = re.compile(r"\{o\} (?:are|were|have|do|don't)\b", re.IGNORECASE)
_UNTIDY = re.compile(r"\s{2,}|^\s|\s$|\s[.,?!]|[\n\t]")
_NAMED_SOURCE = re.compile(r"^- \*\*([A-Z0-9]+)\*\*", re.MULTILINE)


def known_sources() -> frozenset[str]:
    """The short names of the books and papers that SOURCES.md explains."""
    return frozenset(_NAMED_SOURCE.findall((HOME / "SOURCES.md").read_text(encoding="utf-8")))


def check_labels(catalogue: Catalogue) -> Iterator[Finding]:
    words = catalogue.coaching
    for variants in (*words.labels.values(), *words.situations.values()):
        yield from check_entry(variants)
        for phrase in variants:
            if phrase.purpose is not None:
                yield Finding(phrase.key, "a label has no purpose")
            faults = label_faults if _is_english(catalogue, phrase) else label_shape_faults
            yield from _sentence(phrase, faults)


def check_questions(catalogue: Catalogue) -> Iterator[Finding]:
    words = catalogue.coaching
    for variants in words.entries():
        yield from check_entry(variants)
        for phrase in variants:
            if phrase.purpose is None:
                yield Finding(phrase.key, "a question has a purpose")
            faults = question_faults if _is_english(catalogue, phrase) else question_shape_faults
            yield from _sentence(phrase, faults)


def spoken(phrase: Phrase) -> list[str]:
    """The sentence with each thing that may stand in its slot: samples, and every noun of its own examples."""
    if "{o}" not in phrase.text:
        return [phrase.text]
    found = (slot for message in (*phrase.fits, *phrase.never) for slot in _slots_in(message))
    return [phrase.text.replace("{o}", slot) for slot in dict.fromkeys((*_SAMPLES, *found))]


@cache
def _slots_in(message: str) -> tuple[str, ...]:
    """Whatever of a message could be taken for the thing asked for."""
    parts = message.split()
    runs = (
        " ".join(parts[start : start + length]).strip(".,;:!?")
        for start in range(len(parts))
        for length in range(1, MOST_SLOT_WORDS + 1)
    )
    return tuple(dict.fromkeys(map(as_slot, runs)))


def _is_english(catalogue: Catalogue, phrase: Phrase) -> bool:
    """By the folder it is written in; a language we have no rules of wording for is held to the rules of shape."""
    place = catalogue.places.get(phrase.key)
    return place is None or place.file.parent.name.split("-")[0] == FIRST_LANGUAGE


def check_entry(variants: Variants) -> Iterator[Finding]:
    """What every entry needs: variants, when to use it and when not, examples, sources."""
    first = variants[0]
    checks = {
        f"at least {LEAST_VARIANTS} variants": len({phrase.text for phrase in variants}) >= LEAST_VARIANTS,
        "no variant twice": len({phrase.text for phrase in variants}) == len(variants),
        "says when to use it": bool(first.when.strip()),
        "says when not": bool(first.when_not.strip()),
        f"at least {LEAST_FITS} messages it fits": len({text for text in first.fits if text.strip()}) >= LEAST_FITS,
        "at least one message it must not suit": any(text.strip() for text in first.never),
        "no message both fits and must not suit": not set(first.fits).intersection(first.never),
        "its sources are explained in SOURCES.md": bool(first.source)
        and known_sources().issuperset(first.source.replace(",", " ").split()),
    }
    yield from (Finding(first.entry, rule) for rule, kept in checks.items() if not kept)


def _sentence(phrase: Phrase, faults: Faults) -> Iterator[Finding]:
    broken = [rule for said in spoken(phrase) for rule in faults(said)]
    checks = {
        "no slot but {o}": not set(_SLOT.findall(phrase.text)) - {"{o}"},
        "{o} at most once": phrase.text.count("{o}") <= 1,
        "no article before {o}": not _BEFORE_SLOT.search(phrase.text),
        "nothing joined to {o}": not _JOINED_TO_SLOT.search(phrase.text),
        "no plural verb after {o}": not _PLURAL_AFTER_SLOT.search(phrase.text),
        "one line without stray spaces": not _UNTIDY.search(phrase.text),
    }
    broken += [rule for rule, kept in checks.items() if not kept]
    yield from (Finding(phrase.key, rule, phrase.text) for rule in dict.fromkeys(broken))
