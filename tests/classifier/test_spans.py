"""From scores to words: whole words, without marks at their edges, never outside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classifier.spans import LONGEST, strongest, tidy
from bot.domain.detection.reading import Span

TEXT = "add the offline mode, please"
# [start] add the off ##line mode , please [end]
PLACES = [(0, 0), (0, 3), (4, 7), (8, 11), (11, 15), (16, 20), (20, 21), (22, 28), (0, 0)]


def found(*scores: float, in_span: float = 0.5) -> str:
    span = strongest(TEXT, scores, PLACES, in_span)
    return TEXT[span.start : span.end] if span else ""


def test_the_run_around_the_strongest_token() -> None:
    assert found(0, 0, 0.1, 0.9, 0.2, 0.8, 0.1, 0.7, 0) == "offline mode"
    assert found(0, 0, 0.6, 0.9, 0.2, 0.8, 0.1, 0.7, 0) == "the offline mode"


def test_a_word_is_never_cut() -> None:
    assert found(0, 0, 0, 0.1, 0.9, 0, 0, 0, 0) == "offline"
    assert found(0, 0, 0, 0.9, 0.1, 0, 0, 0, 0) == "offline"


def test_special_tokens_are_no_words() -> None:
    assert strongest("", [0.9, 0.8], [(0, 0), (0, 0)], 0.5) is None
    assert found(0.9, 0, 0, 0, 0, 0.2, 0, 0, 0.9) == "mode"


def test_marks_and_articles_at_the_edges_go() -> None:
    text = ' "the audit log", '
    assert tidy(text, Span(0, len(text)), noun=True) == Span(6, 15)
    assert tidy(text, Span(0, len(text))) == Span(2, 15)
    assert tidy("?!", Span(0, 2)) is None


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("reminders in", "reminders"),
        ("for the snooze", "snooze"),
        ("change the delivery address after", "change the delivery address"),
        ("share a route w", "share a route"),
        ("filter in the inbox", "filter in the inbox"),
        ("after", "after"),
        ("single sign-on", "single sign-on"),
        ("on-call pages", "on-call pages"),
    ],
)
def test_a_thing_is_named_without_the_small_words_around_it(said: str, named: str) -> None:
    span = tidy(said, Span(0, len(said)), noun=True)
    assert span is not None
    assert said[span.start : span.end] == named


def test_an_apostrophe_does_not_end_a_word() -> None:
    text = "can't be hard"
    places = [(0, 3), (3, 4), (4, 5), (6, 8), (9, 13)]
    assert strongest(text, [0.1, 0.1, 0.9, 0.9, 0.9], places, 0.5) == Span(0, 13)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.booleans())
def test_a_tidy_span_lies_in_the_span_it_was(text: str, start: int, end: int, noun: bool) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    tidied = tidy(text, Span(start, end), noun=noun)
    if tidied:
        assert start <= tidied.start < tidied.end <= end
        assert tidied.end - tidied.start <= LONGEST


@given(st.lists(st.floats(0, 1), min_size=9, max_size=9), st.floats(0.1, 1))
def test_a_run_holds_its_strongest_token(scores: list[float], in_span: float) -> None:
    span = strongest(TEXT, scores, PLACES, in_span)
    assert span is not None
    best = max(range(1, 8), key=lambda token: scores[token])
    assert span.start <= PLACES[best][0]
    assert PLACES[best][1] <= span.end
