"""What readers said of messages: which of the catalogue's entries they would send about each, word for word.

A reader had a list of entries and went through all of it for each message; most readers had one list for all their
messages (`readers.json`), the earliest a few entries chosen for each.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.detection.messages import CORPUS

FOLDER = Path(__file__).parent
JUDGED, READERS, MESSAGES = FOLDER / "judged.jsonl", FOLDER / "readers.json", FOLDER / "messages.jsonl"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One reader's word on one message: the entries that they would send, and those that they would not.

    `listed` where the reader had one list for all messages, and not what seemed to suit this one.
    """

    message: str
    reader: str
    yes: frozenset[str]
    no: frozenset[str]
    listed: bool

    @property
    def text(self) -> str:
        """The message itself."""
        return texts()[self.message]


def judgements(path: Path = JUDGED) -> list[Judgement]:
    return list(_read(path))


def entries(found: Sequence[Judgement], least: int = 8) -> tuple[str, ...]:
    """The entries that enough messages were said to suit, in a fixed order."""
    counts = Counter(key for one in found for key in one.yes)
    return tuple(sorted(key for key, count in counts.items() if count >= least))


def _read(path: Path) -> Iterator[Judgement]:
    lists = {reader: frozenset(keys) for reader, keys in json.loads(READERS.read_text(encoding="utf-8")).items()}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yes, reader = frozenset(row["yes"]), row["reader"]
        listed = reader in lists
        yield Judgement(row["message"], reader, yes, lists[reader] - yes if listed else frozenset(row["no"]), listed)


@cache
def texts() -> dict[str, str]:
    """Every message that can be judged, by its name: those written for this, and a writer and line of the corpus."""
    rows = map(json.loads, MESSAGES.read_text(encoding="utf-8").splitlines())
    found = {row["id"]: row["text"] for row in rows}
    for file in sorted(CORPUS.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            found[f"{file.stem}-{number}"] = json.loads(line)["text"]
    return found
