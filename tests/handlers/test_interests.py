"""The map's sides through the front: who may write where, what a second writer is shown, what a demand is met with."""

import json

import pytest

from bot.domain.errors import NotAllowed, NotFound
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Interest, Mark, Negotiation, Weight
from bot.services.interests import Line
from bot.views.ids import Action, Form, encode
from bot.views.interests import Choice
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.handlers.counter import Counter, Json, error_text, field_text, pressed
from tests.workplace import Workplace

SIDES = (Side("Product", ANNA, "not now", "a calm quarter"), Side("Sales", CARA, "this week", "keep Acme"))
DEMAND = "Ship the CSV export by Friday"


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """Anna's map, shared where Cara and Ben read; Ben stands for no side."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    return made


def within(counter: Counter, action: str, value: str, user: str = ANNA) -> Json:
    """A button pressed in a window: the window that takes its place."""
    view = {"id": "V1", "type": "modal", "hash": "h1"}
    counter.take(pressed(action, value, user, channel=None, message=None, container={"type": "view"}, view=view))
    return dict(counter.surfaces.updated[-1][2])


def answer_of(response: object) -> Json:
    return dict(json.loads(response.body or "{}"))  # type: ignore[attr-defined]


def lines(place: Workplace, id_: str, user: str = ANNA) -> dict[str, Interest]:
    return {one.text: one for one in place.interests.look(TEAM, id_, user).sheet.interests}


def begins_with(view: Json, field: str) -> object:
    (found,) = [block for block in view["blocks"] if block.get("block_id") == field]
    return found["element"].get("initial_value")


def choose(counter: Counter, map_id: str, interest: str, choice: str, user: str = ANNA) -> Json:
    return within(counter, Action.INTEREST_MENU, encode(map_id, interest, choice), user)


def test_a_demand_is_met_with_one_question_and_may_be_kept(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    form = within(counter, Action.INTEREST_ADD, encode(drawn.id, "b"), CARA)
    asked = answer_of(counter.submit(form, CARA, text=DEMAND))
    assert asked["response_action"] == "update"
    assert begins_with(asked["view"], "text") == DEMAND
    assert DEMAND not in lines(place, drawn.id)
    counter.submit(asked["view"], CARA, text=DEMAND)
    assert lines(place, drawn.id)[DEMAND].confirmed


def test_the_same_form_sent_twice_is_one_line(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    form = within(counter, Action.INTEREST_ADD, encode(drawn.id, "a"))
    for _ in range(2):
        counter.submit(form, text="quiet nights")
    assert list(lines(place, drawn.id)).count("quiet nights") == 1
    assert len(lines(place, drawn.id)) == 3


def test_who_saves_second_is_shown_what_changed_and_keeps_what_they_typed(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    found = lines(place, drawn.id)["keep Acme"]
    mine, theirs = (choose(counter, drawn.id, found.id, Choice.EDIT, user) for user in (ANNA, CARA))
    counter.submit(theirs, CARA, text="Acme renews without a discount")
    again = answer_of(counter.submit(mine, text="Acme stays"))
    assert again["response_action"] == "update"
    assert "Acme renews without a discount" in str(again["view"]["blocks"][0])
    assert begins_with(again["view"], "text") == "Acme stays"
    assert "Acme renews without a discount" in lines(place, drawn.id)
    counter.submit(again["view"], text="Acme stays, without a discount")
    assert "Acme stays, without a discount" in lines(place, drawn.id)


def test_nobody_writes_on_a_side_that_is_not_theirs(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    mine = within(counter, Action.INTEREST_ADD, encode(drawn.id, "a"))
    refused = answer_of(counter.submit(mine, CARA, text="a word in Product's mouth"))
    assert "a word in Product's mouth" not in lines(place, drawn.id)
    assert error_text("not_your_side") in str(refused) or counter.told[-1] == error_text("not_your_side")
    with pytest.raises(NotAllowed):
        place.interests.save(TEAM, drawn.id, CARA, Line("a", "a word in Product's mouth"), "F1")


def test_a_line_is_weighed_by_its_side_and_marked_by_the_other(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    found = lines(place, drawn.id)["a calm quarter"]
    choose(counter, drawn.id, found.id, Choice.TRADEABLE)
    choose(counter, drawn.id, found.id, Choice.HELPS_US, CARA)
    now = lines(place, drawn.id)["a calm quarter"]
    assert now.weight is Weight.TRADEABLE
    assert now.marks == {"b": Mark.HELPS_US}
    counter.press(Action.INTEREST_MENU, encode(drawn.id, found.id, "smuggled"))
    assert counter.told[-1] == error_text("not_here")


def test_a_line_is_taken_off_and_what_is_gone_says_so(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    found = lines(place, drawn.id)["a calm quarter"]
    form = choose(counter, drawn.id, found.id, Choice.EDIT)
    for _ in range(2):  # taking off what is gone is fine
        counter.submit(form, text="a calm quarter", remove=[{"value": "remove"}])
    assert "a calm quarter" not in lines(place, drawn.id)
    counter.press(Action.INTEREST_MENU, encode(drawn.id, found.id, Choice.EDIT))
    assert counter.told


def test_what_all_share_is_written_by_either_and_never_overwritten_unseen(
    counter: Counter, place: Workplace, drawn: Negotiation
) -> None:
    mine, theirs = (within(counter, Action.COMMON_WRITE, drawn.id, user) for user in (ANNA, CARA))
    counter.submit(theirs, CARA, outcome="Acme stays", blocker="no yardstick")
    again = answer_of(counter.submit(mine, outcome="quiet nights", blocker=""))
    assert again["response_action"] == "update"
    assert "Acme stays" in str(again["view"]["blocks"])
    assert place.interests.look(TEAM, drawn.id, ANNA).sheet.negotiation.shared_outcome == "Acme stays"


def test_a_private_note_is_its_authors_alone(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    within(counter, Action.NOTES_OPEN, drawn.id)
    form = within(counter, Action.NOTE_WRITE, encode(drawn.id, ""))
    shown = answer_of(counter.submit(form, party="b", text="the quota is what really presses"))
    assert "the quota is what really presses" in str(shown)
    assert "quota" not in str(within(counter, Action.NOTES_OPEN, drawn.id, CARA))
    (note,) = place.suspicions.look(TEAM, drawn.id, ANNA).suspicions
    counter.press(Action.NOTE_WRITE, encode(drawn.id, note.id), CARA)
    assert counter.told == [error_text("line_gone")]


def test_an_answer_without_words_is_asked_for(counter: Counter, place: Workplace, drawn: Negotiation) -> None:
    form = within(counter, Action.ASK_OPEN, drawn.id)
    assert form["callback_id"] == Form.ASK
    counter.submit(form, parties=[{"value": "b"}], what="ask")
    answer = within(counter, Action.ANSWER_WRITE, drawn.id, CARA)
    assert answer_of(counter.submit(answer, CARA, text="   "))["errors"] == {"text": field_text("required")}
    counter.submit(answer, CARA, text="my word to Acme holds")
    assert lines(place, drawn.id)["my word to Acme holds"].by == CARA


@pytest.mark.parametrize(
    ("action", "value"),
    [
        (Action.SIDE_OPEN, "{map}/a"),
        (Action.INTEREST_ADD, "{map}/a"),
        (Action.COMMON_WRITE, "{map}"),
        (Action.NOTES_OPEN, "{map}"),
        (Action.ASK_OPEN, "{map}"),
    ],
)
def test_who_cannot_read_the_map_opens_no_window_of_it(
    counter: Counter, place: Workplace, action: str, value: str
) -> None:
    private = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V2")
    parts = value.format(map=private.id).split("/")
    counter.press(action, encode(*parts) if len(parts) > 1 else parts[0], BEN)
    assert not counter.surfaces.opened
    assert not counter.surfaces.updated
    assert counter.told
    with pytest.raises((NotFound, NotAllowed)):
        place.interests.look(TEAM, private.id, BEN)


def test_a_demand_in_a_new_map_is_asked_about_once(counter: Counter, place: Workplace) -> None:
    counter.press(Action.MAP_NEW, "new")
    typed = {"title": "Acme", "name_0": "Product", "interest_0": "a calm quarter", "name_1": "Sales"}
    asked = answer_of(counter.submit(counter.window, **typed, interest_1=DEMAND))
    assert asked["response_action"] == "update"
    assert begins_with(asked["view"], "interest_1") == DEMAND
    assert "reads like a demand" in str(asked["view"]["blocks"][0])
    assert not place.negotiations.open_for(TEAM, ANNA)
    counter.submit(asked["view"], **typed, interest_1=DEMAND)
    (made,) = place.negotiations.open_for(TEAM, ANNA)
    assert DEMAND in lines(place, made.id)
