"""From the card's menu, the thread, the shortcut and the command: every move to what is posted."""

import json
from typing import Any

import pytest

from bot.domain.model import Saying, Settlement
from bot.services.canvases import Canvas, FilledCanvas
from bot.services.coaching import OwnerPost
from bot.services.people import UserChanged
from bot.views.card import MORE
from bot.views.ids import CHECK, Action, Form, encode
from bot.views.message import Modal
from bot.views.ways import WAYS
from tests.fakes import ANNA, CARA, TEAM
from tests.handlers.counter import Counter, Json, error_text, field_text, pressed
from tests.workplace import WORDS, Workplace

SMUGGLED = "You always ask &lt;!channel&gt; why, &amp; just now."


@pytest.fixture
def asked(place: Workplace) -> str:
    place.turn_on()
    return place.hear("Could we have a calendar view by Friday?")


def choose(counter: Counter, request: str, choice: str) -> Modal:
    """An entry of the card's menu."""
    option = {"type": "overflow", "action_id": Action.CARD_MORE, "selected_option": {"value": encode(request, choice)}}
    counter.take(pressed(Action.CARD_MORE, actions=[option]))
    return counter.window


def way(counter: Counter, request: str, choice: str) -> Modal:
    """More ways to answer, and a button there: the next window takes the place of the first."""
    view = {"id": "V1", "hash": "h1", **choose(counter, request, "ways")}
    outer: dict[str, Any] = {
        "channel": None,
        "message": None,
        "container": {"type": "view", "view_id": "V1"},
        "view": view,
    }
    counter.press(f"{Action.CARD_WAY}_{choice}", encode(request, choice), **outer)
    team, view_id, window, hash_ = counter.surfaces.updated[-1]
    assert (team, view_id, hash_) == (TEAM, "V1", "h1")
    return window


def test_the_menu_leads_to_every_other_way(counter: Counter, asked: str) -> None:
    assert len(MORE) + 1 <= 5
    buttons = [block["accessory"] for block in choose(counter, asked, "ways")["blocks"] if "accessory" in block]
    assert [button["action_id"] for button in buttons] == [f"{Action.CARD_WAY}_{choice}" for choice in WAYS]
    assert all(button["value"].startswith(asked) for button in buttons)


def test_why_this_shows_what_was_seen(counter: Counter, asked: str) -> None:
    window = json.dumps(way(counter, asked, "why"))
    assert "`questions." in window
    assert "submit" not in window


def test_a_frame_is_edited_and_posted(counter: Counter, place: Workplace, asked: str) -> None:
    form = way(counter, asked, "frame")
    assert form["callback_id"] == Form.FRAME
    drafts = {b["block_id"]: b["element"].get("initial_value", "") for b in form["blocks"] if b["type"] == "input"}
    refused = counter.submit(form, **drafts)
    assert json.loads(refused.body)["errors"] == {"outcome": field_text("blank_left")}
    counter.submit(form, outcome="Calm month ends.", closing=drafts["closing"])
    assert place.coaching.owner_post(TEAM, asked) == OwnerPost(f"Calm month ends.\n{drafts['closing']}", ANNA)


def test_bad_news_is_edited_and_posted(counter: Counter, place: Workplace, asked: str) -> None:
    form = way(counter, asked, "bad_news")
    counter.submit(form, text="You may feel unheard. It will not be June.")
    assert place.coaching.owner_post(TEAM, asked) == OwnerPost("You may feel unheard. It will not be June.", ANNA)


def test_a_holding_line_is_edited_and_posted(counter: Counter, place: Workplace, asked: str) -> None:
    place.slack.know(ANNA, "Europe/Berlin")
    place.people.changed(UserChanged(TEAM, ANNA, "Europe/Berlin", active=True), None)
    menu = {"type": "overflow", "action_id": Action.CARD_MORE, "selected_option": {"value": f"{asked}|tomorrow"}}
    counter.take(pressed(Action.CARD_MORE, actions=[menu]))
    counter.press(Action.CARD_HOLD, asked)
    (draft,) = [b["element"]["initial_value"] for b in counter.window["blocks"] if b["type"] == "input"]
    assert "Tue 2 Jun, 09:00 (Berlin time)" in draft
    counter.submit(counter.window, text=draft)
    (said,) = place.said(Saying.HOLDING_LINE)
    assert place.moves.holding_post(TEAM, said.subject) == OwnerPost(draft, ANNA)
    counter.press(Action.CARD_HOLD, asked)
    assert counter.told == [error_text("card_settled")]


def test_six_lines_are_asked_for_and_filled_in_by_the_requester(counter: Counter, place: Workplace, asked: str) -> None:
    form = way(counter, asked, "canvas")
    counter.submit(form, text="Six short lines would help.")
    assert place.request(asked).settled_as is Settlement.ASKED
    in_thread = {"channel": {"id": "C1"}, "message": {"ts": "2.0", "thread_ts": "1.0"}}
    counter.press(Action.CANVAS_FILL, asked, CARA, **in_thread)
    lines = {"problem": "Totals by hand", "who": "finance", "stop": "SSO"}
    counter.submit(counter.window, CARA, **lines)
    (said,) = place.said(Saying.CANVAS)
    assert place.canvases.filled(TEAM, said.subject) == FilledCanvas(Canvas(**lines), CARA)
    assert json.loads(counter.submit(counter.window, CARA).body)["errors"] == {"problem": field_text("required")}


# -- check my reply ---------------------------------------------------------------------------------------------


def shortcut(user: str = ANNA, **message: object) -> Json:
    body: Json = {"type": "message_action", "callback_id": CHECK, "team": {"id": TEAM}, "user": {"id": ANNA}}
    body |= {"channel": {"id": "C1"}, "trigger_id": "1.2.t"}
    return body | {"message": {"ts": "1.0", "user": user, "text": SMUGGLED, **message}}


def test_ones_own_message_is_checked_in_a_window(counter: Counter) -> None:
    assert counter.take(shortcut()).status == 200
    shown = json.dumps(counter.window)
    assert "*You always* [1] ask @channel why" in shown
    assert "Lately you often ask @channel why" in shown
    assert "<!channel>" not in shown


@pytest.mark.parametrize("message", [{"user": CARA}, {"bot_id": "B1"}])
def test_somebody_elses_message_is_not(counter: Counter, message: dict[str, str]) -> None:
    counter.take(shortcut(**message))
    assert error_text("not_your_message") in json.dumps(counter.window)


def test_a_message_without_words_is_fine(counter: Counter) -> None:
    counter.take(shortcut(text=None))
    assert WORDS.text("check.nothing") in json.dumps(counter.window)


def test_a_draft_is_checked_behind_the_command(counter: Counter) -> None:
    answer = json.loads(counter.type(f"check {SMUGGLED}").body)
    assert answer["response_type"] == "ephemeral"
    assert answer["text"] == WORDS.text("check.text", count="1")
    shown = json.dumps(answer["blocks"])
    assert "Lately you often ask" in shown
    assert "<!channel>" not in shown
    usage = json.loads(counter.type("check").body)
    assert usage["text"] == WORDS.text("check.usage")
    assert counter.type("check " + "You always must, because " * 2_000).status == 200
