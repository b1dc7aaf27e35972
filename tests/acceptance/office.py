"""One test's corner of the workspace: its own people, its own channel, and the words they use often."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

from bot.clocks import OFFSET_IS_FRESH
from bot.simulator import Simulator
from bot.simulator.people import Person
from bot.simulator.process import BotProcess
from bot.simulator.values import PostedMessage
from bot.simulator.workspace import Channel

Json = dict[str, Any]
REQUEST = "Acme won't renew unless they can export the audit log to CSV by Friday."
TIMEOUT = 10.0
QUIET = 0.8
CLOCK_READ = 2 * OFFSET_IS_FRESH
MODES = {
    "private": "Private cards",
    "public": "Public questions",
    "reactions": "Reactions only",
    "off": "Off",
}


@dataclass(frozen=True, slots=True)
class Office:
    """Ana owns the channel, Sam asks, Bo is a colleague in it, Zoe is in none of it."""

    sim: Simulator
    bot: BotProcess
    room: Channel
    ana: Person
    sam: Person
    bo: Person
    zoe: Person

    @classmethod
    def open(cls, sim: Simulator, bot: BotProcess, name: str, *, private: bool = False) -> "Office":
        ana, sam, bo, zoe = (sim.person(f"{who}-{name}", zone="Europe/Madrid") for who in ("ana", "sam", "bo", "zoe"))
        room = sim.channel(f"room-{name}", [ana, sam, bo], private=private)
        return cls(sim, bot, room, ana, sam, bo, zoe)

    def turn_on(self, mode: str = "private") -> None:
        """Ana invites the bot and chooses; returns when the channel was told."""
        before = self.sim.clock.ts()  # an earlier room's setup may still read as if nothing were chosen
        self.ana.invites_bot(self.room)
        setup = self.ana.wait_dm("stay silent until you choose", TIMEOUT, after=before)
        self.ana.clicks(setup, MODES[mode])
        self.ana.wait_message(self.room, "/interests optout", timeout=TIMEOUT)

    def add_owner(self, *people: Person) -> None:
        self.ana.commands(self.room, "/interests channel")
        form = self.ana.wait_modal()
        owners = [self.ana.user, *(person.user for person in people)]
        assert self.ana.submits(form, {"owners": owners}) == {}

    def request(self, text: str = REQUEST) -> PostedMessage:
        return self.sam.says(self.room, text)

    def card(self, person: Person | None = None, words: str = "A request in") -> Json:
        return (person or self.ana).wait_dm(words, TIMEOUT)

    def carded(self, text: str = REQUEST, mode: str = "private") -> tuple[PostedMessage, Json]:
        """A request and Ana's card for it, in a channel that is on."""
        self.turn_on(mode)
        request = self.request(text)
        return request, self.card()

    def prep(self, person: Person | None = None) -> tuple[PostedMessage, Json]:
        """A request and the prep thread that its reaction opened."""
        person = person or self.ana
        request = self.request()
        person.reacts(request, "compass")
        return request, person.wait_dm("My walk-away", TIMEOUT, after=request.ts)

    def new_map(self, title: str = "Audit log for Acme") -> Json:
        """A map of Product and Sales in Ana's DM."""
        self.ana.commands(self.room, f"/interests new {title}")
        form = self.ana.wait_modal("New interest map")
        errors = self.ana.submits(
            form,
            {
                "name_0": "Product",
                "user_0": self.ana.user,
                "position_0": "not this week",
                "interest_0": "a release that holds",
                "name_1": "Sales",
                "user_1": self.sam.user,
                "position_1": "CSV by Friday",
                "interest_1": "keep Acme beyond the audit",
            },
        )
        assert errors == {}
        if self.ana.modal:
            self.ana.closes(self.ana.modal)
        return self.ana.wait_dm(title, TIMEOUT)

    def agreed(self, *, days: int = 30, owner: Person | None = None) -> Json:
        """A shared map with an agreement that is reviewed in so many days; the map in Ana's DM."""
        board = self.new_map()
        self.share(board)
        self.record(board, days=days, owner=owner)
        return board

    def share(self, board: Json) -> Json:
        self.ana.clicks(board, "Share")
        assert self.ana.submits(self.ana.wait_modal("Share"), {"channel": self.room.id}) == {}
        return self.ana.wait_message(self.room, "Interest map", timeout=TIMEOUT)

    def record(self, board: Json, *, days: int = 30, owner: Person | None = None) -> None:
        self.ana.clicks(board, "Record agreement")
        today = self.sim.now().date()
        terms = {
            "owner": (owner or self.ana).user,
            "next_step": "send the rows by hand",
            "due": str(today + timedelta(days=min(days, 7))),
            "review": str(today + timedelta(days=days)),
        }
        assert self.ana.submits(self.ana.wait_modal("Record agreement"), terms) == {}
        self.ana.wait_dm("send the rows by hand", TIMEOUT)

    def quiet(self, person: Person, words: str, after: str = "") -> None:
        """Nothing with these words reaches the person, also after a while."""
        self.settled()
        seen = [m for m in person.dm_messages() if m["ts"] > after and words.lower() in self.sim.text_of(m).lower()]
        assert seen == [], [self.sim.text_of(m) for m in seen]

    def settled(self) -> None:
        """Every event so far is acked, handled and answered, as far as waiting can tell."""
        self.sim.wait_delivered()
        before = -1
        while before != (before := len(self.sim.calls())):
            sleep(QUIET)

    def at(self, clock: str, *, days: int = 0, zone: str = "Europe/Madrid") -> datetime:
        """That hour by that zone's clock, so many days from today."""
        day = self.sim.now().astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)).astimezone(UTC)

    @contextmanager
    def handled(self, events: int = 1) -> Iterator[None]:
        """Afterwards the bot has dealt with that many messages more: new ones, edits, deletions, replies."""
        before = self._handled()
        yield
        self.sim.wait_for(lambda: self._handled() >= before + events, TIMEOUT, f"{events} messages to be handled")

    def _handled(self) -> int:
        return self.bot.log_text().count("event=message")

    def wait_until(self, moment: datetime) -> None:
        """The clock moves, and the bot knows: what happens next happens then."""
        self.sim.set_clock(moment)
        sleep(CLOCK_READ)

    def wait_for(self, **step: float) -> None:
        self.wait_until(self.sim.now() + timedelta(**step))

    def text(self, message: Json) -> str:
        """How a message reads now, after updates."""
        place = message.get("channel") or self.ana.dm.id
        found = [m for m in self.sim.messages(place) if m["ts"] == message["ts"]]
        return self.sim.text_of(found[0]) if found else ""

    def wait_text(self, message: Json, words: str) -> None:
        """The message is updated in place until it holds these words."""
        self.sim.wait_for(lambda: words.lower() in self.text(message).lower(), TIMEOUT, f"{words!r} in an update")

    def wait_gone(self, message: Json, words: str) -> None:
        """The message is updated in place until it holds these words no more."""
        self.sim.wait_for(lambda: words.lower() not in self.text(message).lower(), TIMEOUT, f"{words!r} to go")


def next_tuesday(now: datetime) -> datetime:
    """Tuesday 10:00 UTC, strictly later: everybody in Madrid is at work."""
    days = (1 - now.weekday()) % 7 or 7
    return (now + timedelta(days=days)).astimezone(UTC).replace(hour=10, minute=0, second=0, microsecond=0)
