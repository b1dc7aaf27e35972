"""The twelve kinds of pressure, found by words that press and told from those that only report."""

import re
from dataclasses import dataclass

from bot.classifier.lexicon.signal_rules import RULES
from bot.domain.detection.normalise import fold, plain, sentences
from bot.domain.model import Signal, SignalKind

MAX_SPAN = 80
# Shouting is told by case, so it stands apart from the rules, which ignore it.
_SHOUT = re.compile(
    r"\b(?:NEED|NEEDS|THIS|NOW|STILL|PLEASE|WANT|HAVE|MUST|AGAIN|NEVER|REALLY|EVERY|CANNOT|WE|NOT|ASAP) "
    r"(?:[A-Z]{2,20} )?(?:NEED|NEEDS|THIS|NOW|STILL|PLEASE|WANT|HAVE|MUST|AGAIN|IT|REALLY|EVERY|NOT|FIXED)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A signal and where its words stand in the plain text."""

    kind: SignalKind
    start: int
    end: int


def signals_in(text: str) -> tuple[Signal, ...]:
    """The signals of a message, strongest kind first, with the words that show them; one of each kind."""
    words = plain(text)
    return tuple(Signal(found.kind, words[found.start : found.end]) for found in find(words))


def find(words: str) -> tuple[Found, ...]:
    """As `signals_in`, for text that is plain already."""
    first: dict[SignalKind, Found] = {}
    for offset, sentence in sentences(fold(words)):
        for found in _in_sentence(sentence, offset):
            first.setdefault(found.kind, found)
    return tuple(first[kind] for kind in SignalKind if kind in first)


def _in_sentence(sentence: str, offset: int) -> list[Found]:
    result = []
    for rule in RULES:
        match = rule.presses.search(sentence)
        if match and not (rule.reports and rule.reports.search(sentence)):
            start, end = match.span()
            result.append(Found(rule.kind, offset + start, offset + min(end, start + MAX_SPAN)))
    if shout := _SHOUT.search(sentence):
        result.append(Found(SignalKind.REPEAT, offset + shout.start(), offset + shout.end()))
    return result
