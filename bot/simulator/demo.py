"""The demo: a local workspace, the bot's production path against it, and a story that plays between them."""

import sys
import tempfile
from pathlib import Path

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from bot.simulator.scenarios import SCENARIOS
from bot.simulator.scenarios.stage import Stage
from bot.simulator.values import SimulatorError

VISIBLE_PACE = 0.35
FAST_MESSAGES = 50.0


def play(script: str, *, fast: bool) -> int:
    """Play one story and print it; 0 when it came to its end."""
    pace = FAST_MESSAGES if fast else 1.0
    brisk = {} if fast else {"INTERESTS_MESSAGE_INTERVAL": "1.05"}
    with tempfile.TemporaryDirectory(prefix="interests-demo-") as scratch:
        folder = Path(scratch)
        log = folder / "bot.log"
        try:
            with (
                Simulator(messages_per_second=pace) as sim,
                BotProcess(sim, f"sqlite:///{folder / 'demo.db'}", log, settings=brisk),
            ):
                SCENARIOS[script](Stage(sim, seconds_a_line=0.0 if fast else VISIBLE_PACE))
        except KeyboardInterrupt:
            print("\nThe demo was stopped.", file=sys.stderr)
            return 130
        except (AssertionError, SimulatorError) as error:
            print(f"\nThe demo did not come to its end: {error}", file=sys.stderr)
            print(log.read_text(errors="replace")[-2000:] if log.exists() else "", file=sys.stderr)
            return 1
    return 0
