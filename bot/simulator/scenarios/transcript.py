"""A story as a transcript that can be read along: who does what, and what each of them gets to see."""

import re
import textwrap
import time
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TextIO
from zoneinfo import ZoneInfo

from bot.simulator.people import Person
from bot.simulator.scenarios.story import Step, Story
from bot.simulator.values import Json
from bot.simulator.workspace import Channel

if TYPE_CHECKING:
    from bot.simulator.simulator import Simulator

WIDTH = 92
INDENT = "      "
TITLE = 60
UNBROKEN = "\N{NO-BREAK SPACE}"
STRONG = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
EMPHASIS = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])")
BUTTON = re.compile(r"\[[^\[\]]+\]")
CHOICE = re.compile(r"\d+\. [\w' ]{1,24}")
HEADING = re.compile(r"_([^_]+)_")


class Transcript:
    """Prints what happens; with no seconds a line it does not wait for a reader."""

    def __init__(self, sim: "Simulator", story: Story, out: TextIO, *, seconds_a_line: float) -> None:
        self._sim = sim
        self._out = out
        self._pause = seconds_a_line
        self._people = [sim.person(name) for name in story.people]
        self._told: set[tuple[str, str]] = {(c.id, m["ts"]) for c, m in self._messages()}
        self._messages_told: list[set[str]] = []

    # -- the story ------------------------------------------------------------------------------------------------

    def opens(self, story: Story) -> None:
        """Title, what it is about and who plays."""
        self._line(f"── {story.title} {'─' * max(0, WIDTH - len(story.title) - 4)}")
        self._wrapped(story.about)
        cast = ", ".join(f"{_name(p)} ({_city(p.zone)})" for p in self._people)
        self._wrapped(f"On stage: {cast}. Nobody here has a Slack account.")
        self.passes(self._sim.now())

    def begins(self, number: int, step: Step) -> None:
        """A step, with its line of explanation."""
        self._line("")
        self._wrapped(step.line, f"{number:2}. ", "    ")

    def ends(self, story: Story) -> None:
        self.catch_up()
        self._line("")
        self._line("─" * WIDTH)
        self._wrapped(story.end)

    # -- what happens ---------------------------------------------------------------------------------------------

    def does(self, who: Person, what: str, quoted: str = "") -> None:
        """Somebody did something that is no message; what came before it is told first."""
        self.catch_up()
        self._line("")
        self._wrapped(f"{_name(who)} {what}", " ", " ")
        for line in quoted.splitlines():
            self._wrapped(line, INDENT)

    def passes(self, moment: datetime) -> None:
        """The clock was moved; what came before it is told first."""
        self.catch_up()
        zone = self._people[0].zone
        self._line("")
        self._wrapped(f"… {moment.astimezone(ZoneInfo(zone)):%A %d %B, %H:%M} in {_city(zone)}", " ", " ")

    def catch_up(self) -> None:
        """Tells every message that somebody on stage can see and that was not told yet, once."""
        new = [(c, m) for c, m in self._messages() if (c.id, m["ts"]) not in self._told]
        for channel, message in sorted(new, key=lambda row: row[1]["ts"]):
            if (channel.id, message["ts"]) not in self._told:
                self._told.add((channel.id, message["ts"]))
                self._message(channel, message)

    def _messages(self) -> Iterator[tuple[Channel, Json]]:
        rooms = [c for c in self._sim.workspace.channels.values() if c.kind != "im"]
        for person in self._people:
            for channel in (*rooms, person.dm):
                for message in self._sim.messages(channel, viewer=person):
                    if "subtype" not in message:
                        yield channel, message

    def _message(self, channel: Channel, message: Json) -> None:
        author = "Interests" if message.get("bot_id") else self._author(message)
        self._line("")
        self._line(f" {author} {self._where(channel, message)}:")
        for line in self._news(list(_lines(self._sim.text_of(message)))):
            self._wrapped(line, INDENT + ("│ " if message.get("bot_id") else ""))

    def _news(self, lines: list[str]) -> list[str]:
        """The lines; of a message that says what another one said, no more than its title: a reader can look up."""
        words = {line for line in lines if not BUTTON.match(line)}
        if len(words) > 1 and any(words <= told for told in self._messages_told):
            return [*(lines[:1] if len(lines[0]) < TITLE else []), "… the same words as above"]
        self._messages_told.append(words)
        return lines

    def _author(self, message: Json) -> str:
        return next((_name(p) for p in self._sim.people if p.user == message.get("user")), "Somebody")

    def _where(self, channel: Channel, message: Json) -> str:
        reply = message.get("thread_ts", message["ts"]) != message["ts"]
        if channel.kind == "im":
            reader = next((_name(p) for p in self._people if p.user in channel.members), "somebody")
            return f"to {reader} alone" if message.get("bot_id") else "to Interests alone"
        if message.get("is_ephemeral"):
            return f"in #{channel.name}, for one pair of eyes"
        return f"in a thread of #{channel.name}" if reply else f"in #{channel.name}"

    # -- lines ----------------------------------------------------------------------------------------------------

    def _wrapped(self, text: str, first: str = "   ", rest: str = "") -> None:
        filled = textwrap.fill(
            text, WIDTH, initial_indent=first, subsequent_indent=rest or first, break_on_hyphens=False
        )
        self._line(filled.replace(UNBROKEN, " ") or first.rstrip())

    def _line(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()
        if text.strip() and self._pause:
            time.sleep(self._pause)


def _name(person: Person) -> str:
    return person.account.real_name.partition(" ")[0]


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _lines(text: str) -> Iterator[str]:
    """A message's lines without markup; buttons that follow each other, and short choices, stand on one line."""
    row: list[str] = []
    heading = ""
    for raw in text.splitlines():
        if HEADING.fullmatch(raw):
            heading = f"{raw.strip('_')}: "
            continue
        line = heading + EMPHASIS.sub(r"\1", STRONG.sub(r"\1", raw))
        heading = ""
        kind = next((kind for kind in (BUTTON, CHOICE) if kind.fullmatch(line)), None)
        if row and not (kind and kind.fullmatch(row[0])):
            yield _row(row)
            row = []
        if kind:
            row.append(line)
        else:
            yield line
    if row:
        yield _row(row)


def _row(pieces: list[str]) -> str:
    """Pieces side by side, none of them broken at the end of a line."""
    return "  ".join(piece.replace(" ", UNBROKEN) for piece in pieces)
