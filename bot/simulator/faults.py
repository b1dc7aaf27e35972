"""Failures on demand: the next calls of a method fail as Slack or the network would fail them."""

import threading
from dataclasses import dataclass

from bot.simulator.web_api.errors import documented


@dataclass(slots=True)
class Fault:
    error: str
    left: int
    retry_after: int
    after_accept: bool


class Faults:
    """Planned failures, per method, in the order they were planned."""

    def __init__(self) -> None:
        self._planned: dict[str, list[Fault]] = {}
        self._lock = threading.Lock()

    def plan(self, method: str, error: str, times: int, retry_after: int, *, after_accept: bool) -> None:
        """`after_accept` stores what the call asks for, then drops the TCP connection without an answer."""
        if not after_accept and error not in documented(method):
            raise ValueError(f"Slack documents no error {error!r} for {method}: {sorted(documented(method))}")
        with self._lock:
            planned = self._planned.setdefault(method, [])
            planned.append(Fault(error, times, retry_after, after_accept))

    def next(self, method: str) -> Fault | None:
        with self._lock:
            planned = self._planned.get(method)
            if not planned:
                return None
            fault = planned[0]
            fault.left -= 1
            if fault.left <= 0:
                planned.pop(0)
            return fault
