"""What is said about a request in more than one place: its pressure signals and its questions."""

from collections.abc import Sequence

from bot.domain.coaching.select import Question, ranked
from bot.domain.model import Signal
from bot.views.text import line
from prompts.catalog import Catalogue

MOST_SIGNALS = 5
QUOTED = 60
SENTENCE = 400


def signals(words: Catalogue, found: Sequence[Signal]) -> str:
    """The strongest signals, each with the words that show it."""
    strongest = ranked(found)[:MOST_SIGNALS]
    return " · ".join(
        words.text("card.signal", kind=words.text(f"signal.{signal.kind}"), words=line(signal.text, QUOTED))
        for signal in strongest
    )


def pressure(words: Catalogue, found: Sequence[Signal]) -> str:
    return words.text("card.signals", signals=signals(words, found)) if found else words.text("card.no_signals")


def sentence(text: str) -> str:
    """A coached sentence; it may hold words of the request."""
    return line(text, SENTENCE)


def numbered(questions: Sequence[Question]) -> str:
    return "\n".join(f"{place}. {sentence(question.text)}" for place, question in enumerate(questions, start=1))
