"""What a portable acceptance test needs of a Slack-like server: people who act, and what they see.

A server gets a driver by one module with a function `drive(api_url) -> Driver`; INTERESTS_DRIVER names the module.
"""

import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, cast

OURS = "tests.acceptance.driver_simulator"


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it: readable text, buttons as [Label]."""

    channel: str
    ts: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """The window in front of a person: its title and the names of its fields."""

    title: str
    fields: tuple[str, ...]


class Driver(Protocol):
    """Acts for people. Users and channels are Slack's ids; labels and field names are the ones people see."""

    def person(self, name: str) -> str:
        """The user of that name; made if there is none."""
        ...

    def channel(self, name: str, members: list[str]) -> str: ...

    def dm(self, user: str) -> str:
        """The channel between this person and the bot."""
        ...

    def invite_bot(self, user: str, channel: str) -> None: ...

    def say(self, user: str, channel: str, text: str, thread: str | None = None) -> str:
        """Post a message; returns its ts."""
        ...

    def delete(self, user: str, channel: str, ts: str) -> None: ...

    def react(self, user: str, channel: str, ts: str, emoji: str) -> None: ...

    def command(self, user: str, channel: str, line: str) -> str:
        """Type a slash command; returns what the person alone reads."""
        ...

    def shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> None: ...

    def click(self, user: str, channel: str, ts: str, label: str) -> None:
        """Press a button of a message, or choose an entry of its menus."""
        ...

    def form(self, user: str) -> Form | None: ...

    def submit(self, user: str, values: Mapping[str, object]) -> dict[str, str]:
        """Fill the window's fields and send it; returns the errors by field."""
        ...

    def close(self, user: str) -> None: ...

    def messages(self, user: str, channel: str, thread: str | None = None) -> list[Seen]: ...


def driver_for(api_url: str) -> Driver:
    """The driver of the server at that address."""
    module = importlib.import_module(os.environ.get("INTERESTS_DRIVER", OURS))
    return cast("Driver", module.drive(api_url))
