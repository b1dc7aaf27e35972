"""The owner's card: words to answer with while it is open, and no dead button afterwards."""

from dataclasses import replace

import pytest

from bot.domain.model import RequestState, Settlement
from bot.services.coaching import Card, OwnerPost, PublicReply
from bot.views import card
from bot.views.ids import Action, Form, decode
from tests.views.reading import elements, read
from tests.views.samples import ME, NOW, OTHER, WORDS, a_card, a_coaching, a_request


def settled(how: Settlement, owner: str) -> Card:
    return a_card(owner=owner, state=RequestState.SETTLED, settled_by=ME, settled_as=how, waits_until=NOW)


def test_an_open_card_has_everything_an_answer_needs() -> None:
    shown = card.card(WORDS, a_card())
    text = read(shown)
    assert "|The request> from <@U0ASKS>" in text
    assert "a date (“the export”)" in text
    assert "1. What would the export make possible?\n2. How does the export help by then?" in text
    assert set(elements(shown)) == {
        Action.CARD_CHOICE,
        Action.CARD_POST,
        Action.CARD_EDIT,
        Action.CARD_PREP,
        Action.CARD_MORE,
    }


def test_the_first_question_is_chosen_and_each_says_what_it_is_after() -> None:
    radio = elements(card.card(WORDS, a_card()))[Action.CARD_CHOICE]
    assert radio["initial_option"] == radio["options"][0]
    assert [(option["text"]["text"], option["value"]) for option in radio["options"]] == [
        ("1. Outcome", "0"),
        ("2. Timing", "1"),
    ]


def test_one_question_needs_no_choice() -> None:
    coaching = a_coaching()
    found = replace(a_card(), coaching=replace(coaching, questions=coaching.questions[:1]))
    assert Action.CARD_CHOICE not in elements(card.card(WORDS, found))


def test_the_menu_says_how_long_to_wait() -> None:
    menu = elements(card.card(WORDS, a_card()))[Action.CARD_MORE]
    assert [decode(option["value"], 2) for option in menu["options"]] == [
        ("r1", "2h"),
        ("r1", "tomorrow"),
        ("r1", "2d"),
        ("r1", "dismiss"),
    ]


def test_without_a_permalink_the_card_still_says_whose_request_it_is() -> None:
    text = read(card.card(WORDS, a_card(link=None)))
    assert "A request from <@U0ASKS>" in text
    assert "|" not in text


@pytest.mark.parametrize("how", Settlement)
def test_a_settled_card_says_by_whom_and_offers_undo_only_where_it_works(how: Settlement) -> None:
    mine, theirs = card.card(WORDS, settled(how, ME)), card.card(WORDS, settled(how, OTHER))
    assert "You " in mine.text
    assert f"<@{ME}> " in theirs.text
    assert elements(theirs) == {}
    undo = {Action.CARD_UNDO} if how in {Settlement.DISMISSED, Settlement.WAITING} else set()
    assert set(elements(mine)) == undo


def test_a_withdrawn_request_has_no_buttons() -> None:
    shown = card.card(WORDS, a_card(state=RequestState.WITHDRAWN))
    assert elements(shown) == {}
    assert "taken back" in shown.text


def test_a_card_that_comes_back_says_why() -> None:
    shown = card.wait_over(WORDS, a_card())
    assert "Back, as you asked" in read(shown)
    assert Action.CARD_POST in elements(shown)


def test_the_form_holds_the_words_as_typed() -> None:
    form = card.edit_modal(WORDS, "r1", "a < b & c\nd")
    field = elements(form)["text"]
    assert (form["callback_id"], form["private_metadata"]) == (Form.CARD_TEXT, "r1")
    assert field["initial_value"] == "a < b & c\nd"
    assert (field["multiline"], field["max_length"]) == (True, 3000)


def test_a_post_says_for_whom_the_bot_speaks() -> None:
    shown = card.owner_post(WORDS, OwnerPost("Before I answer: <what> is it for?", ME))
    assert read(shown) == f"For <@{ME}>:\nBefore I answer: &lt;what&gt; is it for?"
    assert elements(shown) == {}


def test_the_longest_post_arrives_whole() -> None:
    text = "word " * 600
    assert read(card.owner_post(WORDS, OwnerPost(text, ME))).count("word") == 600


def test_a_public_reply_is_never_called_coaching() -> None:
    shown = card.public_reply(WORDS, PublicReply(a_request(), a_coaching()))
    assert shown.text.count("?") == 2
    assert "coach" not in shown.text.lower()
    assert elements(shown) == {}
