"""Teaches the plain second opinion: a linear model over hashed words and pieces of words."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.detection.messages import Row
from bot.classifier.ngrams import BUCKETS, features
from bot.domain.detection.normalise import masked

STRENGTH = 10.0


def fit(rows: Sequence[Row], folder: Path) -> float:
    """Write ngrams.npy and return the bias."""
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(_matrix(rows), [row.label for row in rows])
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "ngrams.npy", model.coef_[0].astype(np.float16))
    return float(model.intercept_[0])


def _matrix(rows: Sequence[Row]) -> csr_matrix:
    """A row a message; its features weigh one together, as in `Ngrams.score`."""
    columns: list[int] = []
    ends = [0]
    values: list[float] = []
    for row in rows:
        found = features(masked(row.text))
        columns += found
        values += [1 / np.sqrt(max(1, len(found)))] * len(found)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(rows), BUCKETS))
