"""A story that can be watched, played or done by hand: people, and steps that each say what to do."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.scenarios.stage import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does.

    `line` explains it, `hint` says how to do it by hand. `do` does it through the people of the workspace; `done`
    notices that it happened, whoever did it.
    """

    line: str
    who: str
    where: str
    hint: str
    do: Callable[[Stage], None]
    done: Callable[[Stage], bool]


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
