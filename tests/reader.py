"""The shipped classifier, loaded once a test process, and its verdict at standard."""

import json
from functools import cache
from pathlib import Path

from bot.classifier.classifier import ShippedClassifier
from bot.domain.detection.verdict import Verdict, judge
from bot.domain.model import Sensitivity

EXAMPLES: list[str] = [
    json.loads(line)["text"]
    for line in (Path(__file__).parent / "examples" / "detection.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Messages of many kinds, half of them requests."""


@cache
def reader() -> ShippedClassifier:
    return ShippedClassifier()


def verdict(text: str, sensitivity: Sensitivity = Sensitivity.STANDARD) -> Verdict:
    return judge(text, reader().read(text), reader().thresholds()[sensitivity])
