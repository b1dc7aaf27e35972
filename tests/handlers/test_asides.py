"""From the card aside to what stands in the thread, through buttons and forms."""

import json

import pytest

from bot.domain.model import AsideKind, Saying, Settlement
from bot.services.asides import LimitsPost
from bot.services.coaching import OwnerPost
from bot.views.ids import Action, Form
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.handlers.counter import Counter, error_text, field_text, message
from tests.services.test_asides import HEAT, OPEN, SMALL, TOLD, stored
from tests.workplace import Workplace

SMUGGLED = "Let's &lt;!channel&gt; talk &amp; breathe."


@pytest.fixture
def asked(place: Workplace) -> str:
    place.turn_on()
    return place.hear()


def reply(counter: Counter, text: str, ts: str, user: str = CARA) -> None:
    """As the worker hands it over."""
    response = counter.event(message(text, user, ts, thread_ts="1.0"))
    assert response.status == 200


def test_a_reply_is_read_where_it_stands(counter: Counter, place: Workplace, asked: str) -> None:
    reply(counter, "This is ridiculous &amp; nobody answers.", "2.0")
    reply(counter, HEAT[1], "3.0", ANNA)
    assert [said.person for said in place.said(Saying.ASIDE_TENSION)] == [ANNA, BEN]
    assert place.request(asked).settled_as is Settlement.REPLIED


def test_a_summary_is_posted_as_it_is_or_edited(counter: Counter, place: Workplace, asked: str) -> None:
    for number, text in enumerate(TOLD):
        reply(counter, text, f"{number + 2}.0")
        place.reply(text, f"{number + 2}.0")  # as it stands in Slack
    aside = stored(place, asked, AsideKind.SUMMARY)
    counter.press(Action.ASIDE_EDIT, aside.id)
    (draft,) = [block["element"]["initial_value"] for block in counter.window["blocks"] if block["type"] == "input"]
    counter.press(Action.ASIDE_POST, aside.id)
    (said,) = place.said(Saying.THREAD_LINE)
    assert place.asides.thread_line(TEAM, said.subject) == OwnerPost(draft, ANNA)
    counter.press(Action.ASIDE_POST, aside.id, BEN)
    assert counter.told == [error_text("card_settled")]


def test_a_pause_is_edited_or_a_call_offered(counter: Counter, place: Workplace, asked: str) -> None:
    reply(counter, HEAT[0], "2.0")
    reply(counter, HEAT[1], "3.0")
    aside = stored(place, asked, AsideKind.TENSION)
    counter.press(Action.ASIDE_EDIT, aside.id)
    form = counter.window
    (draft,) = [block["element"]["initial_value"] for block in form["blocks"] if block["type"] == "input"]
    refused = counter.submit(form, text=draft)
    assert json.loads(refused.body)["errors"] == {"text": field_text("blank_left")}
    counter.press(Action.ASIDE_CALL, aside.id)
    assert counter.window["callback_id"] == Form.ASIDE_TEXT
    counter.submit(counter.window, text="How would ten minutes suit you?")
    (said,) = place.said(Saying.THREAD_LINE)
    assert place.asides.thread_line(TEAM, said.subject) == OwnerPost("How would ten minutes suit you?", ANNA)


def test_three_blanks_are_filled_in(counter: Counter, place: Workplace, asked: str) -> None:
    reply(counter, OPEN, "2.0", BEN)
    counter.press(Action.ASIDE_FILL, stored(place, asked, AsideKind.AGREED).id)
    form = counter.window
    assert form["callback_id"] == Form.AGREEMENT
    refused = counter.submit(form, owner=BEN, next_step=" ", due="2026-06-08", review="2026-07-06")
    assert "next_step" in json.loads(refused.body)["errors"]
    counter.submit(form, owner=BEN, next_step="Ship it", due="2026-06-08", review="2026-07-06")
    assert {said.channel for said in place.said(Saying.AGREEMENT)} == {CHANNEL, None}
    counter.press(Action.ASIDE_FILL, stored(place, asked, AsideKind.AGREED).id, BEN)
    assert counter.told == [error_text("card_settled")]


def test_limits_are_set(counter: Counter, place: Workplace, asked: str) -> None:
    reply(counter, SMALL, "2.0", BEN)
    counter.press(Action.ASIDE_FILL, stored(place, asked, AsideKind.LIMITS).id)
    form = counter.window
    assert form["callback_id"] == Form.LIMITS
    refused = counter.submit(form, scope="The button", owner=BEN, review="2026-06-15")
    assert json.loads(refused.body)["errors"] == {"criteria": field_text("required")}
    counter.submit(form, scope="The button", criteria="May closes", owner=BEN, review="2026-06-15")
    (said,) = place.said(Saying.LIMITS)
    post = place.asides.limits_post(TEAM, said.subject)
    assert isinstance(post, LimitsPost)
    assert (post.scope, post.criteria, post.author) == ("The button", "May closes", ANNA)


def test_not_now_is_one_press(counter: Counter, place: Workplace, asked: str) -> None:
    reply(counter, SMALL, "2.0", BEN)
    aside = stored(place, asked, AsideKind.LIMITS)
    counter.press(Action.ASIDE_DISMISS, aside.id, BEN)
    counter.press(Action.ASIDE_DISMISS, aside.id, ANNA)
    assert counter.told == [error_text("card_settled")]
