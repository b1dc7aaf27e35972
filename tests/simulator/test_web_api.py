"""The Web API answers as Slack does, errors included."""

import json
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.simulator import Channel, Person, Simulator
from tests.simulator.app import ListeningApp, button, section


@pytest.fixture
def web(sim: Simulator) -> WebClient:
    return WebClient(token=sim.bot_token, base_url=sim.api_url, retry_handlers=[])


def error_of(web: WebClient, method: str, **args: Any) -> str:
    try:
        web.api_call(method, json=args)
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


def test_tokens(sim: Simulator) -> None:
    def call(token: str | None, method: str = "auth.test") -> str:
        return error_of(WebClient(token=token, base_url=sim.api_url), method)

    assert call(None) == "not_authed"
    assert call("xoxb-wrong") == "invalid_auth"
    assert call(sim.bot_token) == ""
    assert call(sim.bot_token, "apps.connections.open") == "not_allowed_token_type"
    assert call(sim.app_token, "users.info") == "not_allowed_token_type"
    assert call(sim.bot_token, "rtm.start") == "unknown_method"


def test_auth_test_names_the_app(sim: Simulator, web: WebClient) -> None:
    answer = web.auth_test()
    assert (answer["team_id"], answer["user_id"]) == (sim.team, sim.bot_user)
    assert "chat:write" in answer.headers["x-oauth-scopes"]


def test_scopes_are_exactly_the_manifests(web: WebClient, room: Channel, ana: Person) -> None:
    with pytest.raises(SlackApiError) as refused:
        web.conversations_join(channel=room.id)
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:join")
    assert "chat:write" in answer["provided"]
    assert error_of(web, "conversations.info", channel=ana.dm.id) == "missing_scope"


def test_optional_scopes_can_be_declined() -> None:
    with Simulator(optional_scopes=False) as bare:
        web = WebClient(token=bare.bot_token, base_url=bare.api_url)
        ana = bare.person("ana")
        private = bare.channel("secret", [ana], private=True)
        ana.invites_bot(private)
        assert error_of(web, "dnd.info", user=ana.user) == "missing_scope"
        assert error_of(web, "conversations.history", channel=private.id) == "missing_scope"
        assert error_of(web, "files.getUploadURLExternal", filename="a", length=1) == "missing_scope"
        assert error_of(web, "chat.postMessage", channel=private.id, text="hi") == ""


def test_posting_and_reading_back(sim: Simulator, web: WebClient, room: Channel, ana: Person) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "k1"}}
    posted = web.chat_postMessage(channel=room.id, text="a & b <c>", metadata=metadata)
    message = posted["message"]
    assert message["text"] == "a &amp; b &lt;c&gt;"
    assert {"bot_id", "app_id", "bot_profile", "user", "team", "ts", "type"} <= set(message)
    plain = web.conversations_history(channel=room.id, latest=posted["ts"], inclusive=True, limit=1)
    assert "metadata" not in plain["messages"][0]
    full = web.conversations_history(channel=room.id, include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata
    assert sim.messages(room, viewer=ana)[-1]["text"] == message["text"]


def test_posting_to_a_person_reaches_their_dm(web: WebClient, ana: Person) -> None:
    opened = web.conversations_open(users=ana.user)["channel"]["id"]
    posted = web.chat_postMessage(channel=ana.user, text="hello")
    assert posted["channel"] == opened == ana.dm.id
    assert ana.wait_dm("hello")["ts"] == posted["ts"]


def test_posting_errors(sim: Simulator, web: WebClient, room: Channel, ana: Person) -> None:
    def post(channel: str, **args: Any) -> str:
        return error_of(web, "chat.postMessage", channel=channel, **args)

    open_room = sim.channel("nobody-invited-it", [ana])
    private = sim.channel("closed", [ana], private=True)
    old = sim.channel("old", [ana])
    ana.invites_bot(old)
    sim.archive(old)
    assert post("C0NOWHERE", text="x") == "channel_not_found"
    assert post(open_room.id, text="x") == "not_in_channel"
    assert post(private.id, text="x") == "channel_not_found"
    assert post(old.id, text="x") == "is_archived"
    assert post(room.id) == "no_text"
    assert post(room.id, text="x", blocks="{") == "invalid_blocks_format"
    assert post(room.id, text="x", blocks=[section("y" * 3001)]) == "invalid_blocks"
    assert post(room.id, text="x", blocks=[section("y" * 3000)] * 5) == "msg_blocks_too_long"
    assert post(room.id, text="x", thread_ts="1700000000.000100") == "cannot_reply_to_message"
    assert post(room.id, text="x", metadata="nonsense") == "invalid_metadata_format"
    assert post(room.id, text="x", metadata={"event_type": "a"}) == "invalid_metadata_format"
    wrong = {"event_type": "a", "event_payload": []}
    assert post(room.id, text="x", metadata=wrong) == "invalid_metadata_schema"
    large = {"event_type": "a", "event_payload": {"k": "x" * 20_000}}
    assert post(room.id, text="x", metadata=large) == "metadata_too_large"


def test_invalid_blocks_say_why(web: WebClient, room: Channel) -> None:
    with pytest.raises(SlackApiError) as refused:
        web.chat_postMessage(channel=room.id, text="x", blocks=[section("y" * 3001)])
    assert "json-pointer:/blocks/0/text/text" in refused.value.response["errors"][0]


def test_long_text_is_cut(web: WebClient, room: Channel) -> None:
    posted = web.chat_postMessage(channel=room.id, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    too_long = error_of(web, "chat.update", channel=room.id, ts=posted["ts"], text="x" * 4_001)
    assert too_long == "msg_too_long"


def test_one_message_a_second_and_channel(web: WebClient, sim: Simulator, room: Channel, ana: Person) -> None:
    web.chat_postMessage(channel=room.id, text="one")
    with pytest.raises(SlackApiError) as limited:
        web.chat_postMessage(channel=room.id, text="two")
    response = limited.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "1"
    web.chat_postMessage(channel=ana.user, text="another channel is free")
    sim.advance(days=1)
    assert error_of(web, "chat.postMessage", channel=room.id, text="civil time is no way out") == "ratelimited"


def test_update_and_delete(web: WebClient, sim: Simulator, room: Channel, ana: Person) -> None:
    posted = web.chat_postMessage(channel=room.id, text="one", blocks=[section("one")])
    web.chat_update(channel=room.id, ts=posted["ts"], text="two", blocks=[section("two")])
    assert sim.text_of(sim.messages(room)[-1]) == "two"
    foreign = ana.says(room, "mine")
    assert error_of(web, "chat.update", channel=room.id, ts=foreign.ts, text="x") == "cant_update_message"
    assert error_of(web, "chat.delete", channel=room.id, ts=foreign.ts) == "cant_delete_message"
    web.chat_delete(channel=room.id, ts=posted["ts"])
    assert error_of(web, "chat.delete", channel=room.id, ts=posted["ts"]) == "message_not_found"
    sim.archive(room)


def test_threads(web: WebClient, sim: Simulator, room: Channel, ana: Person) -> None:
    asked = ana.says(room, "a request")
    web.chat_postMessage(channel=room.id, thread_ts=asked.ts, text="a reply")
    thread = web.conversations_replies(channel=room.id, ts=asked.ts)["messages"]
    assert [m["text"] for m in thread] == ["a request", "a reply"]
    assert (thread[0]["reply_count"], thread[1]["parent_user_id"]) == (1, ana.user)
    top = web.conversations_history(channel=room.id)["messages"]
    assert "a reply" not in [m["text"] for m in top]
    assert error_of(web, "conversations.replies", channel=room.id, ts="1.2") == "thread_not_found"
    reply = thread[1]["ts"]
    again = error_of(web, "chat.postMessage", channel=room.id, thread_ts=reply, text="x")
    assert again in {"cannot_reply_to_message", "ratelimited"}


def test_history_is_paged_and_bounded(web: WebClient, room: Channel, ana: Person) -> None:
    said = [ana.says(room, f"m{n}") for n in range(5)]
    first = web.conversations_history(channel=room.id, limit=2)
    assert [m["text"] for m in first["messages"]] == ["m4", "m3"]
    cursor = first["response_metadata"]["next_cursor"]
    second = web.conversations_history(channel=room.id, limit=2, cursor=cursor)
    assert [m["text"] for m in second["messages"]] == ["m2", "m1"]
    between = web.conversations_history(channel=room.id, oldest=said[1].ts, latest=said[3].ts)
    assert [m["text"] for m in between["messages"]] == ["m2"]
    exact = web.conversations_history(channel=room.id, latest=said[1].ts, inclusive=True, limit=1)
    assert [m["text"] for m in exact["messages"]] == ["m1"]
    assert error_of(web, "conversations.history", channel=room.id, cursor="?") == "invalid_cursor"
    assert error_of(web, "conversations.history", channel=room.id, latest="soon") == "invalid_ts_latest"


def test_members_are_paged(sim: Simulator, web: WebClient) -> None:
    people = [sim.person(f"member{n}") for n in range(5)]
    crowd = sim.channel("crowd", people)
    found: list[str] = []
    cursor = ""
    while True:
        page = web.conversations_members(channel=crowd.id, limit=2, cursor=cursor)
        found += page["members"]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert found == [p.user for p in people]


def test_channels_and_people(sim: Simulator, web: WebClient, room: Channel, ana: Person) -> None:
    channel = web.conversations_info(channel=room.id)["channel"]
    assert (channel["name"], channel["is_member"], channel["is_ext_shared"]) == (room.name, True, False)
    user = web.users_info(user=ana.user)["user"]
    assert (user["tz"], user["is_bot"], user["deleted"]) == ("Europe/Madrid", False, False)
    assert user["tz_offset"] in {3600, 7200}
    assert user["profile"]["display_name"] == ana.name
    assert error_of(web, "users.info", user="U0NOBODY") == "user_not_found"
    assert error_of(web, "conversations.open", users="U0NOBODY") == "user_not_found"
    assert error_of(web, "conversations.open") == "users_list_not_supplied"
    sim.deactivate(ana)
    assert web.users_info(user=ana.user)["user"]["deleted"]
    assert error_of(web, "conversations.open", users=ana.user) == "user_disabled"


def test_do_not_disturb(web: WebClient, sim: Simulator, ana: Person) -> None:
    assert web.dnd_info(user=ana.user)["snooze_enabled"] is False
    ana.snoozes(timedelta(hours=2))
    assert web.dnd_info(user=ana.user)["snooze_remaining"] > 7000
    sim.advance(hours=3)
    assert web.dnd_info(user=ana.user)["snooze_enabled"] is False


def test_the_bot_reacts_once_and_takes_it_back(web: WebClient, sim: Simulator, room: Channel, ana: Person) -> None:
    ana.invites_bot(room)
    asked = ana.says(room, "Could you add SSO?")
    args = {"channel": room.id, "timestamp": asked.ts, "name": "eyes"}
    assert error_of(web, "reactions.remove", **args) == "no_reaction"
    web.reactions_add(**args)
    assert error_of(web, "reactions.add", **args) == "already_reacted"
    assert web.reactions_get(channel=room.id, timestamp=asked.ts)["message"]["reactions"][0]["users"] == [sim.bot_user]
    web.reactions_remove(**args)
    assert not web.reactions_get(channel=room.id, timestamp=asked.ts)["message"]["reactions"]
    assert error_of(web, "reactions.add", **(args | {"timestamp": "1000000000.000001"})) == "message_not_found"
    assert error_of(web, "reactions.add", **(args | {"timestamp": "x"})) == "bad_timestamp"


def test_reactions_get_reads_the_message(web: WebClient, sim: Simulator, room: Channel, ana: Person) -> None:
    asked = ana.says(room, "please")
    ana.reacts(asked, "compass")
    answer = web.reactions_get(channel=room.id, timestamp=asked.ts)
    assert answer["message"]["text"] == "please"
    assert answer["message"]["reactions"] == [{"name": "compass", "users": [ana.user], "count": 1}]
    link = web.chat_getPermalink(channel=room.id, message_ts=asked.ts)["permalink"]
    assert answer["message"]["permalink"] == link
    args = {"channel": room.id, "timestamp": "1700000000.000001"}
    assert error_of(web, "reactions.get", **args) == "message_not_found"
    assert error_of(web, "reactions.get", channel=room.id) == "no_item_specified"


def test_ephemeral_messages(web: WebClient, sim: Simulator, room: Channel, ana: Person) -> None:
    web.chat_postEphemeral(channel=room.id, user=ana.user, text="only you")
    assert sim.messages(room, viewer=ana)[-1]["is_ephemeral"]
    assert "only you" not in [m["text"] for m in sim.messages(room)]
    other = sim.person("outsider")
    args = {"channel": room.id, "user": other.user, "text": "x"}
    assert error_of(web, "chat.postEphemeral", **args) == "user_not_in_channel"
    history = web.conversations_history(channel=room.id)["messages"]
    assert "only you" not in [m["text"] for m in history]


def test_files(web: WebClient, sim: Simulator, room: Channel) -> None:
    web.files_upload_v2(channel=room.id, filename="map.txt", content="side by side", initial_comment="Map")
    shared = sim.messages(room)[-1]
    assert (shared["subtype"], shared["files"][0]["name"]) == ("file_share", "map.txt")
    nothing = error_of(web, "files.completeUploadExternal", files=[{"id": "F0"}], channel_id=room.id)
    assert nothing == "file_not_found"


def test_what_is_published_stands_on_the_home_tab(web: WebClient, ana: Person) -> None:
    view = {"type": "home", "blocks": [section("x")]}
    first = web.views_publish(user_id=ana.user, view=view)["view"]
    assert ana.home
    assert ana.home["blocks"][0]["text"]["text"] == "x"
    web.views_publish(user_id=ana.user, view={"type": "home", "blocks": [section("y")]}, hash=first["hash"])
    assert error_of(web, "views.publish", user_id=ana.user, view=view, hash=first["hash"]) == "hash_conflict"
    assert error_of(web, "views.publish", user_id=ana.user, view={"type": "home"}) == "invalid_arguments"


def test_forms_and_queries_are_read_too(sim: Simulator, room: Channel) -> None:
    body = f"token={sim.bot_token}&channel={room.id}&text=hi&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"
    with urllib.request.urlopen(f"{sim.api_url}chat.postMessage", body.encode()) as response:
        answer = json.load(response)
    assert answer["ok"] is True
    assert answer["message"]["blocks"][0]["type"] == "divider"


def test_planned_failures(sim: Simulator, web: WebClient, room: Channel) -> None:
    sim.fail_next("chat.postMessage", "is_archived")
    assert error_of(web, "chat.postMessage", channel=room.id, text="x") == "is_archived"
    sim.fail_next("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as limited:
        web.chat_postMessage(channel=room.id, text="x")
    assert limited.value.response.headers["Retry-After"] == "7"
    sim.fail_next("chat.postMessage", after_accept=True)
    with pytest.raises(OSError, match=r"closed|reset|Remote end"):
        web.chat_postMessage(channel=room.id, text="stored, then dropped")
    assert sim.messages(room)[-1]["text"] == "stored, then dropped"
    with pytest.raises(ValueError, match="documents no error"):
        sim.fail_next("chat.postMessage", "made_up")


def test_every_payload_is_recorded_without_tokens(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    with Simulator(record=record) as own:
        app = ListeningApp(own)
        app.connect()
        ana = own.person("ana")
        room = own.channel("product-requests")
        ana.invites_bot(room)
        app.web.chat_postMessage(channel=room.id, text="hi", blocks=[{"type": "actions", "elements": [button("B")]}])
        own.wait_delivered()
        app.stop()
        assert own.calls("chat.postMessage")[0].args["text"] == "hi"
        bot_token, app_token = own.bot_token, own.app_token
    text = record.read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert {r["kind"] for r in rows} >= {"call", "answer", "envelope", "ack", "socket"}
    assert bot_token not in text
    assert app_token not in text
    assert "ticket" not in text
