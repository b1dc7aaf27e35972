"""Each failure is answered on the surface where the person stood; a failed event is left to its worker."""

import json

import pytest

from bot.delivery.faults import Passing, Permanent, RateLimited, SlackFault
from bot.services.ports import SlackMessage
from bot.services.preps import Start
from bot.views.ids import Action, Form
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.handlers.counter import BOT, Counter, error_text, field_text, message
from tests.workplace import ASK, WORDS, ref

NOT_FOUND, GENERIC = error_text("not_found"), error_text("generic")


def test_a_button_on_a_message_is_answered_beside_it(counter: Counter) -> None:
    counter.press(Action.CARD_POST, "gone")
    assert counter.surfaces.said == [("D1", ANNA, NOT_FOUND, None)]


def test_a_button_in_a_thread_is_answered_in_that_thread(counter: Counter) -> None:
    counter.press(Action.CARD_POST, "gone", message={"ts": "4.0", "thread_ts": "3.0"})
    assert counter.surfaces.said == [("D1", ANNA, NOT_FOUND, "3.0")]


def test_a_button_in_a_window_is_answered_in_a_window(counter: Counter) -> None:
    counter.press(Action.MAP_OPEN, "gone", channel=None, message=None, container={"type": "view"})
    assert not counter.surfaces.said
    assert NOT_FOUND in json.dumps(counter.window, ensure_ascii=False)


def test_a_command_is_answered_with_its_acknowledgement(counter: Counter) -> None:
    response = counter.type("channel", channel="D1")
    assert response.status == 200
    assert json.loads(response.body) == {"response_type": "ephemeral", "text": error_text("channel_only")}


def test_a_form_keeps_what_was_typed_and_names_the_field(counter: Counter) -> None:
    counter.press(Action.MAP_NEW, "new")
    response = counter.submit(counter.window, title="The export", name_0="Sales", name_1="", position_1="none")
    assert json.loads(response.body) == {
        "response_action": "errors",
        "errors": {"name_1": field_text("no_party_name")},
    }


def test_what_belongs_to_no_field_stands_under_the_first(counter: Counter) -> None:
    place = counter.place
    place.turn_on()
    id_ = place.hear()
    counter.press(Action.CARD_EDIT, id_)
    place.coaching.dismiss(TEAM, id_, BEN)
    response = counter.submit(counter.window, text="My words")
    assert json.loads(response.body)["errors"] == {"text": field_text("card_settled")}


def test_a_form_without_fields_becomes_a_window_that_says_it(counter: Counter) -> None:
    view = {"type": "modal", "callback_id": Form.CARD_TEXT, "private_metadata": "gone", "blocks": []}
    answer = json.loads(counter.submit(view).body)
    assert answer["response_action"] == "update"
    assert error_text("empty_answer") in json.dumps(answer["view"], ensure_ascii=False)


@pytest.mark.parametrize("surface", ["button", "form", "command"])
def test_a_fault_of_ours_is_answered_too_and_tells_nothing_of_itself(
    counter: Counter, surface: str, caplog: pytest.LogCaptureFixture
) -> None:
    counter.place.slack.open_channel(CHANNEL, ANNA)
    if surface == "button":
        counter.press(Action.SETUP_MODE, f"{CHANNEL}|no_such_mode")
        assert counter.told == [GENERIC]
    elif surface == "form":
        id_ = counter.place.preps.start(Start(ref(), ANNA, "1", SlackMessage(ref(), CARA, ASK)))
        assert id_ is not None
        counter.press(Action.PREP_TALK, id_.id)
        response = counter.submit(counter.window, start=int(MONDAY.timestamp()), minutes="soon")
        assert json.loads(response.body)["errors"] == {"start": field_text("generic")}
    else:
        counter.surfaces.broken = True
        assert json.loads(counter.type("new").body)["text"] == GENERIC
    assert "interaction failed" in caplog.text


def test_where_no_surface_is_left_the_press_is_acknowledged(counter: Counter) -> None:
    counter.surfaces.broken = True
    assert counter.press(Action.CARD_POST, "gone").status == 200


def test_an_owner_is_told_who_may_change_a_channel(counter: Counter) -> None:
    counter.place.turn_on()
    counter.press(f"{Action.SETUP_MODE}_off", f"{CHANNEL}|off", CARA)
    assert counter.told == [WORDS.text("errors.not_owner", owners=f"<@{ANNA}> and <@{BEN}>")]


def test_where_nobody_owns_a_channel_a_stranger_is_told_who_may_choose(counter: Counter) -> None:
    counter.place.slack.open_channel(CHANNEL, ANNA)
    counter.press(f"{Action.SETUP_MODE}_private", f"{CHANNEL}|private", DAN)
    assert counter.told == [error_text("members_only")]


SECRET = "what somebody wrote"
CHANNEL_FIELDS = [
    {"type": "input", "block_id": "mode", "element": {"type": "radio_buttons", "action_id": "value"}},
    {"type": "input", "block_id": "owners", "element": {"type": "multi_users_select", "action_id": "value"}},
]


def test_the_log_of_a_fault_names_its_kind_and_place_and_none_of_its_words(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.press(Action.SETUP_MODE, f"{CHANNEL}|{SECRET}")
    (said,) = [record for record in caplog.records if record.message == "interaction failed"]
    assert vars(said)["error"] == "ValueError"
    assert str(vars(said)["at"]).startswith("Enum.")
    assert said.exc_info is None
    assert SECRET not in caplog.text + str([vars(record) for record in caplog.records])


@pytest.mark.parametrize("fault", [Passing("http_503"), RateLimited(30)])
@pytest.mark.parametrize("surface", ["button", "form", "command"])
def test_when_slack_is_away_that_is_what_people_read(counter: Counter, surface: str, fault: SlackFault) -> None:
    place = counter.place
    place.turn_on()
    place.slack.away = fault
    if surface == "button":
        counter.press(Action.CARD_PREP, place.hear())
        assert counter.told == [error_text("slack_down")]
    elif surface == "form":
        view = {"type": "modal", "callback_id": Form.CHANNEL, "private_metadata": CHANNEL, "blocks": CHANNEL_FIELDS}
        response = counter.submit(view, owners=[ANNA], mode="private")
        assert json.loads(response.body)["errors"] == {"mode": field_text("slack_down")}
    else:
        assert json.loads(counter.type("channel").body)["text"] == error_text("slack_down")


def test_what_slack_refuses_for_good_is_not_put_on_its_being_away(counter: Counter) -> None:
    counter.place.turn_on()
    counter.place.slack.away = Permanent("invalid_auth")
    assert json.loads(counter.type("channel").body)["text"] == GENERIC


# -- events ----------------------------------------------------------------------------------------------------


def test_an_event_that_fails_is_not_reported_as_done(counter: Counter) -> None:
    """Its text has the wrong type, as no receiver would pass it; the worker sees the status and tries again."""
    counter.place.turn_on()
    assert counter.event(message(ASK) | {"text": 7}).status == 500


def test_an_event_that_another_worker_handled_is_done(counter: Counter) -> None:
    counter.place.turn_on()
    delivery = counter.place.delivery("Ev9")
    assert counter.place.inbox.finish(delivery)
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev9", "event": message(ASK)}
    assert counter.take(body | {"authorizations": [{"team_id": TEAM, "user_id": BOT}]}, delivery).status == 200
    assert not counter.place.rows()
