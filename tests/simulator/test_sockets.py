"""Socket Mode: acks, redelivery, connections that come and go."""

import time
from collections.abc import Iterator

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.simulator import Simulator
from tests.simulator.app import Answer, ListeningApp, Silence


@pytest.fixture
def own() -> Iterator[Simulator]:
    with Simulator(redelivery=(0.0, 0.05, 0.05)) as running:
        yield running


@pytest.fixture
def listener(own: Simulator) -> Iterator[ListeningApp]:
    made = ListeningApp(own)
    yield made
    made.stop()


def dm_text(request: SocketModeRequest) -> str:
    return str(request.payload["event"].get("text", ""))


def test_unacked_events_come_again_and_then_no_more(own: Simulator, listener: ListeningApp) -> None:
    def silent(_request: SocketModeRequest) -> Answer:
        raise Silence

    listener.on_request = silent
    listener.connect()
    own.sockets.ack_within = 0.3
    ana = own.person("ana")
    started = time.monotonic()
    ana.says(ana.dm, "anyone there?")
    own.wait_for(lambda: own.sockets.dropped == 1)
    assert time.monotonic() - started > 1.2
    attempts = [(r.retry_attempt, r.retry_reason) for r in listener.requests]
    assert attempts == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({r.payload["event_id"] for r in listener.requests}) == 1
    assert len({r.envelope_id for r in listener.requests}) == 4


def test_commands_time_out_and_are_not_repeated(own: Simulator, listener: ListeningApp) -> None:
    def silent(_request: SocketModeRequest) -> Answer:
        raise Silence

    ana = own.person("ana")
    assert ana.commands(ana.dm, "/interests help").error == "dispatch_failed"
    listener.on_request = silent
    listener.connect()
    assert ana.commands(ana.dm, "/interests help").error == "operation_timeout"
    time.sleep(0.3)
    assert len(listener.requests) == 1


def test_events_wait_for_a_connection(own: Simulator, listener: ListeningApp) -> None:
    ana = own.person("ana")
    for n in range(3):
        ana.says(ana.dm, f"m{n}")
    listener.connect()
    own.wait_delivered()
    assert sorted(dm_text(r) for r in listener.requests) == ["m0", "m1", "m2"]


def test_events_of_a_cut_connection_come_again(own: Simulator, listener: ListeningApp) -> None:
    cut: list[str] = []

    def first_time_silent(request: SocketModeRequest) -> Answer:
        if not cut:
            cut.append(request.envelope_id)
            own.drop_connections()
            raise Silence
        return None

    listener.on_request = first_time_silent
    listener.connect()
    ana = own.person("ana")
    ana.says(ana.dm, "survives")
    own.wait_for(lambda: len(listener.requests) == 2, timeout=10)
    assert [r.retry_attempt for r in listener.requests] == [0, 1]
    own.wait_delivered()


def test_each_event_goes_to_one_connection(own: Simulator, listener: ListeningApp) -> None:
    other = ListeningApp(own)
    listener.connect()
    other.connect()
    ana = own.person("ana")
    for n in range(20):
        ana.says(ana.dm, f"m{n}")
    own.wait_delivered()
    assert len(listener.requests) == len(other.requests) == 10
    other.stop()


def test_disconnect_makes_the_client_come_back(own: Simulator, listener: ListeningApp) -> None:
    listener.connect()
    own.refresh_connections()
    own.wait_for(lambda: own.sockets.hellos == 2, timeout=10)
    own.wait_connected()
    ana = own.person("ana")
    ana.says(ana.dm, "still there")
    listener.wait_event("message", ana.dm.id)


def test_raw_text_reaches_the_client(own: Simulator, listener: ListeningApp) -> None:
    listener.connect()
    own.send_raw_envelope("{not json")
    own.send_raw_envelope({"type": "events_api", "envelope_id": "e1", "payload": {"event": {"type": "x"}}})
    own.wait_for(lambda: [r for r in listener.requests if r.envelope_id == "e1"])


def test_order_is_kept(own: Simulator, listener: ListeningApp) -> None:
    listener.connect()
    ana = own.person("ana")
    for n in range(50):
        ana.says(ana.dm, f"{n}")
    own.wait_delivered()
    sent = [r["payload"]["payload"]["event"]["text"] for r in own.recorder.rows() if r["name"] == "events_api"]
    assert sent == [str(n) for n in range(50)]


def test_stopping_is_quick(own: Simulator, listener: ListeningApp) -> None:
    listener.connect()
    started = time.monotonic()
    own.stop()
    own.stop()
    assert time.monotonic() - started < 1


def test_uninstalling_ends_the_tokens(own: Simulator, listener: ListeningApp) -> None:
    listener.connect()
    own.uninstall()
    assert listener.error("auth.test") == "account_inactive"
