"""The demo: a local workspace, the bot's production path against it, and stories that play between them."""

import sys
import tempfile
from pathlib import Path

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from bot.simulator.scenarios import STORIES
from bot.simulator.scenarios.stage import Stage
from bot.simulator.scenarios.transcript import Transcript
from bot.simulator.upcoming import Upcoming
from bot.simulator.values import SimulatorError
from bot.simulator.visit import UNHURRIED, interrupt_on_term

VISIBLE_PACE = 0.35
FAST_MESSAGES = 50.0


def play(script: str, *, fast: bool) -> int:
    """Play one story and print it; 0 when it came to its end."""
    interrupt_on_term()
    pace = FAST_MESSAGES if fast else 1.0
    with tempfile.TemporaryDirectory(prefix="interests-demo-") as scratch:
        folder = Path(scratch)
        log, url = folder / "bot.log", f"sqlite:///{folder / 'demo.db'}"
        try:
            with (
                Simulator(messages_per_second=pace) as sim,
                BotProcess(sim, url, log, settings={} if fast else UNHURRIED),
                Upcoming(url) as upcoming,
            ):
                sim.due = upcoming
                _perform(sim, script, seconds_a_line=0.0 if fast else VISIBLE_PACE)
        except KeyboardInterrupt:
            print("\nThe demo was stopped.", file=sys.stderr)
            return 130
        except (AssertionError, SimulatorError) as error:
            print(f"\nThe demo did not come to its end: {error}", file=sys.stderr)
            print(log.read_text(errors="replace")[-2000:] if log.exists() else "", file=sys.stderr)
            return 1
    return 0


def _perform(sim: Simulator, script: str, *, seconds_a_line: float) -> None:
    story = STORIES[script]
    transcript = Transcript(sim, story, sys.stdout, seconds_a_line=seconds_a_line)
    stage = Stage(sim, transcript)
    stage.morning(stage.person(story.people[0]))
    transcript.opens(story)
    for number, step in enumerate(story.steps, 1):
        transcript.begins(number, step)
        step.do(stage)
        stage.wait(lambda step=step: step.done(stage), "what this step brings about")  # type: ignore[misc]
        transcript.catch_up()
    transcript.ends(story)
