"""A simulator with a listening app, shared by a module; channels and people are fresh for each test."""

from collections.abc import Iterator
from itertools import count

import pytest

from bot.simulator import Channel, Person, Simulator
from tests.simulator.app import ListeningApp

names = count(1)


@pytest.fixture(scope="module")
def sim() -> Iterator[Simulator]:
    with Simulator(redelivery=(0.0, 0.1, 0.2)) as running:
        yield running


@pytest.fixture(scope="module")
def connected(sim: Simulator) -> Iterator[ListeningApp]:
    app = ListeningApp(sim)
    app.connect()
    yield app
    app.stop()


@pytest.fixture
def app(connected: ListeningApp) -> ListeningApp:
    connected.on_request = lambda _request: None
    connected.sim.wait_delivered()
    connected.requests.clear()
    return connected


@pytest.fixture
def ana(sim: Simulator) -> Person:
    return sim.person(f"ana{next(names)}", zone="Europe/Madrid")


@pytest.fixture
def room(sim: Simulator, ana: Person) -> Channel:
    """A fresh public channel with ana and the bot in it."""
    made = sim.channel(f"room-{next(names)}", members=[ana])
    ana.invites_bot(made)
    return made
