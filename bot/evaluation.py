"""`interests detect` and `interests coach`: what the product makes of messages, through the path of production."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.domain.coaching.select import coach
from bot.domain.coaching.words import CoachingWords
from bot.domain.detection.learning import Example
from bot.domain.detection.normalise import masked
from bot.domain.detection.verdict import Verdict, judge
from bot.domain.model import Counterpart, Sensitivity, Signal
from bot.services.learning import ChannelReport
from bot.services.ports import Classifier

Json = dict[str, Any]
NO_LINE = "needs an object with id and text"
NO_COUNTERPART = f"a counterpart is one of {', '.join(Counterpart)}"
ANYTHING = 0.0
"""The threshold below which nothing lies: whoever asks for coaching says that the message is a request."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the input; `fault` says why it cannot be judged."""

    id: object
    text: str = ""
    counterpart: Counterpart | None = None
    fault: str = ""


def detect(lines: Iterable[str], classifier: Classifier, sensitivity: Sensitivity, batch: int) -> Iterator[Json]:
    """An answer for every line that is not blank, in order; up to `batch` lines are judged side by side."""
    threshold = classifier.thresholds()[sensitivity]
    return _answers(lines, batch, lambda asked: _told(judge(asked.text, classifier.read(asked.text), threshold)))


def coached(lines: Iterable[str], classifier: Classifier, words: CoachingWords, batch: int) -> Iterator[Json]:
    """What an owner's card would offer for each line; a message in a language that is not known is offered nothing."""

    def answer(asked: Asked) -> Json:
        verdict = judge(asked.text, classifier.read(asked.text), ANYTHING)
        shown = {"signals": _signals(verdict.signals), "object": verdict.object}
        if not verdict.is_request:
            return shown | {"labels": [], "mirror": None, "questions": []}
        offer = coach(
            verdict.signals,
            verdict.object,
            asked.text,
            words,
            counterpart=asked.counterpart,
            told=verdict.told,
        )
        questions = [{"purpose": one.purpose.value, "text": one.text} for one in offer.questions]
        return shown | {"labels": list(offer.labels), "mirror": offer.mirror, "questions": questions}

    return _answers(lines, batch, answer)


def _answers(lines: Iterable[str], batch: int, answer: Callable[[Asked], Json]) -> Iterator[Json]:
    def of(asked: Asked) -> Json:
        return {"id": asked.id} | ({"error": asked.fault} if asked.fault else answer(asked))

    asked = (_asked(line) for line in lines if line.strip())
    with ThreadPoolExecutor(min(batch, os.cpu_count() or 1)) as pool:
        while some := list(islice(asked, batch)):
            yield from pool.map(of, some)


def _asked(line: str) -> Asked:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return Asked(None, fault="is not JSON")
    if not isinstance(found, dict) or "id" not in found:
        return Asked(None, fault=NO_LINE)
    id_, text, who = found["id"], found.get("text"), found.get("counterpart")
    if not isinstance(text, str):
        return Asked(id_, fault=NO_LINE)
    if who is not None and who not in list(Counterpart):
        return Asked(id_, fault=NO_COUNTERPART)
    return Asked(id_, text, Counterpart(who) if who else None)


def _told(verdict: Verdict) -> Json:
    return {
        "probability": verdict.probability,
        "is_request": verdict.is_request,
        "kind_of_message": verdict.kind,
        "signals": _signals(verdict.signals),
        "object": verdict.object,
        "why": list(verdict.why),
    }


def _signals(found: Iterable[Signal]) -> list[Json]:
    return [{"kind": signal.kind.value, "text": signal.text} for signal in found]


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
