"""The demo as a page: a workspace to walk about in, with the bot at work, until somebody ends it."""

import errno
import os
import signal
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.simulator import keep
from bot.simulator.process import BotProcess
from bot.simulator.simulator import Simulator
from bot.simulator.upcoming import Upcoming
from bot.simulator.values import SimulatorError

PORTS_TRIED = 50
OPENS, CLOSES, SATURDAY = 9, 16, 5
"""Early enough that a visitor sees the whole of a working day."""
LAST_PORT = 65535
LOOK_EVERY = 0.25
SAVE_EVERY = 5.0
BOT_ENDS_WITHIN = 1.0
ALL_ENDS_WITHIN = 1.8
LAST_LINES = 12
SQLITE = b"SQLite format 3\x00"
UNHURRIED = {"INTERESTS_MESSAGE_INTERVAL": "1.05"}
"""As Slack allows: a message a second and channel."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How the page is served: `db` keeps the state in a file, `reset` starts it afresh."""

    port: int = 8765
    browser: bool = True
    db: Path | None = None
    reset: bool = False


def interrupt_on_term() -> None:
    """SIGTERM ends the demo as Ctrl-C does: the bot is a process of its own and has to be ended with it."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.default_int_handler)


class State:
    """Where the demo's state lies: the bot's database, its key, and the workspace beside it."""

    def __init__(self, database: Path) -> None:
        self.database = database.absolute()
        self.workspace = self.database.with_suffix(".workspace.json")

    @property
    def url(self) -> str:
        return f"sqlite:///{self.database}"

    def check(self) -> None:
        """Refuses a place where nothing can be kept, and a database that is not a demo's."""
        if not self.database.parent.is_dir():
            raise SimulatorError(f"--db: there is no folder {self.database.parent}")
        if not self.database.exists():
            return
        with self.database.open("rb") as file:
            if file.read(len(SQLITE)) not in {SQLITE, b""}:
                raise SimulatorError(f"--db: {self.database} is not an SQLite database")
        if not self.workspace.exists():
            raise SimulatorError(f"--db: {self.database} was not made by the demo: {self.workspace.name} is missing")

    def forget(self) -> None:
        """Deletes what the demo keeps, once it is sure that it is the demo's."""
        self.check()
        name, key = self.database.name, self.database.with_suffix(".keys")
        beside = [self.database.with_name(f"{name}{end}") for end in ("", "-wal", "-shm")]
        if self.workspace.exists():
            for file in (*beside, key, self.workspace):
                file.unlink(missing_ok=True)


def serve(visit: Visit) -> int:
    """Serve the page until Ctrl-C or SIGTERM; 1 when the bot ended by itself."""
    interrupt_on_term()
    try:
        with tempfile.TemporaryDirectory(prefix="interests-demo-") as scratch:
            return _serve(visit, Path(scratch))
    except KeyboardInterrupt:
        return 0
    except (SimulatorError, OSError) as error:
        print(f"interests: {error}", file=sys.stderr)
        return 1


def _serve(visit: Visit, scratch: Path) -> int:
    state = State(visit.db or scratch / "demo.db")
    if visit.reset:
        state.forget()
    state.check()
    log = scratch / "bot.log"
    with _running(visit, state) as sim:
        bot = BotProcess(sim, state.url, log, settings=UNHURRIED)
        try:
            bot.start()
            with Upcoming(state.url) as upcoming:
                sim.due = upcoming
                _welcome(sim, visit)
                _watch(sim, bot, state)
            status = _last_words(bot, log)
        except (AssertionError, SimulatorError):
            status = _last_words(bot, log)
        except KeyboardInterrupt:
            _no_more_interrupts()
            status = 0
        finally:
            bot.stop(BOT_ENDS_WITHIN)
    return status


@contextmanager
def _running(visit: Visit, state: State) -> Iterator[Simulator]:
    """The workspace, from where it was left; kept again at the end."""
    sim = _opened(visit, state)
    try:
        keep.save(sim, state.workspace)
        yield sim
    finally:
        keep.save(sim, state.workspace)
        sim.stop()


def open_at_work(sim: Simulator) -> None:
    """A workspace that somebody opens at night begins on the next working morning: cards come in working hours."""
    owner = sim.people[0]
    local = sim.now().astimezone(ZoneInfo(owner.zone))
    if local.weekday() < SATURDAY and OPENS <= local.hour < CLOSES:
        return
    ahead = timedelta(days=0 if local.hour < OPENS else 1)
    morning = (local + ahead).replace(hour=OPENS, minute=10, second=0, microsecond=0)
    while morning.weekday() >= SATURDAY:
        morning += timedelta(days=1)
    sim.set_clock(morning.astimezone(UTC))


def _opened(visit: Visit, state: State) -> Simulator:
    """On the port asked for, or the next free one."""
    for port in range(visit.port, min(visit.port + PORTS_TRIED, LAST_PORT + 1)):
        sim = Simulator(port=port)
        if state.workspace.exists():
            keep.restore(sim, state.workspace)
        else:
            open_at_work(sim)
        try:
            sim.start()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SimulatorError(f"--port: {port} cannot be used ({error.strerror})") from None
            continue
        if sim.port != visit.port and visit.port:
            print(f"Port {visit.port} is taken, so this is {sim.port}.")
        return sim
    raise SimulatorError(f"--port: {visit.port} and the ports after it are taken")


def _welcome(sim: Simulator, visit: Visit) -> None:
    print(
        f"Interests is at work in a Slack workspace of its own: {sim.url}\n"
        "Open it in a browser, choose who you are, and take the tour: four stories, a few minutes each.\n"
        "Ctrl-C ends it." + (f" The state stays in {visit.db}." if visit.db else ""),
        flush=True,
    )
    if visit.browser and _has_screen():
        # In a thread of its own: some browsers hold the caller until they are closed.
        threading.Thread(target=webbrowser.open, args=(sim.url,), daemon=True).start()


def _has_screen() -> bool:
    """On Linux a browser without a screen would be one in this terminal."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _watch(sim: Simulator, bot: BotProcess, state: State) -> None:
    """Until the bot ends or somebody ends the demo; what happens is kept every few seconds."""
    kept, saved_at = keep.kept(sim), time.monotonic()
    while bot.alive:
        time.sleep(LOOK_EVERY)
        if time.monotonic() - saved_at > SAVE_EVERY:
            saved_at, now = time.monotonic(), keep.kept(sim)
            if now != kept:
                kept = now
                keep.save(sim, state.workspace)


def _last_words(bot: BotProcess, log: Path) -> int:
    lines = log.read_text(errors="replace").splitlines()[-LAST_LINES:] if log.exists() else []
    print(f"interests: the bot ended with status {bot.status}. Its last words:", file=sys.stderr)
    print("\n".join(lines) or "(none)", file=sys.stderr)
    return 1


def _no_more_interrupts() -> None:
    """From here on everything ends, and in time: what still hangs is cut."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    last_resort = threading.Timer(ALL_ENDS_WITHIN, os._exit, (0,))
    last_resort.daemon = True
    last_resort.start()
