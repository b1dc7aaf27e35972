"""Scripted negotiations: each plays people in the local workspace against the real bot."""

from collections.abc import Callable

from bot.simulator.scenarios import renewal
from bot.simulator.scenarios.stage import Stage

SCENARIOS: dict[str, Callable[[Stage], None]] = {"renewal": renewal.play}
DEFAULT = "renewal"
