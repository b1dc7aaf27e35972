"""Writes to Slack as bytes on a wire, and every way in which they fail."""

import logging
from dataclasses import replace

import pytest

from bot.delivery.faults import Passing, Permanent, RateLimited, ask
from bot.delivery.gateway import EVENT_TYPE, Gateway, slack_client
from bot.delivery.speech import Reaction
from bot.views.message import Message
from tests.delivery.fakes import ANNA, CHANNEL, TEAM, StillTime
from tests.delivery.slack import MARK, TOKEN, Answer, TinySlack

HELLO = Message("hello", ({"type": "divider"},))


def test_a_post_carries_its_mark_and_pings_nobody(slack: TinySlack, gateway: Gateway) -> None:
    slack.will_answer("chat.postMessage", {"ok": True, "ts": "1.5"})
    assert gateway.post(TEAM, CHANNEL, HELLO, "1.0", MARK) == "1.5"
    [sent] = slack.called("chat.postMessage")
    assert sent == {
        "channel": CHANNEL,
        "text": "hello",
        "blocks": [{"type": "divider"}],
        "thread_ts": "1.0",
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"id": MARK}},
        "client_msg_id": MARK,
        "unfurl_links": False,
        "unfurl_media": False,
    }


def test_an_update_takes_old_blocks_away(slack: TinySlack, gateway: Gateway) -> None:
    gateway.update(TEAM, CHANNEL, "1.5", Message("bye"))
    assert slack.called("chat.update") == [{"channel": CHANNEL, "ts": "1.5", "text": "bye", "blocks": []}]


def test_the_other_writes(slack: TinySlack, gateway: Gateway) -> None:
    slack.will_answer("conversations.open", {"ok": True, "channel": {"id": "D1"}})
    slack.will_answer("views.open", {"ok": True, "view": {"id": "V1"}})
    assert gateway.open_dm(TEAM, ANNA) == "D1"
    assert gateway.open_view(TEAM, "t1", {"type": "modal"}) == "V1"
    gateway.push_view(TEAM, "t2", {"type": "modal"})
    gateway.update_view(TEAM, "V1", {"type": "modal"}, "h1")
    gateway.ephemeral(TEAM, CHANNEL, ANNA, HELLO, "1.0")
    assert slack.called("views.update")[0]["hash"] == "h1"
    assert slack.called("chat.postEphemeral")[0]["user"] == ANNA


@pytest.mark.parametrize("moved_on", ["not_found", "hash_conflict"])
def test_a_window_that_its_reader_left_is_not_forced_on_them(slack: TinySlack, gateway: Gateway, moved_on: str) -> None:
    slack.will_answer("views.update", {"ok": False, "error": moved_on})
    assert gateway.update_view(TEAM, "V1", {"type": "modal"}, "h1") == ""
    slack.will_answer("views.update", {"ok": False, "error": "view_too_large"})
    with pytest.raises(Permanent):
        gateway.update_view(TEAM, "V1", {"type": "modal"}, "h1")


def test_an_emoji_that_stands_or_is_gone_already_is_no_fault(slack: TinySlack, gateway: Gateway) -> None:
    on = Reaction(CHANNEL, "1.5", "eyes", on=True)
    gateway.react(TEAM, on)
    assert slack.called("reactions.add") == [{"channel": CHANNEL, "timestamp": "1.5", "name": "eyes"}]
    slack.will_answer("reactions.add", {"ok": False, "error": "already_reacted"})
    gateway.react(TEAM, on)
    slack.will_answer("reactions.remove", {"ok": False, "error": "no_reaction"})
    gateway.react(TEAM, replace(on, on=False))
    slack.will_answer("reactions.add", {"ok": False, "error": "missing_scope"})
    with pytest.raises(Permanent):
        gateway.react(TEAM, on)


# -- failing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "fault", "error"),
    [
        ({"ok": False, "error": "channel_not_found"}, Permanent, "channel_not_found"),
        ({"ok": False, "error": "invalid_blocks", "errors": ["secret text"]}, Permanent, "invalid_blocks"),
        ({"ok": False, "error": "token_revoked"}, Permanent, "token_revoked"),
        ({"ok": False, "error": "fatal_error"}, Passing, "fatal_error"),
        ({"ok": False, "error": "internal_error"}, Passing, "internal_error"),
        ({"ok": False, "error": "an_error_of_tomorrow"}, Passing, "an_error_of_tomorrow"),
        ({"ok": False, "error": "Words & tokens xoxb-1"}, Passing, "unreadable_answer"),
        ({"ok": False}, Passing, "unreadable_answer"),
        ((500, {"ok": False, "error": "internal_error"}), Passing, "http_500"),
        ((503, "<html>busy</html>"), Passing, "http_503"),
        ((404, "nothing here"), Passing, "unreadable_answer"),
        ("<html>a captive portal</html>", Passing, "unreadable_answer"),
        ("", Passing, "unreadable_answer"),
        ("[]", Passing, "unreadable_answer"),
        ("[1]", Passing, "unreadable_answer"),
        ("5", Passing, "unreadable_answer"),
        (b"\xff\xfe", Passing, "unicode_decode_error"),
    ],
)
def test_faults(slack: TinySlack, gateway: Gateway, answer: Answer, fault: type[Passing], error: str) -> None:
    slack.will_answer("chat.postMessage", answer)
    with pytest.raises(fault) as caught:
        gateway.post(TEAM, CHANNEL, HELLO, None, MARK)
    assert caught.value.error == error
    assert len(slack.calls) == 1


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        ((429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "7"}), 7),
        ((429, "slow down", {"retry-after": "7"}), 7),
        ((429, "slow down"), 30),
        ((429, "slow down", {"Retry-After": "soon"}), 30),
        ((429, "slow down", {"Retry-After": "-3"}), 30),
        ((429, "slow down", {"Retry-After": "nan"}), 30),
        ((429, "slow down", {"Retry-After": "1e12"}), 86_400),
        ({"ok": False, "error": "rate_limited"}, 30),
    ],
)
def test_rate_limits(slack: TinySlack, gateway: Gateway, answer: Answer, wait: float) -> None:
    slack.will_answer("chat.postMessage", answer)
    with pytest.raises(RateLimited) as caught:
        gateway.post(TEAM, CHANNEL, HELLO, None, MARK)
    assert caught.value.retry_after == wait


def test_a_call_that_breaks_off_is_not_repeated(slack: TinySlack, gateway: Gateway) -> None:
    slack.drop_next_call = True
    with pytest.raises(Passing):
        gateway.post(TEAM, CHANNEL, HELLO, None, MARK)
    assert len(slack.calls) == 1


def test_nobody_at_home_passes() -> None:
    gateway = Gateway(lambda team: slack_client(TOKEN, "http://127.0.0.1:9/api/"), StillTime())
    with pytest.raises(Passing, match="url"):
        gateway.open_dm(TEAM, ANNA)


def test_faults_and_logs_hold_neither_token_nor_text(
    slack: TinySlack, gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in (
        {"ok": False, "error": "invalid_blocks"},
        "<html>",
        (500, "x"),
        {"ok": False, "error": "fatal_error"},
    ):
        slack.will_answer("chat.postMessage", answer)
        with pytest.raises((Permanent, Passing)) as caught:
            gateway.post(TEAM, CHANNEL, Message("what somebody wrote"), None, MARK)
        assert caught.value.__suppress_context__
        assert TOKEN not in str(caught.value)
    said = str([vars(record) for record in caplog.records if not record.name.startswith(("asyncio", "aiohttp"))])
    assert TOKEN not in said
    assert "what somebody wrote" not in said


def test_an_argument_the_library_refuses_is_permanent(slack: TinySlack) -> None:
    client = slack_client(TOKEN, "ftp://127.0.0.1/")
    with pytest.raises(Permanent):
        ask(client.auth_test)
