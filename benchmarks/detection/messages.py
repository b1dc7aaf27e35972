"""The messages that detection is trained and judged on: our corpus, and the shared sets, which are never committed."""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
WISHES = HERE / "true_wishes.txt"
SETTING_WRITERS = frozenset({"w05", "w15"})
"""Never trained on: calibration, thresholds and span limits are set by them."""
DEV_WRITERS = frozenset({"w12", "w16"})
"""Never trained on, and nothing is set by them: what is reported is measured on them."""

SIGNALS = (
    *("promise", "churn", "repeat", "renewal", "revenue", "authority"),
    *("escalation", "deadline", "competitor", "volume", "minimising", "absolute"),
)
REQUEST_KINDS = ("direct", "indirect", "pressured", "minimised", "buried", "scope")
NEAR_MISSES = (
    *("colleague_ask", "bug", "how_to", "capability_question", "past_or_done", "plan", "process"),
    *("hypothetical", "quote_or_joke", "other_product", "metrics"),
)
OTHER_KINDS = ("praise", "status", "small_talk", "logistics", "answer", "incident")
KINDS = (*REQUEST_KINDS, *NEAR_MISSES, *OTHER_KINDS)

TRAINABLE = ("background_gitter", "background_irc_team", "background_irc_ubuntu", "background_email")
"""Marked "train" by the shared data's README; a half of each is kept for judging."""
BACKGROUNDS = (*TRAINABLE, "background_slack")
EVALUATED = ("suggestions_uservoice", "developer_issues", "app_reviews", "issue_titles")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled message. `spans` are (start, end, kind) of its signals; `object` is (start, end) or None."""

    text: str
    label: int
    kind: str = ""
    writer: str = ""
    spans: tuple[tuple[int, int, str], ...] = ()
    object: tuple[int, int] | None = None
    weight: float = field(default=1.0, compare=False)
    marked: bool = True
    """Whether its signals and object are labelled too; an export says only whether it is a request."""

    @property
    def signals(self) -> frozenset[str]:
        return frozenset(kind for _, _, kind in self.spans)


def corpus() -> list[Row]:
    """Every message of ours, in the order of the files."""
    return [_row(found) for file in sorted(CORPUS.glob("*.jsonl")) for found in _lines(file)]


@dataclass(frozen=True, slots=True)
class Split:
    """The corpus, split by writer."""

    train: list[Row]
    setting: list[Row]
    dev: list[Row]


def split() -> Split:
    rows = corpus()
    apart = SETTING_WRITERS | DEV_WRITERS
    return Split(
        train=[row for row in rows if row.writer not in apart],
        setting=[row for row in rows if row.writer in SETTING_WRITERS],
        dev=[row for row in rows if row.writer in DEV_WRITERS],
    )


def shared(data: Path, name: str) -> list[Row]:
    """One of the shared sets."""
    return [Row(found["text"], int(found["label"]), writer=name) for found in _lines(data / f"{name}.jsonl")]


def halves(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The half that may be trained on and the half to judge by, always the same."""
    mixed = sorted(rows, key=lambda row: row.text)
    random.Random(20261125).shuffle(mixed)  # noqa: S311 - a split, no secret
    return mixed[: len(mixed) // 2], mixed[len(mixed) // 2 :]


def judged(data: Path) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """The backgrounds, less what may be trained on and the wishes in them: a part to set thresholds, one to report."""
    wishes = true_wishes()
    setting: dict[str, list[Row]] = {}
    reporting: dict[str, list[Row]] = {}
    for name in BACKGROUNDS:
        rows = shared(data, name)
        if name in TRAINABLE:
            _, rows = halves(rows)
        # Split before the wishes go: reading a few more must not deal all cards anew.
        for part, kept in zip((setting, reporting), halves(rows), strict=True):
            part[name] = [row for row in kept if mark(row.text) not in wishes]
    return setting, reporting


def mark(text: str) -> str:
    """What stands for a shared message in our files: enough to know it again, nothing to read."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def true_wishes() -> frozenset[str]:
    """Marks of background messages that somebody read and found to be requests."""
    lines = WISHES.read_text(encoding="utf-8").splitlines() if WISHES.exists() else []
    return frozenset(line.split()[0] for line in lines if line and not line.startswith("#"))


def exported(file: Path) -> list[Row]:
    """What `interests detect --export` wrote."""
    return [Row(found["text"], int(found["label"]), writer="export", marked=False) for found in _lines(file)]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _row(found: dict[str, Any]) -> Row:
    text = found["text"]
    return Row(
        text=text,
        label=found["label"],
        kind=found["kind"],
        writer=found["writer"],
        spans=tuple(_spans(text, found["signals"])),
        object=_place(text, found["object"]),
    )


def _spans(text: str, signals: Iterable[dict[str, str]]) -> Iterator[tuple[int, int, str]]:
    for signal in signals:
        if place := _place(text, signal["text"]):
            yield (*place, signal["kind"])


def _place(text: str, words: str) -> tuple[int, int] | None:
    start = text.find(words) if words else -1
    return None if start < 0 else (start, start + len(words))
