"""Where somebody is hurt, in grief or in danger, that is named first, and nobody is asked for the smallest step."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.coaching.select import HARM, coach
from bot.domain.detection import harm
from bot.domain.detection.harm import tells_of_harm
from bot.domain.model import Counterpart, Told
from prompts.catalog import load
from tests.reader import EXAMPLES

WORDS = load().coaching

HURT = (
    "Her mother died last month and the statements still come in her name.",
    "My late husband's account still sends reminders, can they stop?",
    "My hands shake, the dose slider is dangerous for me.",
    "He was in tears at the desk, can the old name go?",
    "Could the chatbot hand over to a human when someone types that they want to die?",
    "A guest got hurt on the stairs because nobody saw the note. Could it be on top?",
    "We gave the wrong dose because the units are not shown.",
    "One of our clerks was threatened by a tenant, please hide the surnames.",
    "she's crying on the phone bc the adoption file was visible to the foster family",
    "One of our technicians was hurt on Tuesday, the lockout status was four minutes old.",
    "My husband died in March and my laptop died too, can I get his invoices?",
    "One guest was assaulted and two families threatened to leave, please hide the room numbers.",
    "we had a near miss on ward 4, the two names look alike",
)
UNHURT = (
    "No rush, nobody's dying: could the sprint names be shorter?",
    "I'd cry with joy over a diff view.",
    "Tears of joy if we get tags.",
    "A prospect with eleven funeral homes asks for a print.",
    "Could the waybill carry the class of dangerous goods?",
    "My battery died again, can the app save by itself?",
    "They threatened to leave over the export.",
    "Please show the seizure log in the vet module.",
    "A late mother board delivery should turn red.",
    "The widow line at the end of a page looks odd in the PDF.",
    "Customers are crying out for dark mode.",
    "It's not life or death, but could the list be sorted?",
    "Could we rate-limit abusive clients on the API?",
    "The delete button next to save is dangerous.",
    "We got burned by the last migration, so a dry run please.",
    "Our conversion numbers were hurt by the new checkout.",
    "The legacy API is dying, what comes after it?",
    "The wrong child is highlighted in the tree view.",
    "I'm dying to see dark mode.",
    "The pump was started twice, nobody was hurt. Could it ask first?",
    "That report is killing me.",
)


@pytest.mark.parametrize("text", HURT)
def test_harm_is_seen(text: str) -> None:
    assert tells_of_harm(text)


@pytest.mark.parametrize("text", UNHURT)
def test_ways_of_speaking_and_things_are_none(text: str) -> None:
    assert not tells_of_harm(text)


@pytest.mark.parametrize("who", [None, *Counterpart])
def test_it_is_named_and_asked_about_before_anything_else(who: Counterpart | None) -> None:
    told = Told((("questions.plain.least", 0.99), ("labels.situation.idea", 0.99)), harm=True)
    offer = coach((), "", "seed", WORDS, counterpart=who, told=told)
    assert offer.label in {phrase.text for phrase in WORDS.situations[HARM]}
    own = {phrase.text for variants in WORDS.by_situation[HARM] for phrase in variants}
    assert {question.text for question in offer.questions} <= own
    assert offer.questions


@given(st.text(), st.sampled_from(HURT))
def test_what_stands_behind_it_changes_nothing(more: str, hurt: str) -> None:
    assert tells_of_harm(f"{hurt} … {more}") or "nobody" in more.lower()


@pytest.mark.parametrize("piece", ["a", "she ", "the ", "is was ", "he died ", "late mother ", "x'", "my our a an "])
@pytest.mark.parametrize("pattern", [harm._HARM, harm._NOT_MEANT], ids=["harm", "not meant"])
def test_no_pattern_takes_long_over_a_long_text(pattern: re.Pattern[str], piece: str) -> None:
    began = time.perf_counter()
    pattern.search(piece * 4000)
    assert time.perf_counter() - began < 1


def test_hardly_any_ordinary_message_is_taken_for_harm() -> None:
    assert sum(tells_of_harm(text) for text in EXAMPLES) <= len(EXAMPLES) // 60
