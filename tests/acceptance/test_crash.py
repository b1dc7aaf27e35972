"""Killed at the worst moments: what was acknowledged is not lost, and nothing happens twice."""

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot import migrations
from bot.domain.model import Agreement, Saying, Utterance
from bot.services.queues import Census
from bot.simulator import Simulator
from bot.simulator.people import Person
from bot.simulator.process import AT_ANY_HOUR, BotProcess
from bot.simulator.values import PostedMessage
from bot.store.cipher import Cipher
from bot.store.engine import open_engine, reading
from bot.store.inbox import SqlInbox
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.tables import Tables
from bot.store.work import SqlStore
from tests.acceptance.conftest import recording
from tests.acceptance.office import REQUEST, Office, next_tuesday
from tests.store.conftest import Postgres, postgres  # noqa: F401 - a fixture, asked for by its name

EVENTS, ROOMS = 200, 4
REMINDERS, PEOPLE, KILLS = 100, 5, 10
LONG = 60.0
KEY = Cipher.new_key()
QUICK = {
    "INTERESTS_KEYS": KEY,
    # Much shorter, and most rows claimed together are given back untouched: a third of a lease is all they may wait.
    "INTERESTS_INBOX_LEASE": "1",
    "INTERESTS_OUTBOX_LEASE": "2",
    "INTERESTS_MESSAGE_INTERVAL": "0.01",
}
LINK = re.compile(r"/archives/(\w+)/p(\d+)")


@pytest.fixture
def sim(request: pytest.FixtureRequest) -> Iterator[Simulator]:
    """A workspace a test, because two bots of one app would share its events."""
    name = re.sub(r"\W+", "-", request.node.name)
    with Simulator(messages_per_second=1000.0, redelivery=(0.2,) * 8, record=recording(f"test_crash-{name}")) as found:
        found.set_clock(next_tuesday(found.now()))
        yield found


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database."""
    if request.param == "sqlite":
        yield migrated(tmp_path)
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    migrations.upgrade(server.address(name))
    yield server.address(name)
    server.drop(name)


def migrated(folder: Path) -> str:
    address = f"sqlite:///{folder / 'interests.db'}"
    migrations.upgrade(address)
    return address


@contextmanager
def database(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


def inbox(url: str) -> Census:
    with database(url) as engine:
        return SqlInbox(engine).census()


def outbox(url: str) -> Census:
    with database(url) as engine:
        return SqlOutboxQueue(engine).census()


def offices(sim: Simulator, bot: BotProcess, count: int) -> list[Office]:
    """Channels that are on; the first has a second owner."""
    found = [Office.open(sim, bot, f"{number}") for number in range(count)]
    for office in found:
        office.turn_on()
    found[0].add_owner(found[0].bo)
    return found


def ask(rooms: list[Office], count: int) -> list[PostedMessage]:
    """So many requests at once, spread over the channels."""
    return [rooms[n % len(rooms)].request(f"{REQUEST} This is ask {n}.") for n in range(count)]


def expected(rooms: list[Office], requests: list[PostedMessage]) -> Counter[tuple[str, str]]:
    """One card a request for each owner of its channel."""
    owners = {office.room.id: [office.ana.user] for office in rooms}
    owners[rooms[0].room.id].append(rooms[0].bo.user)
    return Counter((owner, f"{r.channel}/{r.ts}") for r in requests for owner in owners[r.channel])


def cards(rooms: list[Office]) -> Counter[tuple[str, str]]:
    """How often each owner got a card for each request."""
    found: Counter[tuple[str, str]] = Counter()
    for owner in [*(office.ana for office in rooms), rooms[0].bo]:
        for message in owner.dm_messages():
            if link := LINK.search(str(message.get("blocks"))):
                found[owner.user, f"{link[1]}/{link[2][:-6]}.{link[2][-6:]}"] += 1
    return found


def nothing_left(url: str) -> bool:
    with database(url) as engine:
        states = SqlInbox(engine).census().counts, SqlOutboxQueue(engine).census().counts
    return not any(counts.get(state, 0) for counts in states for state in ("open", "due", "claimed"))


def wait_idle(url: str) -> None:
    """Until every event is handled and every message sent; looks less often than `wait_for`, to leave them the disk."""
    give_up_at = time.monotonic() + LONG
    while not nothing_left(url):
        assert time.monotonic() < give_up_at, (inbox(url), outbox(url))
        time.sleep(0.1)


def posted(sim: Simulator) -> int:
    return len(sim.calls("chat.postMessage"))


def wait_posts(sim: Simulator, least: int) -> None:
    sim.wait_for(lambda: posted(sim) >= least, LONG, f"{least} posts")


# -- events ----------------------------------------------------------------------------------------------------------


def test_events_in_flight_survive_sigkill_and_have_one_effect_each(sim: Simulator, tmp_path: Path) -> None:
    """Two hundred requests, the bot is killed three times among them, and each owner has one card for each."""
    url = migrated(tmp_path)
    bot = BotProcess(sim, url, tmp_path / "bot.log", settings=QUICK).start()
    rooms, before = offices(sim, bot, ROOMS), posted(sim)
    requests = ask(rooms, EVENTS)
    wanted = expected(rooms, requests)
    for least in (10, 60, 120):
        wait_posts(sim, before + least)
        bot.kill()
        assert 0 < cards(rooms).total() < wanted.total()
        bot.start()
    wait_posts(sim, before + wanted.total())
    sim.wait_delivered(LONG)
    wait_idle(url)
    assert bot.stop() == 0
    assert cards(rooms) == wanted
    assert sim.sockets.dropped == inbox(url).counts["dead"] == outbox(url).counts["dead"] == 0
    with database(url) as engine, reading(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(Tables().requests)) == EVENTS


def test_a_bot_that_acks_before_it_stores_loses_events(sim: Simulator) -> None:
    """The control: the same kill on a bot that keeps acknowledged events in memory."""
    room = Office.open(sim, BotProcess(sim, "sqlite:///unused.db", Path("unused.log")), "control")
    room.ana.invites_bot(room.room)
    with shaky(sim, "forgetful") as first:
        sim.wait_connected(LONG)
        requests = ask([room], EVENTS)
        wait_posts(sim, 10)
        sim.wait_delivered()
        first.kill()
    with shaky(sim, "forgetful"):
        sim.wait_for(lambda: sim.sockets.hellos == 2, LONG, "the second connection")
        sim.wait_delivered()
        last = room.request("one more, which it answers")
        room.sam.wait_message(room.room, "Noted", thread=last, timeout=LONG)
    answered = {m["thread_ts"] for m in sim.messages(room.room) if "bot_id" in m}
    assert len([r for r in requests if r.ts not in answered]) > 0


# -- reminders -------------------------------------------------------------------------------------------------------


def due_reminders(sim: Simulator, url: str, count: int) -> list[Person]:
    """So many agreements whose review is due now, spread over a few people."""
    people = [sim.person(f"owner-{n}", zone="Europe/Madrid") for n in range(PEOPLE)]
    now, today = sim.now() - timedelta(minutes=1), sim.now().date()
    with database(url) as engine, SqlStore(engine, Cipher.from_keys([KEY])).work() as work:
        for n in range(count):
            id_, owner = f"agreement-{n}", people[n % PEOPLE].user
            agreement = Agreement(id_, sim.team, owner, owner, f"take step {n}.", today, today, "Europe/Madrid", now)
            work.agreements.add(agreement)
            key = f"review:{id_}:{today}:0"
            work.outbox.say(Utterance(sim.team, Saying.REVIEW_DUE, id_, key, now, person=owner))
    return people


def reminded(sim: Simulator, people: list[Person]) -> Counter[str]:
    """How often each reminder was posted."""
    texts = [sim.text_of(message) for person in people for message in person.dm_messages()]
    return Counter(step for text in texts for step in re.findall(r"take step (\d+)\.", text))


def test_due_reminders_survive_ten_kills_of_their_senders(sim: Simulator, url: str, tmp_path: Path) -> None:
    """One hundred reminders, one sender on SQLite and two on PostgreSQL, killed ten times at random points."""
    people = due_reminders(sim, url, REMINDERS)
    rng = random.Random(20)
    senders = [
        BotProcess(sim, url, tmp_path / f"work-{n}.log", verb="work", settings=QUICK)
        for n in range(1 if url.startswith("sqlite") else 2)
    ]
    for sender in senders:
        sender.start(connected=False)
    for kill in range(KILLS):
        seen = posted(sim)
        more = min(rng.randint(1, 9), REMINDERS - 2 - seen)
        wait_posts(sim, seen + more)
        time.sleep(rng.random() * 0.02)
        assert posted(sim) < REMINDERS, "every kill must find something left to send"
        senders[kill % len(senders)].kill()
        if kill % 3 == 0:
            # Accepted by Slack and unanswered: nobody but Slack knows that it was posted.
            sim.fail_next("chat.postMessage", after_accept=True)
        senders[kill % len(senders)].start(connected=False)
    wait_idle(url)
    assert [sender.stop() for sender in senders] == [0] * len(senders)
    assert reminded(sim, people) == {str(n): 1 for n in range(REMINDERS)}
    assert outbox(url).counts["sent"] == REMINDERS
    assert sim.calls("conversations.history"), "no kill left a reminder that had to be looked up"


@pytest.mark.parametrize(("kind", "doubles"), [("dying", 0), ("blind", 3)])
def test_only_the_look_up_keeps_a_sender_that_dies_from_saying_it_twice(
    sim: Simulator, tmp_path: Path, kind: str, doubles: int
) -> None:
    """The control: three deaths between Slack's yes and the mark; without the look-up each is a double."""
    url, count, fuse = migrated(tmp_path), 20, tmp_path / "fuse"
    people = due_reminders(sim, url, count)
    for _ in range(3):
        fuse.touch()
        with shaky(sim, kind, url, str(fuse)) as sender:
            assert sender.wait(LONG) != 0
    with shaky(sim, kind, url, str(fuse)):
        wait_idle(url)
    texts = Counter(message["text"] for person in people for message in person.dm_messages())
    assert set(texts) == {f"agreement-{n}" for n in range(count)}
    assert texts.total() - count == doubles


# -- time, and leaving in order ----------------------------------------------------------------------------------------


def test_moving_the_civil_clock_expires_no_lease(sim: Simulator, tmp_path: Path) -> None:
    """Two processes share events and cards while the hours fly by: neither takes over what the other still holds.

    Hours and no days: what could not be shown for a working day is dropped.
    """
    url = migrated(tmp_path)
    # Leases as in production, a minute; and cards may come at any hour of any day.
    settings = {"INTERESTS_KEYS": KEY, "INTERESTS_MESSAGE_INTERVAL": "0.02", **AT_ANY_HOUR}
    bot = BotProcess(sim, url, tmp_path / "bot.log", settings=settings).start()
    rooms = offices(sim, bot, 2)
    other = BotProcess(sim, url, tmp_path / "work.log", verb="work", settings=settings).start(connected=False)
    before = posted(sim)
    wanted = expected(rooms, ask(rooms, 60))
    for least in (5, 20, 40):
        wait_posts(sim, before + least)
        assert cards(rooms).total() < wanted.total()
        sim.advance(hours=2)
    wait_posts(sim, before + wanted.total())
    wait_idle(url)
    assert bot.stop() == other.stop() == 0
    assert cards(rooms) == wanted


def test_sigterm_in_the_middle_of_work_ends_in_order(sim: Simulator, tmp_path: Path) -> None:
    """It exits 0 within a few seconds and leaves the rest to the next start, at once and not after a lease."""
    url = migrated(tmp_path)
    settings = {"INTERESTS_KEYS": KEY}
    bot = BotProcess(sim, url, tmp_path / "bot.log", settings=settings).start()
    rooms, before = offices(sim, bot, 2), posted(sim)
    wanted = expected(rooms, ask(rooms, 60))
    wait_posts(sim, before + 5)
    asked_at = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - asked_at < 5
    assert cards(rooms).total() < wanted.total()
    bot.start()
    sim.wait_for(lambda: posted(sim) >= before + wanted.total(), 30, "the rest, before a lease of a minute is over")
    wait_idle(url)
    assert bot.stop() == 0
    assert cards(rooms) == wanted


@contextmanager
def shaky(sim: Simulator, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of the bots that are built wrong, as a process of its own."""
    settings = {"SLACK_BOT_TOKEN": sim.bot_token, "SLACK_APP_TOKEN": sim.app_token, "SLACK_API_URL": sim.api_url}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.acceptance.shaky", *arguments],
        env={**os.environ, **settings, "INTERESTS_CLOCK_URL": sim.clock_url},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
