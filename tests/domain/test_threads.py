"""What a reply shows, when that is enough, and what a summary says back."""

from datetime import timedelta

import pytest

from bot.domain.model import AsideKind, Signal, SignalKind
from bot.domain.threads.cues import Cues, cues_in, shown_by
from bot.domain.threads.heard import heard_in, in_quotes
from bot.domain.threads.moments import is_enough, is_within, with_moment
from bot.domain.threads.promises import has_owner_and_day

HEATED = (
    "That is the third time you move the goalposts. This is getting silly!!",
    "Fine. Then tell the customer yourself.",
    "Why did you promise that?! We have nobody for it.",
    "You always say that. As I said, we need it THIS WEEK.",
    "Honestly, this is ridiculous.",
    "I'm sick of asking. Again, nothing.",
    "Did anyone even read what I wrote?",
    "This is not my problem, and you never asked.",
)
CALM = (
    "Thanks, that works for me.",
    "thanks so much!! this is great",
    "The SSO API is down!!",
    "It is not ridiculous at all, I see the point.",
    "Why does the export stop at 500 rows?",
    "Could you send me the numbers again?",
    "We need it before the audit on the 14th, otherwise they type for two days.",
    "> You always do that!! This is ridiculous\nLet me answer that later today.",
    "`WHY DID YOU` is the name of the column??",
    "You should see a button there.",
    "Fine.",
    "",
)
OPEN = (
    "Sounds good, let's do it.",
    "ok, works for us",
    "+1",
    "We'll look into it.",
    "Let's go ahead with that.",
    "Agreed. Someone should tell the customer.",
    "we can do that next sprint",
    "Yes, should be doable.",
)
NOT_OPEN = (
    "Sounds good? Not sure yet.",
    "I'll send the rows by Friday.",
    "Should be doable, I'll check tomorrow.",
    "That does not sound good to me.",
    "We will not do it.",
    "Let's do it if legal agrees.",
    "What would be a deal for them?",
    "They agreed on nothing so far, the talks go on.",
    "We never agreed. No deal.",
    "The deal is worth a lot to them.",
    "Here are the numbers you asked for.",
)
SMALL = (
    "Sure, just a quick tweak, we'll add it.",
    "ok, quick one, no problem",
    "It's a small change, should be fine.",
    "Happy to. It won't take long.",
    "We can squeeze it in. Five minutes.",
    "They'll do the tiny fix then, sounds good.",
)
NOT_SMALL = (
    "Quick question: can we talk? Sure.",
    "Is it a small change? Let's find out.",
    "No, it's not a small change, and we will not pretend.",
    "What about a tiny fix?",
    "I'll do the quick fix, only the header, by Friday.",
    "We'll add the export in June.",
    "If it's a quick one, we'll do it.",
)


@pytest.mark.parametrize("text", HEATED)
def test_heat_is_heard(text: str) -> None:
    assert cues_in(text).heated


@pytest.mark.parametrize("text", CALM)
def test_a_manner_of_writing_is_no_heat(text: str) -> None:
    assert not cues_in(text).heated


@pytest.mark.parametrize("text", OPEN)
def test_an_agreement_without_who_and_when_is_heard(text: str) -> None:
    assert cues_in(text).left_open


@pytest.mark.parametrize("text", [*NOT_OPEN, *HEATED])
def test_what_is_no_agreement_or_a_whole_one_is_left_alone(text: str) -> None:
    assert not cues_in(text).left_open


@pytest.mark.parametrize("text", SMALL)
def test_work_that_is_promised_and_called_small_is_heard(text: str) -> None:
    assert cues_in(text).called_small
    assert not cues_in(text).left_open, "one card is enough for one reply"


@pytest.mark.parametrize("text", [*NOT_SMALL, *NOT_OPEN])
def test_what_is_asked_refused_or_has_its_edge_is_not(text: str) -> None:
    assert not cues_in(text).called_small


def test_only_the_requester_is_summed_up_and_only_where_they_say_something() -> None:
    tells = cues_in("They close the month on the 3rd and type it all by hand.")
    assert shown_by(tells, by_requester=True) == (AsideKind.SUMMARY,)
    assert shown_by(tells, by_requester=False) == ()
    assert shown_by(cues_in("ok, thank you!"), by_requester=True) == ()
    assert shown_by(Cues(heated=True, called_small=True), by_requester=False) == (AsideKind.TENSION, AsideKind.LIMITS)


def test_an_endless_text_is_read_in_no_time() -> None:
    for text in (
        "just a quick tweak, we'll " * 4_000,
        "!" * 50_000,
        "you never " * 9_000,
        "again, " * 9_000,
        "A" * 99_999,
    ):
        cues_in(text)


# -- adding up --------------------------------------------------------------------------------------------------


def test_one_heated_reply_is_not_enough_and_one_told_twice_is_one() -> None:
    once = with_moment(AsideKind.TENSION, (), "1000.1")
    assert not is_enough(AsideKind.TENSION, once)
    assert not is_enough(AsideKind.TENSION, with_moment(AsideKind.TENSION, once, "1000.1"))
    assert is_enough(AsideKind.TENSION, with_moment(AsideKind.TENSION, once, "1060.1"))


def test_heat_of_another_day_has_cooled() -> None:
    assert with_moment(AsideKind.TENSION, ("1000.1",), "90000.1") == ("90000.1",)
    assert with_moment(AsideKind.SUMMARY, ("1000.1",), "90000.1") == ("1000.1", "90000.1")


def test_no_more_moments_are_kept_than_are_needed() -> None:
    moments: tuple[str, ...] = ()
    for number in range(9):
        moments = with_moment(AsideKind.SUMMARY, moments, f"100{number}.1")
    assert moments == ("1006.1", "1007.1", "1008.1")
    assert is_enough(AsideKind.SUMMARY, moments)


@pytest.mark.parametrize(
    ("root", "ts", "within"),
    [
        ("10.0", "10.5", True),
        ("10.0", "70.0", True),
        ("10.0", "70.1", False),
        ("10.0", "9.9", False),
        ("x", "1", False),
    ],
)
def test_how_long_a_thread_is_followed(root: str, ts: str, within: bool) -> None:
    assert is_within(root, ts, timedelta(minutes=1)) is within


# -- saying back ------------------------------------------------------------------------------------------------


def test_the_strongest_is_said_back_first_and_nothing_twice() -> None:
    signals = (
        Signal(SignalKind.DEADLINE, "before the audit"),
        Signal(SignalKind.CHURN, "won't renew"),
        Signal(SignalKind.ABSOLUTE, "won't renew"),
    )
    assert heard_in(signals, ["audit log", "audit log"]) == ("won't renew", "before the audit", "audit log")


@pytest.mark.parametrize(
    "text", ["Acme walks away", "$40k this year", 'they said "now"', "one two three four five six seven eight nine"]
)
def test_no_name_no_amount_and_nothing_long_is_said_back(text: str) -> None:
    assert heard_in((Signal(SignalKind.CHURN, text),), []) == ()


def test_what_is_said_back_stands_in_quotation_marks() -> None:
    assert in_quotes(("by Friday", "SSO")) == '"by Friday", "SSO"'


def test_an_owner_and_a_day_have_to_stand_together() -> None:
    assert has_owner_and_day(["ok", "I'll send it tomorrow"])
    assert not has_owner_and_day(["I'll send it", "tomorrow is fine"])
