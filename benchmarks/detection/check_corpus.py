"""Holds the corpus against the labelling guide: shapes, spans copied from the text, duplicates, shares.

usage: python benchmarks/detection/check_corpus.py [FILE.jsonl ...]
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
HERE = Path(__file__).parent / "corpus"
REQUESTS = frozenset({"direct", "indirect", "pressured", "minimised", "buried", "scope"})
NEAR_MISSES = frozenset(
    {"colleague_ask", "bug", "how_to", "capability_question", "past_or_done", "plan", "process"}
    | {"hypothetical", "quote_or_joke", "other_product", "metrics"}
)
OTHERS = NEAR_MISSES | {"praise", "status", "small_talk", "logistics", "answer", "incident"}
SIGNALS = frozenset(
    {"deadline", "renewal", "churn", "revenue", "authority", "competitor", "promise", "minimising"}
    | {"absolute", "repeat", "volume", "escalation"}
)
FIELDS = {"text", "label", "kind", "signals", "object", "writer"}
LONGEST_OBJECT, LONGEST_SIGNAL = 6, 8


def plain(text: str) -> str:
    """What two messages have in common when only names, numbers and spelling differ."""
    return re.sub(r"[^a-z ]+", "", text.lower()).strip()


def faults(row: Row) -> Iterator[str]:
    """What is wrong with one row."""
    if missing := FIELDS - row.keys():
        yield f"lacks {sorted(missing)}"
        return
    if row["kind"] not in (REQUESTS if row["label"] == 1 else OTHERS):
        yield f"kind {row['kind']!r} does not go with label {row['label']}"
    if not 1 <= len(row["text"].split()) <= 200:
        yield "has no words or more than 200"
    if row["label"] == 0 and (row["signals"] or row["object"]):
        yield "a message that is no request has signals or an object"
    if row["object"] not in row["text"] or len(row["object"].split()) > LONGEST_OBJECT:
        yield f"object {row['object']!r} is not in the text or longer than {LONGEST_OBJECT} words"
    for signal in row["signals"]:
        if signal.get("kind") not in SIGNALS:
            yield f"signal kind {signal.get('kind')!r} is unknown"
        words = signal.get("text", "")
        if not words or words not in row["text"] or len(words.split()) > LONGEST_SIGNAL:
            yield f"signal {words!r} is not in the text or longer than {LONGEST_SIGNAL} words"


def read(file: Path) -> Iterator[tuple[str, Row]]:
    """Each row with the place where it stands."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield f"{file.name}:{number}", json.loads(line)


def main(names: list[str]) -> int:
    files = [Path(name) for name in names] or sorted(HERE.glob("*.jsonl"))
    seen: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    found = 0
    for file in files:
        for place, row in read(file):
            wrong = list(faults(row))
            twin = seen.setdefault(plain(row.get("text", "")), place)
            if twin != place and len(row.get("text", "").split()) > 3:
                wrong.append(f"reads like {twin}")
            for fault in wrong:
                print(f"{place}: {fault}")
            found += bool(wrong)
            kinds[row.get("kind", "?")] += 1
    total = max(1, kinds.total())
    asks = sum(kinds[kind] for kind in REQUESTS)
    near = sum(kinds[kind] for kind in NEAR_MISSES)
    print(", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    print(f"{total} messages, {asks / total:.0%} requests, {near / max(1, total - asks):.0%} of the rest near-misses")
    print(f"{found} with faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
