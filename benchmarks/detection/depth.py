"""What only the shipped detector answers: kinds of messages, signals, objects, and how true its probabilities are."""

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.detection.messages import DEV_WRITERS, KINDS, NEAR_MISSES, SIGNALS, Row
from benchmarks.detection.training.calibrate import f1, reliability
from benchmarks.detection.training.card import overlap
from bot.classifier.classifier import WEIGHTS, ShippedClassifier
from bot.domain.detection.reading import Reading
from bot.domain.model import Sensitivity

MEGABYTE = 1e6


def shipped_in_depth(dev: list[Row]) -> Iterator[str]:
    """Lines to print."""
    classifier = ShippedClassifier()
    readings = [classifier.read(row.text) for row in dev]
    said, labels = np.array([reading.probability for reading in readings]), np.array([row.label for row in dev])
    for sensitivity, bar in classifier.thresholds().items():
        yield f"{sensitivity}: from {bar:.2f} on, F1 {f1(said >= bar, labels):.3f}"
    bar = classifier.thresholds()[Sensitivity.STANDARD]
    for kind in KINDS:
        here = np.array([row.kind == kind for row in dev])
        yield f"{kind:20} {int(here.sum()):4} messages, {(said[here] >= bar).mean():.3f} taken for requests"
    near = np.array([row.kind in NEAR_MISSES for row in dev])
    yield f"near-misses taken for requests: {(said[near] >= bar).mean():.3f}"
    writers = [np.array([row.writer == writer for row in dev]) for writer in sorted(DEV_WRITERS)]
    each = [f1(said[here] >= bar, labels[here]) for here in writers]
    yield f"F1 across unseen writers: mean {np.mean(each):.3f}, standard deviation {np.std(each):.3f}"
    requests = [(reading, row) for reading, row in zip(readings, dev, strict=True) if row.label]
    yield from _signals(requests)
    named = [(reading, row) for reading, row in requests if row.object]
    touching = sum(overlap(reading, row) > 0 for reading, row in named)
    yield f"objects that overlap the labelled one: {touching} of {len(named)} ({touching / len(named):.3f})"
    yield "probability said, share that was true, messages:"
    for told, true, count in reliability(said, labels.tolist()):
        yield f"  {told:.2f}  {true:.2f}  {count}"
    yield f"shipped files: {sum(file.stat().st_size for file in WEIGHTS.iterdir()) / MEGABYTE:.1f} MB"


def _signals(requests: Sequence[tuple[Reading, Row]]) -> Iterator[str]:
    hits, found, wanted = (dict.fromkeys(SIGNALS, 0) for _ in range(3))
    for reading, row in requests:
        kinds = {pressure.kind.value for pressure in reading.pressures}
        for kind in SIGNALS:
            hits[kind] += kind in kinds & row.signals
            found[kind] += kind in kinds
            wanted[kind] += kind in row.signals
    both = sum(found.values()) + sum(wanted.values())
    yield f"signals on requests, micro F1: {2 * sum(hits.values()) / max(1, both):.3f}"
    for kind in SIGNALS:
        yield f"  {kind:12} F1 {2 * hits[kind] / max(1, found[kind] + wanted[kind]):.2f} of {wanted[kind]}"
