"""Fixtures of the delivery's tests."""

from collections.abc import Callable, Iterator

import pytest

from bot.delivery.gateway import Gateway, slack_client
from bot.delivery.pacing import Paces
from tests.delivery.events import Desk
from tests.delivery.fakes import StillTime
from tests.delivery.line import Line
from tests.delivery.room import Room
from tests.delivery.slack import TOKEN, TinySlack


@pytest.fixture
def slack() -> Iterator[TinySlack]:
    with TinySlack().serving() as serving:
        yield serving


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.fixture
def lines() -> Iterator[Callable[[str], Line]]:
    made: list[Line] = []

    def make(url: str) -> Line:
        made.append(Line(url, Paces(ping_interval=0.3)))
        made[-1].socket.start()
        return made[-1]

    yield make
    for line in made:
        line.bolt.gate.set()
        line.socket.stop()


@pytest.fixture
def line(slack: TinySlack, lines: Callable[[str], Line]) -> Line:
    line = lines(slack.url)
    assert line.socket.ready(5)
    return line


@pytest.fixture
def time() -> StillTime:
    return StillTime()


@pytest.fixture
def gateway(slack: TinySlack, time: StillTime) -> Gateway:
    return Gateway(lambda team: slack_client(TOKEN, slack.url), time)
