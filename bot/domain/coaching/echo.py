"""A request's own words, handed back: a mirror, and the noun that fills a question's slot."""

import re
from itertools import pairwise

from bot.domain.coaching.craft import WHY, WORD, broken
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
    POLITE,
    PREPOSITIONS,
    PRODUCTS,
    PRONOUNS,
    VERBS,
    words,
)

MAX_MIRROR_WORDS = 3
UNSURE = "this"

_SMALL = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS
# Echoed, these point at the wrong person or at nothing.
_POINTING = PRONOUNS | words("my our your his her their its let himself herself itself yourself yourselves")
# What a mirror need not begin with; a negation (won't sign) and a no (no choice) carry the point and stay.
_RUN_UP = (
    CONJUNCTIONS
    | words("a an the otherwise already also then keep keeps kept")
    | frozenset(word for word in AUXILIARIES if not word.endswith("n't") and word != "cannot")
)
# Single words that weigh enough to be echoed alone.
_LOADED = words("promised committed guaranteed cancelling churning escalate escalating mandatory contractually")
# A phrase that stops after one of these has lost its point.
_OPEN_ENDS = (
    DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | words("wants asked expects needs said says told requires saw sees heard read thinks wonders")
)
_RUN_OUT = words("now too then already")
# Echoed, these mock.
_MOCKING = frozenset({"no way", "fed up", "come on", "for real", "of course", "big deal"})
# Words whose capital only says that a sentence starts here.
_COMMON = _SMALL | PLAIN_OPENERS | ADJECTIVES | VERBS | HOLLOW | NUMBERS

_EDGES = " \t\n.,;:!?\"'()“”"


def mirror_faults(text: str) -> tuple[str, ...]:
    """The rules this mirror breaks; none for a good one."""
    spoken = WORD.findall(text)
    low = [word.lower() for word in spoken]
    checks = {
        "one to three words": 1 <= len(spoken) <= MAX_MIRROR_WORDS,
        "a question": text.endswith("?") and text.count("?") == 1,
        "no number or amount": not any(map(_counts, low)) and not re.search(r"[$€£%]", text),
        "no name": not any(_is_name(word, opens=False) for word in spoken[1:]),
        "no politeness": not POLITE.intersection(low),
        "more than small words": not (_SMALL | NUMBERS).issuperset(low),
        "a whole phrase": bool(low) and low[-1] not in _OPEN_ENDS and not low[-1].endswith(("'d", "'ll", "\u2019d")),
        "no pronoun": not any(map(_points, low)),
        "two words, or one that says enough": len(spoken) != 1 or _says_enough(spoken[0]),
        "no why": not WHY.search(text),
        "whole without what was cut": low[:1] != ["not"] or not VERBS.intersection(low[1:2]),
        "does not mock": " ".join(low) not in _MOCKING,
    }
    return broken(checks)


def as_mirror(found: str) -> str | None:
    """The words that weigh, handed back as a question, or None where the echo would be weak or rude."""
    if "\n" in found.strip():
        return None
    parts = found.split()
    for run in sorted(_runs(parts), key=len, reverse=True):
        while run and run[-1].lower().strip(_EDGES) in _RUN_OUT:
            run.pop()
        bare = " ".join(run).strip(_EDGES)
        if not bare or _is_name(run[0], opens=run[0] is parts[0]):
            continue
        mirror = f"{bare[0].upper()}{bare[1:]}?"
        if not mirror_faults(mirror):
            return mirror
    return None


def _runs(parts: list[str]) -> list[list[str]]:
    """The words between the pronouns, without their run-up."""
    runs: list[list[str]] = [[]]
    for part in parts:
        low = part.lower().strip(_EDGES)
        if _points(low):
            runs.append([])
        elif runs[-1] or low not in _RUN_UP:
            runs[-1].append(part)
    return [run for run in runs if run]


def _points(word: str) -> bool:
    """Whether the word stands for somebody or something: they, they'd, their; not won't."""
    return word.replace("\u2019", "'").partition("'")[0] in _POINTING


def as_slot(object_: str) -> str:
    """What stands for `{o}`: the object in quotation marks where it reads as a noun, else `this`."""
    parts = object_.split()
    if not 1 <= len(parts) <= 4 or '"' in object_ or "\n" in object_ or len(object_) > 60:
        return UNSURE
    low = [word.lower().strip(".,;:!?") for word in parts]
    weak = (
        low[0] in _SMALL | VERBS | NUMBERS | {"own", "same"},
        low[-1] in _SMALL | ADJECTIVES | VERBS | NUMBERS | CALENDAR or low[-1].endswith("ly"),
        any(map(_counts, low)),
        _is_action(low),
        len(parts) == 1 and not _is_term(parts[0]),
        any(_is_name(word, opens=place == 0) for place, word in enumerate(parts)),
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


def _counts(word: str) -> bool:
    return word in NUMBERS or any(letter.isdigit() for letter in word)


def _is_term(word: str) -> bool:
    """Whether one word says enough alone: an acronym, a compound, a product's name; not column or notes."""
    return (word[:2].isupper() and len(word) > 1) or "-" in word.strip("-") or word.lower() in PRODUCTS


def _says_enough(word: str) -> bool:
    """Whether one word makes a mirror: a term, or a word that is loaded."""
    low = word.lower()
    return low in _LOADED or (_is_term(word) and low not in _COMMON - PLAIN_OPENERS)


def _is_name(word: str, *, opens: bool) -> bool:
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
