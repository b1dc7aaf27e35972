"""Runs whole backgrounds through the product and prints what it fired on, so that a person can read the mistakes.

usage: python -m benchmarks.detection.background --data FOLDER [--mode standard] [--set NAME ...]
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from benchmarks.detection.messages import BACKGROUNDS, TRAINABLE, halves, mark, shared, true_wishes
from bot.classifier.classifier import ShippedClassifier
from bot.domain.model import Sensitivity


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--mode", choices=[str(one) for one in Sensitivity], default="standard")
    parser.add_argument("--set", nargs="*", default=BACKGROUNDS)
    options = parser.parse_args(arguments)
    classifier, wishes = ShippedClassifier(), true_wishes()
    bar = classifier.thresholds()[Sensitivity(options.mode)]
    for name in options.set:
        rows = shared(options.data, name)
        judged = {row.text for row in (halves(rows)[1] if name in TRAINABLE else rows)}
        fired = []
        for row in tqdm(rows, desc=name, file=sys.stderr):
            probability = classifier.read(row.text).probability
            if probability >= bar:
                fired.append((probability, row.text))
        false = [text for _, text in fired if mark(text) not in wishes]
        kept = sum(text in judged for text in false)
        print(
            f"\n{name}: fired on {len(fired)} of {len(rows)}; {len(fired) - len(false)} were read and are true wishes"
        )
        print(
            f"  false cards in 1,000: {1000 * len(false) / len(rows):.1f}; where not trained on: "
            f"{1000 * kept / max(1, len(judged)):.1f}"
        )
        for probability, text in sorted(fired, reverse=True):
            known = "wish" if mark(text) in wishes else "    "
            print(f"  {mark(text)} {known} {probability:.2f} {' '.join(text.split())[:300]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
