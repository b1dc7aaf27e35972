"""Whatever JSON comes in, the receiver neither breaks nor keeps what it must not."""

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.receiver import Outcome
from bot.domain.model import Mode, Person
from tests.delivery.events import APP, BOT, SECRET, Desk, Json, edited, message
from tests.delivery.fakes import ANNA, CHANNEL, TEAM

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
words = st.sampled_from(
    [
        "message", "message_changed", "message_deleted", "tombstone", "bot_message", "reaction_added", "compass",
        "user_change", "member_joined_channel", "event_callback", "", "im", "D1", CHANNEL, ANNA, BOT, APP, "1.0", TEAM,
    ]
)  # fmt: skip
names = st.sampled_from(
    [
        "type", "subtype", "channel", "channel_type", "user", "text", "ts", "thread_ts", "deleted_ts", "event_ts", "id",
        "message", "previous_message", "item", "reaction", "bot_id", "app_id", "blocks", "team_id",
    ]
)  # fmt: skip
eventlike = st.recursive(
    words | anything,
    lambda inner: st.dictionaries(names, inner, max_size=8) | st.lists(inner, max_size=2),
    max_leaves=20,
)
outer = st.fixed_dictionaries(
    {"type": st.just("event_callback") | words},
    optional={
        "event": eventlike,
        "team_id": words | anything,
        "event_id": words | anything,
        "authorizations": eventlike | st.just([{"team_id": TEAM, "user_id": BOT}]),
        "is_ext_shared_channel": st.booleans() | anything,
        "api_app_id": words | anything,
    },
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(anything | outer)
def test_never_raises_and_stores_only_what_a_database_takes(value: object) -> None:
    desk = Desk()
    taken = desk.receiver.take(value)
    assert (taken.outcome is Outcome.STORED) == (len(desk.kept) == 1)
    for row in desk.inbox.rows.values():
        stored = json.dumps(row.body, allow_nan=False, ensure_ascii=False)
        stored.encode()
        assert "\x00" not in stored
        assert row.team
        assert row.conversation


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    event=st.sampled_from([message(), edited(), message(subtype="file_share"), message(channel="D1")]),
    noise=st.dictionaries(names, words | anything, max_size=4),
    forbidden=st.sampled_from(["opted_out", "bot", "shared", "off"]),
)
def test_what_must_not_be_kept_is_not_kept_whatever_else_it_carries(event: Json, noise: Json, forbidden: str) -> None:
    desk = Desk()
    event = noise | event
    flags: Json = {}
    if forbidden == "opted_out":
        desk.store.people.save(Person(TEAM, ANNA, opted_out=True))
    elif forbidden == "bot":
        event["message" if "message" in event else "bot_id"] = (
            event["message"] | {"bot_id": "B1"} if isinstance(event.get("message"), dict) else "B1"
        )
        if event.get("subtype") != "message_changed":
            event["bot_id"] = "B1"
    elif forbidden == "shared":
        flags["is_ext_shared_channel"] = True
    else:
        event["channel"], event["channel_type"] = CHANNEL, "channel"
        desk.store.channels.save(replace(desk.store.channels.get(TEAM, CHANNEL), mode=Mode.OFF))
    outcome = desk.take(event, **flags).outcome
    deletion = event.get("subtype") == "message_deleted"
    to_the_bot = event["channel"] == "D1" or event.get("channel_type") == "im"
    if deletion or (forbidden == "opted_out" and to_the_bot):
        # A deletion passes, and who opted out may still write to the bot; no words of theirs are kept.
        assert SECRET not in json.dumps(desk.kept)
        return
    assert outcome in (Outcome.DROPPED, Outcome.MALFORMED)
    assert desk.kept == []
