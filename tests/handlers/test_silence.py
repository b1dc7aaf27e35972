"""Mute, settings and an owner's own reply, from the payload to what became of it."""

import json

from bot.domain.model import Saying, Settlement
from bot.domain.silence import FOR_GOOD
from bot.views.ids import Action, Form, encode
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.handlers.counter import Counter, Json, field_text
from tests.workplace import WORDS, Workplace


def answer(counter: Counter, text: str) -> str:
    return str(json.loads(counter.type(text).body)["text"])


def fields(counter: Counter) -> dict[str, Json]:
    return {block["block_id"]: block["element"] for block in counter.window["blocks"] if block["type"] == "input"}


def test_muting_and_unmuting(counter: Counter) -> None:
    assert answer(counter, "unmute") == WORDS.text("mute.none")
    assert answer(counter, "mute") == answer(counter, "mute a while") == WORDS.text("mute.how")
    assert "No cards until <!date^" in answer(counter, "mute 1h")
    assert "No cards until <!date^" in answer(counter, "MUTE Today")
    assert answer(counter, "mute forever") == WORDS.text("mute.for_good")
    with counter.place.store.reading() as work:
        assert work.people.get(TEAM, ANNA).muted_until == FOR_GOOD
    assert answer(counter, "unmute") == WORDS.text("mute.ended")


def test_an_owner_sets_their_own_and_the_channels(counter: Counter, place: Workplace) -> None:
    place.turn_on()
    place.slack.open_channel("CTEST", ANNA)
    assert not counter.type("settings").body
    assert counter.window["callback_id"] == Form.SETTINGS
    shown = fields(counter)
    assert (shown["day_start"]["initial_value"], shown["day_end"]["initial_value"]) == ("09:00", "18:00")
    filled = {"day_start": "10:00", "day_end": "16:00", "cards_a_day": "2", "mute": "off"}
    there = {"channel_cards": "1", "card_delay": "5", "rehearsal": "CTEST"}
    assert not counter.submit(counter.window, **filled, **there).body
    stored = place.stored()
    assert (stored.cards_a_day, stored.card_delay, stored.rehearsal) == (1, 300, "CTEST")
    counter.type("settings")
    shown = fields(counter)
    assert (shown["day_start"]["initial_value"], shown["cards_a_day"]["initial_value"]) == ("10:00", "2")
    assert shown["rehearsal"]["initial_conversation"] == "CTEST"


def test_a_mistake_is_named_under_its_field(counter: Counter) -> None:
    counter.type("settings", CARA)
    assert "channel_cards" not in fields(counter)
    filled = {"day_start": "10:00", "day_end": "9:00", "cards_a_day": "2", "mute": "off"}
    response = json.loads(counter.submit(counter.window, CARA, **filled).body)
    assert response == {"response_action": "errors", "errors": {"day_end": field_text("end_before_start")}}


def test_mute_here_and_back(counter: Counter, place: Workplace) -> None:
    place.turn_on()
    counter.press(Action.CARD_MORE, encode(place.hear(), "mute_here"))
    assert [told.person for told in place.said(Saying.MUTED_HERE)] == [ANNA]
    assert place.mutes.is_muted_here(TEAM, CHANNEL, ANNA)
    counter.press(Action.MUTE_UNDO, CHANNEL)
    assert not place.mutes.is_muted_here(TEAM, CHANNEL, ANNA)
    assert not counter.told


def test_listening_as_before_is_an_owners_to_say(counter: Counter, place: Workplace) -> None:
    place.turn_on()
    counter.press(Action.LISTEN_AGAIN, CHANNEL, BEN)
    assert not counter.told
    counter.press(Action.LISTEN_AGAIN, CHANNEL, CARA)
    assert len(counter.told) == 1


def test_an_owners_reply_settles_the_request(counter: Counter, place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    reply = {"type": "message", "channel": CHANNEL, "user": ANNA, "text": "", "ts": "2.0", "thread_ts": "1.0"}
    counter.event(reply | {"event_ts": "2.0"})
    assert place.request(id_).settled_as is Settlement.REPLIED
