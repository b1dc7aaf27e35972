"""One simulator and one bot process a test module; fresh people and channels a test."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clocks import OFFSET_IS_FRESH
from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from tests.acceptance.controls import given, used
from tests.acceptance.covered import promised
from tests.acceptance.office import Office, next_tuesday


def recording(name: str) -> Path | None:
    """Where this module's payloads are kept for the check of Slack's limits; nowhere unless asked."""
    folder = os.environ.get("INTERESTS_RECORD")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) / f"{name}.jsonl"


@pytest.fixture(scope="module")
def sim(request: pytest.FixtureRequest) -> Iterator[Simulator]:
    record = recording(request.module.__name__.rpartition(".")[2])
    with Simulator(messages_per_second=50.0, redelivery=(0.3, 0.6, 1.2), record=record) as simulator:
        simulator.set_clock(next_tuesday(simulator.now()))
        yield simulator


@pytest.fixture(scope="module")
def bot(sim: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    folder = tmp_path_factory.mktemp("bot")
    with BotProcess(sim, f"sqlite:///{folder / 'interests.db'}", folder / "bot.log") as process:
        yield process
        assert process.alive, process.log_text()[-3000:]


@pytest.fixture
def office(sim: Simulator, bot: BotProcess, request: pytest.FixtureRequest) -> Iterator[Office]:
    """A corner of its own, on a working morning. Afterwards: did the test use what `covered` says of it?"""
    sim.set_clock(next_tuesday(sim.now()))
    # The bot asks for the time anew only so often: a message heard by the old one would be a week late for its card.
    time.sleep(1.5 * OFFSET_IS_FRESH)
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower().removeprefix("test_"))[:70].strip("-")
    since, logged = sim.recorder.last, len(bot.log_text())
    yield Office.open(sim, bot, name)
    controls, reasons = promised(f"{request.module.__name__.rpartition('.')[2]}.{request.function.__name__}")
    if controls or reasons:
        rows = sim.recorder.rows(since)
        assert controls <= used(rows), f"tests/acceptance/covered.py says that this test uses {controls - used(rows)}"
        unsaid = reasons - given(rows, bot.log_text()[logged:])
        assert not unsaid, f"tests/acceptance/covered.py says that this test shows {unsaid}"
