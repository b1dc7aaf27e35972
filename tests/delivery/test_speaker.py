"""The sender's decisions: what becomes of a row, whatever the renderer and Slack answer."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.delivery.faults import CannotLook, Passing, Permanent, RateLimited, SlackFault
from bot.delivery.speaker import mark
from bot.delivery.speech import Later, NotYet, Reaction, Silence, Speech
from bot.domain.model import DueState, LocalTime, Person, Saying
from bot.views.message import Document, Message
from tests.delivery.fakes import ANNA, CHANNEL, NOON, TEAM
from tests.delivery.room import Room

FILE = Document("a.json", "A", "Here it is", "{}")


def test_said_once_in_its_channel(room: Room) -> None:
    room.say(thread_ts="5.0")
    assert room.run() == [0.0]
    assert [(p.channel, p.thread_ts, p.text) for p in room.mouth.posted] == [(CHANNEL, "5.0", "n1")]
    assert (room.row().state, room.row().sent_channel, room.row().sent_ts) == (DueState.SENT, CHANNEL, "1.0")
    assert "find" not in room.mouth.calls


def test_a_dm_is_opened_once_and_remembered(room: Room) -> None:
    room.say("k1", channel=None, person=ANNA)
    room.run()
    room.time.pass_by(2)
    room.say("k2", channel=None, person=ANNA)
    room.run()
    assert [p.channel for p in room.mouth.posted] == ["DU1", "DU1"]
    assert room.mouth.calls.count("open_dm") == 1
    assert room.store.people.get(TEAM, ANNA).dm == "DU1"


def test_a_file_is_shared_and_its_id_stands_for_the_message(room: Room) -> None:
    room.say(channel=None, person=ANNA)
    room.script.answer = FILE
    room.run()
    assert room.mouth.uploaded == [("DU1", FILE)]
    assert (room.row().state, room.row().sent_ts) == (DueState.SENT, "F1")
    room.outbox.refresh(TEAM, Saying.MAP, "n1", NOON)
    room.time.pass_by(2)
    room.run()
    assert (room.row(2).state, room.mouth.updated) == (DueState.CANCELLED, [])


def test_an_emoji_is_put_on_somebodys_message_and_follows_it(room: Room) -> None:
    room.say(saying=Saying.HANDLED)
    room.script.answer = on = Reaction(CHANNEL, "7.0", "eyes", on=True)
    room.run()
    assert room.mouth.reacted == [on]
    assert (room.row().state, room.row().sent_ts) == (DueState.SENT, "7.0")
    room.script.answer = off = replace(on, on=False)
    room.outbox.refresh(TEAM, Saying.HANDLED, "n1", NOON)
    room.time.pass_by(2)
    room.run()
    assert room.mouth.reacted == [on, off]
    assert (room.mouth.posted, room.mouth.updated) == ([], [])
    room.script.answer = Silence("no emoji is wanted")
    room.say("k2", saying=Saying.HANDLED)
    room.run()
    assert room.row(3).state is DueState.CANCELLED


@pytest.mark.parametrize(
    ("fault", "state"),
    [(Permanent("missing_scope"), DueState.CANCELLED), (Passing("x"), DueState.DUE), (RateLimited(3), DueState.DUE)],
)
def test_an_emoji_that_is_refused_is_given_up_in_silence(room: Room, fault: SlackFault, state: DueState) -> None:
    room.say(saying=Saying.HANDLED)
    room.script.answer = Reaction(CHANNEL, "7.0", "eyes", on=True)
    room.mouth.faults = [fault]
    room.run()
    assert (room.row().state, room.mouth.reacted) == (state, [])


@pytest.mark.parametrize(
    ("fault", "state"), [(Permanent("missing_scope"), DueState.DEAD), (Passing("x"), DueState.DUE)]
)
def test_a_file_that_is_refused_is_given_up_and_one_that_may_work_later_is_not(
    room: Room, fault: SlackFault, state: DueState
) -> None:
    room.say()
    room.script.answer = FILE
    room.mouth.faults = [fault]
    room.run()
    assert (room.row().state, room.mouth.uploaded) == (state, [])


@pytest.mark.parametrize(
    ("answer", "state", "due_at"),
    [
        (Silence("closed"), DueState.CANCELLED, NOON),
        (Later(NOON + timedelta(hours=20), LocalTime(datetime(2026, 6, 2, 9), "UTC")), DueState.DUE, NOON + timedelta(hours=20)),  # noqa: DTZ001, E501
        (NotYet(3), DueState.DUE, NOON + timedelta(seconds=3)),
    ],
)  # fmt: skip
def test_what_the_renderer_answers_instead(room: Room, answer: Speech, state: DueState, due_at: datetime) -> None:
    room.say()
    room.script.answer = answer
    room.run()
    assert (room.row().state, room.row().utterance.due_at) == (state, due_at)
    assert room.mouth.posted == []
    assert room.row().attempts == (1 if state is DueState.CANCELLED else 0)


# -- accepted, then the sender died ------------------------------------------------------------------------------


def crash_after_post(room: Room) -> None:
    room.say()
    [row] = room.claim()
    room.mouth.post(TEAM, CHANNEL, Message(row.utterance.subject), None, mark(row))
    room.time.pass_by(61)
    room.speaker = room.restarted()


def test_a_message_that_reached_slack_before_a_crash_is_not_said_again(room: Room) -> None:
    crash_after_post(room)
    room.run()
    assert len(room.mouth.posted) == 1
    assert (room.row().state, room.row().sent_ts) == (DueState.SENT, "1.0")


def test_without_the_look_up_it_would_be_said_twice(room: Room) -> None:
    room.mouth.blind = True
    crash_after_post(room)
    room.run()
    assert len(room.mouth.posted) == 2


def test_an_answer_that_got_lost_is_looked_up(room: Room) -> None:
    room.say()
    room.mouth.accept_then_fail = Passing("timeout")
    room.run()
    assert room.row().state is DueState.DUE
    room.time.pass_by(10)
    room.run()
    assert len(room.mouth.posted) == 1
    assert room.row().state is DueState.SENT


def test_a_crash_before_the_call_is_made_good(room: Room) -> None:
    room.say()
    room.claim()
    room.time.pass_by(61)
    room.run()
    assert len(room.mouth.posted) == 1


@pytest.mark.parametrize(("place", "posts", "state"), [
    ({"channel": CHANNEL}, 1, DueState.DEAD),
    ({"channel": "D7"}, 2, DueState.SENT),
    ({"channel": None, "person": ANNA}, 2, DueState.SENT),
])  # fmt: skip
def test_where_nobody_can_look_a_channel_is_spared_and_a_person_is_told(
    room: Room, place: dict[str, Any], posts: int, state: DueState
) -> None:
    room.say(**place)
    room.mouth.accept_then_fail = Passing("timeout")
    room.mouth.cannot_look = CannotLook("missing_scope")
    room.run()
    room.time.pass_by(10)
    room.run()
    assert (len(room.mouth.posted), room.row().state) == (posts, state)


def test_the_mark_tells_rows_of_two_databases_apart(room: Room) -> None:
    room.say("k1")
    other = replace(room.row(), utterance=replace(room.row().utterance, key="k2"))
    assert mark(room.row()) != mark(other)
    assert mark(room.row()) == mark(replace(room.row(), attempts=3))


# -- how calls fail ----------------------------------------------------------------------------------------------


def test_a_rate_limit_is_waited_out_and_blocks_the_channel(room: Room) -> None:
    room.say("k1")
    room.say("k2")
    room.say("k3", channel="C2")
    room.mouth.faults = [RateLimited(30)]
    waits = room.run()
    assert room.outbox.retry_at[1] == NOON + timedelta(seconds=30)
    assert waits[0] == 0.0
    assert waits[1] == pytest.approx(30)
    assert [p.channel for p in room.mouth.posted] == ["C2"]


def test_a_permanent_error_ends_the_row_with_its_reason(room: Room) -> None:
    room.say()
    room.mouth.faults = [Permanent("is_archived")]
    room.run()
    assert (room.row().state, room.row().reason) == (DueState.DEAD, "is_archived")


def test_passing_faults_are_tried_again_ever_more_slowly_and_then_given_up(room: Room) -> None:
    room.say()
    waits = []
    while room.row().state is DueState.DUE:
        room.mouth.faults = [Passing("http_503")]
        room.run()
        if room.row().state is DueState.DUE:
            waits.append((room.outbox.retry_at[1] - room.time.now()).total_seconds())
            room.time.pass_by(waits[-1])
    assert (room.row().state, room.row().reason, room.row().attempts) == (DueState.DEAD, "http_503", 10)
    assert len(waits) == 9
    assert all(
        low <= wait <= low * 1.25 for wait, low in zip(waits, [5, 10, 20, 40, 80, 160, 320, 640, 900], strict=True)
    )


@pytest.mark.parametrize("fault", [Passing("http_503"), RateLimited(60)])
def test_after_a_day_it_is_given_up(room: Room, fault: SlackFault) -> None:
    room.say()
    room.claim()
    room.time.pass_by(86_400)
    room.mouth.faults = [fault]
    room.run()
    assert room.row().state is DueState.DEAD


def test_a_renderer_that_breaks_is_tried_again(room: Room) -> None:
    room.say()
    room.script.error = ValueError("what somebody wrote")
    room.run()
    assert (room.row().state, room.row().reason) == (DueState.DUE, "ValueError")


def test_a_dm_that_is_gone_is_opened_anew(room: Room) -> None:
    room.store.people.save(Person(TEAM, ANNA, dm="DOLD"))
    room.say(channel=None, person=ANNA)
    room.mouth.faults = [Permanent("channel_not_found")]
    room.run()
    assert room.row().state is DueState.DUE
    room.time.pass_by(10)
    room.run()
    assert [p.channel for p in room.mouth.posted] == ["DU1"]


def test_a_person_slack_does_not_know_ends_the_row(room: Room) -> None:
    room.say(channel=None, person=ANNA)
    room.mouth.faults = [Permanent("user_not_found")]
    room.run()
    assert (room.row().state, room.row().reason) == (DueState.DEAD, "user_not_found")


def test_a_queue_that_fails_leaves_the_row_to_its_lease(room: Room) -> None:
    room.say()
    [row] = room.claim()
    room.outbox.broken = True
    assert room.speaker.speak(row) == 0.0
    room.speaker.give_back(row, 1.0)
    room.outbox.broken = False
    assert room.row().state is DueState.CLAIMED
    room.time.pass_by(61)
    room.run()
    assert len(room.mouth.posted) == 1


def test_a_row_that_was_taken_over_is_not_written(room: Room) -> None:
    room.say()
    [late] = room.claim()
    room.time.pass_by(61)
    [now] = room.claim()
    room.speaker.speak(late)
    assert room.row() == now


def test_the_second_message_of_a_channel_waits_its_turn(room: Room) -> None:
    room.say("k1")
    room.say("k2")
    first, second = room.claim()
    room.speaker.speak(first)
    assert room.speaker.speak(second) == pytest.approx(1.05)
    room.time.pass_by(1.06)
    assert room.speaker.speak(second) == 0.0
    assert len(room.mouth.posted) == 2


def test_nothing_is_posted_when_the_lease_might_end_during_the_call(room: Room) -> None:
    room.say()
    [row] = room.claim()
    assert room.speaker.speak(row, post_by=room.time.monotonic() - 1) == 0.0
    assert (room.row().state, room.row().attempts, room.mouth.posted) == (DueState.DUE, 0, [])


NINE = LocalTime(NOON.replace(hour=9, tzinfo=None), "Europe/Madrid")


@pytest.mark.parametrize("saying", [Saying.REVIEW_DUE, Saying.REVIEW_AHEAD, Saying.DEBRIEF, Saying.WAIT_OVER])
def test_a_snooze_puts_off_and_keeps_the_local_time(room: Room, saying: Saying) -> None:
    """So that the working hours of that zone still hold when the snooze is over."""
    room.say(saying=saying, channel=None, person=ANNA, local=NINE)
    room.mouth.snoozed = NOON + timedelta(hours=8)
    room.run()
    assert room.mouth.posted == []
    assert (room.row().utterance.due_at, room.row().utterance.local) == (NOON + timedelta(hours=8), NINE)
    assert (room.row().state, room.row().attempts) == (DueState.DUE, 0)
