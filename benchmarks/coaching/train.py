"""Teaches which of the catalogue's entries suit a message, from what readers said, and writes it beside the detector.

usage: python -m benchmarks.coaching.train [--out FOLDER] [--check]

`--check` teaches on three quarters of the messages at a time, chooses for the fourth, and prints how often a reader
would have sent what is chosen.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from torch import Tensor
from torch.nn import functional

from benchmarks.coaching.judgements import Judgement, entries, judgements
from bot.classifier.advice import LABELS, QUESTIONS
from bot.classifier.classifier import WEIGHTS, ShippedClassifier

SEED = 20261127
STEPS = 100
IDEAS = 48
"""Numbers through which all entries see a message: what is learned about one helps the others."""
HOLD, HOLD_OWN, LEVEL = 400.0, 20.0, 5.0
"""How strongly what makes those numbers is held back, what an entry makes of them, and the readers' levels; chosen by
--check, as is the one above."""
FOLDS = 4
ENOUGH = 30
"""Messages of which fewer entries were judged say nothing of a choice."""
OWN = 0.1
"""How much of its own scale and shift an entry is given: the smaller, the more all have the same."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A row a judgement: what the network makes of its message, and what was said: 1, 0, or -1 where nothing was."""

    meaning: Floats
    said: Floats
    readers: NDArray[np.int64]
    folds: NDArray[np.int64]
    listed: NDArray[np.bool_]

    def only(self, some: NDArray[np.bool_]) -> "Lesson":
        return Lesson(self.meaning[some], self.said[some], self.readers[some], self.folds[some], self.listed[some])


def lesson(found: Sequence[Judgement], keys: Sequence[str], classifier: ShippedClassifier) -> Lesson:
    """What readers said, as numbers. All judgements of a message lie in one fold."""
    place = {key: number for number, key in enumerate(keys)}
    readers = sorted({one.reader for one in found})
    meaning = {one.message: classifier.meaning(one.text) for one in found}
    said = np.full((len(found), len(keys)), -1, dtype=np.float32)
    for row, one in enumerate(found):
        for value, which in ((0, one.no), (1, one.yes)):
            said[row, [place[key] for key in which if key in place]] = value
    return Lesson(
        np.stack([meaning[one.message] for one in found]),
        said,
        np.array([readers.index(one.reader) for one in found]),
        np.array([blake2b(one.message.encode(), digest_size=1).digest()[0] % FOLDS for one in found]),
        np.array([one.listed for one in found]),
    )


def teach(known: Lesson) -> Floats:
    """A row of weights an entry, the last of which stands alone.

    All rows are made of the same few directions (a matrix of low rank): rare entries learn from the common ones.
    Readers differ in how much they let pass, so each has an own level; what is kept is the level of them all.
    """
    torch.manual_seed(SEED)
    middle, spread = known.meaning.mean(0), known.meaning.std(0) + 1e-3
    meaning = torch.tensor((known.meaning - middle) / spread)
    said, heard = torch.tensor(known.said).clamp(min=0), torch.tensor(known.said >= 0).float()
    readers = torch.tensor(known.readers)
    ideas = (0.02 * torch.randn(IDEAS, meaning.shape[1])).requires_grad_()
    owns = (0.1 * torch.randn(said.shape[1], IDEAS)).requires_grad_()
    alone = torch.full((said.shape[1],), -1.5, requires_grad=True)
    levels = torch.zeros(int(known.readers.max()) + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([ideas, owns, alone, levels], max_iter=STEPS, line_search_fn="strong_wolfe")

    def wrong() -> Tensor:
        optimiser.zero_grad()
        score = meaning @ ideas.T @ owns.T + alone + levels[readers][:, None]
        each = functional.binary_cross_entropy_with_logits(score, said, weight=heard, reduction="sum")
        held = HOLD * (ideas**2).sum() + HOLD_OWN * (owns**2).sum() + LEVEL * (levels**2).sum()
        total = each + held + ((alone + 1.5) ** 2).sum()
        total.backward()
        return total

    optimiser.step(wrong)
    own = (owns @ ideas).detach().numpy() / spread
    bias = alone.detach().numpy() - own @ middle
    return np.concatenate([own, bias[:, None]], axis=1).astype(np.float32)


def unseen(known: Lesson) -> Floats:
    """For each judgement the log odds by a head that was taught without its message."""
    found = np.zeros_like(known.said)
    for fold in range(FOLDS):
        out = known.folds == fold
        if out.any():
            found[out] = scores(known.meaning[out], teach(known.only(~out)))
    return found


def scores(meaning: Floats, weights: Floats) -> Floats:
    result: Floats = meaning @ weights[:, :-1].T + weights[:, -1]
    return result


def calibrated(weights: Floats, known: Lesson, odds: Floats, keys: Sequence[str]) -> Floats:
    """The same weights, scaled so that what they say happens with messages they were not taught.

    One scale and shift for each kind of entry, and a little of both for each entry by itself. `odds` are what a head
    said of each message that had not heard of it. Only those who had one list for all messages count: what was chosen
    to suit a message is sent more often.
    """
    found = weights.copy()
    for columns in _kinds(keys):
        said = known.said[known.listed][:, columns]
        rows, places = np.nonzero(said >= 0)
        score = odds[known.listed][:, columns][rows, places].astype(np.float64)
        own = csr_matrix((np.ones(len(rows)), (np.arange(len(rows)), places)), shape=(len(rows), len(columns)))
        facts = hstack([csr_matrix(score[:, None]), own, own.multiply(score[:, None])]).tocsr()
        fitted = LogisticRegression(C=OWN, max_iter=1000).fit(facts, said[rows, places])
        scale, shifts, scales = np.split(fitted.coef_[0], [1, 1 + len(columns)])
        found[columns] *= (scale + scales)[:, None]
        found[columns, -1] += shifts + fitted.intercept_[0]
    return found


def _kinds(keys: Sequence[str]) -> Iterator[list[int]]:
    for kind in (QUESTIONS, LABELS):
        yield [number for number, key in enumerate(keys) if key.startswith(kind)]


def write(folder: Path, keys: Sequence[str], weights: Floats) -> None:
    """Beside the network: the weights, and the entries' names on the card."""
    np.save(folder / "advice.npy", weights.astype(np.float16))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"advice": list(keys)}, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true", help="teach on a part and choose for the rest")
    options = parser.parse_args(arguments)
    found = judgements()
    keys = entries(found)
    known = lesson(found, keys, ShippedClassifier(options.out))
    said = int((known.said >= 0).sum())
    readers, messages = {one.reader for one in found}, {one.message for one in found}
    print(f"{said} words of {len(readers)} readers on {len(messages)} messages")
    odds = unseen(known)
    if options.check:
        check(found, known, odds, keys)
        return 0
    write(options.out, keys, calibrated(teach(known), known, odds, keys))
    return 0


def check(found: Sequence[Judgement], known: Lesson, odds: Floats, keys: Sequence[str]) -> None:
    """Of the best question and the best label for each message, the share that a reader would have sent."""
    rows: dict[str, list[int]] = {}
    for row, one in enumerate(found):
        rows.setdefault(one.message, []).append(row)
    for kind, columns in zip((QUESTIONS, LABELS), _kinds(keys), strict=True):
        chosen = [_chosen(known.said[some][:, columns], odds[some[0], columns]) for some in rows.values()]
        _tell(kind, np.array([one for one in chosen if one is not None]))


def _chosen(said: Floats, odds: Floats) -> tuple[float, float] | None:
    """How sure the best entry was among those that were judged, and the share of readers who would have sent it."""
    heard = said >= 0
    if heard.any(0).sum() < ENOUGH:
        return None
    best = int(np.where(heard.any(0), odds, -np.inf).argmax())
    return float(odds[best]), float(said[:, best][heard[:, best]].mean())


def _tell(title: str, chosen: NDArray[np.float64]) -> None:
    sure, right = chosen.T
    order = np.argsort(-sure)
    print(title)
    for part in (1.0, 0.75, 0.5, 0.25):
        some = order[: int(part * len(order))]
        print(f"    the surest {part:4.0%}: {right[some].mean():.3f} of {len(some)}")


if __name__ == "__main__":
    sys.exit(main())
