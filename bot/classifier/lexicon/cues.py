"""A cue: words that speak for or against a message being a request, with a weight.

Weights are log odds chosen by hand on `tests/examples/detection.jsonl`; every cue carries a message that it must find.
"""

import re
from dataclasses import dataclass

from bot.classifier.lexicon.shapes import compiled


@dataclass(frozen=True, slots=True)
class Cue:
    """`name` goes into a verdict's `why`; `example` is a message in which the pattern must be found."""

    name: str
    weight: float
    pattern: re.Pattern[str]
    example: str


def cue(name: str, weight: float, lines: str, example: str) -> Cue:
    return Cue(name, weight, compiled(lines), example)
