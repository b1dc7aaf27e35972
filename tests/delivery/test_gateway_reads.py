"""How the bot finds again what it said, and learns who must not be disturbed."""

from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.delivery.faults import CannotLook, Permanent, RateLimited
from bot.delivery.gateway import EVENT_TYPE, Gateway, slack_client
from tests.delivery.fakes import ANNA, CHANNEL, NOON, TEAM, StillTime
from tests.delivery.slack import MARK, TOKEN, Answer, Json, TinySlack

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
