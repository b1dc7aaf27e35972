"""A story that can be watched, played or done by hand: people, and steps that each say what to do."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.scenarios.stage import Stage
from bot.simulator.values import Json


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does.

    `line` explains it, `hint` says how to do it by hand. `do` does it through the people of the workspace; `done`
    notices that it happened, whoever did it. `where` is said to a reader; `place` is where a window has to be (by
    default what `where` says), and `thread` finds the message whose thread has to be open.
    """

    line: str
    who: str
    where: str
    hint: str
    do: Callable[[Stage], None]
    done: Callable[[Stage], bool]
    place: str = ""
    thread: Callable[[Stage], Json | None] | None = None

    @property
    def opens(self) -> str:
        """Where a window has to be to see it: a channel's name, or `dm`."""
        return self.place or (self.where[1:] if self.where.startswith("#") else "dm")


@dataclass(frozen=True, slots=True)
class Story:
    """From a request to what was learned from it."""

    name: str
    title: str
    about: str
    minutes: int
    people: tuple[str, ...]
    steps: tuple[Step, ...]
    end: str
