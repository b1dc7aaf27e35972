"""The app hears what Slack would tell it, and nothing else."""

from datetime import UTC, datetime

from bot.simulator import Channel, Person, Simulator
from tests.simulator.app import ListeningApp


def test_a_message(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    bo = sim.person("bo")
    said = ana.says(room, "@bo needs <b> & #sales, see https://x.y/z. @nobody")
    event = app.wait_event("message", room.id)
    sales = sim.channel("sales").id
    wanted = f"<@{bo.user}> needs &lt;b&gt; &amp; <#{sales}>, see <https://x.y/z>. @nobody"
    assert event["text"] == wanted
    assert set(event) == {
        "type", "user", "ts", "client_msg_id", "text", "team", "blocks", "channel", "event_ts", "channel_type",
    }  # fmt: skip
    assert (event["ts"], event["channel_type"]) == (said.ts, "channel")
    wrapper = app.requests[-1].payload
    assert wrapper["authorizations"][0]["user_id"] == sim.bot_user
    assert wrapper["is_ext_shared_channel"] is False


def test_typed_markup_pings_nobody(app: ListeningApp, room: Channel, ana: Person) -> None:
    ana.says(room, "<!channel> <@U123>")
    assert app.wait_event("message", room.id)["text"] == "&lt;!channel&gt; &lt;@U123&gt;"


def test_threads(app: ListeningApp, room: Channel, ana: Person) -> None:
    root = ana.says(room, "root")
    ana.says(room, "reply", thread=root)
    event = app.wait_event("message", room.id)
    app.sim.wait_delivered()
    event = app.events("message", room.id)[-1]
    assert (event["thread_ts"], event["parent_user_id"]) == (root.ts, ana.user)
    ana.says(room, "to all", thread=root, broadcast=True)
    assert app.wait_event("message", room.id, "thread_broadcast")["root"]["ts"] == root.ts


def test_only_channels_the_bot_is_in(app: ListeningApp, sim: Simulator, ana: Person) -> None:
    room = sim.channel("without-bot", [ana])
    ana.says(room, "not for the bot")
    ana.invites_bot(room)
    joined = app.wait_event("member_joined_channel", room.id)
    assert (joined["user"], joined["inviter"], joined["channel_type"]) == (sim.bot_user, ana.user, "C")
    ana.removes_bot(room)
    ana.says(room, "not for the bot either")
    sim.wait_delivered()
    assert [e.get("subtype") for e in app.events("message", room.id)] == ["channel_join"]


def test_private_channels_need_their_scope(sim: Simulator, app: ListeningApp, ana: Person) -> None:
    room = sim.channel("private-one", [ana], private=True)
    ana.invites_bot(room)
    ana.says(room, "secret")
    assert app.wait_event("message", room.id)["channel_type"] == "group"
    with Simulator(optional_scopes=False) as bare:
        other = ListeningApp(bare)
        other.connect()
        bea = bare.person("bea")
        closed = bare.channel("private", [bea], private=True)
        bea.invites_bot(closed)
        bea.says(closed, "secret")
        bea.says(bea.dm, "hello")
        other.wait_event("message", bea.dm.id)
        assert other.events(channel=closed.id) == []
        other.stop()


def test_unsubscribed_events_stay_away(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    said = ana.says(room, "x")
    ana.reacts(said, "eyes")
    app.wait_event("reaction_added", room.id)
    ana.unreacts(said, "eyes")
    sim.wait_delivered()
    assert app.events("reaction_removed") == []
    assert app.events("app_mention") == []


def test_edits_and_deletions(app: ListeningApp, room: Channel, ana: Person) -> None:
    said = ana.says(room, "before")
    ana.edits(said, "after")
    changed = app.wait_event("message", room.id, "message_changed")
    assert changed["hidden"] is True
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("after", "before")
    assert changed["message"]["edited"]["user"] == ana.user
    ana.deletes(said)
    deleted = app.wait_event("message", room.id, "message_deleted")
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (said.ts, "after")


def test_a_deleted_root_with_replies_leaves_a_tombstone(app: ListeningApp, room: Channel, ana: Person) -> None:
    root = ana.says(room, "root")
    ana.says(room, "reply", thread=root)
    ana.deletes(root)
    changed = app.wait_event("message", room.id, "message_changed")
    assert changed["message"]["subtype"] == "tombstone"


def test_reactions(app: ListeningApp, room: Channel, ana: Person) -> None:
    said = ana.says(room, "x")
    ana.reacts(said, ":compass:")
    event = app.wait_event("reaction_added", room.id)
    assert set(event) == {"type", "user", "reaction", "item", "item_user", "event_ts"}
    assert event["item"] == {"type": "message", "channel": room.id, "ts": said.ts}


def test_the_apps_own_posts_come_back(app: ListeningApp, sim: Simulator, room: Channel) -> None:
    app.web.chat_postMessage(channel=room.id, text="from me")
    event = app.wait_event("message", room.id)
    assert (event["user"], event["bot_id"], event["app_id"]) == (
        sim.bot_user, sim.workspace.app.bot_id, sim.workspace.app.id,
    )  # fmt: skip
    assert "metadata" not in event


def test_other_apps(app: ListeningApp, sim: Simulator, room: Channel) -> None:
    sim.bot_says(room, "modern", name="jira")
    event = app.wait_event("message", room.id)
    assert event["bot_id"] != sim.workspace.app.bot_id
    assert event["bot_profile"]["name"] == "jira"
    sim.bot_says(room, "classic", name="jira", classic=True)
    assert "user" not in app.wait_event("message", room.id, "bot_message")


def test_shared_channels(app: ListeningApp, sim: Simulator, room: Channel, ana: Person) -> None:
    sim.share(room)
    assert app.wait_event("channel_shared", room.id)["connected_team_id"]
    ana.says(room, "hello partner")
    app.wait_event("message", room.id)
    assert app.requests[-1].payload["is_ext_shared_channel"] is True
    sim.share(room, shared=False)
    assert app.wait_event("channel_unshared", room.id)["is_ext_shared"] is False


def test_people_change(app: ListeningApp, sim: Simulator, ana: Person, room: Channel) -> None:
    ana.moves("Asia/Tokyo")
    assert app.wait_event("user_change")["user"]["tz"] == "Asia/Tokyo"
    sim.deactivate(ana)
    sim.wait_for(lambda: app.events("user_change")[-1]["user"]["deleted"])
    assert ana.user not in room.members


def test_leaving(app: ListeningApp, sim: Simulator, ana: Person, room: Channel) -> None:
    bo = sim.person("bo-leaves")
    bo.joins(room)
    sim.wait_for(lambda: len(app.events("member_joined_channel", room.id)) == 2)
    joined = app.events("member_joined_channel", room.id)[-1]
    assert joined["user"] == bo.user
    assert "inviter" not in joined
    bo.leaves(room)
    assert app.wait_event("member_left_channel", room.id)["user"] == bo.user


def test_dms(app: ListeningApp, ana: Person) -> None:
    ana.says(ana.dm, "help")
    event = app.wait_event("message", ana.dm.id)
    assert (event["channel_type"], event["channel"][0]) == ("im", "D")


def test_files(app: ListeningApp, room: Channel, ana: Person) -> None:
    ana.says(room, "see", files=("plan.pdf",))
    assert app.wait_event("message", room.id, "file_share")["files"][0]["name"] == "plan.pdf"


def test_message_times_are_civil_and_increase(sim: Simulator, ana: Person, room: Channel) -> None:
    first = ana.says(room, "now")
    sim.advance(days=30)
    second = ana.says(room, "later")
    assert float(second.ts) - float(first.ts) > 29.9 * 86_400
    sim.set_clock(datetime(2020, 1, 1, tzinfo=UTC))
    assert ana.says(room, "back").ts > second.ts
    sim.set_clock(datetime.now(UTC))
