"""The verdict on one message: a request or not, how sure, and what was found in it."""

from dataclasses import dataclass

from bot.domain.detection.harm import tells_of_harm
from bot.domain.detection.naming import names
from bot.domain.detection.normalise import plain, whole
from bot.domain.detection.reading import ENGLISH, Reading, Span
from bot.domain.model import NOTHING_TOLD, Signal, SignalKind, Told

LEAST_LETTERS = 3
"""What is shorter shows nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `judge` found; signals, object and reasons are there only for a request.

    A message in a language that is not known is no request: better silence than nonsense. `why` is for a person to read
    and repeats the message's words: never for a log.
    """

    is_request: bool
    probability: float
    kind: str = ""
    signals: tuple[Signal, ...] = ()
    object: str = ""
    told: Told = NOTHING_TOLD
    why: tuple[str, ...] = ()


def judge(text: str, reading: Reading, threshold: float) -> Verdict:
    """Decide on a message's text and what the classifier saw in it. A request is at or above `threshold`."""
    if reading.language != ENGLISH:
        return Verdict(is_request=False, probability=0.0, why=(f"is in another language: {reading.language}",))
    if reading.probability < threshold:
        return Verdict(is_request=False, probability=reading.probability, kind=reading.kind)
    signals, object_ = signals_of(text, reading), object_of(text, reading)
    return Verdict(
        is_request=True,
        probability=reading.probability,
        kind=reading.kind,
        signals=signals,
        object=object_,
        told=Told(reading.fits, names(text, object_), tells_of_harm(text)),
        why=_why(signals, object_),
    )


def signals_of(text: str, reading: Reading) -> tuple[Signal, ...]:
    """The pressure in a message, strongest kind first, one of each kind, with the words that show it."""
    first: dict[SignalKind, Signal] = {}
    for pressure in reading.pressures:
        words = _copied(text, pressure.span)
        if sum(letter.isalnum() for letter in words) >= LEAST_LETTERS:
            first.setdefault(pressure.kind, Signal(pressure.kind, words))
    return tuple(first[kind] for kind in SignalKind if kind in first)


def object_of(text: str, reading: Reading) -> str:
    """The thing asked for, in the writer's own words; empty where the message names nothing."""
    return _copied(text, reading.asked) if reading.asked else ""


def _copied(text: str, span: Span) -> str:
    start, end = whole(text, span.start, span.end)
    return plain(text[start:end])


def _why(signals: tuple[Signal, ...], object_: str) -> tuple[str, ...]:
    asks = f"asks for a capability: '{object_}'" if object_ else "asks for something that it does not name"
    shown = ", ".join(f"{signal.kind} '{signal.text}'" for signal in signals)
    return (asks, f"signals: {shown}") if shown else (asks,)
