"""The card beside the weights: how their answers are to be read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.model import Sensitivity, SignalKind


@dataclass(frozen=True, slots=True)
class Card:
    """`scale` and `shift` turn a message's score into a probability; thresholds are probabilities; `bias` is what
    the n-grams say of an empty message.

    `signals` and `kinds` name the network's outputs in order. A signal's words are those tokens that reach `in_span`
    of its strongest one; a signal is there from `signal` on, an object from `object` on. `advice` names the catalogue's
    entries in the order of their weights.
    """

    version: str
    signals: tuple[SignalKind, ...]
    kinds: tuple[str, ...]
    scale: float
    shift: float
    bias: float
    thresholds: Mapping[Sensitivity, float]
    signal: float
    object: float
    in_span: float
    advice: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> "Card":
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            version=found["version"],
            signals=tuple(SignalKind(name) for name in found["signals"]),
            kinds=tuple(found["kinds"]),
            scale=found["calibration"]["scale"],
            shift=found["calibration"]["shift"],
            bias=found["ngrams"]["bias"],
            thresholds={Sensitivity(name): value for name, value in found["thresholds"].items()},
            signal=found["spans"]["signal"],
            object=found["spans"]["object"],
            in_span=found["spans"]["in_span"],
            advice=tuple(found.get("advice", ())),
        )
