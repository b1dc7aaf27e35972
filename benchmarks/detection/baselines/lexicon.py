"""The careful lexicon alone, as a bot without a network would use it: one of the ways that are compared."""

import math
from dataclasses import dataclass

from benchmarks.detection.baselines.objects import object_in
from bot.classifier.lexicon.score import SHORTEST, opinion
from bot.domain.detection.normalise import plain
from bot.domain.model import Signal

THRESHOLD = 0.5


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
    if len(words.split()) < SHORTEST:
        return Verdict(is_request=False, probability=0.0)
    found = opinion(words)
    probability = round(1 / (1 + math.exp(-found.score)), 3)
    why = tuple(cue.name for cue in (*found.asks, *found.others))
    if not found.asks or probability < THRESHOLD:
        return Verdict(is_request=False, probability=min(probability, 0.49), why=why)
    return Verdict(
        is_request=True,
        probability=probability,
        signals=tuple(Signal(one.kind, words[one.start : one.end]) for one in found.signals),
        object=object_in(words[slice(*found.sentence)]) or object_in(words),
        why=why,
    )
