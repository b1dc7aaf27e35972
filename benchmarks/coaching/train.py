"""Teaches which of the catalogue's entries suit a message, from what readers said, and writes it beside the detector.

usage: python -m benchmarks.coaching.train [--out FOLDER] [--check]

`--check` teaches on all readers but one, in turn, and prints how often that one would have sent what is then chosen.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from torch import Tensor
from torch.nn import functional

from benchmarks.coaching.judgements import Judgement, entries, judgements
from bot.classifier.advice import WHO
from bot.classifier.classifier import WEIGHTS, ShippedClassifier
from bot.domain.model import Counterpart
from prompts.catalog import load

SEED = 20261127
STEPS = 60
HOLD = 250.0
"""How strongly the weights are held back; chosen by --check."""
OVERLOOKED = 0.6
"""What an entry that was not listed weighs against one that was: it may have been overlooked."""
CHOSEN = 4.0
"""What a yes or no to one entry weighs."""
FRESH = 4.0
"""What a message weighs that the network was never taught: what it makes of those it was taught is too clear."""

KINDS = ("questions.", "labels.", WHO)
"""Of each kind the numbers are made probabilities by themselves."""

OWN = 0.03
"""How much of its own scale and shift an entry is given: the smaller, the more all have the same."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Messages by what the network makes of them, and what was said of each: -1 where nothing was."""

    meaning: Floats
    said: Floats
    weight: Floats
    readers: NDArray[np.int64]


def not_for() -> dict[str, frozenset[Counterpart | None]]:
    """By entry, whom it is never offered to, by the catalogue: what they would have said of it teaches nothing."""
    words = load().coaching
    barred = {variants[0].entry: set(variants[0].not_for) for variants in words.entries()}
    for who, theirs in words.by_counterpart.items():
        for variants in theirs:
            barred[variants[0].entry] |= {other for other in (None, *Counterpart) if other is not who}
    return {key: frozenset(found) for key, found in barred.items()}


def lesson(found: Sequence[Judgement], keys: Sequence[str], classifier: ShippedClassifier) -> Lesson:
    """What readers said, as numbers."""
    place = {key: number for number, key in enumerate(keys)}
    barred = not_for()
    names = sorted({one.reader for one in found})
    said = np.full((len(found), len(keys)), -1, dtype=np.float32)
    weight = np.zeros_like(said)
    for row, one in enumerate(found):
        for who in Counterpart:
            said[row, place[f"{WHO}{who}"]], weight[row, place[f"{WHO}{who}"]] = float(one.who is who), CHOSEN
        if one.no is None:
            heard = [number for key, number in place.items() if key not in one.unseen and not key.startswith(WHO)]
            said[row, heard], weight[row, heard] = 0, OVERLOOKED
        for key in one.no or ():
            if key in place:
                said[row, place[key]], weight[row, place[key]] = 0, CHOSEN
        for key in one.yes:
            if key in place:
                said[row, place[key]], weight[row, place[key]] = 1, 1 if one.no is None else CHOSEN
        for key in keys:
            if one.who in barred.get(key, ()):
                said[row, place[key]], weight[row, place[key]] = -1, 0
        weight[row] *= FRESH if one.fresh else 1
    readers = np.array([names.index(one.reader) for one in found])
    return Lesson(np.stack([classifier.meaning(one.text) for one in found]), said, weight, readers)


def teach(known: Lesson, listed: NDArray[np.bool_]) -> Floats:
    """A row of weights an entry, the last of which stands alone.

    Readers differ in how many entries they let pass, and a list is shorter than what would pass: so each way of asking
    and each reader has an own level, and what is kept is the level of those who said yes or no.
    """
    torch.manual_seed(SEED)
    middle, spread = known.meaning.mean(0), known.meaning.std(0) + 1e-3
    meaning = torch.tensor((known.meaning - middle) / spread)
    said, weight = torch.tensor(known.said).clamp(min=0), torch.tensor(known.weight)
    readers = torch.tensor(known.readers)
    count = int(known.readers.max()) + 1
    weights = torch.zeros(said.shape[1], meaning.shape[1], requires_grad=True)
    alone = torch.full((said.shape[1],), -1.5, requires_grad=True)
    levels = torch.zeros(count, requires_grad=True)
    lists = torch.tensor([bool(listed[known.readers == number].any()) for number in range(count)])
    optimiser = torch.optim.LBFGS([weights, alone, levels], max_iter=STEPS, line_search_fn="strong_wolfe")

    def wrong() -> Tensor:
        optimiser.zero_grad()
        score = meaning @ weights.T + alone + levels[readers][:, None]
        each = functional.binary_cross_entropy_with_logits(score, said, weight=weight, reduction="sum")
        chosen = levels[~lists] if bool((~lists).any()) else levels
        total = each + HOLD * (weights**2).sum() + 5 * (levels**2).sum() + 500 * chosen.mean() ** 2
        total.backward()
        return total

    optimiser.step(wrong)
    own = weights.detach().numpy() / spread
    bias = alone.detach().numpy() - own @ middle
    return np.concatenate([own, bias[:, None]], axis=1).astype(np.float32)


def write(folder: Path, keys: Sequence[str], weights: Floats) -> None:
    """Beside the network: the weights, and the entries' names on the card."""
    np.save(folder / "advice.npy", weights.astype(np.float16))
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    (folder / "card.json").write_text(json.dumps(card | {"advice": list(keys)}, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--check", action="store_true", help="teach without each reader in turn and ask that one")
    options = parser.parse_args(arguments)
    found = judgements()
    keys = (*entries(found), *(f"{WHO}{who}" for who in Counterpart))
    known = lesson(found, keys, ShippedClassifier(options.out))
    listed = np.array([one.no is None for one in found])
    print(f"{len(found)} judgements of {len({one.reader for one in found})} readers, {len(keys)} entries")
    if options.check:
        check(known, keys, listed, np.array([one.fresh for one in found]))
        return 0
    odds = unseen(known, listed)
    fresh = np.array([one.fresh and one.no is not None for one in found])
    write(options.out, keys, calibrated(teach(known, listed), known, fresh, odds, keys))
    return 0


def unseen(known: Lesson, listed: NDArray[np.bool_]) -> Floats:
    """For each judgement the log odds by a head that was taught on all readers but the one who gave it."""
    found = np.zeros_like(known.said)
    for reader in range(int(known.readers.max()) + 1):
        out = known.readers == reader
        rest = Lesson(known.meaning[~out], known.said[~out], known.weight[~out], known.readers[~out])
        found[out] = scores(known.meaning[out], teach(rest, listed[~out]))
    return found


def scores(meaning: Floats, weights: Floats) -> Floats:
    result: Floats = meaning @ weights[:, :-1].T + weights[:, -1]
    return result


def calibrated(weights: Floats, known: Lesson, fresh: NDArray[np.bool_], odds: Floats, keys: Sequence[str]) -> Floats:
    """The same weights, scaled so that what they say happens with messages the network was never taught.

    One scale and shift for each kind of entry, and a little of both for each entry by itself. `odds` are what a head
    said of each message that had not heard its reader.
    """
    found = weights.copy()
    for kind in KINDS:
        columns = [number for number, key in enumerate(keys) if key.startswith(kind)]
        said = known.said[fresh][:, columns]
        rows, places = np.nonzero(said >= 0)
        score = odds[fresh][:, columns][rows, places].astype(np.float64)
        own = csr_matrix((np.ones(len(rows)), (np.arange(len(rows)), places)), shape=(len(rows), len(columns)))
        facts = hstack([csr_matrix(score[:, None]), own, own.multiply(score[:, None])]).tocsr()
        fitted = LogisticRegression(C=OWN, max_iter=1000).fit(facts, said[rows, places])
        scale, shifts, scales = np.split(fitted.coef_[0], [1, 1 + len(columns)])
        found[columns] *= (scale + scales)[:, None]
        found[columns, -1] += shifts + fitted.intercept_[0]
    return found


def check(known: Lesson, keys: Sequence[str], listed: NDArray[np.bool_], fresh: NDArray[np.bool_]) -> None:
    """Of the best question and label of each message, the share that an unheard reader would have sent."""
    found = unseen(known, listed)
    asked = {"listed": listed, "yes or no": ~listed & ~fresh, "yes or no, fresh": fresh}
    for kind in KINDS:
        columns = [number for number, key in enumerate(keys) if key.startswith(kind)]
        for name, some in asked.items():
            if some.any():
                _tell(f"{kind} {name}", found[some][:, columns], known.said[some][:, columns])


def _tell(title: str, found: Floats, said: Floats) -> None:
    best = np.where(said >= 0, found, -np.inf)
    row = np.arange(len(best))
    place = best.argmax(1)
    sure, right = best[row, place], said[row, place]
    order = np.argsort(-sure)
    print(title)
    for part in (1.0, 0.75, 0.5, 0.25):
        some = order[: int(part * len(order))]
        print(f"    the surest {part:4.0%}: {right[some].mean():.3f} of {len(some)}")


if __name__ == "__main__":
    sys.exit(main())
