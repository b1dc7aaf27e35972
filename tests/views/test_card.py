"""The owner's card: words to answer with while it is open, and no dead button afterwards."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.coaching.select import coach
from bot.domain.detection.verdict import Verdict
from bot.domain.model import RequestState, Settlement, Signal, SignalKind
from bot.services.coaching import Card, OwnerPost, PublicReply
from bot.services.repeats import Became, EarlierAsk, Repeat
from bot.views import card
from bot.views.ids import Action, Form, decode
from bot.views.message import Message
from prompts.catalog import Catalogue
from tests.reader import EXAMPLES, verdict
from tests.views.reading import elements, read
from tests.views.samples import LINK, ME, NOW, OTHER, WORDS, a_card, a_card_with_two_labels, a_coaching, a_request


def settled(how: Settlement, owner: str) -> Card:
    return a_card(owner=owner, state=RequestState.SETTLED, settled_by=ME, settled_as=how, waits_until=NOW)


def test_an_open_card_has_everything_an_answer_needs() -> None:
    shown = card.card(WORDS, a_card())
    text = read(shown)
    assert "|A request> in <#C0ASK> from <@U0ASKS>*" in text
    assert "someone may leave (“the export”)" in text
    assert "1. What would the export make possible?\n2. How does the export help by then?" in text
    assert set(elements(shown)) == {
        Action.CARD_CHOICE,
        Action.CARD_POST,
        Action.CARD_EDIT,
        Action.CARD_PREP,
        Action.CARD_MORE,
    }


def test_the_first_question_is_chosen_and_each_bears_its_number() -> None:
    radio = elements(card.card(WORDS, a_card()))[Action.CARD_CHOICE]
    assert radio["initial_option"] == radio["options"][0]
    assert [(option["text"]["text"], option["value"]) for option in radio["options"]] == [
        ("Question 1", "0"),
        ("Question 2", "1"),
    ]


def test_one_question_needs_no_choice() -> None:
    coaching = a_coaching()
    found = replace(a_card(), coaching=replace(coaching, questions=coaching.questions[:1]))
    assert Action.CARD_CHOICE not in elements(card.card(WORDS, found))


def test_where_nothing_would_help_the_card_says_so_and_its_owner_writes() -> None:
    bare = replace(a_card(), coaching=replace(a_coaching(), labels=(), questions=()))
    shown = card.card(WORDS, bare)
    assert "*Nothing to ask first.* Say when they will have an answer" in read(shown)
    assert Action.CARD_POST not in elements(shown)
    assert elements(shown)[Action.CARD_EDIT]["text"]["text"] == "Write an answer"
    named = card.card(WORDS, replace(bare, coaching=replace(bare.coaching, labels=("It seems this has come up.",))))
    assert Action.CARD_POST in elements(named), "a label can be posted by itself"
    assert "Nothing to ask first" in read(named)


def test_two_labels_are_named_and_the_first_is_chosen() -> None:
    found = a_card_with_two_labels()
    shown = card.card(WORDS, found)
    first, second = found.coaching.labels
    assert f"*Name it:* {first}\n*Or name it:* {second}" in read(shown)
    radio = elements(shown)[Action.CARD_LABEL]
    assert radio["initial_option"] == radio["options"][0]
    assert [(option["text"]["text"], option["value"]) for option in radio["options"]] == [
        ("Label 1", "0"),
        ("Label 2", "1"),
    ]


def test_the_menu_says_how_long_to_wait() -> None:
    menu = elements(card.card(WORDS, a_card()))[Action.CARD_MORE]
    assert [decode(option["value"], 2) for option in menu["options"]] == [
        ("r1", "2h"),
        ("r1", "tomorrow"),
        ("r1", "2d"),
        ("r1", "dismiss"),
        ("r1", "ways"),
    ]


def test_without_a_permalink_the_card_still_says_whose_request_it_is() -> None:
    text = read(card.card(WORDS, a_card(link=None)))
    assert "A request in <#C0ASK> from <@U0ASKS>" in text
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
    assert "had its rest" in read(shown)
    assert "had its rest" in read(card.wait_over(WORDS, a_card(link=None)))
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


def test_where_nothing_can_be_named_the_card_begins_with_the_echo_or_the_question() -> None:
    nameless = replace(a_coaching(), labels=())
    text = read(card.card(WORDS, replace(a_card(), coaching=nameless)))
    assert "Name it" not in text
    assert text.index("*Echo:*") < text.index("*Then ask one:*")
    text = read(card.card(WORDS, replace(a_card(), coaching=replace(nameless, mirror=None))))
    assert "*Ask one:*" in text
    reply = card.public_reply(WORDS, PublicReply(a_request(), nameless))
    assert reply.text.splitlines()[0] == "To scope this well:"


def test_a_card_that_nobody_may_answer_is_one_line() -> None:
    assert read(card.closed(WORDS)) == "Nothing to answer here any more."
    assert elements(card.closed(WORDS)) == {}


def text_of(shown: Message) -> str:
    """All a reader meets but the buttons; counted on its own, not with the view's own count."""
    parts = [block["text"]["text"] for block in shown.blocks if block["type"] == "section"]
    return re.sub(r"<[^<>|]*\|([^<>]*)>", r"\1", "\n".join(parts)).replace("<@U0ASKS>", "Ana Ruiz")


REQUESTS = [found for example in EXAMPLES if (found := verdict(example)).is_request]
MANY = Verdict(
    is_request=True,
    probability=1.0,
    signals=tuple(Signal(kind, f"{kind} with quite a few words behind it") for kind in SignalKind),
    object="role based access control",
)


@pytest.mark.parametrize("view", [card.card, card.wait_over])
@pytest.mark.parametrize("seed", range(8))
def test_no_card_asks_for_more_than_sixty_words(view: Callable[[Catalogue, Card], Message], seed: int) -> None:
    for found in (*REQUESTS, MANY):
        coaching = coach(found.signals, found.object, str(seed), WORDS.coaching)
        made = a_card(signals=found.signals, object=found.object)
        text = text_of(view(WORDS, replace(made, coaching=coaching)))
        assert len(text.split()) <= 60, text
        lines = [line for line in text.splitlines() if line]
        assert len(set(lines)) == len(lines), text
        assert text.count("“") <= 3


def test_pressure_is_named_even_where_little_room_is_left() -> None:
    long = replace(a_coaching(), labels=("It seems " + "so " * 60 + ".", "It seems so."))
    text = read(card.card(WORDS, replace(a_card(), coaching=long)))
    assert "*Pressure:* someone may leave\n" in text
    assert "Or name it" not in text
    assert "Or echo" not in text


def test_a_repeat_says_how_often_and_what_became_of_it_within_the_words_of_a_card() -> None:
    asks = (EarlierAsk(Became.PARKED, LINK), EarlierAsk(Became.AGREED, None))
    for before, start in ((1, "Second"), (2, "Third"), (3, "Fourth"), (7, "Ask number 8")):
        made = replace(a_card("SSO"), repeat=Repeat(before, asks))
        shown = card.card(WORDS, made)
        (told,) = [each["text"] for block in shown.blocks if block["type"] == "context" for each in block["elements"]]
        assert told.startswith(f'{start} ask for "SSO"' if before < 7 else f'{start} for "SSO"')
        assert told.endswith("|parked>, agreed")
