"""The workspace's civil clock, which can be moved; everything that measures real time stays monotonic."""

import threading
import time
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

    def epoch(self) -> int:
        return int(time.time() + self._offset)

    def ts(self) -> str:
        """A fresh Slack timestamp: civil seconds and microseconds, strictly increasing."""
        with self._lock:
            now = int((time.time() + self._offset) * 1_000_000)
            self._last = max(now, self._last + 1)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
