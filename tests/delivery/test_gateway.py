"""Writes to Slack as bytes on a wire, and every way in which they fail."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.delivery.faults import CannotLook, Passing, Permanent, RateLimited, ask
from bot.delivery.gateway import EVENT_TYPE, Gateway, slack_client
from bot.views.message import Message
from tests.delivery.fakes import ANNA, CHANNEL, NOON, TEAM, StillTime
from tests.delivery.slack import Answer, Json, TinySlack

TOKEN = "xoxb-1-secret"
MARK = "7f0e0e5e-0000-5000-8000-000000000001"
HELLO = Message("hello", ({"type": "divider"},))


@pytest.fixture
def time() -> StillTime:
    return StillTime()


@pytest.fixture
def gateway(slack: TinySlack, time: StillTime) -> Gateway:
    return Gateway(lambda team: slack_client(TOKEN, slack.url), time)


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
    with pytest.raises(Passing, match="url_error|urlerror"):
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


# -- finding what was said ---------------------------------------------------------------------------------------


def said(mark: str = MARK, **more: object) -> Json:
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": mark}}
    return {"ts": "1.5", "user": "UBOT", "bot_id": "B1", "metadata": metadata} | more


def page(*messages: Json, cursor: str = "") -> Json:
    return {"ok": True, "messages": list(messages), "response_metadata": {"next_cursor": cursor}}


@pytest.fixture
def known(slack: TinySlack) -> TinySlack:
    slack.will_answer("auth.test", {"ok": True, "user_id": "UBOT", "bot_id": "B1"})
    return slack


def test_found_in_the_channel(known: TinySlack, gateway: Gateway) -> None:
    known.will_answer("conversations.history", page(said("other"), {"text": "hi"}, said()))
    assert gateway.find(TEAM, CHANNEL, None, MARK) == "1.5"
    [asked] = known.called("conversations.history")
    assert (asked["include_all_metadata"], asked["limit"]) == ("1", "200")
    assert not {"oldest", "latest"} & set(asked)


def test_found_on_a_later_page_of_a_thread(known: TinySlack, gateway: Gateway) -> None:
    known.will_answer("conversations.replies", page(said("other"), cursor="next"), page(said()))
    assert gateway.find(TEAM, CHANNEL, "1.0", MARK) == "1.5"
    assert [call.get("cursor") for call in known.called("conversations.replies")] == [None, "next"]
    assert known.called("conversations.replies")[0]["ts"] == "1.0"


def test_reading_a_channel_ends_after_a_few_pages(known: TinySlack, gateway: Gateway) -> None:
    known.will_answer("conversations.history", *[page(said("other"), cursor="more")] * 9)
    assert gateway.find(TEAM, CHANNEL, None, MARK) is None
    assert len(known.called("conversations.history")) == 3


def test_a_thread_that_is_too_long_to_read_is_not_taken_for_empty(known: TinySlack, gateway: Gateway) -> None:
    known.will_answer("conversations.replies", *[page(said("other"), cursor="more")] * 9)
    with pytest.raises(CannotLook):
        gateway.find(TEAM, CHANNEL, "1.0", MARK)


@pytest.mark.parametrize(
    "forged",
    [
        said(user="UEVIL", bot_id="B9"),
        said(metadata={"event_type": "other", "event_payload": {"id": MARK}}),
        said(metadata="text"),
        said(metadata={"event_type": EVENT_TYPE, "event_payload": [MARK]}),
        {"text": MARK},
    ],
)
def test_another_app_s_word_does_not_count(known: TinySlack, gateway: Gateway, forged: Json) -> None:
    known.will_answer("conversations.history", page(forged))
    assert gateway.find(TEAM, CHANNEL, None, MARK) is None


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel", "channel_not_found"])
def test_it_says_when_it_cannot_look(known: TinySlack, gateway: Gateway, error: str) -> None:
    known.will_answer("conversations.history", {"ok": False, "error": error})
    with pytest.raises(CannotLook):
        gateway.find(TEAM, CHANNEL, None, MARK)


def test_a_thread_that_is_gone_holds_nothing(known: TinySlack, gateway: Gateway) -> None:
    known.will_answer("conversations.replies", {"ok": False, "error": "thread_not_found"})
    assert gateway.find(TEAM, CHANNEL, "1.0", MARK) is None


def test_other_faults_of_the_look_up_are_raised(known: TinySlack, gateway: Gateway) -> None:
    known.will_answer(
        "conversations.history", (429, "", {"Retry-After": "60"}), {"ok": False, "error": "token_revoked"}
    )
    with pytest.raises(RateLimited):
        gateway.find(TEAM, CHANNEL, None, MARK)
    with pytest.raises(Permanent):
        gateway.find(TEAM, CHANNEL, None, MARK)
    assert len(known.called("auth.test")) == 1


# -- do not disturb ----------------------------------------------------------------------------------------------


def at(moment: timedelta) -> int:
    return int((NOON + moment).timestamp())


HOUR = timedelta(hours=1)
NIGHT = {"ok": True, "dnd_enabled": True, "next_dnd_start_ts": at(-HOUR), "next_dnd_end_ts": at(8 * HOUR)}


@pytest.mark.parametrize(
    ("answer", "until"),
    [
        (NIGHT, 8 * HOUR),
        (NIGHT | {"next_dnd_start_ts": at(HOUR)}, None),
        (NIGHT | {"dnd_enabled": False}, None),
        ({"ok": True, "snooze_enabled": True, "snooze_endtime": at(HOUR)}, HOUR),
        (NIGHT | {"snooze_enabled": True, "snooze_endtime": at(9 * HOUR)}, 9 * HOUR),
        ({"ok": True, "snooze_enabled": True, "snooze_endtime": at(-HOUR)}, None),
        ({"ok": True, "snooze_enabled": True, "snooze_endtime": "soon"}, None),
        ({"ok": True, "snooze_enabled": True, "snooze_endtime": 10**15}, None),
        ({"ok": True}, None),
        ({"ok": False, "error": "user_not_found"}, None),
        ((429, ""), None),
    ],
)
def test_do_not_disturb(slack: TinySlack, gateway: Gateway, answer: Answer, until: timedelta | None) -> None:
    slack.will_answer("dnd.info", answer)
    assert gateway.snoozed_until(TEAM, ANNA, NOON) == (NOON + until if until else None)


def test_a_missing_scope_is_asked_for_once_an_hour(slack: TinySlack, gateway: Gateway, time: StillTime) -> None:
    slack.will_answer("dnd.info", {"ok": False, "error": "missing_scope"}, NIGHT)
    answers: list[datetime | None] = []
    for wait in (0, 60, 3600):
        time.pass_by(wait)
        answers.append(gateway.snoozed_until(TEAM, ANNA, NOON))
    assert answers == [None, None, datetime(2026, 6, 1, 20, tzinfo=UTC)]
    assert len(slack.called("dnd.info")) == 2


def test_clients_are_asked_for_by_team(slack: TinySlack) -> None:
    asked: list[str] = []

    def clients(team: str) -> WebClient:
        asked.append(team)
        return slack_client(TOKEN, slack.url)

    Gateway(clients, StillTime()).open_dm("T9", ANNA)
    assert asked == ["T9"]
    assert slack.called("conversations.open") == [{"users": ANNA}]
