"""Slack's limit on messages: so many a second in one channel, measured in real time."""

import math
import time


class Pace:
    """One channel takes one message each `1 / rate` seconds; a rate of 0 switches the limit off."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1 / per_second if per_second > 0 else 0.0
        self._free_at: dict[str, float] = {}

    def wait(self, channel: str) -> int:
        """Whole seconds until the channel takes a message again, as Retry-After counts them; 0 for now."""
        left = self._free_at.get(channel, 0.0) - time.monotonic()
        return max(1, math.ceil(left)) if left > 0 else 0

    def took(self, channel: str) -> None:
        self._free_at[channel] = time.monotonic() + self._interval
