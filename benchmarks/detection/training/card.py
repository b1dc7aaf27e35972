"""The shipped weights' card: calibration, thresholds and span limits, set on writers that were never trained on."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.detection.messages import KINDS, SIGNALS, Row, judged, split
from benchmarks.detection.training.calibrate import platt, thresholds
from benchmarks.detection.training.export import write_card
from bot.classifier.classifier import ShippedClassifier
from bot.domain.detection.reading import Reading

VERSION = "3"
BARS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
OBJECT_BARS = (0.1, 0.2, 0.3)
SPANS = (0.3, 0.4, 0.5, 0.6, 0.7)


def write(folder: Path, data: Path | None, bias: float) -> None:
    """Write card.json; the weights must lie in the folder already."""
    setting = split().setting
    labels = [row.label for row in setting]
    backgrounds = judged(data)[0] if data else {}
    raw = provisional(folder, bias)
    scale, shift = platt(scores(raw, setting), labels)
    quiet = {name: sigmoid(scores(raw, rows) * scale + shift) for name, rows in backgrounds.items()}
    said = sigmoid(scores(raw, setting) * scale + shift)
    found = {
        "calibration": {"scale": round(scale, 4), "shift": round(shift, 4)},
        "thresholds": thresholds(said, labels, quiet),
        "spans": span_limits(folder, bias, [row for row in setting if row.label]),
    }
    write_card(folder, _card(bias, **found))


def provisional(folder: Path, bias: float, **spans: float) -> ShippedClassifier:
    """The weights with scores as they come."""
    limits = {"signal": 0.5, "object": 0.1, "in_span": 0.5} | spans
    bars = {"conservative": 0.5, "standard": 0.5, "intake": 0.5}
    write_card(folder, _card(bias, {"scale": 1.0, "shift": 0.0}, bars, limits))
    return ShippedClassifier(folder)


def _card(
    bias: float, calibration: dict[str, float], thresholds: dict[str, float], spans: dict[str, float]
) -> dict[str, Any]:
    names = {"version": VERSION, "signals": list(SIGNALS), "kinds": list(KINDS), "ngrams": {"bias": round(bias, 4)}}
    return names | {"calibration": calibration, "thresholds": thresholds, "spans": spans}


def scores(classifier: ShippedClassifier, rows: list[Row]) -> NDArray[np.float64]:
    return np.array([classifier.score(row.text) for row in rows])


def sigmoid(found: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1 / (1 + np.exp(-found))
    return result


def span_limits(folder: Path, bias: float, requests: list[Row]) -> dict[str, float]:
    """What finds most of the signals and most of the objects."""
    bar = max(BARS, key=lambda one: signals_f1(provisional(folder, bias, signal=one), requests))
    tried = [(place, part) for place in OBJECT_BARS for part in SPANS]
    best = max(tried, key=lambda one: _objects(provisional(folder, bias, object=one[0], in_span=one[1]), requests))
    return {"signal": bar, "object": best[0], "in_span": best[1]}


def signals_f1(classifier: ShippedClassifier, requests: list[Row]) -> float:
    hits = both = 0
    for row in requests:
        found = {pressure.kind.value for pressure in classifier.read(row.text).pressures}
        hits += len(found & row.signals)
        both += len(found) + len(row.signals)
    return 2 * hits / max(1, both)


def _objects(classifier: ShippedClassifier, requests: list[Row]) -> float:
    """How much of the labelled objects' and the found objects' letters are the same."""
    return sum(overlap(classifier.read(row.text), row) for row in requests if row.object)


def overlap(reading: Reading, row: Row) -> float:
    """Shared letters over all letters of both; 0 where one has no object."""
    if reading.asked is None or row.object is None:
        return 0.0
    start, end = max(reading.asked.start, row.object[0]), min(reading.asked.end, row.object[1])
    whole = max(reading.asked.end, row.object[1]) - min(reading.asked.start, row.object[0])
    return max(0, end - start) / whole
