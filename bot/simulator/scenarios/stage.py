"""Where a story plays: what its people do, what stands in the workspace, and the time that passes."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from bot.simulator.desk import MessageRef
from bot.simulator.modal import Modal
from bot.simulator.people import Person
from bot.simulator.values import Answer, Json, PostedMessage, SimulatorError
from bot.simulator.workspace import Channel

if TYPE_CHECKING:
    from bot.simulator.simulator import Simulator

PATIENCE = 15.0
POLL = 0.05
JUMPS = 40
WORK_BEGINS, WORK_IS_LATE = 9, 14
DM = "your DM with Interests"
Found = Callable[[], Json | None]


class Left(SimulatorError):
    """The story was left while one of its steps was under way."""


class Narrator(Protocol):
    """Tells a reader what happens; a tour in the page has none, because there everything can be seen."""

    def does(self, who: Person, what: str, quoted: str = "") -> None: ...

    def passes(self, moment: datetime) -> None: ...


class Stage:
    """One performance in one workspace. What stood there before `since` is no part of it."""

    def __init__(self, sim: "Simulator", narrator: Narrator | None = None) -> None:
        self.sim = sim
        self.since = sim.clock.ts()
        self.left = False
        self._narrator = narrator

    def person(self, name: str) -> Person:
        return self.sim.person(name)

    def room(self, name: str) -> Channel:
        """The channel with that name; everybody is in it."""
        return self.sim.channel(name, self.sim.people if self.sim.workspace.channel_named(name) is None else None)

    # -- what people do --------------------------------------------------------------------------------------------

    def _tell(self, who: Person, what: str, quoted: str = "") -> None:
        if self._narrator is not None:
            self._narrator.does(who, what, quoted)

    def says(self, who: Person, place: Channel, text: str, thread: MessageRef | None = None) -> PostedMessage:
        """Writes in a channel, a thread or the DM."""
        return who.says(place, text, thread=thread)

    def invites(self, who: Person, room: Channel) -> None:
        """Brings the bot into a channel."""
        self._tell(who, f"types /invite @Interests in #{room.name}")
        who.invites_bot(room)

    def reacts(self, who: Person, message: MessageRef, emoji: str) -> None:
        self._tell(who, f"reacts with :{emoji}:")
        who.reacts(message, emoji)

    def types(self, who: Person, room: Channel, line: str) -> None:
        """Runs a slash command."""
        self._tell(who, f"types {line}")
        _answered(who.commands(room, line))

    def chooses(self, who: Person, message: MessageRef, shortcut: str) -> None:
        """Takes a shortcut from a message's menu."""
        self._tell(who, f"opens the message's menu and chooses “{shortcut}”")
        _answered(who.shortcut(message, shortcut))

    def clicks(self, who: Person, target: MessageRef | Modal, label: str) -> None:
        self._tell(who, f"presses [{label}]")
        _answered(who.clicks(target, label))

    def submits(self, who: Person, title: str, values: Mapping[str, Any], told: str) -> None:
        """Fills in the form with this title and sends it; `told` is what a reader of the story gets to see of it."""
        self.wait(lambda: _titled(who.modal, title), f"the form “{title}”")
        form = who.modal
        if form is None:
            raise SimulatorError(f"the form “{title}” was closed")
        self._tell(who, f"fills in “{form.title}”:", told)
        errors = who.submits(form, dict(values))
        if errors:
            raise SimulatorError(f"the form says: {'; '.join(errors.values())}")

    # -- what stands in the workspace ------------------------------------------------------------------------------

    def bot_said(
        self, viewer: Person, place: Channel, words: str, *, thread: str = "", after: str = "", last: bool = False
    ) -> Json | None:
        """The bot's first (or last) message of this story with these words, as it reads now."""
        since = max(after, self.since)
        seen = (m for m in self.sim.messages(place, thread or None, viewer) if m["ts"] > since)
        own = (m for m in seen if m.get("bot_id") == self.sim.workspace.app.bot_id)
        found = [m for m in own if words.lower() in self.sim.text_of(m).lower()]
        return found[-1 if last else 0] if found else None

    def dm(self, viewer: Person, words: str, *, thread: str = "", after: str = "", last: bool = False) -> Json | None:
        """The same in somebody's direct messages with the bot."""
        return self.bot_said(viewer, viewer.dm, words, thread=thread, after=after, last=last)

    def said(self, who: Person, place: Channel, *, thread: str = "", after: str = "", before: str = "~") -> Json | None:
        """The last thing this person wrote in a channel, or in one of its threads, in this story."""
        since = max(after, self.since)
        written = [m for m in self.sim.messages(place, thread or None) if since < m["ts"] < before]
        own = [m for m in written if m.get("user") == who.user and "bot_id" not in m and "subtype" not in m]
        found = [m for m in own if m["ts"] != thread and (thread or m.get("thread_ts", m["ts"]) == m["ts"])]
        return found[-1] if found else None

    def reads(self, message: Json, words: str) -> bool:
        return words.lower() in self.sim.text_of(message).lower()

    # -- waiting and time ------------------------------------------------------------------------------------------

    def wait(self, condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
        """Until it holds; says what was waited for when it does not."""
        deadline = time.monotonic() + patience
        while not condition():
            if self.left:
                raise Left("the story was left")
            if time.monotonic() > deadline:
                raise SimulatorError(f"{what} did not come")
            time.sleep(POLL)

    def wait_message(self, found: Found, what: str) -> Json:
        """Waits for a message and returns it."""
        self.wait(found, what)
        message = found()
        if message is None:
            raise SimulatorError(f"{what} went away again")
        return message

    def morning(self, who: Person) -> None:
        """If this person is not at work in the first half of a Tuesday, let it become the next Tuesday, 09:10 UTC."""
        now = self.sim.now()
        local = now.astimezone(ZoneInfo(who.zone))
        if local.weekday() == 1 and WORK_BEGINS <= local.hour < WORK_IS_LATE:
            return
        days = (1 - now.weekday()) % 7 or 7
        self.sim.set_clock((now + timedelta(days=days)).replace(hour=9, minute=10, second=0, microsecond=0))
        self.since = self.sim.clock.ts()

    def until(self, found: Found, what: str) -> Json:
        """Goes from one thing the bot has due to the next, until this has come."""
        for _ in range(JUMPS):
            self.wait(lambda: found() or not self._overdue(), what)
            message = found()
            if message is not None:
                return message
            ahead = self.sim.due()
            if not ahead:
                break
            self.sim.set_clock(max(ahead[0].at, self.sim.now()) + timedelta(seconds=1))
            if self._narrator is not None:
                self._narrator.passes(self.sim.now())
        raise SimulatorError(f"{what} is not on its way")

    def _overdue(self) -> bool:
        ahead = self.sim.due()
        return bool(ahead) and ahead[0].at <= self.sim.now()


def _titled(modal: Modal | None, title: str) -> bool:
    return modal is not None and title.lower() in modal.title.lower()


def _answered(answer: Answer) -> None:
    if answer.error:
        raise SimulatorError(f"Interests did not answer in time ({answer.error})")
