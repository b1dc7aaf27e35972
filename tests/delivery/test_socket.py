"""The line to a small Slack: what is acked when, and that nothing ends it."""

import contextlib
import time

import pytest
from slack_bolt import BoltResponse

from tests.delivery.line import Json, Line, acked, click, event
from tests.delivery.slack import TinySlack, until


def test_an_event_is_stored_then_acked(slack: TinySlack, line: Line) -> None:
    slack.send(event(1))
    until(lambda: slack.acks == [{"envelope_id": "e1"}])
    assert len(line.inbox.rows) == 1
    assert line.woken == 1
    assert line.socket.healthy


def test_what_is_dropped_or_known_is_acked_too(slack: TinySlack, line: Line) -> None:
    for frame in (event(1), event(1), event(2, bot_id="B1"), event(3) | {"payload": ["odd"]}):
        slack.send(frame)
    until(lambda: acked(slack) == ["e1", "e1", "e2", "e3"])
    assert (len(line.inbox.rows), line.woken) == (1, 1)


def test_what_could_not_be_stored_is_not_acked(slack: TinySlack, line: Line) -> None:
    line.inbox.broken = True
    slack.send(event(1))
    time.sleep(0.1)
    line.inbox.broken = False
    slack.send(event(2))
    until(lambda: acked(slack) == ["e2"])
    slack.send(event(1))
    until(lambda: acked(slack) == ["e1", "e2"])
    assert len(line.inbox.rows) == 2


@pytest.mark.parametrize(
    ("response", "ack"),
    [
        (BoltResponse(status=200, body=""), {"envelope_id": "i1"}),
        (BoltResponse(status=200, body={"a": 1}), {"envelope_id": "i1", "payload": {"a": 1}}),
        (BoltResponse(status=200, body="done"), {"envelope_id": "i1", "payload": {"text": "done"}}),
        (BoltResponse(status=404, body={"error": "unhandled request"}), None),
    ],
)
@pytest.mark.parametrize("kind", ["interactive", "slash_commands"])
def test_a_request_is_acked_with_its_answer(
    slack: TinySlack, line: Line, kind: str, response: BoltResponse, ack: Json | None
) -> None:
    line.bolt.response = response
    slack.send(click(kind))
    until(lambda: len(line.bolt.bodies) == 1)
    slack.send(event(1))
    until(lambda: {"envelope_id": "e1"} in slack.acks)
    assert [found for found in slack.acks if found["envelope_id"] == "i1"] == ([ack] if ack else [])


def test_a_request_that_fails_is_not_acked_and_ends_nothing(slack: TinySlack, line: Line) -> None:
    line.bolt.error = ValueError("what somebody wrote")
    slack.send(click())
    slack.send(event(1))
    until(lambda: acked(slack) == ["e1"])


def test_a_slow_request_holds_up_no_event(slack: TinySlack, line: Line) -> None:
    line.bolt.gate.clear()
    slack.send(click())
    slack.send(event(1))
    until(lambda: acked(slack) == ["e1"])
    line.bolt.gate.set()
    until(lambda: acked(slack) == ["e1", "i1"])


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "hello?",
        "{",
        "[]",
        "5",
        "null",
        '{"type": "hello"',
        '{"type": ["events_api"], "envelope_id": {}, "payload": 5}',
        '{"type": "events_api", "envelope_id": 7, "payload": {}}',
        '{"type": "events_api", "payload": {}}',
        "[" * 50_000,
        '{"a":' * 50_000,
        '{"type": "events_api", "envelope_id": "", "payload": null}',
    ],
)
def test_garbage_ends_nothing(slack: TinySlack, line: Line, garbage: str) -> None:
    slack.send(garbage)
    slack.send(event(1))
    until(lambda: acked(slack) == ["e1"])
    assert slack.connections == 1


@pytest.mark.parametrize(
    "frame",
    [
        click("a_type_of_tomorrow"),
        click("interactive", "text"),
        click("slash_commands", [1]),
        click("events_api", 5),
        click("interactive") | {"payload": None, "type": None},
    ],
)
def test_an_envelope_nobody_understands_is_acked_so_that_it_does_not_come_again(
    slack: TinySlack, line: Line, frame: Json
) -> None:
    slack.send(frame)
    until(lambda: slack.acks == [{"envelope_id": "i1"}])
    assert line.bolt.bodies == []


def test_an_oversized_envelope_ends_nothing_for_long(slack: TinySlack, line: Line) -> None:
    slack.send(event(1, text="x" * 1_500_000))
    until(lambda: acked(slack) == ["e1"])
    with contextlib.suppress(ConnectionError):
        slack.send(event(2, text="x" * 5_000_000))
    until(lambda: slack.connections == 2)
    slack.send(event(3))
    until(lambda: "e3" in acked(slack))


def test_many_events_at_once(slack: TinySlack, line: Line) -> None:
    for n in range(300):
        slack.send(event(n))
    until(lambda: len(slack.acks) == 300)
    assert len(line.inbox.rows) == 300
