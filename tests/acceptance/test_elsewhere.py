"""The portable tests against a server that this test run did not start for them."""

import os
import re
import subprocess
import sys
from pathlib import Path

from bot.simulator import Simulator

ROOT = Path(__file__).parents[2]


def test_the_portable_tests_need_nothing_but_an_address_and_tokens() -> None:
    with Simulator(messages_per_second=50.0) as sim:
        environment = os.environ | {
            "SLACK_API_URL": sim.api_url,
            "SLACK_BOT_TOKEN": sim.bot_token,
            "SLACK_APP_TOKEN": sim.app_token,
        }
        command = [sys.executable, "-m", "pytest", "tests/acceptance", "-m", "portable", "-q", "-p", "no:cacheprovider"]
        run = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:]
    assert re.search(r"\b[1-9]\d* passed", run.stdout)
