"""The prep thread: the brief, the person's own words and the forms for them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.model import Note, Talk
from bot.views import prep
from bot.views.ids import Action, Form, decode
from tests.views.reading import elements, read
from tests.views.samples import NOW, WORDS, a_brief, a_prep


def test_the_request_is_quoted_and_linked() -> None:
    found = a_brief(prep=replace(a_prep(), excerpt="We need it\nby <Friday>"))
    text = read(prep.prep(WORDS, found))
    assert "<@U0ASKS> wrote in <#C0ASK>:\n> We need it\n> by &lt;Friday&gt;\n<https://" in text


def test_an_author_who_opted_out_is_not_quoted() -> None:
    found = a_brief(prep=replace(a_prep(), excerpt="secret"), hidden=True)
    text = read(prep.prep(WORDS, found))
    assert "secret" not in text
    assert "left themselves out" in text
    assert "Pressure" not in text


def test_a_deleted_request_leaves_the_notes() -> None:
    found = a_brief(prep=replace(a_prep(), notes=(Note("1.1", "mine"),)), link=None)
    text = read(prep.prep(WORDS, found))
    assert "deleted" in text
    assert "• mine" in text


def test_every_button_carries_the_prep() -> None:
    found = elements(prep.prep(WORDS, a_brief()))
    assert set(found) == {
        "prep_write_my_interest",
        "prep_write_their_interest",
        "prep_write_walk_away",
        Action.PREP_TALK,
        Action.MAP_NEW,
    }
    assert {button["value"] for button in found.values()} == {"p1"}


@pytest.mark.parametrize(
    ("minutes", "words"), [(15, "15 minutes"), (60, "1 hour"), (90, "90 minutes"), (120, "2 hours")]
)
def test_the_talk_is_said_with_its_length(minutes: int, words: str) -> None:
    talk = Talk(NOW, NOW + timedelta(minutes=minutes), "UTC")
    text = read(prep.prep(WORDS, a_brief(prep=replace(a_prep(), talk=talk), debrief=None)))
    assert f"for {words}. I will ask" in text


def test_many_notes_show_the_latest_and_count_the_rest() -> None:
    notes = tuple(Note(f"{place}.0", f"note {place}") for place in range(9))
    text = read(prep.prep(WORDS, a_brief(prep=replace(a_prep(), notes=notes))))
    assert "note 8" in text
    assert "note 2" not in text
    assert "Earlier notes kept as well: 3." in text


def test_a_kept_note_is_not_offered_again() -> None:
    offered = prep.note_offer(WORDS, "p1", "D0ME", "1.2", kept=False, thread="1.1")
    assert decode(elements(offered)[Action.NOTE_KEEP]["value"], 4) == ("p1", "D0ME", "1.2", "1.1")
    assert elements(prep.note_offer(WORDS, "p1", "D0ME", "1.2", kept=True)) == {}


@pytest.mark.parametrize("part", ["my_interest", "their_interest", "walk_away"])
def test_a_part_opens_with_what_was_written(part: str) -> None:
    found = replace(a_prep(), **{part: "a < b"})  # type: ignore[arg-type]
    form = prep.part_modal(WORDS, found, part)
    assert form["callback_id"] == Form.PREP_PART
    assert decode(form["private_metadata"], 2) == ("p1", part)
    assert elements(form)["text"]["initial_value"] == "a < b"


def test_the_talk_form_opens_with_a_time_and_a_length() -> None:
    form = prep.talk_modal(WORDS, "p1", NOW, 30, "Europe/Berlin")
    found = elements(form)
    assert form["private_metadata"] == "p1"
    assert found["start"]["initial_date_time"] == int(NOW.timestamp())
    assert found["minutes"]["initial_option"]["value"] == "30"
    assert [option["value"] for option in found["minutes"]["options"]] == ["15", "30", "45", "60", "90", "120"]
    assert "Europe/Berlin" in read(form)


def test_a_reaction_that_opened_nothing_is_told_why() -> None:
    off, shared = (prep.prep_off(WORDS, "C0ASK", shared).text for shared in (False, True))
    assert "I am off in <#C0ASK>" in off
    assert "shared with another company" in shared
    assert "Prepare for this" in shared
