"""The workspace's civil clock, which can be moved; everything that measures real time stays monotonic."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta


class CivilClock:
    """Real time plus an offset. Message timestamps come from here and never repeat or go back."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._last = 0
        self._lock = threading.Lock()

    @property
    def offset(self) -> float:
        """Seconds the workspace is ahead of real time."""
        return self._offset

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._offset)

    def advance(self, step: timedelta) -> None:
        self._offset += step.total_seconds()

    def set(self, moment: datetime) -> None:
        """Moves the workspace to an aware moment."""
        if moment.tzinfo is None:
            raise ValueError("the civil clock needs an aware datetime, for example with tzinfo=UTC")
        self._offset = (moment - datetime.now(UTC)).total_seconds()

    @contextmanager
    def earlier(self, step: timedelta) -> Iterator[None]:
        """What happens meanwhile happened that long ago, as far as nothing later has happened yet."""
        self.advance(-step)
        try:
            yield
        finally:
            self.advance(step)

    def not_before(self, ts: str) -> None:
        """The next timestamp is later than this one."""
        seconds, _, fraction = ts.partition(".")
        with self._lock:
            self._last = max(self._last, int(seconds) * 1_000_000 + int(fraction or 0))

    def epoch(self) -> int:
        return int(time.time() + self._offset)

    def ts(self) -> str:
        """A fresh Slack timestamp: civil seconds and microseconds, strictly increasing."""
        with self._lock:
            now = int((time.time() + self._offset) * 1_000_000)
            self._last = max(now, self._last + 1)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
