"""The noun that fills a question's slot: the request's own words, or `this` where they would not read as a noun."""

from itertools import pairwise

from bot.domain.detection.lexicon import (
    ACTIONS,
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    DETERMINERS,
    HOLLOW,
    NUMBERS,
    PLAIN_OPENERS,
    PREPOSITIONS,
    PRODUCTS,
    PRONOUNS,
    VERBS,
)

UNSURE = "this"

_BARE = frozenset({"api", "app", "cli", "gui", "id", "sdk", "ui", "url", "ux"})
"""Acronyms for one of many: alone they do not say which."""

_SMALL = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS
# Words whose capital only says that a sentence starts here.
_COMMON = _SMALL | PLAIN_OPENERS | ADJECTIVES | VERBS | HOLLOW | NUMBERS


def as_slot(object_: str) -> str:
    """What stands for `{o}`: the object in quotation marks where it reads as a noun, else `this`."""
    parts = object_.split()
    if not 1 <= len(parts) <= 4 or any(mark in object_ for mark in '"?\n') or len(object_) > 60:
        return UNSURE
    low = [word.lower().strip(".,;:!?") for word in parts]
    weak = (
        low[0] in _SMALL | VERBS | NUMBERS | {"own", "same"},
        low[-1] in _SMALL | ADJECTIVES | VERBS | NUMBERS | CALENDAR or low[-1].endswith("ly"),
        any(map(counts, low)),
        _is_action(low),
        len(parts) == 1 and not _is_term(parts[0]),
        any(is_name(word, opens=place == 0) for place, word in enumerate(parts)),
    )
    if any(weak):
        return UNSURE
    return f'"{_decapitalise(object_)}"'


def _is_action(low: list[str]) -> bool:
    """Whether the words say what to do and not what there would be: split a bill, drag tasks, way to reorder stops."""
    acts = low[0] in ACTIONS and low[-1].endswith("s") and not low[-1].endswith("ss")
    pairs = list(pairwise(low))
    said = any(word in DETERMINERS and before not in PREPOSITIONS for before, word in pairs)
    return bool(pairs) and (acts or said or (low[0] in HOLLOW and low[1] in {"to", "for"}))


def counts(word: str) -> bool:
    """Whether the word is a number, spelled or in digits."""
    return word in NUMBERS or any(letter.isdigit() for letter in word)


def _is_term(word: str) -> bool:
    """Whether one word says enough alone: an acronym, a compound, a product's name; not column or notes."""
    if word.lower() in _BARE:
        return False
    return (word[:2].isupper() and len(word) > 1) or "-" in word.strip("-") or word.lower() in PRODUCTS


def is_name(word: str, *, opens: bool) -> bool:
    """Whether a capital makes the word somebody's own: not an acronym, a known product or a sentence's first word."""
    low = word.lower().rstrip(".,;:!?")
    if not word[0].isupper() or low in PRODUCTS | CALENDAR:
        return False
    if word[1:] != low[1:] and not word[1:].islower():  # SSO and PDFs against McKay
        return not word[:2].isupper()
    return not (opens and low in _COMMON)


def _decapitalise(text: str) -> str:
    """Lower the capital of a sentence's first word; acronyms and names keep theirs."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if first[1:] == first[1:].lower() and first.lower().rstrip("?") in PLAIN_OPENERS:
        return text[0].lower() + text[1:]
    return text
