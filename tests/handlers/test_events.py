"""Events: each becomes one service call, in the transaction that closes it."""

import pytest

from bot.domain.model import Mode, RequestState, Saying
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.handlers.counter import BOT, Counter, Json, message
from tests.workplace import ASK, CHAT, Workplace, ref


@pytest.fixture
def on(counter: Counter) -> Counter:
    counter.place.turn_on()
    return counter


def requests(place: Workplace) -> list[str]:
    return list(dict.fromkeys(said.subject for said in place.said(Saying.CARD)))


def test_a_message_becomes_a_request_and_its_event_is_closed(on: Counter) -> None:
    assert on.event(message(ASK)).status == 200
    assert len(requests(on.place)) == 1
    assert on.place.inbox.census().counts == {"open": 0, "claimed": 0, "done": 1, "dead": 0}


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_words_with_a_file_or_broadcast_are_words(on: Counter, subtype: str) -> None:
    on.event(message(ASK, subtype=subtype))
    assert len(requests(on.place)) == 1


@pytest.mark.parametrize(
    "event",
    [
        message(ASK, subtype="channel_join"),
        message(ASK, subtype="bot_message", user=None, bot_id="B9"),
        message(ASK, user=None),
        message("", subtype="file_share"),
        {**message(ASK), "text": None},
    ],
    ids=["system", "bot", "nobody", "only-a-file", "no-text"],
)
def test_what_is_no_message_of_a_person_is_left_alone(on: Counter, event: Json) -> None:
    assert on.event(event).status == 200
    assert not on.place.rows()


def edited(text: str, before: str = CHAT, **more: object) -> Json:
    inner = {"type": "message", "user": CARA, "text": text, "ts": "1.0", "edited": {"user": CARA, "ts": "2.0"}} | more
    outer = {"type": "message", "subtype": "message_changed", "channel": CHANNEL, "ts": "2.0", "event_ts": "2.0"}
    return outer | {"hidden": True, "message": inner, "previous_message": {"ts": "1.0", "user": CARA, "text": before}}


def deleted(ts: str = "1.0") -> Json:
    outer = {"type": "message", "subtype": "message_deleted", "channel": CHANNEL, "ts": "3.0", "event_ts": "3.0"}
    return outer | {"deleted_ts": ts, "previous_message": {"ts": ts, "user": CARA, "text": ASK}}


def test_an_edit_is_the_message_anew(on: Counter) -> None:
    on.event(edited(ASK.replace("&", "&amp;")))
    (id_,) = requests(on.place)
    on.event(edited(CHAT))
    assert on.place.request(id_).state is RequestState.WITHDRAWN


@pytest.mark.parametrize(
    "gone",
    [deleted(), {**deleted(), "previous_message": None}, edited("", subtype="tombstone")],
    ids=["deleted", "deleted-thin", "tombstone"],
)
def test_a_deleted_message_withdraws_its_request(on: Counter, gone: Json) -> None:
    on.event(message(ASK))
    (id_,) = requests(on.place)
    assert on.event(gone).status == 200
    assert on.place.request(id_).state is RequestState.WITHDRAWN


def test_an_edit_whose_author_is_unknown_is_left_alone(on: Counter) -> None:
    assert on.event(edited(ASK, user=None, bot_id="B9")).status == 200
    assert not on.place.rows()


@pytest.mark.parametrize("kind", ["im", None])
def test_a_direct_message_is_no_request(on: Counter, kind: str | None) -> None:
    on.event(message(ASK, user=ANNA, channel="D1", channel_type=kind))
    assert not requests(on.place)
    assert [said.person for said in on.place.said(Saying.DM_HELP)] == [ANNA]


# -- reactions -------------------------------------------------------------------------------------------------


def reaction(emoji: str = "compass", **item: object) -> Json:
    about = {"type": "message", "channel": CHANNEL, "ts": "1.0"} | item
    return {"type": "reaction_added", "user": ANNA, "reaction": emoji, "item": about, "event_ts": "5.0"}


@pytest.mark.parametrize("emoji", ["compass", "compass::skin-tone-3"])
def test_the_prep_emoji_opens_a_thread(on: Counter, emoji: str) -> None:
    on.place.slack.write(ref(), CARA, ASK)
    on.event(reaction(emoji))
    assert [said.person for said in on.place.said(Saying.PREP)] == [ANNA]


@pytest.mark.parametrize(
    "event", [reaction("tada"), reaction(type="file", channel=None), reaction(channel="D1"), reaction("compass_rose")]
)
def test_other_reactions_mean_nothing(on: Counter, event: Json) -> None:
    assert on.event(event).status == 200
    assert not on.place.rows()


# -- comings and goings ----------------------------------------------------------------------------------------


def joined(user: str = BOT, **more: object) -> Json:
    return {"type": "member_joined_channel", "user": user, "channel": CHANNEL, "team": TEAM, "event_ts": "9.0"} | more


def test_the_inviter_of_the_bot_is_asked(counter: Counter) -> None:
    counter.event(joined(inviter=ANNA))
    assert [said.person for said in counter.place.said(Saying.SETUP)] == [ANNA]


def test_somebody_else_who_joins_changes_nothing(on: Counter) -> None:
    on.event(joined(CARA, inviter=ANNA))
    assert on.place.stored().mode is Mode.PRIVATE


def test_without_an_inviter_or_a_time_the_bot_is_in_and_silent(counter: Counter) -> None:
    assert counter.event(joined(event_ts=None)).status == 200
    assert not counter.place.rows()


def test_a_shared_channel_is_known_from_the_start(counter: Counter) -> None:
    counter.event(joined(inviter=ANNA), is_ext_shared_channel=True)
    assert counter.place.stored().shared


def test_who_leaves_stops_being_an_owner(on: Counter) -> None:
    on.event({"type": "member_left_channel", "user": BEN, "channel": CHANNEL, "event_ts": "9.0"})
    assert on.place.stored().owners == (ANNA,)


@pytest.mark.parametrize(("still", "shared"), [(True, True), (False, False), (None, False)])
def test_sharing_and_unsharing_are_followed(on: Counter, still: bool | None, shared: bool) -> None:
    on.event({"type": "channel_shared", "channel": CHANNEL, "connected_team_id": "T2", "event_ts": "9.0"})
    assert on.place.stored().shared
    on.event({"type": "channel_unshared", "channel": CHANNEL, "is_ext_shared": still, "event_ts": "9.1"})
    assert on.place.stored().shared is shared


def test_a_changed_person_is_followed(on: Counter) -> None:
    on.place.world.zone(TEAM, BEN)
    on.event({"type": "user_change", "user": {"id": BEN, "tz": "Asia/Tokyo"}, "event_ts": "9.0"})
    assert on.place.world.zone(TEAM, BEN) == "Asia/Tokyo"
    on.event({"type": "user_change", "user": {"id": BEN, "deleted": True}, "event_ts": "9.1"})
    assert on.place.stored().owners == (ANNA,)


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked", "something_new"])
def test_an_event_nobody_waits_for_is_done(counter: Counter, kind: str) -> None:
    assert counter.event({"type": kind, "event_ts": "9.0"}).status == 200
