"""Options through the front: forms that come back with a sentence at the field, and with everything that was typed."""

import json

import pytest

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Criterion, Negotiation, Scoring
from bot.domain.interest_map.options import Option, OptionState
from bot.services.options import Written
from bot.views.ids import Action, Form, encode
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.handlers.counter import Counter, Json, error_text, field_text, pressed
from tests.workplace import Workplace

SIDES = (Side("Product", ANNA, "not now", "a calm quarter"), Side("Sales", CARA, "this week", "keep Acme"))
GAINS = {"a": "a clean-up slot", "b": "the renewal"}


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """Anna's map, shared where Cara reads."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    return made


def bring(place: Workplace, id_: str, **more: object) -> Option:
    return place.options.save(TEAM, id_, ANNA, Written("Only for Acme", **more), "F1")  # type: ignore[arg-type]


def stored(place: Workplace, id_: str) -> list[Option]:
    return list(place.options.look(TEAM, id_, ANNA).sheet.options)


def within(counter: Counter, action: str, value: str, user: str = ANNA) -> Json:
    """A button pressed in a window: the window that takes its place."""
    view = {"id": "V1", "type": "modal", "hash": "h1"}
    counter.take(pressed(action, value, user, channel=None, message=None, container={"type": "view"}, view=view))
    return dict(counter.surfaces.updated[-1][2])


def filled_again(view: Json) -> dict[str, object]:
    """What a form that is shown again begins with."""
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    return {block["block_id"]: block["element"].get("initial_value") for block in inputs}


def answer_of(response: object) -> Json:
    return dict(json.loads(response.body or "{}"))  # type: ignore[attr-defined]


def test_proposing_opens_the_form_and_the_form_proposes_once_it_is_whole(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    made = bring(place, drawn.id, gains={"b": "the renewal"})
    form = within(counter, Action.OPTION_MENU, encode(drawn.id, made.id, "propose", "0"), CARA)
    assert form["callback_id"] == Form.OPTION
    half = {"title": "Only for Acme", "gain_b": "the renewal"}
    refused = answer_of(counter.submit(form, CARA, **half))
    assert refused["errors"] == {"gain_a": field_text("gain_missing", party="Product")}
    shown = answer_of(counter.submit(form, CARA, **half, gain_a="a clean-up slot"))
    assert shown["response_action"] == "update"
    assert "callback_id" not in shown["view"]
    (now,) = stored(place, drawn.id)
    assert (now.state, now.gains) == (OptionState.PROPOSED, GAINS)


def test_who_saves_second_gets_the_form_back_with_both_words(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    made = bring(place, drawn.id, gains=GAINS)
    mine = within(counter, Action.OPTION_MENU, encode(drawn.id, made.id, "edit", "0"))
    theirs = within(counter, Action.OPTION_MENU, encode(drawn.id, made.id, "edit", "0"), CARA)
    counter.submit(theirs, CARA, title="Only for Acme", gain_a="two weeks in June", gain_b="the renewal")
    again = answer_of(counter.submit(mine, title="Only Acme", gain_a="a slot", gain_b="the renewal"))
    assert again["response_action"] == "update"
    assert "two weeks in June" in str(again["view"]["blocks"][0])
    assert filled_again(again["view"])["gain_a"] == "a slot"
    counter.submit(again["view"], title="Only Acme", gain_a="a slot", gain_b="the renewal")
    (now,) = stored(place, drawn.id)
    assert (now.title, now.gains["a"]) == ("Only Acme", "a slot")


def test_a_starter_is_a_form_that_remembers_its_kind(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    within(counter, f"{Action.STARTERS_OPEN}_map", encode(drawn.id, "0"))
    form = within(counter, f"{Action.STARTER_PICK}_pilot", encode(drawn.id, "pilot"))
    counter.submit(form, title="A pilot with Acme")
    (made,) = stored(place, drawn.id)
    assert (made.title, made.starter) == ("A pilot with Acme", "pilot")
    counter.press(f"{Action.STARTER_PICK}_pilots", encode(drawn.id, "pilots"))
    assert counter.told == [error_text("not_here")]


def test_a_page_of_scores_is_kept_and_a_half_answer_is_asked_for(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    made = bring(place, drawn.id)
    within(counter, Action.SCORING_START, drawn.id)
    for user in (ANNA, CARA):
        ballot = within(counter, Action.SCORE_WRITE, encode(drawn.id, "0"), user)
        names = [f"{lens}_{made.id}" for lens in ("impact", "feasibility", "fairness")]
        half = answer_of(counter.submit(ballot, user, **{names[0]: "4", names[2]: "2"}))
        assert half["errors"] == {names[1]: field_text("required")}
        counter.submit(ballot, user, **dict(zip(names, ("4", "3", "2"), strict=True)))
    sheet = place.options.look(TEAM, drawn.id, ANNA).sheet
    assert (sheet.negotiation.scoring, len(sheet.scores)) == (Scoring.REVEALED, 2)


def test_one_left_in_the_middle_begins_with_what_was_given(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    made = bring(place, drawn.id)
    place.scoring.open(TEAM, drawn.id, ANNA)
    place.scoring.give(TEAM, drawn.id, ANNA, {made.id: (4, 3, 2)}, 1)
    points = {
        user: [
            (block["element"].get("initial_option") or {}).get("value")
            for block in within(counter, Action.SCORE_WRITE, encode(drawn.id, "0"), user)["blocks"]
            if block["type"] == "input"
        ]
        for user in (ANNA, CARA)
    }
    assert points == {ANNA: ["4", "3", "2"], CARA: [None, None, None]}


def test_a_trade_is_written_ranked_and_taken_off(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    form = within(counter, Action.TRADE_WRITE, encode(drawn.id, ""))
    said = {"giver": "a", "gives": "the export", "getter": "b", "gets": "two fields", "unlocks": "risk"}
    counter.submit(form, **said)
    (trade,) = place.options.look(TEAM, drawn.id, ANNA).sheet.trades
    counter.submit(within(counter, Action.RANK_WRITE, drawn.id, CARA), CARA, **{f"rank_{trade.id}": "1"})
    (ranked,) = place.options.look(TEAM, drawn.id, ANNA).sheet.trades
    assert (ranked.gets, ranked.unlocks, ranked.rank) == ("two fields", "risk", 1)
    edit = within(counter, Action.TRADE_WRITE, encode(drawn.id, trade.id))
    counter.submit(edit, **said, remove=[{"value": "remove"}])
    assert not place.options.look(TEAM, drawn.id, ANNA).sheet.trades


def test_yardsticks_are_ticked_for_ones_own_side(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    form = within(counter, Action.CRITERIA_WRITE, drawn.id, CARA)
    counter.submit(form, CARA, criteria=[{"value": "usage"}, {"value": "no_such"}])
    sides = place.options.look(TEAM, drawn.id, ANNA).sheet.negotiation.parties
    assert [side.criteria for side in sides] == [(), (Criterion.USAGE,)]


def test_an_idea_comes_from_anybody_in_the_channel(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    counter.submit(within(counter, Action.BRAINSTORM_OPEN, drawn.id), minutes="10")
    place.send()
    counter.press(Action.IDEA_ADD, drawn.id, BEN)
    assert answer_of(counter.submit(counter.window, BEN, title="a partner does it")) == {}
    assert [(idea.title, idea.by) for idea in stored(place, drawn.id)] == [("a partner does it", BEN)]
    counter.press(Action.BRAINSTORM_END, drawn.id, BEN)
    assert counter.told
    counter.press(Action.BRAINSTORM_END, drawn.id)
    counter.press(Action.IDEA_ADD, drawn.id, BEN)
    assert counter.told[-1] == error_text("brainstorm_over")
