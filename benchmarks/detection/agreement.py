"""How far a second reading agrees with the corpus: Cohen's kappa for the label, F1 for signals, overlap for objects.

usage: python -m benchmarks.detection.agreement second.jsonl
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.detection.check_corpus import HERE, read

Row = dict[str, Any]


def kappa(pairs: list[tuple[int, int]]) -> float:
    """Cohen's kappa of two labellers' labels for the same messages (Cohen 1960)."""
    same = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return (same - by_chance) / (1 - by_chance)


def main(names: list[str]) -> int:
    corpus = {row["text"]: row for file in sorted(HERE.glob("*.jsonl")) for _, row in read(file)}
    second = [row for name in names for _, row in read(Path(name))]
    pairs = [(corpus[row["text"]], row) for row in second if row["text"] in corpus]
    labels = [(a["label"], b["label"]) for a, b in pairs]
    both = [(a, b) for a, b in pairs if a["label"] == b["label"] == 1]
    counted = _signals(both)
    named = [(a["object"], b["object"]) for a, b in both if a["object"] and b["object"]]
    overlapping = sum(bool(set(a.lower().split()) & set(b.lower().split())) for a, b in named)
    print(f"{len(pairs)} messages seen twice ({len(second) - len(pairs)} no longer in the corpus)")
    print(f"label: {sum(a == b for a, b in labels)} the same, Cohen's kappa {kappa(labels):.3f}")
    print(f"signals of the {len(both)} requests both saw: F1 {counted:.3f}")
    print(f"objects: {overlapping} of {len(named)} share a word")
    return 0


def _signals(both: list[tuple[Row, Row]]) -> float:
    hits = all_ = 0
    for first, second in both:
        kinds = {signal["kind"] for signal in first["signals"]}, set(second["signals"])
        hits += len(kinds[0] & kinds[1])
        all_ += len(kinds[0]) + len(kinds[1])
    return 2 * hits / max(1, all_)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
