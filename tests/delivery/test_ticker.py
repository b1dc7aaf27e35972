"""The beat, and the watchdog that restarts it after the wall clock jumped back."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.ticker import JOB, Ticker
from tests.delivery.fakes import StillTime
from tests.delivery.slack import until


class Counting:
    def __init__(self) -> None:
        self.wakes = self.houses = 0
        self.error: Exception | None = None

    def wake(self) -> None:
        self.wakes += 1

    def house(self) -> None:
        self.houses += 1
        if self.error:
            raise self.error


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def ticker(counting: Counting, time: StillTime) -> Ticker:
    return Ticker([counting.wake, counting.wake], counting.house, 0.05, time)


@pytest.fixture
def running(ticker: Ticker) -> Iterator[Ticker]:
    ticker.start()
    yield ticker
    ticker.stop()


def test_a_tick_wakes_everyone_and_keeps_house_once_an_hour(
    ticker: Ticker, counting: Counting, time: StillTime
) -> None:
    for wait in (0, 10, 3580, 10, 3600):
        time.pass_by(wait)
        ticker.tick()
    assert (counting.wakes, counting.houses) == (10, 3)


def test_housekeeping_that_fails_does_not_stop_the_beat(ticker: Ticker, counting: Counting) -> None:
    counting.error = ConnectionError()
    ticker.tick()
    ticker.tick()
    assert (counting.wakes, counting.houses) == (4, 1)


def test_it_beats(running: Ticker, counting: Counting) -> None:
    until(lambda: counting.wakes >= 6)


def test_a_beat_that_stopped_is_restarted(running: Ticker, counting: Counting, time: StillTime) -> None:
    until(lambda: counting.wakes >= 2)
    # What a wall clock that jumped back an hour does: the next run is an hour away.
    running._scheduler.modify_job(JOB, next_run_time=datetime.now(UTC) + timedelta(hours=1))
    at_stop = counting.wakes
    threading.Event().wait(0.2)
    assert counting.wakes <= at_stop + 2
    time.pass_by(0.2)
    until(lambda: counting.wakes > at_stop + 4)


def test_the_watchdog_leaves_a_healthy_beat_alone(running: Ticker, counting: Counting, time: StillTime) -> None:
    until(lambda: counting.wakes >= 2)
    time.pass_by(0.1)
    assert not running.check()
    assert running.age() < 0.15


def test_one_job_that_never_piles_up(running: Ticker) -> None:
    [job] = running._scheduler.get_jobs()
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)


def test_what_never_started_stops(ticker: Ticker) -> None:
    ticker.stop()
