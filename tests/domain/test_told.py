"""What a request tells beside its pressure: its situation, what it answers already, whether its noun is the thing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.detection.situations import ASKS, CUES, SURELY_SCOPE
from bot.domain.detection.told import told_by
from bot.domain.model import Purpose, Situation, Told

SITUATIONS = [
    (Situation.HARM, "Her mother died last month and the statements still come in her name.", "statements"),
    (Situation.HARM, "My hands shake, the dose slider is dangerous for me.", "dose slider"),
    (Situation.HARM, "He was in tears at the desk, can the old name go?", "old name"),
    (Situation.LOST, "They've rejected the contract, there goes my quarter.", "contract"),
    (Situation.LOST, "We lost the tender to Kestrel over offline maps.", "offline maps"),
    (None, "I want that my son can not buy anything without my yes.", "anything"),
    (Situation.LEAVING, "Either I can pause it in summer or I'm gone.", "pause"),
    (Situation.LEAVING, "We switch in January if nothing changes.", ""),
    (Situation.LEAVING, "If search is not coming I'll take my 9,000 letters somewhere else.", "search"),
    (Situation.LEAVING, "I'd rather go back to paper than click that again, give us one button.", "one button"),
    (Situation.UNANSWERED, "I asked Ravi, Ravi asked design, do we do refunds?", "refunds"),
    (
        Situation.UNANSWERED,
        "Already requested by mail on 4 February: the buyer's number on the bill.",
        "buyer's number",
    ),
    (Situation.UNANSWERED, "I'm not getting anywhere with the export, who decides that?", "export"),
    (Situation.RULE, "By law the notice has to be in both languages.", "notice"),
    (Situation.RULE, "Their insurer wants a second factor.", "second factor"),
    (Situation.RULE, "The lawyers say the form needs a guardian's signature.", "guardian's signature"),
    (Situation.LEFT_OUT, "Could the letters come in Braille?", "Braille"),
    (Situation.LEFT_OUT, "The map is no use to colour-blind drivers.", "map"),
    (Situation.PRICE, "Can we sell it per seat and not per site?", "per seat"),
    (Situation.VAGUE, "Make it happen please.", ""),
    (Situation.VAGUE, "We have to fix this for good.", ""),
    (Situation.WHERE_IT_STANDS, "Any news on the tablet app?", "tablet app"),
    (Situation.WHERE_IT_STANDS, "Is offline mode on the roadmap at all?", "offline mode"),
    (Situation.MISTAKES, "People delete a shift by accident.", "shift"),
    (Situation.MISTAKES, "The wrong customer gets the mail every few weeks.", "mail"),
    (Situation.HANDWORK, "I type the orders one by one into the planning.", "planning"),
    (Situation.HANDWORK, "We keep a spreadsheet beside it for the due dates.", "due dates"),
    (Situation.STUCK, "I can see the valve but I can't turn it from there.", "valve"),
    (Situation.STUCK, "Guests have nowhere to say that they bring a dog.", "dog"),
    (Situation.IDEA, "Random thought: it could remember last year's order.", "last year's order"),
    (Situation.SCOPE_CHOICE, "Audit trail: in or out?", "Audit trail"),
    (Situation.SCOPE_CHOICE, "Can we take letters out, or will somebody who wants them stand up?", "letters"),
    (Situation.SCOPE_CHOICE, "I'd drop the CSV for this one.", "CSV"),
    (None, "Could we have a calendar view?", "calendar view"),
    (None, "Please add a due date to the task list mail.", "due date"),
]


@pytest.mark.parametrize(("situation", "text", "object_"), SITUATIONS)
def test_the_words_tell_the_situation(situation: Situation | None, text: str, object_: str) -> None:
    assert told_by(text, object_, "direct").situation is situation


@pytest.mark.parametrize(
    ("text", "not_that"),
    [
        ("No rush, nobody's dying: could the sprint names be shorter?", Situation.HARM),
        ("I'd cry with joy over a diff view.", Situation.HARM),
        ("A prospect with eleven funeral homes asks for a print.", Situation.HARM),
        ("The audit log should show who moved the card.", Situation.RULE),
        ("It can't be hard to add a second field.", Situation.STUCK),
        ("I can't wait to see tags.", Situation.STUCK),
        ("We leave at five, could the report close itself?", Situation.LEAVING),
        ("We switch to winter times in October, the plan should follow.", Situation.LEAVING),
        ("Could my deputy see it when I'm gone?", Situation.LEAVING),
        ("Could we send a second email after three days?", Situation.UNANSWERED),
        ("A warning when the form is already sent would help.", Situation.UNANSWERED),
        ("Nobody knows where the button is, could it be red?", Situation.UNANSWERED),
    ],
)
def test_words_that_only_look_like_a_situation(text: str, not_that: Situation) -> None:
    assert told_by(text, "", "direct").situation is not not_that


@pytest.mark.parametrize(
    "text",
    ["Nine taps for a coffee refund.", "My mother is 84 and the code arrives by text. She has no mobile, so no bank."],
)
def test_a_trouble_with_nothing_asked_for_is_told_as_one(text: str) -> None:
    assert told_by(text, "refund", "indirect").situation is Situation.TROUBLE
    assert told_by(text, "refund", "direct").situation is None


@pytest.mark.parametrize(
    "text",
    [
        "Could a refund take fewer taps?",
        "Remember the last filter.",
        "They asked, gently, whether it could print.",
    ],
)
def test_where_something_is_asked_for_it_is_no_trouble_only(text: str) -> None:
    assert told_by(text, "filter", "indirect").situation is None


@pytest.mark.parametrize("situation", [*CUES, "scope", "asks"])
@pytest.mark.parametrize("start", ["", "i asked ", "we copy ", "i'd rather we ", "take my ", "leave ", "so that "])
def test_no_cue_takes_long_over_a_long_word_or_many(situation: str, start: str) -> None:
    cue = {"scope": SURELY_SCOPE, "asks": ASKS}.get(situation) or CUES[Situation(situation)]
    for rest in ("a" * 4000, "a " * 2000, "asked " * 700, "a, " * 1300, "1 " * 2000):
        begun = time.perf_counter()
        cue.search(start + rest)
        assert time.perf_counter() - begun < 1


def test_a_button_that_copies_is_no_handwork() -> None:
    assert told_by("Could you add a copy link button next to each document?", "link", "direct").situation is None
    assert told_by("We copy the readings over from the mail.", "", "direct").situation is Situation.HANDWORK


def test_scope_needs_a_word_that_weighs_even_where_the_message_looks_like_it() -> None:
    assert told_by("when will the tablet version be", "tablet version", "scope").situation is not Situation.SCOPE_CHOICE
    assert told_by("can comments come later?", "comments", "scope").situation is Situation.SCOPE_CHOICE
    assert told_by("can comments come later?", "comments", "direct").situation is not Situation.SCOPE_CHOICE


def test_of_a_long_message_only_what_is_said_about_the_request_counts() -> None:
    other = "Training went fine. The importer lost two files by accident. Lunch is on the 3rd. " * 8
    assert told_by(f"{other}They would use voice notes every day.", "voice notes", "buried").situation is None
    near = f"{other}They type it one by one. They would use voice notes. Bye."
    assert told_by(near, "voice notes", "buried").situation is Situation.HANDWORK


@pytest.mark.parametrize(
    ("purpose", "text"),
    [
        (Purpose.SIZE, "It is thirty tickets a week."),
        (Purpose.SIZE, "Every demo somebody asks where the calendar is."),
        (Purpose.OUTCOME, "Add a filter so that they can close the month in a day."),
        (Purpose.SMALLEST_STEP, "One more column, that's all."),
        (Purpose.PROBLEM, "We copy the readings by hand."),
        (Purpose.PROBLEM, "Yesterday a client saw another client's logo."),
        (Purpose.DECISION, "They won't sign without it."),
        (Purpose.TRADE_OFF, "I'd trade the animation for it."),
        (Purpose.END_USER, "I am a nurse and enter these each night."),
    ],
)
def test_what_the_message_answers_itself(purpose: Purpose, text: str) -> None:
    assert purpose in told_by(text, "", "direct").answered


def test_a_bare_wish_answers_nothing() -> None:
    assert told_by("Could we have a calendar view?", "calendar view", "direct").answered == ()


@pytest.mark.parametrize(
    ("named", "text", "object_"),
    [
        (True, "dark mode pls", "dark mode"),
        (True, "Could we have a calendar view?", "calendar view"),
        (True, "They asked for role-based access.", "role-based access"),
        (True, "Where do we stand on single sign-on?", "single sign-on"),
        (False, "We copy the meter readings by hand.", "meter readings"),
        (False, "It would be nice if the absence list would simply go to them.", "absence list"),
        (False, "Archived jobs slow down the export.", "Archived jobs"),
        (False, "Could we have one?", "calendar view"),
        (False, "", ""),
    ],
)
def test_only_what_is_asked_for_is_named(named: bool, text: str, object_: str) -> None:
    assert told_by(text, object_, "direct").named is named


@given(st.text(), st.text(max_size=30), st.sampled_from(["direct", "scope", ""]))
def test_any_text_is_read_and_its_words_are_not_kept(text: str, object_: str, kind: str) -> None:
    told = told_by(text, object_, kind)
    assert told == told_by(text, object_, kind)
    assert told == Told(told.situation, told.answered, told.named, told.own)
    assert told.situation is None or told.situation in Situation
    assert set(told.answered) <= set(Purpose)
