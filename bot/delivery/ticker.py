"""The beat: APScheduler says when to look at the queues, and a watchdog restarts it when the wall clock jumps back."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from bot.logs import where
from bot.services.ports import RealTime

JOB = "tick"
STALLED_AFTER = 3
HOUR = 3600.0

logger = logging.getLogger("interests.delivery.ticker")


class Ticker:
    """Calls every `wakes` each `interval` seconds and `housekeeping` at the start and each hour.

    The scheduler holds one job in memory and nothing else: what is due stands in the database. An interval job is
    timed by the wall clock, so one that jumps back an hour stops it for an hour; the watchdog counts monotonic time.
    """

    def __init__(
        self,
        wakes: Sequence[Callable[[], None]],
        housekeeping: Callable[[], None],
        interval: float,
        real_time: RealTime,
    ) -> None:
        self._wakes = tuple(wakes)
        self._housekeeping = housekeeping
        self._interval = interval
        self._real_time = real_time
        self._scheduler = BackgroundScheduler(timezone=UTC, daemon=True)
        self._last_tick = real_time.monotonic()
        self._last_housekeeping: float | None = None
        self._stop = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, name="ticker-watchdog", daemon=True)

    def start(self) -> None:
        self._last_tick = self._real_time.monotonic()
        self._scheduler.add_job(
            self.tick,
            "interval",
            id=JOB,
            seconds=self._interval,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        self._stop.set()
        if self._watchdog.is_alive():
            self._watchdog.join(2.0)
            self._scheduler.shutdown(wait=False)

    def age(self) -> float:
        """Seconds since the last tick."""
        return self._real_time.monotonic() - self._last_tick

    def tick(self) -> None:
        """One beat."""
        now = self._real_time.monotonic()
        self._last_tick = now
        for wake in self._wakes:
            wake()
        if self._last_housekeeping is None or now - self._last_housekeeping >= HOUR:
            self._last_housekeeping = now
            self._keep_house()
            # Long work is no stall.
            self._last_tick = self._real_time.monotonic()

    def check(self) -> bool:
        """Restart a beat that stopped; True when it had."""
        if self.age() < STALLED_AFTER * self._interval:
            return False
        logger.warning("ticker stalled", extra={"age": round(self.age(), 1)})
        self._last_tick = self._real_time.monotonic()
        # The trigger remembers the wall clock's old time: a new one counts from now.
        self._scheduler.reschedule_job(JOB, trigger="interval", seconds=self._interval)
        self._scheduler.modify_job(JOB, next_run_time=datetime.now(UTC))
        return True

    def _watch(self) -> None:
        while not self._stop.wait(self._interval):
            self.check()

    def _keep_house(self) -> None:
        try:
            self._housekeeping()
        except Exception as error:  # noqa: BLE001 - it is tried again in an hour; the beat goes on
            logger.warning("housekeeping failed", extra=where(error))
