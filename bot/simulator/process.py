"""The bot's production path as a process of its own, pointed at a simulator."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from bot.simulator import Simulator
from bot.simulator.values import SimulatorError

CONNECT_WITHIN = 30.0
STOP_WITHIN = 5.0

# Short enough for a person (or a test) to wait for; everything else is as in production.
BRISK = {
    "INTERESTS_CARD_DELAY": "0",
    "INTERESTS_CARDS_PER_CHANNEL": "1000",
    "INTERESTS_CARDS_PER_OWNER": "1000",
    "INTERESTS_REQUESTER_PAUSE": "0",
    "INTERESTS_FOLLOW_UP": "0",
    "INTERESTS_TICK": "0.1",
    "INTERESTS_MESSAGE_INTERVAL": "0.05",
    "INTERESTS_OUTBOX_BACKOFF": "0.2",
    "INTERESTS_INBOX_BACKOFF": "0.1",
}
AT_ANY_HOUR = {
    "INTERESTS_DAY_START": "00:00",
    "INTERESTS_DAY_END": "23:59",
    "INTERESTS_WORKDAYS": "mon,tue,wed,thu,fri,sat,sun",
}
"""For who cannot wait for a working morning."""
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "TMPDIR", "SYSTEMROOT")


class BotProcess:
    """`interests run` (or another verb) against a simulator; its log goes to `log`."""

    def __init__(
        self, sim: Simulator, database_url: str, log: Path, *, verb: str = "run", settings: dict[str, str] | None = None
    ) -> None:
        self._sim = sim
        self._log = log
        self._verb = verb
        self._environment = {name: os.environ[name] for name in _INHERITED if name in os.environ} | {
            "SLACK_BOT_TOKEN": sim.bot_token,
            "SLACK_APP_TOKEN": sim.app_token,
            "SLACK_API_URL": sim.api_url,
            "INTERESTS_CLOCK_URL": sim.clock_url,
            "DATABASE_URL": database_url,
            **BRISK,
            **(settings or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._sink: IO[bytes] | None = None

    def start(self, *, connected: bool = True) -> Self:
        """Start it; with `connected` wait until its Socket Mode connection stands."""
        self._sink = self._log.open("ab")
        command = [sys.executable, "-m", "bot", self._verb]
        # Its own session: Ctrl-C in the terminal reaches the demo, which then ends the bot in order.
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env=self._environment,
            stdout=self._sink,
            stderr=self._sink,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            cwd=self._log.parent,
        )
        if connected:
            self._wait_connected()
        return self

    def _wait_connected(self) -> None:
        """Until its connection stands; a bot that ended before is no reason to wait on."""
        try:
            self._sim.wait_for(lambda: self._sim.sockets.connected or not self.alive, CONNECT_WITHIN, "the bot")
        except BaseException:
            self.kill()
            raise
        if not self.alive:
            raise SimulatorError("the bot ended before it was connected")

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def status(self) -> int | None:
        """The exit status of a bot that ended by itself."""
        return self._process.poll() if self._process is not None else None

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self, within: float = STOP_WITHIN) -> int:
        """In order, or by force after so many seconds; returns the exit status."""
        return self._end(signal.SIGTERM, within)

    def _end(self, how: signal.Signals, within: float = STOP_WITHIN) -> int:
        process = self._process
        if process is None:
            return 0
        if process.poll() is None:
            process.send_signal(how)
        try:
            status = process.wait(within)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        if self._sink:
            self._sink.close()
        self._process = None
        return status

    def log_text(self) -> str:
        return self._log.read_text(errors="replace")

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
