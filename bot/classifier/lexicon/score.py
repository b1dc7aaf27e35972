"""What the lexicon makes of a message: what asks most in it, what stands against that, and what presses."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.classifier.lexicon.asks import WISHES
from bot.classifier.lexicon.cues import Cue
from bot.classifier.lexicon.needs import NEEDS
from bot.classifier.lexicon.signals import Found, find
from bot.classifier.lexicon.topics import OTHERWISE, SETTING
from bot.domain.detection.normalise import fold, sentences

BIAS = -2.75
"""With no cue at all a message is hardly ever a request."""
SIGNAL_WEIGHT = 0.6
MOST_SIGNALS = 2
SHORTEST = 4
"""Words: of fewer the patterns have no opinion."""
MOST = 7.0
"""It may be as sure as it likes: beyond this it does not count for more."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """`score` in log odds; `asks` and `others` are the cues that spoke, `sentence` where it asks most."""

    score: float
    asks: tuple[Cue, ...] = ()
    others: tuple[Cue, ...] = ()
    signals: tuple[Found, ...] = ()
    sentence: tuple[int, int] = (0, 0)


def opinion(words: str) -> Opinion:
    """The lexicon's opinion of plain words (masked, or as `plain` makes them)."""
    folded = fold(words)
    if len(folded.split()) < SHORTEST:
        return Opinion(BIAS)
    asks, sentence = _strongest_ask(folded)
    found = find(words)
    others = _matching((*SETTING, *OTHERWISE), folded)
    score = BIAS + _sum(asks) + _sum(others) + SIGNAL_WEIGHT * min(len(found), MOST_SIGNALS)
    if not asks:
        score = min(score, 0.0)
    return Opinion(max(-MOST, min(MOST, score)), asks, others, found, sentence)


def _strongest_ask(folded: str) -> tuple[tuple[Cue, ...], tuple[int, int]]:
    """The cues of the sentence that asks most, and where it stands: many weak sentences make no ask."""
    best: tuple[Cue, ...] = ()
    where = (0, len(folded))
    for start, sentence in sentences(folded):
        cues = _matching((*WISHES, *NEEDS), sentence.strip())
        if _sum(cues) > _sum(best):
            best, where = cues, (start, start + len(sentence))
    return best, where


def _matching(cues: Iterable[Cue], text: str) -> tuple[Cue, ...]:
    return tuple(cue for cue in cues if cue.pattern.search(text))


def _sum(cues: Iterable[Cue]) -> float:
    return sum(cue.weight for cue in cues)
