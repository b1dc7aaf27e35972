"""What the services learn from Slack, and what they learn when Slack does not say."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.delivery.faults import Passing, Permanent, RateLimited
from bot.delivery.gateway import slack_client
from bot.delivery.reads import Reads, unescaped
from bot.domain.model import MessageRef
from bot.services.ports import SlackChannel, SlackMessage, SlackPerson, SlackReads
from tests.delivery.fakes import ANNA, CHANNEL, TEAM
from tests.delivery.slack import Json, TinySlack

REF = MessageRef(TEAM, CHANNEL, "1.5")
NO_SCOPE = {"ok": False, "error": "missing_scope"}
SINCE = datetime.fromtimestamp(1_700_000_000, UTC)
GONE = {"ok": False, "error": "message_not_found"}


@pytest.fixture
def reads(slack: TinySlack) -> Reads:
    return Reads(lambda team: slack_client("xoxb-1", slack.url))


def found(**more: object) -> Json:
    return {"ts": "1.5", "user": ANNA, "text": "a &lt; b &amp;lt; c"} | more


def test_a_message_by_its_reactions(slack: TinySlack, reads: Reads) -> None:
    slack.will_answer("reactions.get", {"ok": True, "type": "message", "message": found(thread_ts="1.0")})
    ref = MessageRef(TEAM, CHANNEL, "1.5", "1.0")
    assert reads.message(REF) == SlackMessage(ref, ANNA, "a < b &lt; c")
    assert [name for name, _ in slack.calls] == ["reactions.get"]


@pytest.mark.parametrize("first", [NO_SCOPE, GONE, {"ok": True, "type": "file"}])
def test_a_message_by_the_history(slack: TinySlack, reads: Reads, first: Json) -> None:
    slack.will_answer("reactions.get", first)
    slack.will_answer("conversations.history", {"ok": True, "messages": [found()]})
    assert reads.message(REF) == SlackMessage(REF, ANNA, "a < b &lt; c")


def test_a_reply_by_its_thread(slack: TinySlack, reads: Reads) -> None:
    slack.will_answer("reactions.get", NO_SCOPE)
    slack.will_answer("conversations.history", {"ok": True, "messages": [found(ts="1.4")]})
    slack.will_answer("conversations.replies", {"ok": True, "messages": [found(ts="1.0"), found(bot_id="B1")]})
    message = reads.message(MessageRef(TEAM, CHANNEL, "1.5", "1.0"))
    assert message is not None
    assert message.bot
    assert slack.called("conversations.replies")[0]["ts"] == "1.0"


def test_a_message_nobody_finds(slack: TinySlack, reads: Reads) -> None:
    slack.will_answer("reactions.get", GONE)
    slack.will_answer("conversations.history", NO_SCOPE)
    slack.will_answer("conversations.replies", {"ok": False, "error": "thread_not_found"})
    assert reads.message(REF) is None


def test_channel(slack: TinySlack, reads: Reads) -> None:
    told = {"id": CHANNEL, "name": "sales", "is_private": True, "is_ext_shared": True, "is_member": True}
    slack.will_answer("conversations.info", {"ok": True, "channel": told}, {"ok": True, "channel": {"is_im": True}})
    assert reads.channel(TEAM, CHANNEL) == SlackChannel(CHANNEL, "sales", private=True, shared=True, member=True)
    assert reads.channel(TEAM, "D1") == SlackChannel("D1", "", private=True, shared=False, member=True)


def test_members_are_read_page_by_page(slack: TinySlack, reads: Reads) -> None:
    pages = [
        {"ok": True, "members": ["U8"], "response_metadata": {"next_cursor": "x"}},
        {"ok": True, "members": ["U9"], "response_metadata": {"next_cursor": ""}},
    ]
    slack.will_answer("conversations.members", *pages, *pages)
    assert reads.members(TEAM, CHANNEL, ("U9", ANNA)) == {"U9"}


def test_person(slack: TinySlack, reads: Reads) -> None:
    slack.will_answer(
        "users.info", {"ok": True, "user": {"tz": "Europe/Berlin"}}, {"ok": True, "user": {"deleted": True, "tz": ""}}
    )
    assert reads.person(TEAM, ANNA) == SlackPerson(ANNA, "Europe/Berlin", active=True, bot=False)
    assert reads.person(TEAM, ANNA) == SlackPerson(ANNA, None, active=False, bot=False)


@pytest.mark.parametrize("how", ["is_restricted", "is_ultra_restricted", "is_stranger"])
def test_a_guest_is_no_full_member(slack: TinySlack, reads: Reads, how: str) -> None:
    slack.will_answer("users.info", {"ok": True, "user": {"tz": "UTC", how: True}})
    assert reads.person(TEAM, ANNA) == SlackPerson(ANNA, "UTC", active=True, bot=False, guest=True)


def test_permalink(slack: TinySlack, reads: Reads) -> None:
    slack.will_answer("chat.getPermalink", {"ok": True, "permalink": "https://x.slack.com/p1"}, GONE)
    assert [reads.permalink(REF) for _ in range(2)] == ["https://x.slack.com/p1"] * 2
    assert len(slack.called("chat.getPermalink")) == 1, "a link never changes"


def test_that_there_is_no_permalink_is_not_remembered(slack: TinySlack, reads: Reads) -> None:
    slack.will_answer("chat.getPermalink", GONE, {"ok": True, "permalink": "https://x.slack.com/p1"})
    assert [reads.permalink(REF) for _ in range(2)] == [None, "https://x.slack.com/p1"]


def test_replies_are_those_that_came_after(slack: TinySlack, reads: Reads) -> None:
    told = [found(ts="1.0"), found(ts="1700000000.000000"), found(ts="1700000000.000001"), found(ts="soon"), {}]
    slack.will_answer("conversations.replies", {"ok": True, "messages": told})
    replies = reads.replies(MessageRef(TEAM, CHANNEL, "1.0"), SINCE)
    assert replies == [SlackMessage(MessageRef(TEAM, CHANNEL, "1700000000.000001", "1.0"), ANNA, "a < b &lt; c")]
    (asked,) = slack.called("conversations.replies")
    assert (asked["ts"], asked["oldest"]) == ("1.0", "1700000000.000000")


EVERY: list[tuple[str, Callable[[SlackReads], object]]] = [
    ("reactions.get", lambda reads: reads.message(REF)),
    ("chat.getPermalink", lambda reads: reads.permalink(REF)),
    ("conversations.info", lambda reads: reads.channel(TEAM, CHANNEL)),
    ("conversations.members", lambda reads: reads.members(TEAM, CHANNEL, (ANNA,))),
    ("users.info", lambda reads: reads.person(TEAM, ANNA)),
    ("conversations.replies", lambda reads: reads.replies(REF, SINCE)),
]


@pytest.mark.parametrize(("method", "read"), EVERY)
def test_what_is_not_told_is_none_or_false(
    slack: TinySlack, reads: Reads, method: str, read: Callable[[SlackReads], object]
) -> None:
    slack.will_answer(method, NO_SCOPE, {"ok": False, "error": "channel_not_found"}, {"ok": True})
    assert [read(reads) or None for _ in range(3)] == [None, None, None]


@pytest.mark.parametrize(("method", "read"), EVERY)
def test_passing_faults_are_raised(
    slack: TinySlack, reads: Reads, method: str, read: Callable[[SlackReads], object]
) -> None:
    slack.will_answer(method, (503, ""), (429, "", {"Retry-After": "3"}), {"ok": False, "error": "invalid_auth"})
    for fault in (Passing, RateLimited, Permanent):
        with pytest.raises(fault):
            read(reads)


def test_text_is_unescaped_exactly_once() -> None:
    assert unescaped("&amp;lt;!channel&amp;gt; &lt;b&gt; &amp;amp; &quot;") == "&lt;!channel&gt; <b> &amp; &quot;"


def test_however_many_are_asked_about_the_channel_is_read_once(slack: TinySlack, reads: Reads) -> None:
    more = {"response_metadata": {"next_cursor": "x"}}
    slack.will_answer("conversations.members", {"ok": True, "members": ["U8", "U9", ANNA]} | more)
    assert reads.members(TEAM, CHANNEL, ("U9", ANNA, "U8")) == {"U8", "U9", ANNA}
    assert len(slack.called("conversations.members")) == 1  # all are found: nobody turns the page
    assert reads.members(TEAM, CHANNEL, ()) == frozenset()
    assert len(slack.called("conversations.members")) == 1
