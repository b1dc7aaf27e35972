"""The careful lexicon: what a product owner would write in an afternoon of patterns. It is compared, not shipped."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.detection.baselines.lexicon.asks import WISHES
from benchmarks.detection.baselines.lexicon.cues import Cue
from benchmarks.detection.baselines.lexicon.needs import NEEDS
from benchmarks.detection.baselines.lexicon.objects import object_in
from benchmarks.detection.baselines.lexicon.signals import find
from benchmarks.detection.baselines.lexicon.topics import OTHERWISE, SETTING
from bot.domain.detection.normalise import fold, plain, sentences
from bot.domain.model import Signal

THRESHOLD = 0.5
# With no cue at all a message is hardly ever a request.
BIAS = -2.75
SIGNAL_WEIGHT = 0.6
MOST_SIGNALS = 2
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `judge` found. `why` names the rules that spoke, never the message's words."""

    is_request: bool
    probability: float
    signals: tuple[Signal, ...] = ()
    object: str = ""
    why: tuple[str, ...] = ()


def judge(text: str) -> Verdict:
    """Judge a message's text (entities unescaped, Slack's markup still in it); signals only where they press an ask."""
    words = plain(text)
    folded = fold(words)
    if len(folded.split()) < SHORTEST:
        return Verdict(is_request=False, probability=0.0)
    asks, sentence = _strongest_ask(folded)
    found = find(words)
    others = _matching((*SETTING, *OTHERWISE), folded)
    score = BIAS + _sum(asks) + _sum(others) + SIGNAL_WEIGHT * min(len(found), MOST_SIGNALS)
    probability = round(1 / (1 + math.exp(-score)), 3)
    why = tuple(cue.name for cue in (*asks, *others))
    if not asks or probability < THRESHOLD:
        return Verdict(is_request=False, probability=min(probability, 0.49), why=why)
    return Verdict(
        is_request=True,
        probability=probability,
        signals=tuple(Signal(one.kind, words[one.start : one.end]) for one in found),
        object=_object(words, sentence),
        why=why,
    )


def _strongest_ask(folded: str) -> tuple[tuple[Cue, ...], tuple[int, int]]:
    """The cues of the sentence that asks most, and where it stands: many weak sentences make no ask."""
    best: tuple[Cue, ...] = ()
    where = (0, len(folded))
    for start, sentence in sentences(folded):
        cues = _matching((*WISHES, *NEEDS), sentence.strip())
        if _sum(cues) > _sum(best):
            best, where = cues, (start, start + len(sentence))
    return best, where


def _object(words: str, sentence: tuple[int, int]) -> str:
    return object_in(words[slice(*sentence)]) or object_in(words)


def _matching(cues: Iterable[Cue], text: str) -> tuple[Cue, ...]:
    return tuple(cue for cue in cues if cue.pattern.search(text))


def _sum(cues: Iterable[Cue]) -> float:
    return sum(cue.weight for cue in cues)
