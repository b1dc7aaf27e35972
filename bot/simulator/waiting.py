"""Waiting for something to become true, with a message worth reading when it does not."""

import time
from collections.abc import Callable

STEP = 0.01


def wait_for(
    condition: Callable[[], object],
    timeout: float = 5,
    what: str = "",
    picture: Callable[[], str] | None = None,
) -> None:
    """Polls until the condition holds; raises AssertionError naming what was waited for."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            seen = f"; seen:\n{picture()}" if picture else ""
            raise AssertionError(f"waited {timeout} s in vain for {what or 'a condition'}{seen}")
        time.sleep(STEP)
