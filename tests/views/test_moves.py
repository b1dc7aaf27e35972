"""The windows and messages of the moves: drafts as typed, lines that were written, marks that can be found."""

from dataclasses import replace

import pytest

from bot.domain.coaching.select import coach
from bot.domain.model import Settlement
from bot.services.canvases import LINES, Canvas, FilledCanvas, Invitation
from bot.services.coaching import OwnerPost
from bot.services.moves import Frame
from bot.services.resting import Meanwhile
from bot.views import canvas, card, check, holding, ways
from bot.views.ids import Action, Form
from tests.views.reading import elements, read
from tests.views.samples import ME, OTHER, WORDS, a_card
from tests.views.samples_moves import HARSH, a_holding, a_resting_card, a_why
from tests.views.test_card import MANY, REQUESTS, text_of


def test_a_resting_card_offers_its_line_and_undo() -> None:
    shown = card.card(WORDS, a_resting_card())
    assert set(elements(shown)) == {Action.CARD_HOLD, Action.CARD_UNDO}
    assert "by Fri 4 Dec, 06:00 (Buenos Aires time)." in read(shown)
    posted = card.card(WORDS, replace(a_resting_card(), holding=None))
    assert set(elements(posted)) == {Action.CARD_UNDO}


def test_the_line_in_the_form_is_the_one_on_the_card() -> None:
    form = holding.hold_modal(WORDS, "r1", a_holding("a < b"))
    assert (form["callback_id"], form["private_metadata"]) == (Form.HOLD, "r1")
    assert elements(form)["text"]["initial_value"].startswith("I will come back on a < b by Fri 4 Dec")


@pytest.mark.parametrize(
    ("replies", "told"), [(0, "nothing new since"), (1, "one reply since"), (9, "9 replies since")]
)
def test_a_card_that_comes_back_says_what_came_meanwhile(replies: int, told: str) -> None:
    assert told in read(card.wait_over(WORDS, replace(a_card(), meanwhile=Meanwhile(replies))))
    assert "Rested" not in read(card.wait_over(WORDS, a_card()))


@pytest.mark.parametrize("replies", [0, 1234])
def test_even_then_it_asks_for_no_more_than_sixty_words(replies: int) -> None:
    for seed in range(3):
        for found in (*REQUESTS, MANY):
            coaching = coach(found.signals, found.object, str(seed), WORDS.coaching)
            made = replace(a_card(signals=found.signals, object=found.object), coaching=coaching)
            text = text_of(card.wait_over(WORDS, replace(made, meanwhile=Meanwhile(replies))))
            assert len(text.split()) <= 60, text


def test_who_asked_for_six_lines_reads_what_comes_next() -> None:
    settled = {"settled_by": ME, "settled_as": Settlement.ASKED}
    mine, theirs = (card.card(WORDS, a_card(owner=who, state="settled", **settled)) for who in (ME, OTHER))
    assert "this card opens again" in mine.text
    assert f"<@{ME}> asked for six lines" in theirs.text
    assert elements(mine) == elements(theirs) == {}


def test_a_frame_comes_with_its_drafts_and_every_part_may_be_left_out() -> None:
    form = ways.frame_modal(WORDS, "r1", Frame("to [x]", "b", "c", "d?"))
    drafts = {name: element["initial_value"] for name, element in elements(form).items()}
    assert drafts == {"outcome": "to [x]", "data": "b", "cost": "c", "closing": "d?"}
    assert all(block["optional"] for block in form["blocks"] if block["type"] == "input")


def test_why_says_it_in_words() -> None:
    text = read(ways.why_modal(WORDS, a_why(WORDS, "by Friday")))
    assert "a date: “by Friday”" in text or "someone may leave: “by Friday”" in text
    assert "fairly sure" in text
    assert "`labels.situation.idea`" in text
    assert "%" not in text


def test_the_invitation_has_its_button_for_everyone() -> None:
    shown = canvas.invitation(WORDS, Invitation("r1", OwnerPost("Six <lines> & a button", ME)))
    assert elements(shown)[Action.CANVAS_FILL]["value"] == "r1"
    assert f"For <@{ME}>:\nSix &lt;lines&gt; &amp; a button" in read(shown)


def test_the_form_asks_for_six_lines_and_needs_one() -> None:
    form = canvas.fill_modal(WORDS, "r1")
    asked = {block["block_id"]: block["optional"] for block in form["blocks"] if block["type"] == "input"}
    assert tuple(asked) == LINES
    assert [name for name, optional in asked.items() if not optional] == ["problem"]


def test_what_was_written_stands_line_by_line_under_its_authors_name() -> None:
    shown = canvas.filled(WORDS, FilledCanvas(Canvas("Totals <by hand>", "", "a sheet"), OTHER))
    assert read(shown) == f"Filled in by <@{OTHER}>:\n*Problem:* Totals &lt;by hand&gt;\n*What they do now:* a sheet"


def test_marks_bear_the_numbers_of_their_reasons() -> None:
    text = read(check.check_modal(WORDS, f"<@U1> {HARSH}"))
    assert "*You always* [1] say it is *fair* [2]. *Why did you* [3]" in text
    assert "3. “Why did you”: sounds like a charge" in text
    assert "[owner: who]" in text
    assert WORDS.text("check.blanks") in text


def test_words_that_cannot_be_swapped_are_marked_all_the_same() -> None:
    text = read(check.check_modal(WORDS, "We never agreed to it."))
    assert "*never* [1]" in text
    assert WORDS.text("check.rewritten") not in text


def test_many_marks_are_cut_with_their_count() -> None:
    text = read(check.check_message(WORDS, "always " * 30))
    assert "10. “always”" in text
    assert "and 20 more" in text
