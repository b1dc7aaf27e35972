"""Whether two requests ask for the same thing, by the nouns that name it."""

import re
from functools import lru_cache

from bot.domain.detection.lexicon import (
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    HOLLOW,
    NUMBERS,
    POLITE,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
)

_WORD = re.compile(r"[^\W_]+(?:[-+/'][^\W_]+)*")
_EMPTY = (
    DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS | ADJECTIVES | VERBS | NUMBERS | POLITE
) | HOLLOW
_LONGEST = 200


@lru_cache(4096)
def nouns_of(object_: str) -> frozenset[str]:
    """The words that tell what is asked for, in the singular and in small letters."""
    found = _WORD.findall(object_[:_LONGEST])
    return frozenset(_singular(word.lower()) for word in found if word.lower() not in _EMPTY)


def same_thing(one: str, other: str) -> bool:
    """The same nouns; or two of them, or one acronym, with more around them on one side."""
    mine, theirs = sorted((nouns_of(one), nouns_of(other)), key=len)
    if not mine or not mine <= theirs:
        return False
    return len(mine) == len(theirs) or len(mine) > 1 or _acronyms(one) & _acronyms(other) == mine


def _acronyms(text: str) -> set[str]:
    return {_singular(word.lower()) for word in _WORD.findall(text[:_LONGEST]) if len(word) > 1 and word[:2].isupper()}


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]
