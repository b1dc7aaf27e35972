"""Replies stay outside, except under a request that is followed; later an owner's answer passes without its words."""

from datetime import timedelta

import pytest

from bot.delivery.receiver import Outcome, Receiver, Taken
from bot.domain.model import Mode, Person
from bot.domain.timing import Wait
from tests.delivery.events import SECRET, Json, edited, message, payload
from tests.delivery.fakes import StillTime
from tests.fakes import ANNA, CARA, DAN, TEAM
from tests.workplace import Workplace

REPLY = Taken(Outcome.DROPPED, "reply")


def reply(user: str = ANNA, root: str = "1.0", **more: object) -> Json:
    return message(user=user, ts="2.0", thread_ts=root, blocks=[{"type": "section"}], **more)


@pytest.fixture
def receiver(place: Workplace) -> Receiver:
    place.turn_on()
    return Receiver(place.store, place.inbox, StillTime(), "compass")


def kept(place: Workplace) -> str:
    return str([row.body for row in place.inbox.claim("w", 9, StillTime().now(), place.world.habits.card_delay)])


@pytest.mark.parametrize("more", [{}, {"subtype": "thread_broadcast"}, {"subtype": "file_share"}])
@pytest.mark.parametrize("user", [ANNA, CARA, DAN])
def test_a_reply_under_a_request_passes_with_its_words_and_nothing_else(
    place: Workplace, receiver: Receiver, user: str, more: Json
) -> None:
    place.hear()
    assert receiver.take(payload(reply(user, **more))) == Taken(Outcome.STORED)
    body = kept(place)
    assert "'thread_ts': '1.0'" in body
    assert SECRET in body
    assert "section" not in body


def test_an_owners_reply_to_a_message_that_waits_to_be_read_passes_too(place: Workplace, receiver: Receiver) -> None:
    """Both came at once, as after a cut connection: the request is noticed first, then its answer settles it."""
    asked = payload(message(user=CARA, ts="1.0"), event_id="Ev1")
    assert receiver.take(asked).outcome is Outcome.STORED
    assert receiver.take(payload(reply(CARA), event_id="Ev2")) == REPLY
    assert receiver.take(payload(reply(root="3.0"), event_id="Ev3")) == REPLY
    assert receiver.take(payload(reply(), event_id="Ev4")) == Taken(Outcome.STORED)
    (row,) = place.inbox.claim("w", 9, StillTime().now(), place.world.habits.card_delay)
    place.inbox.finish(row.delivery)
    assert SECRET not in kept(place)
    assert receiver.take(payload(reply(), event_id="Ev5")) == Taken(Outcome.STORED), "the reply before is unread"


def test_every_other_reply_stays_outside(place: Workplace, receiver: Receiver) -> None:
    assert receiver.take(payload(reply())) == REPLY
    id_ = place.hear()
    assert receiver.take(payload(reply(root="9.0"))) == REPLY
    assert receiver.take(payload(edited(user=ANNA, ts="2.0", thread_ts="1.0"))) == REPLY
    assert receiver.take(payload(reply(bot_id="B1"))) == Taken(Outcome.DROPPED, "bot")
    place.coaching.dismiss(TEAM, id_, ANNA)
    assert receiver.take(payload(reply())) == REPLY


def test_later_an_owners_answer_passes_without_its_words_and_nobody_elses(place: Workplace) -> None:
    """Also where nobody is followed at all."""
    place.turn_on()
    place.hear()
    for lapse in (timedelta(), timedelta(milliseconds=999)):
        receiver = Receiver(place.store, place.inbox, StillTime(), "compass", lapse)
        assert receiver.take(payload(reply(CARA))) == REPLY
        assert receiver.take(payload(reply(), event_id=f"Ev{lapse}")) == Taken(Outcome.STORED)
    assert SECRET not in kept(place)


def test_what_was_handled_is_followed_on(place: Workplace, receiver: Receiver) -> None:
    place.coaching.post(TEAM, place.hear(), ANNA, None)
    assert receiver.take(payload(reply(CARA))) == Taken(Outcome.STORED)


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.REACTIONS])
def test_nothing_where_messages_are_not_read(place: Workplace, receiver: Receiver, mode: Mode) -> None:
    place.hear()
    place.turn_on(mode)
    assert receiver.take(payload(reply())) == Taken(Outcome.DROPPED, "off")
    place.share_channel()
    assert receiver.take(payload(reply())) == Taken(Outcome.DROPPED, "shared")


def test_nothing_of_who_opted_out(place: Workplace, receiver: Receiver) -> None:
    place.hear()
    with place.store.work() as work:
        work.people.save(Person(TEAM, ANNA, opted_out=True))
    assert receiver.take(payload(reply())) == Taken(Outcome.DROPPED, "opted_out")


def test_a_reply_to_a_request_that_rests_passes_too(place: Workplace, receiver: Receiver) -> None:
    place.coaching.wait(TEAM, place.hear(), ANNA, Wait.TOMORROW)
    assert receiver.take(payload(reply())).outcome is Outcome.STORED
