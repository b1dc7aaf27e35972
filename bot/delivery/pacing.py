"""How fast and how often delivery tries: the paces, the backoff, and one message at a time in each channel."""

import secrets
import threading
from dataclasses import dataclass
from datetime import timedelta

Place = tuple[str, str]
"""Team and channel."""

PLACES_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Paces:
    """Every duration is seconds of real time. A lease must outlast the slowest call: `timeout` times the calls a row
    can need, which is why a row is only started in the first third of its lease."""

    message_interval: float = 1.05
    outbox_lease: float = 60.0
    outbox_batch: int = 40
    senders: int = 4
    outbox_attempts: int = 10
    outbox_give_up: float = 86_400.0
    outbox_backoff: float = 5.0
    inbox_workers: int = 4
    inbox_lease: float = 60.0
    inbox_attempts: int = 8
    inbox_backoff: float = 2.0
    backoff_cap: float = 900.0
    poll: float = 1.0
    not_yet: float = 1.0
    ping_interval: float = 5.0

    @property
    def start_within(self) -> float:
        """How long a claimed row may wait for its turn before it is given back."""
        return self.outbox_lease / 3


def chance() -> float:
    """A number from 0 up to 1, so that what failed together is not tried again together."""
    return secrets.randbelow(1000) / 1000


def backoff(tries: int, base: float, cap: float, luck: float) -> float:
    """Seconds to wait after so many tries: doubled each time up to `cap`, and up to a quarter more by `luck`."""
    doubled = base * 2.0 ** min(max(tries - 1, 0), 40)
    return min(doubled, cap) * (1 + luck / 4)


def seconds(amount: float) -> timedelta:
    return timedelta(seconds=amount)


class Pacer:
    """At most one message an interval in each channel. `now` is monotonic; safe to use from many threads."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._free_at: dict[Place, float] = {}
        self._lock = threading.Lock()

    def wait(self, place: Place, now: float) -> float:
        """Seconds until the channel takes a message; 0.0 for now."""
        return max(0.0, self._free_at.get(place, now) - now)

    def take(self, place: Place, now: float) -> float:
        """As `wait`, and where it is 0.0 the turn is the caller's and the next one comes an interval later."""
        with self._lock:
            left = self.wait(place, now)
            if left == 0.0:
                self._set(place, now + self._interval, now)
            return left

    def said(self, place: Place, now: float) -> None:
        """The call ended now: Slack may have counted the message at any moment up to it."""
        self.block(place, self._interval, now)

    def block(self, place: Place, amount: float, now: float) -> None:
        """Nothing more in that channel for so many seconds."""
        with self._lock:
            self._set(place, max(self._free_at.get(place, now), now + amount), now)

    def _set(self, place: Place, free_at: float, now: float) -> None:
        if len(self._free_at) >= PLACES_KEPT and place not in self._free_at:
            self._free_at = {known: moment for known, moment in self._free_at.items() if moment > now}
        self._free_at[place] = free_at

    def __len__(self) -> int:
        return len(self._free_at)
