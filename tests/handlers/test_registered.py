"""Every button and form that the views can show is listened to, and nothing else is."""

import pytest

from bot.domain.interest_map.model import MOST_PARTIES
from bot.views.ids import PREPARE, Action, Form, encode
from handlers.actions import REACTIONS
from handlers.submissions import SUBMISSIONS
from tests.handlers.counter import Counter, Json, error_text, field_text, pressed, submitted
from tests.workplace import WORDS

NOT_FOUND = error_text("not_found")
NOTE_GONE = error_text("note_gone")
NO_BOT = error_text("not_in_channel_bot")
UNHEARD: frozenset[str] = frozenset({Action.CARD_CHOICE, Action.CARD_LABEL, Action.MAP_ADD_PARTY, Action.MAP_NEW})

OTHERWISE = {Action.SETUP_MODE, Action.CARD_MORE, Action.NOTE_KEEP, Action.AGREEMENT_RECORD}
OTHERWISE |= {Action.MAP_MORE, Action.IDEA_ADD, Action.COMMAND_PICK, Action.MAP_PICK}
OTHERWISE |= {Action.MUTE_UNDO, Action.LISTEN_AGAIN, Action.CARD_WAY}

# What a stale button of each kind answers: its record is gone.
STALE: dict[str, tuple[str, str]] = {
    Action.SETUP_MODE: (encode("CGONE", "private"), NO_BOT),
    Action.CARD_MORE: (encode("gone", "dismiss"), NOT_FOUND),
    Action.CARD_WAY: (encode("gone", "why"), NOT_FOUND),
    Action.NOTE_KEEP: (encode("gone", "D1", "1.0", ""), NOTE_GONE),
    Action.MUTE_UNDO: ("gone", error_text("not_muted")),
    Action.LISTEN_AGAIN: ("gone", error_text("not_card_owner")),
    Action.AGREEMENT_RECORD: (encode("map", "gone"), NOT_FOUND),
    Action.IDEA_ADD: ("gone", error_text("not_your_channel")),
    Action.COMMAND_PICK: (encode("gone", ""), error_text("not_here")),
    Action.MAP_PICK: (encode("gone", "show"), NOT_FOUND),
    Action.MAP_MORE: (encode("gone", "close"), NOT_FOUND),
    **{action: ("gone", NOT_FOUND) for action in Action if action not in UNHEARD | OTHERWISE},
}
SUFFIXES = {
    Action.CARD_WAY: ("_map", "_why", "_frame", "_bad_news", "_canvas"),
    Action.SETUP_MODE: ("_private", "_public", "_reactions", "_off"),
    Action.PREP_WRITE: ("_my_interest", "_their_interest", "_walk_away"),
    Action.DEBRIEF_LATER: ("_1h", "_tomorrow"),
    Action.REVIEW_LATER: ("_tomorrow", "_next_week"),
}
BUTTONS = [f"{action}{suffix}" for action in STALE for suffix in SUFFIXES.get(Action(action), ("",))]


def kind(button: str) -> str:
    return next(action for action in sorted(STALE, key=len, reverse=True) if button.startswith(action))


def test_listeners_and_ids_are_the_same() -> None:
    assert set(REACTIONS) | {Action.CARD_CHOICE, Action.CARD_LABEL, Action.MAP_ADD_PARTY} == set(Action)
    assert set(SUBMISSIONS) == set(Form)


@pytest.mark.parametrize("button", BUTTONS)
def test_a_stale_button_is_answered_to_the_person_alone(counter: Counter, button: str) -> None:
    value, answer = STALE[kind(button)]
    assert counter.press(button, value).status == 200
    assert counter.told == [answer]


@pytest.mark.parametrize("button", [button for button in BUTTONS if button != Action.SETUP_MODE])
def test_a_button_without_a_value_never_ends_in_a_fault(counter: Counter, button: str) -> None:
    assert counter.press(button, "").status == 200
    assert len(counter.told) == 1


@pytest.mark.parametrize("action", ["nobody_knows_me", "card_poster", "", "x" * 255])
def test_a_button_of_a_version_before_is_answered(counter: Counter, action: str) -> None:
    assert counter.press(action, "anything").status == 200
    assert counter.told == [error_text("expired")]


def test_a_link_opens_by_itself(counter: Counter) -> None:
    link = {"type": "button", "action_id": "xYz", "url": "https://example.slack.com/archives/C1/p1"}
    assert counter.take(pressed("", actions=[link])).status == 200
    assert not counter.told
    assert not counter.surfaces.opened


@pytest.mark.parametrize("blocks", [[], [{"type": "input", "block_id": "old"}]])
def test_a_form_of_a_version_before_is_answered(counter: Counter, blocks: list[Json]) -> None:
    body = submitted({"type": "modal", "callback_id": "old_form", "blocks": []}, "UANNA", {})
    body["view"]["blocks"] = blocks
    response = counter.take(body)
    assert response.status == 200
    assert error_text("not_here").partition("`")[0] in response.body


def test_a_shortcut_of_an_older_manifest_is_answered(counter: Counter) -> None:
    body = {"type": "message_action", "callback_id": "old", "team": {"id": "T1"}, "user": {"id": "UANNA"}}
    body |= {"channel": {"id": "C1"}, "message": {"ts": "1.0"}, "trigger_id": "1.2.t"}
    assert counter.take(body).status == 200
    assert error_text("not_here").partition("`")[0] in str(counter.window)


def test_choosing_a_question_changes_nothing_yet(counter: Counter) -> None:
    chosen = {"type": "radio_buttons", "action_id": Action.CARD_CHOICE, "selected_option": {"value": "1"}}
    assert counter.take(pressed(Action.CARD_CHOICE, actions=[chosen])).status == 200
    assert not counter.told


def test_new_opens_the_maps_form(counter: Counter) -> None:
    assert counter.press(Action.MAP_NEW, "new").status == 200
    assert counter.window["callback_id"] == Form.MAP


def test_one_more_party_keeps_what_was_typed(counter: Counter) -> None:
    counter.press(Action.MAP_NEW, "new")
    filled = {"title": "The export", "name_0": "Sales", "user_1": "UBEN", "interest_1": "calm"}
    view = submitted(counter.window, "UANNA", filled)["view"]
    counter.take(pressed(Action.MAP_ADD_PARTY, channel=None, message=None, view=view))
    ((_, view_id, more, hash_),) = counter.surfaces.updated
    elements = {block["block_id"]: block["element"] for block in more["blocks"] if block["type"] == "input"}
    assert (view_id, hash_) == ("V1", "h1")
    assert elements["title"]["initial_value"] == "The export"
    assert elements["name_0"]["initial_value"] == "Sales"
    assert elements["user_1"]["initial_user"] == "UBEN"
    assert elements["interest_1"]["initial_value"] == "calm"
    assert "name_2" in elements
    assert "name_3" not in elements


STALE_FORMS: dict[str, tuple[str, str]] = {
    Form.CHANNEL: ("CGONE", field_text("not_in_channel_bot")),
    Form.SETTINGS: ("gone", field_text("bad_time")),
    Form.CARD_TEXT: ("gone", field_text("not_found")),
    Form.PREP_PART: (encode("gone", "walk_away"), field_text("not_found")),
    Form.TALK: ("gone", field_text("required")),
    Form.DEBRIEF: ("gone", field_text("required")),
    Form.MAP: (encode("gone", "1", "", ""), field_text("no_title")),
    Form.SHARE: ("gone", field_text("no_channel")),
    Form.INTEREST: (encode("gone", "1", "", "a", ""), field_text("not_found")),
    Form.COMMON: (encode("gone", "1"), field_text("not_found")),
    Form.SUSPICION: (encode("gone", "1", ""), field_text("not_found")),
    Form.ASK: ("gone", field_text("not_found")),
    Form.ANSWER: (encode("gone", ""), field_text("not_found")),
    Form.CORRECTION: ("gone", field_text("not_found")),
    Form.OPTION: (encode("gone", "1", "", "", ""), field_text("not_found")),
    Form.BRAINSTORM: ("gone", field_text("required")),
    Form.IDEA: ("gone", field_text("not_your_channel")),
    Form.SCORES: (encode("gone", "0", "0"), field_text("not_found")),
    Form.TRADE: (encode("gone", "1", ""), field_text("required")),
    Form.RANK: ("gone", field_text("not_found")),
    Form.CRITERIA: ("gone", field_text("not_found")),
    Form.AGREEMENT: (encode("map", "gone"), field_text("not_found")),
    Form.CHANGE: ("gone", field_text("required")),
    Form.FORGET: ("", field_text("not_sure")),
    Form.HOLD: ("gone", field_text("not_found")),
    Form.FRAME: ("gone", field_text("empty_answer")),
    Form.BAD_NEWS: ("gone", field_text("not_found")),
    Form.CANVAS_ASK: ("gone", field_text("not_found")),
    Form.CANVAS: ("gone", field_text("required")),
    Form.ASIDE_TEXT: ("gone", field_text("not_found")),
    Form.LIMITS: ("gone", field_text("required")),
}


@pytest.mark.parametrize("form", Form)
def test_a_form_that_cannot_be_taken_says_why_under_a_field(counter: Counter, form: Form) -> None:
    metadata, answer = STALE_FORMS[form]
    fields = {Form.CHANNEL: ["mode", "owners"], Form.MAP: ["title"], Form.SHARE: ["channel"]}
    fields |= {Form.LIMITS: ["scope"], Form.FRAME: ["outcome"], Form.CANVAS: ["problem"]}
    fields |= {Form.AGREEMENT: ["owner"], Form.TALK: ["start"], Form.DEBRIEF: ["next_time"], Form.CHANGE: ["change"]}
    fields[Form.SETTINGS] = ["day_start"]
    fields |= {Form.OPTION: ["title"], Form.TRADE: ["gives"]}
    view = {"type": "modal", "callback_id": form, "private_metadata": metadata, "blocks": []}
    body = submitted(view, "UANNA", {})
    body["view"]["blocks"] = [{"type": "input", "block_id": name} for name in fields.get(form, ["text"])]
    body["view"]["state"] = {
        "values": {"mode": {"value": {"selected_option": {"value": "off"}}}, "text": {"value": {"value": "words"}}}
    }
    response = counter.take(body)
    assert response.status == 200
    assert answer in response.body


def test_the_shortcut_is_listened_to(counter: Counter) -> None:
    body = {"type": "message_action", "callback_id": PREPARE, "team": {"id": "T1"}, "user": {"id": "UANNA"}}
    body |= {"channel": {"id": "C1"}, "message": {"ts": "1.0", "user": "UCARA", "text": "We need it &amp; soon"}}
    assert counter.take(body).status == 200
    with counter.place.store.reading() as work:
        (prep,) = [work.preps.get("T1", "id1", "UANNA")]
    assert prep is not None
    assert prep.excerpt == "We need it & soon"


def test_the_form_has_at_most_six_parties(counter: Counter) -> None:
    counter.press(Action.MAP_NEW, "new")
    view: Json = counter.window
    for _ in range(MOST_PARTIES):
        counter.take(pressed(Action.MAP_ADD_PARTY, view=submitted(view, "UANNA", {})["view"]))
        view = counter.surfaces.updated[-1][2]
    names = [block["block_id"] for block in view["blocks"] if str(block.get("block_id")).startswith("name_")]
    assert len(names) == MOST_PARTIES
    assert WORDS.text("new_map.add_party") not in str(view)


@pytest.mark.parametrize("callback_id", [*Form, "old_form", ""])
def test_a_form_that_is_closed_is_acknowledged(counter: Counter, callback_id: str) -> None:
    view = {"type": "modal", "id": "V1", "callback_id": callback_id, "blocks": [], "private_metadata": ""}
    body = {"type": "view_closed", "team": {"id": "T1"}, "user": {"id": "UANNA"}, "view": view, "is_cleared": False}
    assert counter.take(body).status == 200
    assert not counter.told
