"""How the network's scores are read: probabilities that hold what they say, and thresholds that keep quiet."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]

QUIET = 0.005
"""Standard may fire on at most this share of each background: the promise is 5 in 1,000."""
CONSERVATIVE_PRECISION = 0.97
INTAKE_RECALL = 0.97
LOWEST, HIGHEST = 0.02, 0.98


def platt(scores: Floats, labels: Sequence[int]) -> tuple[float, float]:
    """Scale and shift of a score, so that its sigmoid is a probability (Platt 1999)."""
    fitted = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), labels)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def thresholds(probabilities: Floats, labels: Sequence[int], background: Mapping[str, Floats]) -> dict[str, float]:
    """Standard: the best F1 of those that are quiet enough. Conservative and intake by precision and recall."""
    wanted = np.array(labels)
    grid = np.arange(LOWEST, HIGHEST, 0.01)
    quiet = [bar for bar in grid if all((found >= bar).mean() <= QUIET for found in background.values())]
    if not quiet:
        raise SystemExit("no threshold is quiet enough on every background: this network must not be shipped")
    standard = max(quiet, key=lambda bar: f1(probabilities >= bar, wanted))
    careful = [
        bar for bar in grid if bar >= standard and precision(probabilities >= bar, wanted) >= CONSERVATIVE_PRECISION
    ]
    open_ = [bar for bar in grid if bar <= standard and recall(probabilities >= bar, wanted) >= INTAKE_RECALL]
    chosen = {"conservative": min(careful, default=HIGHEST), "standard": standard, "intake": max(open_, default=LOWEST)}
    return {name: round(float(bar), 2) for name, bar in chosen.items()}


def reliability(probabilities: Floats, labels: Sequence[int], bins: int = 10) -> list[tuple[float, float, int]]:
    """For each tenth: what was said on average, what was true, how many messages."""
    wanted = np.array(labels)
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    rows = []
    for one in range(bins):
        here = place == one
        if here.any():
            rows.append((float(probabilities[here].mean()), float(wanted[here].mean()), int(here.sum())))
    return rows


def f1(found: NDArray[np.bool_], wanted: NDArray[np.int_]) -> float:
    hits = int((found & (wanted == 1)).sum())
    return 2 * hits / max(1, int(found.sum()) + int((wanted == 1).sum()))


def precision(found: NDArray[np.bool_], wanted: NDArray[np.int_]) -> float:
    return int((found & (wanted == 1)).sum()) / max(1, int(found.sum()))


def recall(found: NDArray[np.bool_], wanted: NDArray[np.int_]) -> float:
    return int((found & (wanted == 1)).sum()) / max(1, int((wanted == 1).sum()))
