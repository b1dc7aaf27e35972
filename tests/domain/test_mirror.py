"""Mirrors: words of the requester that can stand alone, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.coaching.craft import count_words
from bot.domain.coaching.mirror import MOST_WORDS, echoed, mirror, mirror_faults
from bot.domain.model import Signal, SignalKind


@pytest.mark.parametrize(
    ("kind", "said", "echo"),
    [
        (SignalKind.CHURN, "they won't renew without it", "Won't renew?"),
        (SignalKind.CHURN, "or they will walk away", "Walk away?"),
        (SignalKind.CHURN, "we are losing the account", "Losing the account?"),
        (SignalKind.PROMISE, "it's in the contract", "In the contract?"),
        (SignalKind.REPEAT, "for the third time", "Third time?"),
        (SignalKind.REPEAT, "still no export", "Still no export?"),
        (SignalKind.DEADLINE, "by Friday noon", "By Friday?"),
        (SignalKind.DEADLINE, "before the audit on 14 March", "Before the audit?"),
        (SignalKind.MINIMISING, "it is just a tweak", "Just a tweak?"),
        (SignalKind.ABSOLUTE, "Non-negotiable for the ministry", "Non-negotiable?"),
        (SignalKind.COMPETITOR, "everybody else has it", "Everybody else?"),
        (SignalKind.RENEWAL, "they renew in October", "Renew in October?"),
    ],
)
def test_words_that_carry_pressure_are_echoed(kind: SignalKind, said: str, echo: str) -> None:
    assert echoed(Signal(kind, said)) == echo


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (SignalKind.AUTHORITY, "Their director rang our CEO"),
        (SignalKind.REVENUE, "It's £310k over three years"),
        (SignalKind.REPEAT, "wrote it up each time"),
        (SignalKind.DEADLINE, "by the 9th"),
        (SignalKind.DEADLINE, "by the way"),
        (SignalKind.VOLUME, "40 % of our calls on Saturday"),
        (SignalKind.MINIMISING, "it's just the one"),
        (SignalKind.CHURN, "Priya Raman will block it"),
    ],
)
def test_what_cannot_stand_alone_is_not_echoed(kind: SignalKind, said: str) -> None:
    assert echoed(Signal(kind, said)) is None


def test_the_strongest_signal_that_has_an_echo_speaks() -> None:
    signals = (Signal(SignalKind.REVENUE, "84k ARR"), Signal(SignalKind.DEADLINE, "by Friday"))
    assert mirror(signals, "audit log") == "By Friday?"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("audit log", "Audit log?"),
        ("SSO", "SSO?"),
        ("price", None),
        ("Acme's export", None),
        ("undo a merge", None),
        ("", None),
    ],
)
def test_else_the_thing_asked_for_is_named(asked: str, said: str | None) -> None:
    assert mirror((), asked) == said


@given(st.sampled_from(list(SignalKind)), st.text(max_size=120))
def test_a_mirror_is_short_and_of_their_own_words(kind: SignalKind, said: str) -> None:
    echo = echoed(Signal(kind, said))
    if echo:
        assert 1 <= count_words(echo) <= MOST_WORDS
        assert mirror_faults(echo) == ()
        assert echo[:-1].lower() in " ".join(said.replace("\u2019", "'").split()).lower()


@pytest.mark.parametrize("said", ["Their renewal?", "200 seats?", "Why Friday?", "Acme Foods?", "Please?", "By Friday"])
def test_a_weak_mirror_breaks_a_rule(said: str) -> None:
    assert mirror_faults(said)
