"""Threads, do-not-disturb and refreshing: what a row may stand on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.faults import Permanent, RateLimited
from bot.delivery.speech import Silence
from bot.domain.model import DueState, Saying
from tests.delivery.fakes import ANNA, CHANNEL, NOON, TEAM
from tests.delivery.room import LEASE, Room

# -- threads -----------------------------------------------------------------------------------------------------


def thread(room: Room) -> None:
    room.say("root", channel=None, person=ANNA)
    room.say("reply", channel=None, person=ANNA, in_thread_of="root", due_at=NOON - timedelta(seconds=1))


def test_a_reply_waits_for_its_root_and_stands_below_it(room: Room) -> None:
    thread(room)
    room.run()
    assert (room.row(2).state, room.row(2).attempts) == (DueState.DUE, 0)
    room.time.pass_by(2)
    room.run()
    assert [(p.channel, p.thread_ts) for p in room.mouth.posted] == [("DU1", None), ("DU1", "1.0")]


def test_a_reply_to_a_reply_stands_in_the_same_thread(room: Room) -> None:
    thread(room)
    room.say("third", channel=None, person=ANNA, in_thread_of="reply")
    for _ in range(4):
        room.run()
        room.time.pass_by(2)
    assert [p.thread_ts for p in room.mouth.posted] == [None, "1.0", "1.0"]


@pytest.mark.parametrize("state", [DueState.DEAD, DueState.CANCELLED])
def test_a_reply_to_what_was_never_said_is_not_said(room: Room, state: DueState) -> None:
    thread(room)
    room.outbox.rows[1] = replace(room.row(1), state=state)
    room.run()
    assert (room.row(2).state, room.row(2).reason) == (DueState.CANCELLED, "thread_lost")


# -- reminders and do-not-disturb --------------------------------------------------------------------------------


@pytest.mark.parametrize(("saying", "posts"), [(Saying.DEBRIEF, 0), (Saying.CARD, 1), (Saying.PREP, 1)])
def test_only_reminders_respect_do_not_disturb(room: Room, saying: Saying, posts: int) -> None:
    """A card is held by bot/delivery/quiet.py."""
    room.mouth.snoozed = NOON + timedelta(hours=3)
    room.say(saying=saying, channel=None, person=ANNA)
    room.run()
    assert len(room.mouth.posted) == posts
    if not posts:
        assert (room.row().utterance.due_at, room.row().attempts) == (NOON + timedelta(hours=3), 0)


# -- refreshing --------------------------------------------------------------------------------------------------


def refreshed(room: Room) -> Room:
    room.say()
    room.run()
    room.store.outbox.refresh(TEAM, Saying.MAP, "n1", NOON)
    return room


def test_a_refresh_renders_the_message_anew_in_its_place(room: Room) -> None:
    refreshed(room).run()
    assert room.mouth.updated == [(CHANNEL, "1.0", "n1")]
    assert room.script.rendered == [1, 1]
    assert len(room.mouth.posted) == 1
    assert room.row(2).state is DueState.SENT


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_message_that_is_gone_needs_no_refresh(room: Room, error: str) -> None:
    refreshed(room).mouth.faults = [Permanent(error)]
    room.run()
    assert (room.row(2).state, room.row(2).reason) == (DueState.CANCELLED, error)


def test_silence_leaves_the_message_as_it_is(room: Room) -> None:
    refreshed(room).script.answer = Silence("closed")
    room.run()
    assert room.mouth.updated == []
    assert room.row(2).state is DueState.CANCELLED


def test_a_refresh_waits_while_its_message_is_being_said(room: Room) -> None:
    refreshed(room)
    room.outbox.rows[1] = replace(room.row(1), state=DueState.CLAIMED, claim="other")
    room.outbox.lease_until[1] = NOON + LEASE
    room.run()
    assert room.row(2).state is DueState.DUE
    assert room.mouth.updated == []


@pytest.mark.parametrize("subject", ["99", "no number", ""])
def test_a_refresh_of_nothing_ends(room: Room, subject: str) -> None:
    room.say(saying=Saying.REFRESH, subject=subject)
    room.run()
    assert room.row().state is DueState.CANCELLED


def test_a_refresh_fails_like_any_call(room: Room) -> None:
    refreshed(room).mouth.faults = [RateLimited(7)]
    room.run()
    assert room.outbox.retry_at[2] == NOON + timedelta(seconds=7)
