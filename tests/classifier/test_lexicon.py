"""The readable opinion: every pattern finds what it was written for, none of them can be made slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.classifier.lexicon.asks import WISHES
from bot.classifier.lexicon.cues import Cue
from bot.classifier.lexicon.needs import NEEDS
from bot.classifier.lexicon.score import BIAS, MOST, opinion
from bot.classifier.lexicon.topics import OTHERWISE, SETTING
from bot.domain.detection.normalise import fold

CUES = (*WISHES, *NEEDS, *SETTING, *OTHERWISE)
SLOW = 1.0
"""Seconds for the longest message there can be; a pattern that goes back and forth would need hours."""
ADVERSARIAL = (
    "would it be possible " * 190,
    "please " * 570,
    "a" * 4000,
    "could we could they could you " * 130,
    "- " * 2000,
    "the the the customer wants " * 148,
    "it would be nice if " * 200 + "!" * 3,
)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
def test_every_cue_finds_its_example(cue: Cue) -> None:
    assert cue.pattern.search(fold(cue.example))


def test_an_open_wish_speaks_for_a_request_and_a_lunch_against_it() -> None:
    assert opinion("It would be great if the report could be sorted by region.").score > 0
    assert opinion("Lunch at noon, who is coming along with us?").score < 0
    assert opinion("dark mode please").score == BIAS


@pytest.mark.parametrize("text", ADVERSARIAL, ids=lambda text: text[:20])
def test_nothing_makes_it_slow(text: str) -> None:
    began = time.perf_counter()
    opinion(text[:4000])
    assert time.perf_counter() - began < SLOW


@given(st.text(max_size=400))
def test_it_has_a_bounded_opinion_of_anything(text: str) -> None:
    assert -MOST <= opinion(text).score <= MOST
