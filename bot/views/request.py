"""What is said about a request in more than one place: its pressure signals and its questions."""

from collections.abc import Sequence

from bot.domain.coaching.pressure import distinct
from bot.domain.coaching.select import Question
from bot.domain.model import Signal
from bot.views.text import line
from prompts.catalog import Catalogue

MOST_SIGNALS = 3
QUOTED, QUOTED_WORDS = 60, 6
SENTENCE = 400


def pressure(words: Catalogue, found: Sequence[Signal], most: int = MOST_SIGNALS) -> str:
    """The strongest signals, each with the words that show it; no words twice."""
    if not found:
        return words.text("card.no_signals")
    told = (
        words.text("card.signal", kind=words.text(f"signal.{signal.kind}"), words=_few(signal.text))
        for signal in distinct(found)[:most]
    )
    return words.text("card.signals", signals=" · ".join(told))


def strongest_kind(words: Catalogue, found: Sequence[Signal]) -> str:
    """The pressure in the fewest words."""
    if not found:
        return words.text("card.no_signals")
    return words.text("card.signals", signals=words.text(f"signal.{distinct(found)[0].kind}"))


def _few(text: str) -> str:
    parts = text.split()
    return line(" ".join(parts[:QUOTED_WORDS]) + ("…" if len(parts) > QUOTED_WORDS else ""), QUOTED)


def sentence(text: str) -> str:
    """A coached sentence; it may hold words of the request."""
    return line(text, SENTENCE)


def numbered(questions: Sequence[Question]) -> str:
    said = [sentence(question.text) for question in questions]
    return "\n".join(said if len(said) == 1 else [f"{place}. {one}" for place, one in enumerate(said, start=1)])
