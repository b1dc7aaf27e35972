"""A channel's threshold follows its owners' answers: a little every night, within bounds, and never without reason."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.detection.learning import A_NIGHT, ENOUGH, LATEST, MOST, Example, Feedback, lean, moved, raised
from bot.domain.model import MessageRef

NOW = datetime(2026, 6, 1, tzinfo=UTC)
BAR = 0.5


def said(feedback: Feedback, probability: float, minutes: int = 0) -> Example:
    ref = MessageRef("T1", "C1", f"{minutes}.{feedback}")
    return Example(ref, "U1", feedback, probability, NOW + timedelta(minutes=minutes))


def many(feedback: Feedback, probability: float, count: int = ENOUGH, begin: int = 0) -> list[Example]:
    return [said(feedback, probability, begin + minute) for minute in range(count)]


def after(nights: int, examples: list[Example], bar: float = BAR) -> float:
    leaning = 0.0
    for _ in range(nights):
        leaning = lean(leaning, bar, examples)
    return leaning


def test_cards_sent_away_raise_the_threshold_until_they_would_not_come() -> None:
    leaning = after(10, many(Feedback.DISMISSED, 0.6))
    assert 0.6 < moved(BAR, leaning) < 0.75


def test_missed_messages_lower_it() -> None:
    assert moved(BAR, after(10, many(Feedback.POINTED_AT, 0.35))) <= 0.35


def test_one_night_is_one_step() -> None:
    assert lean(0.0, BAR, many(Feedback.DISMISSED, 0.6)) == A_NIGHT


def test_a_few_answers_move_nothing() -> None:
    assert lean(0.0, BAR, many(Feedback.DISMISSED, 0.6, ENOUGH - 1)) == 0.0


def test_cards_that_were_used_move_nothing() -> None:
    assert lean(0.0, BAR, many(Feedback.USED, 0.9, 20)) == 0.0


def test_what_cannot_be_mended_within_bounds_moves_nothing() -> None:
    assert after(10, many(Feedback.DISMISSED, 0.99)) == 0.0


def test_without_answers_what_was_learned_fades() -> None:
    assert lean(1.0, BAR, []) == pytest.approx(1.0 - A_NIGHT)
    assert lean(-0.1, BAR, []) == 0.0


def test_used_cards_weigh_against_those_sent_away() -> None:
    examples = many(Feedback.DISMISSED, 0.6, 3) + many(Feedback.USED, 0.58, 6, begin=10)
    assert after(10, examples) == 0.0


def test_it_comes_back_when_the_answers_do() -> None:
    up = after(10, many(Feedback.DISMISSED, 0.6))
    later = many(Feedback.USED, 0.6, LATEST, begin=100)
    for _ in range(10):
        up = lean(up, BAR, many(Feedback.DISMISSED, 0.6) + later)
    assert up == pytest.approx(0.0, abs=0.01)


EXAMPLES = st.lists(st.builds(said, st.sampled_from(Feedback), st.floats(0, 1), st.integers(0, 500)), max_size=70)


@given(EXAMPLES, st.floats(-MOST, MOST), st.floats(0.05, 0.95))
def test_no_answers_move_it_out_of_bounds(examples: list[Example], leaning: float, bar: float) -> None:
    after_ = lean(leaning, bar, examples)
    assert -MOST <= after_ <= MOST
    assert abs(after_ - leaning) <= A_NIGHT + 0.001
    assert 0 < moved(bar, after_) < 1
    assert lean(leaning, bar, examples) == after_


@given(EXAMPLES, st.floats(0.05, 0.95))
def test_it_settles(examples: list[Example], bar: float) -> None:
    assert after(20, examples, bar) == after(21, examples, bar)


def test_unused_cards_raise_it_step_by_step_to_the_same_bound() -> None:
    steps = [0.0]
    while (higher := raised(0.2, steps[-1])) != steps[-1]:
        steps.append(higher)
    assert steps == [0.0, 0.5, 1.0, MOST - 0.2]
    assert raised(MOST, 0.5) == 0.5
