"""Civil time follows the simulator; real time follows nobody."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.clocks import OFFSET_IS_FRESH, RandomIds, SimulatorClock, SystemClock, SystemTime


class Simulator(HTTPServer):
    """Says by how many seconds its days were moved."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.answer = json.dumps({"offset": 0}).encode()
        self.asked = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/clock"

    def move(self, **lapse: float) -> None:
        self.answer = json.dumps({"offset": timedelta(**lapse).total_seconds()}).encode()


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Simulator)
        self.server.asked += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@contextmanager
def running() -> Iterator[Simulator]:
    with Simulator() as simulator:
        thread = threading.Thread(target=simulator.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield simulator
        finally:
            simulator.shutdown()
            thread.join()


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with running() as found:
        yield found


def ahead(clock: SimulatorClock) -> float:
    """By how many seconds the clock is ahead, to the nearest."""
    return round((clock.now() - datetime.now(UTC)).total_seconds())


def let_it_grow_old() -> None:
    time.sleep(OFFSET_IS_FRESH * 1.5)


def test_the_clock_follows_the_simulator_forth_and_back(simulator: Simulator) -> None:
    clock = SimulatorClock(simulator.url)
    assert ahead(clock) == 0
    for days in (30, 31, 0):
        simulator.move(days=days)
        let_it_grow_old()
        assert ahead(clock) == days * 86_400


def test_it_asks_seldom(simulator: Simulator) -> None:
    clock = SimulatorClock(simulator.url)
    moments = [clock.now() for _ in range(200)]
    assert simulator.asked <= 10
    assert moments == sorted(moments)


def test_the_last_word_of_a_simulator_that_went_away_stands() -> None:
    with running() as simulator:
        simulator.move(days=30)
        clock = SimulatorClock(simulator.url)
        assert ahead(clock) == 30 * 86_400
    let_it_grow_old()
    assert ahead(clock) == 30 * 86_400


@pytest.mark.parametrize("answer", [b"", b"{", b"{}", b'{"offset": "soon"}'])
def test_an_answer_that_makes_no_sense_changes_nothing(simulator: Simulator, answer: bytes) -> None:
    simulator.move(hours=1)
    clock = SimulatorClock(simulator.url)
    assert ahead(clock) == 3600
    simulator.answer = answer
    let_it_grow_old()
    assert ahead(clock) == 3600


def test_a_simulator_that_never_answered_means_this_machines_time() -> None:
    assert ahead(SimulatorClock("http://127.0.0.1:9/clock")) == 0


def test_the_machines_own_time_is_aware_and_in_utc() -> None:
    for moment in (SystemClock().now(), SystemTime().now()):
        assert moment.utcoffset() == timedelta()
        assert abs(moment - datetime.now(UTC)) < timedelta(seconds=5)
    real = SystemTime()
    before = real.monotonic()
    real.sleep(0.01)
    assert real.monotonic() - before >= 0.009


def test_ids_are_short_safe_and_unique() -> None:
    ids = {RandomIds().new() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(id_) == 16 and id_.replace("-", "").replace("_", "").isalnum() for id_ in ids)
