"""The receiver keeps what the bot was asked to read and nothing else, whatever comes in."""

import json
import logging

import pytest

from bot.delivery.receiver import Outcome, Taken
from bot.delivery.trimming import TEXT
from bot.domain.model import Mode, Person
from tests.delivery.events import APP, BOT, SECRET, Desk, Json, deleted, edited, message, reaction
from tests.delivery.fakes import ANNA, CHANNEL, TEAM


@pytest.mark.parametrize(
    ("event", "conversation"),
    [
        (message(), "C1:1.0"),
        (message(thread_ts="1.0"), "C1:1.0"),
        (message(subtype="file_share"), "C1:1.0"),
        (edited(), "C1:1.0"),
        (edited(thread_ts="1.0"), "C1:1.0"),
        (message(channel="D1", thread_ts="0.5"), "D1:0.5"),
        (deleted(), "C1:1.0"),
        (deleted(user=ANNA, ts="1.0", thread_ts="0.5", text=SECRET), "C1:0.5"),
        (reaction(), "C1:1.0"),
        (reaction("compass::skin-tone-2"), "C1:1.0"),
        ({"type": "member_joined_channel", "channel": CHANNEL, "user": BOT}, CHANNEL),
        ({"type": "member_left_channel", "channel": CHANNEL, "user": ANNA}, CHANNEL),
        ({"type": "channel_shared", "channel": CHANNEL}, CHANNEL),
        ({"type": "user_change", "user": {"id": ANNA}}, ANNA),
    ],
)
def test_kept(desk: Desk, event: Json, conversation: str) -> None:
    assert desk.take(event) == Taken(Outcome.STORED)
    [row] = desk.inbox.rows.values()
    assert (row.team, row.conversation) == (TEAM, conversation)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (message(bot_id="B1"), "bot"),
        (message(bot_profile={"id": "B1"}), "bot"),
        (message(subtype="bot_message"), "bot"),
        (message(app_id=APP), "bot"),
        (message(user=BOT), "bot"),
        (message(user=None), "no_author"),
        (message(thread_ts="0.5"), "reply"),
        (message(subtype="thread_broadcast", thread_ts="0.5"), "reply"),
        (edited(thread_ts="0.5"), "reply"),
        (edited() | {"channel": "D1"}, "direct"),
        (message(subtype="channel_join"), "subtype"),
        (message(subtype="channel_topic"), "subtype"),
        (message(subtype="me_message"), "subtype"),
        (edited(before=SECRET), "unchanged"),
        (edited(bot_id="B1"), "bot"),
        (edited(subtype="bot_message"), "bot"),
        (edited(user=BOT), "bot"),
        (deleted(bot_id="B1", ts="1.0"), "bot"),
        (reaction("thumbsup"), "other_reaction"),
        (reaction("compasses"), "other_reaction"),
        (reaction(user=BOT), "bot"),
        ({"type": "reaction_removed"}, "unknown_type"),
        ({"type": "link_shared", "channel": CHANNEL}, "unknown_type"),
    ],
)
def test_dropped(desk: Desk, event: Json, why: str) -> None:
    assert desk.take(event) == Taken(Outcome.DROPPED, why)
    assert desk.kept == []


@pytest.mark.parametrize("event", [message(), edited()])
def test_nothing_of_a_person_who_opted_out(desk: Desk, event: Json) -> None:
    desk.store.people.save(Person(TEAM, ANNA, opted_out=True))
    assert desk.take(event) == Taken(Outcome.DROPPED, "opted_out")
    assert desk.kept == []


def test_the_same_id_in_another_team_did_not_opt_out(desk: Desk) -> None:
    desk.store.people.save(Person("T2", ANNA, opted_out=True))
    assert desk.take(message()).outcome is Outcome.STORED


@pytest.mark.parametrize("event", [message(), edited()])
@pytest.mark.parametrize(("envelope", "stored"), [(True, False), (False, True), (True, True)])
def test_nothing_of_a_shared_channel(desk: Desk, event: Json, envelope: bool, stored: bool) -> None:
    desk.store.turn_on(shared=stored)
    assert desk.take(event, is_ext_shared_channel=envelope) == Taken(Outcome.DROPPED, "shared")


@pytest.mark.parametrize("event", [message(), edited()])
@pytest.mark.parametrize("mode", [Mode.OFF, Mode.REACTIONS])
def test_nothing_where_messages_are_not_read(desk: Desk, event: Json, mode: Mode) -> None:
    desk.store.turn_on(mode=mode)
    assert desk.take(event) == Taken(Outcome.DROPPED, "off")


@pytest.mark.parametrize(("mode", "shared"), [(Mode.OFF, False), (Mode.REACTIONS, False), (Mode.PRIVATE, True)])
def test_a_deletion_passes_everywhere(desk: Desk, mode: Mode, shared: bool) -> None:
    """It carries no text, and somebody may have kept an excerpt by the shortcut."""
    desk.store.turn_on(mode=mode, shared=shared)
    assert desk.take(deleted(), is_ext_shared_channel=shared).outcome is Outcome.STORED


@pytest.mark.parametrize("more", [{"channel": "D1"}, {"channel": "X1", "channel_type": "im"}])
def test_a_dm_is_never_off(desk: Desk, more: Json) -> None:
    assert desk.take(message(**more)).outcome is Outcome.STORED


@pytest.mark.parametrize("more", [{}, {"thread_ts": "0.5"}, {"subtype": "file_share"}])
def test_what_is_written_to_the_bot_is_kept_without_its_words(desk: Desk, more: Json) -> None:
    desk.store.people.save(Person(TEAM, ANNA, opted_out=True))  # their own messages to the bot are theirs to send
    assert desk.take(message(channel="D1", channel_type="im", **more)).outcome is Outcome.STORED
    assert desk.kept[0]["event"]["user"] == ANNA
    assert SECRET not in json.dumps(desk.kept)


def test_an_edit_that_does_not_say_of_which_message_is_read_from_what_stood_there(desk: Desk) -> None:
    thin = edited()
    del thin["message"]["ts"]
    assert desk.take(thin).outcome is Outcome.STORED
    assert [row.conversation for row in desk.inbox.rows.values()] == ["C1:1.0"]
    assert desk.kept[0]["event"]["message"]["ts"] == "1.0"


@pytest.mark.parametrize("previous", [None, "odd", {"ts": None}])
def test_an_edit_of_nobody_knows_what_is_malformed(desk: Desk, previous: object) -> None:
    thin = edited() | {"previous_message": previous}
    del thin["message"]["ts"]
    assert desk.take(thin).outcome is Outcome.MALFORMED


def test_a_reaction_passes_where_the_service_has_an_answer(desk: Desk) -> None:
    desk.store.turn_on(mode=Mode.OFF)
    assert desk.take(reaction(), event_id="Ev1").outcome is Outcome.STORED
    desk.store.turn_on(shared=True)
    assert desk.take(reaction(), event_id="Ev2", is_ext_shared_channel=True).outcome is Outcome.STORED


def test_a_reaction_in_a_channel_not_known_to_be_shared_is_dropped(desk: Desk) -> None:
    assert desk.take(reaction(), is_ext_shared_channel=True) == Taken(Outcome.DROPPED, "shared")


def test_a_deletion_passes_whoever_wrote_the_message_and_carries_no_text(desk: Desk) -> None:
    desk.store.people.save(Person(TEAM, ANNA, opted_out=True))
    assert desk.take(deleted(user=ANNA, ts="1.0", text=SECRET)).outcome is Outcome.STORED
    assert SECRET not in json.dumps(desk.kept)


def test_a_tombstone_is_a_deletion(desk: Desk) -> None:
    gone = message(
        subtype="message_changed",
        message={"subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT", "ts": "1.0"},
        previous_message={"text": SECRET, "user": ANNA, "ts": "1.0"},
    )
    assert desk.take(gone).outcome is Outcome.STORED
    event = desk.kept[0]["event"]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", "1.0")
    assert SECRET not in json.dumps(desk.kept)


@pytest.mark.parametrize("previous", [None, "odd", []])
def test_a_deletion_of_nothing_known_has_no_previous_message(desk: Desk, previous: object) -> None:
    desk.take(deleted() | {"previous_message": previous})
    assert "previous_message" not in desk.kept[0]["event"]


def test_a_redelivery_is_known(desk: Desk) -> None:
    assert [desk.take(message()).outcome for _ in range(3)] == [Outcome.STORED, Outcome.KNOWN, Outcome.KNOWN]


def test_an_event_without_id_gets_a_stable_one(desk: Desk) -> None:
    outcomes = [desk.take(message(), event_id=None).outcome for _ in range(2)]
    other = desk.take(message(ts="2.0", event_ts="2.0"), event_id=None).outcome
    assert [*outcomes, other] == [Outcome.STORED, Outcome.KNOWN, Outcome.STORED]


def test_what_is_stored_is_trimmed(desk: Desk) -> None:
    heavy = {"blocks": [{"type": "rich_text"}], "attachments": [{}], "files": [{"name": "plan.pdf"}]}
    desk.take(message(text="é\x00\ud800" + "x" * 50_000, **heavy))
    [body] = desk.kept
    assert len(body["event"]["text"]) <= TEXT
    assert "\x00" not in body["event"]["text"]
    body["event"]["text"].encode()
    assert not set(heavy) & set(body["event"])
    assert "token" not in body


def test_an_edit_keeps_the_new_text_only(desk: Desk) -> None:
    desk.take(edited(before="what stood there", blocks=[{}]))
    [body] = desk.kept
    assert body["event"]["message"]["text"] == SECRET
    assert "blocks" not in body["event"]["message"]
    assert "what stood there" not in json.dumps(body)


TS, REPLY, LATER = "1700000000.000100", "1700000030.000500", "1700000060.000200"


@pytest.mark.parametrize(
    ("event", "version"),
    [
        (message(ts=TS, event_ts=TS), TS),
        (edited(ts=TS) | {"event_ts": LATER}, LATER),
        (deleted(ts=TS) | {"deleted_ts": TS, "event_ts": LATER}, LATER),
        (edited(ts=TS) | {"event_ts": "soon"}, ""),
        (message(channel="D1", ts=REPLY, event_ts=REPLY, thread_ts=TS), ""),
        (deleted(ts=REPLY, thread_ts=TS) | {"deleted_ts": REPLY, "event_ts": LATER}, ""),
        (reaction() | {"event_ts": LATER}, ""),
    ],
)
def test_only_what_tells_how_a_first_message_stands_has_a_version(desk: Desk, event: Json, version: str) -> None:
    desk.take(event)
    assert list(desk.inbox.versions.values()) == [version]


def test_a_profile_is_not_kept(desk: Desk) -> None:
    person = {"id": ANNA, "tz": "Europe/Berlin", "deleted": False, "profile": {"email": "anna@example.com"}}
    desk.take({"type": "user_change", "user": person | {"real_name": "Anna"}})
    assert desk.kept[0]["event"]["user"] == {"id": ANNA, "tz": "Europe/Berlin", "deleted": False}


def test_the_installed_team_counts_not_the_sender_s(desk: Desk) -> None:
    desk.take(message(), team_id="TOTHER")
    assert [row.team for row in desk.inbox.rows.values()] == [TEAM]


def test_a_store_that_fails_is_heard(desk: Desk) -> None:
    desk.inbox.broken = True
    with pytest.raises(ConnectionError):
        desk.take(message())


def test_logs_hold_no_text(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for event in (
        message(),
        message(bot_id="B"),
        message(user=[SECRET]),
        message(ts={SECRET: SECRET}),
        {"type": SECRET},
    ):
        desk.take(event)
    assert SECRET not in str([vars(record) for record in caplog.records])
