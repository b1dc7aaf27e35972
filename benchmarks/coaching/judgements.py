"""What readers said of real messages: which of the catalogue's entries they would send, word for word.

Two ways of asking. A `list` reader had the whole catalogue and named what they would send: what is not named may only
have been overlooked. A `choice` reader saw some entries and said yes or no to each.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.detection.messages import CORPUS
from bot.domain.model import Counterpart

READERS = Path(__file__).with_name("readers.json")
"""By reader the entries that the catalogue did not have yet when they read it."""
JUDGED = Path(__file__).parent / "judged.jsonl"
MESSAGES = Path(__file__).with_name("messages.jsonl")
"""Messages written for this alone: the detector never saw them."""
EXAMPLES = Path(__file__).parents[2] / "tests" / "examples" / "coaching.jsonl"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One reader's word on one message; `no` is None where they were asked to list what they would send.

    `who` is who they took the writer for, None for nobody in particular. Of entries in `unseen` nothing is known: the
    catalogue did not have them yet.
    """

    text: str
    reader: str
    who: Counterpart | None
    yes: frozenset[str]
    no: frozenset[str] | None
    unseen: frozenset[str] = frozenset()
    fresh: bool = False
    """Whether the detector's network was never taught this message: as with every message it will meet."""


def judgements(path: Path = JUDGED) -> list[Judgement]:
    return list(_read(path))


def entries(found: Sequence[Judgement], least: int = 8) -> tuple[str, ...]:
    """The entries that enough messages were said to suit, in a fixed order."""
    counts: dict[str, int] = {}
    for one in found:
        for key in one.yes:
            counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(key for key, count in counts.items() if count >= least))


def _read(path: Path) -> Iterator[Judgement]:
    late = {reader: frozenset(keys) for reader, keys in json.loads(READERS.read_text(encoding="utf-8")).items()}
    fresh = {json.loads(line)["id"] for line in MESSAGES.read_text(encoding="utf-8").splitlines()}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        no = frozenset(row["no"]) if row.get("no") is not None else None
        reader = row["reader"]
        who = Counterpart(row["who"]) if row["who"] != "other" else None
        yes, unseen = frozenset(row["yes"]), late.get(reader, frozenset())
        yield Judgement(texts()[row["message"]], reader, who, yes, no, unseen, row["message"] in fresh)


@cache
def texts() -> dict[str, str]:
    """Every message that can be judged, by name: a writer and a line of the corpus, or one of those files."""
    found = {}
    for file in sorted(CORPUS.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            found[f"{file.stem}-{number}"] = json.loads(line)["text"]
    for file in (MESSAGES, EXAMPLES):
        rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        found |= {row["id"]: row["text"] for row in rows}
    return found
