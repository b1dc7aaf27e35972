"""How well each of the catalogue's labels and questions suits a message: a linear head on the network's summary.

What a message tells already, who speaks in it, what would be tactless: a list of patterns for that is never long
enough. So readers said of real messages which entries they would send, and this learned it from them
(docs/decisions/0009-words-that-suit.md). It knows entries by their keys and no word of the message leaves it.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.domain.model import Fits

QUESTIONS, LABELS = "questions.", "labels."
"""How entries begin."""

MOST, MOST_LABELS = 24, 8
"""Questions and labels that are kept of a message: enough that a long thread finds another, few enough to store."""
LEAST = 0.02
"""What fits less is not worth keeping."""


class Advice:
    """A row of weights for each entry; the last weight stands alone."""

    def __init__(self, entries: tuple[str, ...], weights: NDArray[np.float16]) -> None:
        if len(entries) != len(weights):
            raise ValueError(f"{len(entries)} entries, {len(weights)} rows of weights")
        self._entries = entries
        self._weights = weights.astype(np.float32)

    @classmethod
    def load(cls, path: Path, entries: tuple[str, ...]) -> "Advice":
        return cls(entries, np.load(path))

    def read(self, meaning: NDArray[np.float32]) -> Fits:
        """The entries that suit, the best first."""
        found = 1 / (1 + np.exp(-(self._weights[:, :-1] @ meaning + self._weights[:, -1])))
        best = [int(place) for place in np.argsort(-found, kind="stable") if found[place] >= LEAST]
        labels = [place for place in best if self._entries[place].startswith(LABELS)][:MOST_LABELS]
        questions = [place for place in best if self._entries[place].startswith(QUESTIONS)][:MOST]
        kept = sorted([*labels, *questions], key=best.index)
        return tuple((self._entries[place], round(float(found[place]), 3)) for place in kept)
