"""Every approach on every set that none of them was taught on, in one table.

usage: python -m benchmarks.detection.bench [--data FOLDER] [--only NAME ...] [--weights FOLDER ...]

Each approach runs in a process of its own, so that its time to get ready and its memory are its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from benchmarks.detection import approaches
from benchmarks.detection.approaches import Scorer
from benchmarks.detection.depth import shipped_in_depth
from benchmarks.detection.messages import DEV_WRITERS, EVALUATED, Row, judged, shared, split
from benchmarks.detection.training.calibrate import f1, precision, recall
from benchmarks.detection.training.train import base_model

Floats = NDArray[np.float64]
Figures = dict[str, str]
BAR = 0.5
LONGEST_TIMED = 120
TIMED = 400
COLUMN = 24
SHIPPED = "shipped"
GRID = [step / 50 for step in range(1, 50)]

KNOWN: dict[str, Callable[[Sequence[Row]], Scorer]] = {
    "quick regex": approaches.regex,
    "careful lexicon": approaches.lexicon,
    "n-grams, linear": approaches.ngrams,
    "static vectors, linear": lambda rows: approaches.sentences(rows, base_model(), static=True),
    "MiniLM frozen, linear": lambda rows: approaches.sentences(rows, base_model(), static=False),
    "cascade": approaches.cascade,
    SHIPPED: approaches.shipped,
}


@dataclass(frozen=True, slots=True)
class Set:
    """Messages to judge; without requests it is a background, of which only false cards are counted."""

    name: str
    rows: list[Row]

    @property
    def labels(self) -> NDArray[np.int_]:
        return np.array([row.label for row in self.rows])


def sets(data: Path | None) -> Iterator[Set]:
    """Our dev writers, together and each, then the public sets and the part of the backgrounds that sets nothing."""
    dev = split().dev
    yield Set("our dev writers", dev)
    for writer in sorted(DEV_WRITERS):
        yield Set(f"  {writer}", [row for row in dev if row.writer == writer])
    if data is None:
        return
    for name in EVALUATED:
        yield Set(name, shared(data, name))
    for name, rows in judged(data)[1].items():
        yield Set(name, rows)


def measured(name: str, data: Path | None) -> Figures:
    """Teach one approach, set its bar by the writers that are there for it, judge every set, time each message."""
    parts = split()
    began, before = time.perf_counter(), _memory()
    teach = KNOWN.get(name) or (lambda rows: approaches.shipped(rows, Path(name)))
    score = teach(parts.train)
    score([parts.dev[0].text])
    figures = {"ready after, s": f"{time.perf_counter() - began:.1f}"} | _latency(score, parts.dev)
    figures["memory, MB"] = f"{max(0.0, _memory() - before):.0f}"
    bar = BAR if name == SHIPPED or name not in KNOWN else _best_bar(score, parts.setting)
    for one in sets(data):
        found = score([row.text for row in one.rows])
        figures[one.name] = _judged(found, one.labels, bar) if one.labels.any() else _false_cards(found, bar)
    return figures


def _best_bar(score: Scorer, rows: Sequence[Row]) -> float:
    """Where F1 is best; the shipped one's was set in the same way, and quiet enough besides."""
    found, labels = score([row.text for row in rows]), np.array([row.label for row in rows])
    return max(GRID, key=lambda bar: f1(found >= bar, labels))


def _judged(found: Floats, labels: NDArray[np.int_], bar: float) -> str:
    said = found >= bar
    figures = (precision(said, labels), recall(said, labels), f1(said, labels), average_precision_score(labels, found))
    return " ".join(f"{figure:.3f}" for figure in figures)


def _false_cards(found: Floats, bar: float) -> str:
    return f"{1000 * float((found >= bar).mean()):.1f}"


def _latency(score: Scorer, rows: Sequence[Row]) -> Figures:
    took = []
    for text in [row.text for row in rows if len(row.text.split()) <= LONGEST_TIMED][:TIMED]:
        began = time.perf_counter()
        score([text])
        took.append(1000 * (time.perf_counter() - began))
    return {"median, ms": f"{np.median(took):.2f}", "p99, ms": f"{np.percentile(took, 99):.2f}"}


def _memory() -> float:
    """This process's peak, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(found: dict[str, Figures]) -> Iterator[str]:
    """A row a set, a column an approach: precision, recall, F1, average precision; false cards in 1,000."""
    yield "".join(f"{Path(name).name:>{COLUMN + 4}}" for name in ("", *found))
    for row in next(iter(found.values())):
        yield f"{row:{COLUMN + 4}}" + "".join(f"{figures[row]:>{COLUMN + 4}}" for figures in found.values())


def apart(name: str, data: Path | None) -> Figures:
    """The figures of one approach, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.detection.bench", "--one", name]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, *(["--data", str(data)] if data else [])], stdout=subprocess.PIPE, check=True, text=True
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the shared sets")
    parser.add_argument("--only", nargs="*", choices=KNOWN, default=list(KNOWN), help="some of the approaches")
    parser.add_argument("--weights", nargs="*", default=[], help="folders of other weights, as training wrote them")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measured(options.one, options.data)))
        return 0
    found = {name: apart(name, options.data) for name in (*options.only, *options.weights)}
    print("precision, recall, F1 and average precision of a set; false cards in 1,000 messages of a background\n")
    print("\n".join(table(found)))
    print("\nthe shipped one in depth, on our dev writers")
    print("\n".join(f"  {line}" for line in shipped_in_depth(split().dev)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
