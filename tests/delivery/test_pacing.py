"""Pacing: one message an interval in each channel, whatever is asked when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pacing import PLACES_KEPT, Pacer, Paces, backoff, chance

A, B = ("T1", "C1"), ("T1", "C2")
steps = st.lists(st.tuples(st.sampled_from([A, B]), st.floats(0, 3)), max_size=60)


@given(steps)
def test_two_turns_in_one_channel_are_an_interval_apart(asked: list[tuple[tuple[str, str], float]]) -> None:
    pacer, now = Pacer(1.0), 0.0
    last: dict[tuple[str, str], float] = {}
    for place, step in asked:
        now += step
        wait = pacer.wait(place, now)
        assert pacer.take(place, now) == wait
        if wait == 0:
            assert now - last.get(place, -10.0) >= 1.0 - 1e-9
            last[place] = now


@given(steps)
def test_who_waits_as_long_as_told_gets_the_turn(asked: list[tuple[tuple[str, str], float]]) -> None:
    pacer, now = Pacer(1.0), 0.0
    for place, step in asked:
        now += step
        now += pacer.wait(place, now) + 1e-9
        assert pacer.take(place, now) == 0.0


def test_channels_do_not_wait_for_each_other() -> None:
    pacer = Pacer(1.0)
    assert pacer.take(A, 0.0) == 0.0
    assert pacer.take(B, 0.0) == 0.0


def test_a_rate_limit_blocks_the_channel_and_is_never_shortened() -> None:
    pacer = Pacer(1.0)
    pacer.block(A, 30, 0.0)
    pacer.said(A, 1.0)
    assert pacer.wait(A, 10.0) == 20.0
    assert pacer.wait(B, 10.0) == 0.0


def test_an_interval_counts_from_the_end_of_the_call() -> None:
    pacer = Pacer(1.0)
    pacer.take(A, 0.0)
    pacer.said(A, 5.0)
    assert pacer.wait(A, 5.0) == 1.0


def test_memory_stays_bounded() -> None:
    pacer = Pacer(1.0)
    for n in range(PLACES_KEPT * 3):
        pacer.take(("T1", f"C{n}"), float(n))
    assert len(pacer) <= PLACES_KEPT


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_backoff_doubles_up_to_the_cap(tries: int, luck: float) -> None:
    wait = backoff(tries, 5, 900, luck)
    assert 5 <= wait <= 900 * 1.25
    assert backoff(tries + 1, 5, 900, luck) >= wait


@pytest.mark.parametrize(("tries", "wait"), [(1, 5), (2, 10), (3, 20), (9, 900)])
def test_backoff_without_luck(tries: int, wait: float) -> None:
    assert backoff(tries, 5, 900, 0) == wait


def test_chance_is_a_share() -> None:
    assert all(0 <= chance() < 1 for _ in range(100))


def test_a_row_is_started_early_in_its_lease() -> None:
    assert Paces().start_within == 20
