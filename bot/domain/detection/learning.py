"""Learning in place: how far a channel's threshold moves by what its owners said of messages. Never the words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.model import MessageRef, SignalKind

MOST = 1.5
"""Log odds, either way: a threshold of 0.5 moves between 0.18 and 0.82 and never farther."""
A_NIGHT = 0.3
ENOUGH = 5
"""With fewer examples nothing moves."""
LATEST = 50
A_STEP = 0.5
"""What a few unused cards in a row weigh."""
_GRID = 0.1
_PULL = 0.5
"""What one wrong verdict weighs against a full log odd away from the shipped threshold."""


class Feedback(StrEnum):
    """What an owner did that says whether the message was a request."""

    USED = "used"
    DISMISSED = "dismissed"
    POINTED_AT = "pointed_at"

    @property
    def is_request(self) -> bool:
        return self is not Feedback.DISMISSED


@dataclass(frozen=True, slots=True)
class Example:
    """A message somebody judged by acting: what was seen in it, and its text only where the channel agreed."""

    ref: MessageRef
    author: str
    feedback: Feedback
    probability: float
    said_at: datetime
    signals: tuple[SignalKind, ...] = ()
    text: str = ""


def moved(threshold: float, leaning: float) -> float:
    """The threshold after so many log odds; a probability again."""
    return 1 / (1 + math.exp(-(math.log(threshold / (1 - threshold)) + leaning)))


def raised(leaning: float, so_far: float) -> float:
    """How far the threshold is up after one more row of unused cards: with what was learned never beyond the bound."""
    return max(so_far, min(so_far + A_STEP, MOST - leaning))


def lean(leaning: float, threshold: float, examples: Sequence[Example]) -> float:
    """The leaning that would have made the fewest wrong verdicts, as near to none as that allows; one night's step."""
    latest = sorted(examples, key=lambda example: example.said_at)[-LATEST:]
    if len(latest) < ENOUGH:
        # Nobody says anything any more: what was learned fades.
        return round(leaning - max(-A_NIGHT, min(A_NIGHT, leaning)), 3)
    steps = round(MOST / _GRID)
    choices = [step * _GRID for step in range(-steps, steps + 1)]
    best = min(choices, key=lambda choice: (_cost(choice, threshold, latest), abs(choice - leaning)))
    return round(leaning + max(-A_NIGHT, min(A_NIGHT, best - leaning)), 3)


def _cost(choice: float, threshold: float, examples: Sequence[Example]) -> float:
    bar = moved(threshold, choice)
    wrong = sum((example.probability >= bar) != example.feedback.is_request for example in examples)
    return round(wrong + _PULL * choice * choice, 6)
