"""Messages as the network sees them: tokens, and a target for every head."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from benchmarks.detection.messages import KINDS, SIGNALS, Row
from bot.domain.detection.normalise import masked

WINDOW = 192
OBJECT = len(SIGNALS)
NO_KIND = -100
SORTED_AT_ONCE = 50
LONGEST_MIX = 110
"""Words: a mixed message must fit one window."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """`places` has a row a token: a column for each kind of signal and a last one for the object.

    `label` is what the request head is taught: 0 or 1, or what a teacher made of it. `marked`: a request whose signals
    and object are labelled.
    """

    ids: list[int]
    label: float
    kind: int
    signals: Floats
    places: Floats
    weight: float
    marked: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded to its longest message."""

    ids: torch.Tensor
    mask: torch.Tensor
    label: torch.Tensor
    kind: torch.Tensor
    signals: torch.Tensor
    places: torch.Tensor
    weight: torch.Tensor
    marked: torch.Tensor
    """1 for requests whose signals and object are labelled."""


def tokenizer(folder: Path) -> Tokenizer:
    """The base model's own, with the window the bot uses."""
    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(WINDOW)
    return found


def features(row: Row, tokens: Tokenizer) -> Features:
    encoded = tokens.encode(masked(row.text))
    places = np.zeros((len(encoded.ids), OBJECT + 1), np.float32)
    marked = [(start, end, SIGNALS.index(kind)) for start, end, kind in row.spans]
    marked += [(*row.object, OBJECT)] if row.object else []
    for start, end, column in marked:
        for token, (first, last) in enumerate(encoded.offsets):
            if first < last and first < end and last > start:
                places[token, column] = 1
    signals = np.array([name in row.signals for name in SIGNALS], np.float32)
    kind = KINDS.index(row.kind) if row.kind in KINDS else NO_KIND
    return Features(encoded.ids, float(row.label), kind, signals, places, row.weight, bool(row.label) and row.marked)


def mixed(rows: Sequence[Row], count: int, luck: random.Random) -> Iterator[Row]:
    """Two messages in one, the second no request: so that an ask is found wherever it stands in a long message."""
    others = [row for row in rows if row.label == 0]
    for _ in range(count):
        one, other = luck.choice(rows), luck.choice(others)
        glue = luck.choice((" ", "\n", "\n\n"))
        first, second = (one, other) if luck.random() < 0.5 else (other, one)
        text = first.text + glue + second.text
        if len(text.split()) > LONGEST_MIX:
            continue
        shift = 0 if first is one else len(other.text) + len(glue)
        spans = tuple((start + shift, end + shift, kind) for start, end, kind in one.spans)
        asked = (one.object[0] + shift, one.object[1] + shift) if one.object else None
        yield replace(one, text=text, kind="buried" if one.label else "", spans=spans, object=asked)


def batches(found: Sequence[Features], size: int, luck: random.Random) -> Iterator[list[Features]]:
    """In a random order, messages of one length together."""
    order = list(found)
    luck.shuffle(order)
    made: list[list[Features]] = []
    for start in range(0, len(order), size * SORTED_AT_ONCE):
        some = sorted(order[start : start + size * SORTED_AT_ONCE], key=lambda one: len(one.ids))
        made += [some[place : place + size] for place in range(0, len(some), size)]
    luck.shuffle(made)
    yield from made


def batch(found: Sequence[Features]) -> Batch:
    longest = max(len(one.ids) for one in found)
    ids = torch.zeros(len(found), longest, dtype=torch.long)
    mask = torch.zeros(len(found), longest, dtype=torch.long)
    places = torch.zeros(len(found), longest, OBJECT + 1)
    for row, one in enumerate(found):
        length = len(one.ids)
        ids[row, :length] = torch.tensor(one.ids)
        mask[row, :length] = 1
        places[row, :length] = torch.from_numpy(one.places)
    return Batch(
        ids=ids,
        mask=mask,
        label=torch.tensor([one.label for one in found]),
        kind=torch.tensor([one.kind for one in found]),
        signals=torch.from_numpy(np.stack([one.signals for one in found])),
        places=places,
        weight=torch.tensor([one.weight for one in found]),
        marked=torch.tensor([float(one.marked) for one in found]),
    )
