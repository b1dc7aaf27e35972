"""The two kinds of time: civil time, which a simulator may move, and real time, which nobody moves."""

import json
import secrets
import time
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from http.client import HTTPException
from threading import Lock
from urllib.request import urlopen

OFFSET_IS_FRESH = 0.05
CALL_TIMEOUT = 2.0


class SystemClock:
    """Civil time as this machine has it."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SimulatorClock:
    """Civil time as the simulator has it: this machine's, moved by an offset it asks for.

    The setting that names the address admits loopback only, so nobody else can move a bot's days.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._offset = timedelta()
        self._read_at = float("-inf")

    def now(self) -> datetime:
        with self._lock:
            if time.monotonic() - self._read_at > OFFSET_IS_FRESH:
                self._offset = self._ask()
                self._read_at = time.monotonic()
            return datetime.now(UTC) + self._offset

    def _ask(self) -> timedelta:
        try:
            with urlopen(self._url, timeout=CALL_TIMEOUT) as answer:  # noqa: S310 - settings admit http loopback only
                return timedelta(seconds=float(json.load(answer)["offset"]))
        except (OSError, HTTPException, ValueError, KeyError):
            return self._offset  # the simulator is away for a moment: its last word stands


class SystemTime:
    """Real time: leases, backoff, pacing."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class RandomIds:
    """Twelve random bytes, URL-safe: nobody guesses another team's record from a button."""

    def new(self) -> str:
        return secrets.token_urlsafe(12)

    def of(self, *names: str) -> str:
        digest = blake2b("\0".join(names).encode(), digest_size=12).digest()
        return urlsafe_b64encode(digest).decode()
