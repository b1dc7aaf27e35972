"""A real browser on the page of a simulator, with the real bot where a test asks for it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bot.simulator import Seed, Simulator
from bot.simulator.process import BotProcess
from bot.simulator.upcoming import Upcoming
from tests.acceptance.office import next_tuesday
from tests.browser.windows import Windows

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW = "no Chromium or Chrome here: install one (on Debian: apt-get install chromium)"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for these tests; ended with them, because its driver leaves an event loop running in this thread."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def sim() -> Iterator[Simulator]:
    with Simulator(Seed.default(), messages_per_second=100.0) as simulator:
        simulator.set_clock(next_tuesday(simulator.now()))
        yield simulator


@pytest.fixture(scope="module")
def bot(sim: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    folder = tmp_path_factory.mktemp("bot")
    url = f"sqlite:///{folder / 'interests.db'}"
    with BotProcess(sim, url, folder / "bot.log") as process, Upcoming(url) as upcoming:
        sim.due = upcoming
        yield process
        sim.due = list
        assert process.alive, process.log_text()[-3000:]


@pytest.fixture
def windows(browser: Browser, sim: Simulator) -> Iterator[Windows]:
    """Opens windows; afterwards none of them may have had an error, a dialog or something it could not draw."""
    shots = Path(os.environ.get("INTERESTS_SHOTS", "test-results/shots"))
    opened = Windows(browser, sim, shots)
    yield opened
    opened.close()
