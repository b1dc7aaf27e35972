"""How well each of the catalogue's labels and questions suits a message: a linear head on the network's summary.

What a message tells already, who speaks in it, what would be tactless: a list of patterns for that is never long
enough. So readers said of real messages which entries they would send, and this learned it from them
(docs/decisions/0009-words-that-suit.md). It knows entries by their keys and no word of the message leaves it.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.domain.model import Counterpart, Fits

QUESTIONS, LABELS, WHO = "questions.", "labels.", "who."
"""How entries begin; after the last stands a counterpart's name, and its row says how surely that is who writes."""
SURE_OF_WHO = 0.6
"""From here on a message says by itself who writes it."""

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
        self._writers = frozenset(place for place, entry in enumerate(entries) if entry.startswith(WHO))

    @classmethod
    def load(cls, path: Path, entries: tuple[str, ...]) -> "Advice":
        return cls(entries, np.load(path))

    def read(self, meaning: NDArray[np.float32]) -> tuple[Fits, Counterpart | None]:
        """The entries that suit, and who writes where the message says so."""
        found = 1 / (1 + np.exp(-(self._weights[:, :-1] @ meaning + self._weights[:, -1])))
        return self._fits(found), self._who(found)

    def _who(self, found: NDArray[np.float32]) -> Counterpart | None:
        likely = max(self._writers, key=lambda place: float(found[place]), default=None)
        if likely is None or found[likely] < SURE_OF_WHO:
            return None
        return Counterpart(self._entries[likely].removeprefix(WHO))

    def _fits(self, found: NDArray[np.float32]) -> Fits:
        best = [int(place) for place in np.argsort(-found, kind="stable") if found[place] >= LEAST]
        labels = [place for place in best if self._entries[place].startswith(LABELS)][:MOST_LABELS]
        questions = [place for place in best if self._entries[place].startswith(QUESTIONS)][:MOST]
        kept = sorted([*labels, *questions], key=best.index)
        return tuple((self._entries[place], round(float(found[place]), 3)) for place in kept)
