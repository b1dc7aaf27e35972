"""`interests detect`: what the product makes of messages, line by line, through the path that production takes."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.domain.detection.learning import Example
from bot.domain.detection.normalise import masked
from bot.domain.detection.verdict import Verdict, judge
from bot.domain.model import Sensitivity
from bot.services.learning import ChannelReport
from bot.services.ports import Classifier

Json = dict[str, Any]
NO_LINE = "needs an object with id and text"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the input; `fault` says why it cannot be judged."""

    id: object
    text: str = ""
    fault: str = ""


def detect(lines: Iterable[str], classifier: Classifier, sensitivity: Sensitivity, batch: int) -> Iterator[Json]:
    """An answer for every line that is not blank, in order; up to `batch` lines are judged side by side."""
    threshold = classifier.thresholds()[sensitivity]

    def answer(asked: Asked) -> Json:
        if asked.fault:
            return {"id": asked.id, "error": asked.fault}
        return {"id": asked.id} | _told(judge(asked.text, classifier.read(asked.text), threshold))

    asked = (_asked(line) for line in lines if line.strip())
    with ThreadPoolExecutor(min(batch, os.cpu_count() or 1)) as pool:
        while some := list(islice(asked, batch)):
            yield from pool.map(answer, some)


def _asked(line: str) -> Asked:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Asked(None, fault="is not JSON")
    if not isinstance(found, dict) or "id" not in found:
        return Asked(None, fault=NO_LINE)
    text = found.get("text")
    return Asked(found["id"], text) if isinstance(text, str) else Asked(found["id"], fault=NO_LINE)


def _told(verdict: Verdict) -> Json:
    return {
        "probability": verdict.probability,
        "is_request": verdict.is_request,
        "kind_of_message": verdict.kind,
        "signals": [{"kind": signal.kind.value, "text": signal.text} for signal in verdict.signals],
        "object": verdict.object,
        "why": list(verdict.why),
    }


def report(channels: Sequence[ChannelReport]) -> Iterator[str]:
    """How the cards did, a line a channel; owners' actions are the judges."""
    if not channels:
        yield "No owner has judged a message yet."
        return
    columns = ("channel", "used", "sent away", "missed", "precision", "threshold", "moved by")
    yield "{:24} {:>5} {:>10} {:>7} {:>10} {:>10} {:>9}".format(*columns)
    for one in channels:
        precision = "-" if one.precision is None else f"{one.precision:.2f}"
        yield (
            f"{one.team + '/' + one.channel:24} {one.used:>5} {one.dismissed:>10} {one.missed:>7} {precision:>10} "
            f"{one.threshold:>10.2f} {one.leaning:>+9.2f}"
        )


def exported(examples: Iterable[Example]) -> Iterator[Json]:
    """Examples as the training command takes them: text and label, without mentions, links, author and place."""
    for example in examples:
        yield {"text": " ".join(masked(example.text).split()), "label": int(example.feedback.is_request)}
