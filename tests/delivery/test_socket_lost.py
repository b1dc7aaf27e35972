"""Losing the line, in every way, and getting it back."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.delivery.socket import SocketRefused
from tests.delivery.line import TOKEN, Line, acked, event
from tests.delivery.slack import TinySlack, until

# -- losing the connection ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lose", [TinySlack.close, TinySlack.cut])
def test_a_lost_connection_is_renewed(slack: TinySlack, line: Line, lose: Callable[[TinySlack], None]) -> None:
    lose(slack)
    until(lambda: slack.connections == 2)
    slack.send(event(1))
    until(lambda: acked(slack) == ["e1"])
    assert line.socket.healthy


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_slack_asks_to_reconnect(slack: TinySlack, line: Line, reason: str) -> None:
    slack.send({"type": "disconnect", "reason": reason})
    until(lambda: slack.connections == 2)
    slack.send(event(1))
    until(lambda: acked(slack) == ["e1"])
    time.sleep(0.3)
    assert slack.connections == 2


def test_a_used_ticket_is_not_tried_for_ever(slack: TinySlack, line: Line) -> None:
    stale = {"ok": True, "url": f"ws://127.0.0.1:{slack.port}/link?ticket=used"}
    slack.will_answer("apps.connections.open", stale)
    slack.close()
    until(lambda: slack.connections == 2)


def test_a_server_that_does_not_answer_pings_is_left(slack: TinySlack, lines: Callable[[str], Line]) -> None:
    slack.silent = True
    line = lines(slack.url)
    assert line.socket.ready(5)
    until(lambda: slack.connections >= 2)


def test_it_waits_for_a_server_that_is_not_up_yet(lines: Callable[[str], Line]) -> None:
    with TinySlack().serving() as gone:
        port = gone.port
    line = lines(f"http://127.0.0.1:{port}/api/")
    assert not line.socket.ready(0.3)
    assert not line.socket.healthy
    with TinySlack().serving(port):
        assert line.socket.ready(5)
        line.socket.stop()


@pytest.mark.parametrize("error", ["invalid_auth", "not_allowed_token_type"])
def test_a_refused_token_is_said_and_not_tried_again(
    slack: TinySlack, lines: Callable[[str], Line], error: str
) -> None:
    slack.will_answer("apps.connections.open", *[{"ok": False, "error": error}] * 3)
    line = lines(slack.url)
    with pytest.raises(SocketRefused, match="SLACK_APP_TOKEN") as caught:
        line.socket.ready(5)
    assert TOKEN not in str(caught.value)
    assert line.socket.refused == error
    time.sleep(0.3)
    assert len(slack.called("apps.connections.open")) == 1


ODD = [{"ok": False, "error": "internal_error"}, (503, "busy"), "<html>", "[]", {"ok": True}, {"ok": True, "url": "x"}]


@pytest.mark.parametrize("answer", ODD)
def test_any_other_answer_is_tried_again(slack: TinySlack, lines: Callable[[str], Line], answer: Any) -> None:
    slack.will_answer("apps.connections.open", answer)
    assert lines(slack.url).socket.ready(5)


def test_it_stops_quickly_and_says_goodbye(slack: TinySlack, line: Line) -> None:
    began = time.monotonic()
    line.socket.stop()
    assert time.monotonic() - began < 2
    assert not line.socket.healthy
    until(lambda: slack.sockets[-1].closed)


def test_it_stops_while_nobody_answers(lines: Callable[[str], Line]) -> None:
    line = lines("http://127.0.0.1:9/api/")
    time.sleep(0.1)
    began = time.monotonic()
    line.socket.stop()
    assert time.monotonic() - began < 1
    line.socket.stop()


def test_logs_hold_neither_text_nor_tickets(slack: TinySlack, line: Line, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    slack.send(event(1, text="what somebody wrote"))
    slack.send({"type": "disconnect", "reason": "warning"})
    until(lambda: slack.connections == 2)
    until(lambda: acked(slack) == ["e1"])
    ours = [vars(record) for record in caplog.records if record.name.startswith("interests")]
    said = json.dumps(ours, default=str)
    assert not any(secret in said for secret in ("what somebody wrote", "ticket=", TOKEN))
