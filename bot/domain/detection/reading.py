"""What a classifier saw in a message, before anybody decides what to do about it."""

from dataclasses import dataclass

from bot.domain.model import Fits, SignalKind

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text as it was given; `end` is not part of it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pressure:
    """One kind of pressure and the words that show it."""

    kind: SignalKind
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """How sure it is (0 to 1, calibrated) that the message asks something of the product, and what it would show.

    `kind` is one of the guide's kinds of messages (docs/labelling.md); `asked` the words that name what is asked for.
    `fits` is what a coach would send. `language` (ISO 639-1): what is said of a message in another one than English
    means nothing.
    """

    probability: float
    kind: str = ""
    pressures: tuple[Pressure, ...] = ()
    asked: Span | None = None
    fits: Fits = ()
    language: str = ENGLISH


NOTHING = Reading(0.0)
