"""The stage of a scripted negotiation: the people, the pace and the transcript that a reader follows."""

import textwrap
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.simulator import Simulator
from bot.simulator.people import Person

WIDTH = 92
INDENT = "      "


class Stage:
    """Plays at a pace that can be read along, or with none at all."""

    def __init__(self, sim: Simulator, *, seconds_a_line: float) -> None:
        self.sim = sim
        self._pause = seconds_a_line
        self._said: set[str] = set()

    # -- telling -----------------------------------------------------------------------------------------------

    def scene(self, title: str) -> None:
        """A new part of the story."""
        self._line(f"\n── {title} {'─' * max(0, WIDTH - len(title) - 4)}")

    def tell(self, text: str) -> None:
        """A line of the narrator's."""
        self._wrapped(text, "   ")

    def says(self, who: str, where: str, text: str) -> None:
        """What somebody wrote, and where."""
        self._line(f"\n {who} in {where}:")
        self._wrapped(text, INDENT)

    def does(self, who: str, what: str) -> None:
        """What somebody did."""
        self._line(f"\n {who} {what}")

    def shows(self, where: str, text: str) -> None:
        """What the bot says, and who can see it."""
        self._line(f"\n Interests {where}:")
        for line in text.splitlines():
            self._wrapped(line, INDENT + "│ ")

    def _wrapped(self, text: str, indent: str) -> None:
        for line in text.splitlines() or [""]:
            self._line(textwrap.fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent) or indent)

    def _line(self, text: str) -> None:
        print(text, flush=True)
        if text.strip():
            time.sleep(self._pause)

    # -- waiting and time --------------------------------------------------------------------------------------

    def now(self) -> str:
        """The workspace's date and time, for the narrator."""
        moment = datetime.now(UTC) + timedelta(seconds=self.sim.clock.offset)
        return f"{moment:%A %d %B, %H:%M} UTC"

    def later(self, what: str, **delta: float) -> None:
        """Let civil time pass."""
        self.sim.advance(**delta)
        self.tell(f"… {what}: {self.now()}")

    def clicks(self, person: Person, message: dict[str, object], label: str) -> None:
        """Press a button, and say so."""
        person.clicks(message, label)
        self.does(person.name, f"presses [{label}]")

    def people(self, people: Iterable[Person]) -> None:
        """Introduce who plays."""
        for person in people:
            self.tell(f"{person.name} ({person.zone})")
