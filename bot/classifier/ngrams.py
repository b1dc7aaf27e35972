"""The plain second opinion: a linear model over words and pieces of words, which strange text does not excite.

The network is the better reader and now and then wildly sure of text unlike any it was taught on; this one is not.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 17
LONGEST = 2_000
"""Letters that are looked at; more would only thin out what counts."""
MOST = 4.0
"""Beyond this it may be as sure as it likes: it does not count for more."""
_WORD = re.compile(r"[a-z0-9']+|[^\sa-z0-9]")


def features(words: str) -> list[int]:
    """The buckets of a message's words, pairs, triples, pairs with a gap, and pieces of words, each once, in order.

    `words` is masked text. Hashing (Weinberger et al. 2009) needs no vocabulary.
    """
    return sorted({crc32(name.encode("utf-8", "replace")) % BUCKETS for name in _names(words.lower()[:LONGEST])})


def _names(text: str) -> Iterator[str]:
    words = ["<", *_WORD.findall(text), ">"]
    for length in (1, 2, 3):
        for start in range(len(words) - length + 1):
            yield "w" + " ".join(words[start : start + length])
    for start in range(len(words) - 2):
        yield f"s{words[start]} _ {words[start + 2]}"
    for word in set(words[1:-1]):
        spaced = f" {word} "
        for length in (3, 4, 5):
            for start in range(len(spaced) - length + 1):
                yield "c" + spaced[start : start + length]


class Ngrams:
    """Weights by bucket and one for every message."""

    def __init__(self, weights: NDArray[np.float16], bias: float) -> None:
        self._weights = weights.astype(np.float32)
        self._bias = bias

    @classmethod
    def load(cls, path: Path, bias: float) -> "Ngrams":
        return cls(np.load(path), bias)

    def score(self, words: str) -> float:
        """How much the words speak for a request, as log odds between -4 and 4."""
        found = features(words)
        raw = float(self._weights[found].sum()) / float(np.sqrt(max(1, len(found)))) + self._bias
        return max(-MOST, min(MOST, raw))
