"""From a message to its card: the real process over Socket Mode, with an empty database and with a long history.

usage: python -m benchmarks.cards.bench [--events N] [--rate PER_SECOND] [--rows N]

Prints the bot's own time: from the moment the simulator sends the event to the moment the card's message reaches it,
with every waiting time set to 0. The simulator's own time to answer the bot's calls is part of it.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.cards.history import fill
from bot.simulator import Seed, Simulator
from bot.simulator.people import Person
from bot.simulator.process import BotProcess
from bot.simulator.recorder import Recorder
from bot.simulator.values import Json
from bot.simulator.workspace import Channel

ROOMS = 20
WARM_UP = 20
NO_WAITING = {
    "INTERESTS_CARD_DELAY": "0",
    "INTERESTS_MESSAGE_INTERVAL": "0",
    "INTERESTS_TICK": "0.1",
    "INTERESTS_LOG_LEVEL": "WARNING",
}
ASKS = (
    "Could the export carry the tax number as well?",
    "Could we have a dark theme for the till?",
    "Acme won't renew unless they can export the audit log to CSV by Friday.",
    "Their board will not renew without single sign-on, and we told them spring.",
    "Every month we retype forty totals into their template. There must be a better way.",
)
_SOURCE = re.compile(r"/archives/(\w+)/p(\d{10})(\d{6})")
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Room:
    """A channel that is on, its owner and somebody who asks."""

    place: Channel
    owner: Person
    asker: Person


def rooms(sim: Simulator) -> list[Room]:
    """Channels with private cards, each with an owner of its own: a person takes one message after the other."""
    made = []
    for number in range(ROOMS):
        owner, asker = sim.person(f"owner-{number}", zone="UTC"), sim.person(f"asker-{number}", zone="UTC")
        place = sim.channel(f"room-{number}", [owner, asker])
        owner.invites_bot(place)
        owner.clicks(owner.wait_dm("stay silent until you choose", PATIENCE), "Private cards")
        owner.wait_message(place, "/interests optout", timeout=PATIENCE)
        made.append(Room(place, owner, asker))
    return made


def play(sim: Simulator, places: Sequence[Room], events: int, rate: float) -> list[float]:
    """Milliseconds from each message to its card."""
    asked = set()
    began, after = time.monotonic(), sim.recorder.last
    for number in range(events):
        room = places[number % len(places)]
        said = room.asker.says(room.place, ASKS[number % len(ASKS)])
        asked.add((room.place.id, said.ts))
        time.sleep(max(0.0, began + (number + 1) / rate - time.monotonic()))
    deadline = time.monotonic() + PATIENCE
    while len(took := _took(sim.recorder, after, asked)) < events and time.monotonic() < deadline:
        time.sleep(0.2)
    if len(took) < events:
        raise SystemExit(f"only {len(took)} of {events} cards came within {PATIENCE:.0f} s")
    return took


def _took(recorder: Recorder, after: int, asked: set[tuple[str, str]]) -> list[float]:
    sent: dict[tuple[str, str], float] = {}
    came: dict[tuple[str, str], float] = {}
    for row in recorder.rows(after):
        if row["direction"] == "to_app" and row["kind"] == "envelope":
            event = row["payload"].get("payload", {}).get("event", {})
            sent.setdefault((event.get("channel", ""), event.get("ts", "")), row["ms"])
        elif row["kind"] == "call" and row["name"] == "chat.postMessage":
            for source in _sources(row["payload"]):
                came.setdefault(source, row["ms"])
    return [came[place] - sent[place] for place in asked if place in came and place in sent]


def _sources(payload: Json) -> Iterator[tuple[str, str]]:
    for channel, seconds, micros in _SOURCE.findall(str(payload.get("blocks"))):
        yield channel, f"{seconds}.{micros}"


def measure(events: int, rate: float, rows: int, folder: Path) -> list[float]:
    """A fresh workspace and a fresh bot, with that many stored rows."""
    url = f"sqlite:///{folder / f'bench-{rows}.db'}"
    with Simulator(Seed.empty(), messages_per_second=1e6) as sim:
        sim.set_clock(_working_morning(sim.now()))
        with BotProcess(sim, url, folder / f"bot-{rows}.log", settings=NO_WAITING) as bot:
            places = rooms(sim)
            if rows:
                bot.stop()
                fill(url, sim.team, [room.place.id for room in places], rows, sim.now())
                bot.start()
            play(sim, places, WARM_UP, rate)
            return play(sim, places, events, rate)


def _working_morning(now: datetime) -> datetime:
    day = now + timedelta(days=(1 - now.weekday()) % 7 or 7)
    return day.astimezone(UTC).replace(hour=10, minute=0, second=0, microsecond=0)


def percentile(found: Sequence[float], share: float) -> float:
    ranked = sorted(found)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=600)
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--rows", type=int, default=1_000_000, help="of history, in the second run")
    options = parser.parse_args(arguments)
    medians = []
    with tempfile.TemporaryDirectory() as folder:
        print(f"{options.events} requests at {options.rate:g} a second; milliseconds from the event to the card's post")
        for rows in (0, options.rows):
            took = measure(options.events, options.rate, rows, Path(folder))
            medians.append(percentile(took, 0.5))
            figures = "  ".join(
                f"p{share:.0%}".rstrip("%") + f" {percentile(took, share):.0f}" for share in (0.5, 0.95, 0.99)
            )
            print(f"{rows:>9,} stored rows: {figures}", flush=True)
    print(f"with the history an event costs {medians[1] / medians[0]:.2f} times as much (medians)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
