"""Writes the frozen verdicts: what the shipped version says of some messages, for the next version to be held against.

usage: python -m benchmarks.detection.freeze
"""

import json
import random
import sys
from pathlib import Path

from benchmarks.detection.messages import split
from bot.classifier.classifier import ShippedClassifier
from bot.domain.model import Sensitivity

FROZEN = Path(__file__).parents[2] / "tests" / "examples" / "verdicts.jsonl"
COUNT = 600


def main() -> int:
    parts = split()
    some = random.Random(COUNT).sample(parts.dev + parts.setting, COUNT)  # noqa: S311 - a choice, no secret
    classifier = ShippedClassifier()
    bar = classifier.thresholds()[Sensitivity.STANDARD]
    said = [(row.text, classifier.read(row.text).probability >= bar) for row in some]
    lines = [json.dumps({"text": text, "is_request": request}, ensure_ascii=False) + "\n" for text, request in said]
    FROZEN.write_text("".join(lines), encoding="utf-8")
    requests = sum(request for _, request in said)
    print(f"{len(said)} verdicts of version {classifier.card.version}, {requests} of them requests")
    return 0


if __name__ == "__main__":
    sys.exit(main())
