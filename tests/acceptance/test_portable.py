"""The jobs of the bot on any Slack-like server: nothing here knows our simulator but its driver.

Against another server: SLACK_API_URL, SLACK_BOT_TOKEN and SLACK_APP_TOKEN, and INTERESTS_DRIVER for its driver; then
`pytest tests/acceptance -m portable`.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from bot.simulator import Simulator
from bot.simulator.process import AT_ANY_HOUR, BRISK
from tests.acceptance.driver import Driver, Seen, driver_for

pytestmark = pytest.mark.portable

REQUEST = "Acme won't renew unless they can export the audit log to CSV by Friday."
PATIENCE = 20.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Server:
    """Where the Slack-like server is, and how the bot enters it."""

    api_url: str
    bot_token: str
    app_token: str


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    given = os.environ.get("SLACK_API_URL")
    if given:
        yield Server(given, os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_APP_TOKEN"])
        return
    with Simulator(messages_per_second=50.0) as sim:
        yield Server(sim.api_url, sim.bot_token, sim.app_token)


@pytest.fixture(scope="module")
def driver(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """The driver, with the bot connected to its server."""
    folder = tmp_path_factory.mktemp("portable")
    log = folder / "bot.log"
    environment = (
        os.environ
        | BRISK
        | AT_ANY_HOUR
        | {
            "SLACK_API_URL": server.api_url,
            "SLACK_BOT_TOKEN": server.bot_token,
            "SLACK_APP_TOKEN": server.app_token,
            "DATABASE_URL": f"sqlite:///{folder / 'interests.db'}",
        }
    )
    with log.open("wb") as sink:
        bot = subprocess.Popen([sys.executable, "-m", "bot", "run"], env=environment, stderr=sink, cwd=folder)
        try:
            wait(lambda: " connected" in log.read_text(), "the bot to connect", log)
            yield driver_for(server.api_url)
        finally:
            bot.terminate()
            bot.wait(10)


def wait(look: Callable[[], T], what: str, log: Path | None = None) -> T:
    """Poll until there is something to see."""
    give_up = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > give_up:
            raise AssertionError(f"waited in vain for {what}\n{log.read_text()[-1500:] if log else ''}")
        time.sleep(0.1)
    return found


@dataclass(frozen=True, slots=True)
class Room:
    """A channel with Ana, who owns it, and Sam, who asks."""

    driver: Driver
    channel: str
    ana: str
    sam: str

    def seen(self, user: str, channel: str, words: str, thread: str | None = None) -> Seen:
        def look() -> list[Seen]:
            messages = self.driver.messages(user, channel, thread)
            return [message for message in messages if words.lower() in message.text.lower()]

        return wait(look, f"{words!r}")[-1]

    def dm(self, words: str) -> Seen:
        return self.seen(self.ana, self.driver.dm(self.ana), words)

    def click(self, message: Seen, label: str) -> None:
        self.driver.click(self.ana, message.channel, message.ts, label)

    def submit(self, values: Mapping[str, object]) -> dict[str, str]:
        wait(lambda: self.driver.form(self.ana), "a form")
        return self.driver.submit(self.ana, values)

    def turn_on(self, mode: str) -> None:
        self.driver.invite_bot(self.ana, self.channel)
        self.click(self.dm("stay silent until you choose"), mode)
        self.seen(self.ana, self.channel, "/interests optout")


@pytest.fixture
def room(driver: Driver, request: pytest.FixtureRequest) -> Room:
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_"))[:30].strip("-")
    ana, sam = driver.person(f"ana-{name}"), driver.person(f"sam-{name}")
    return Room(driver, driver.channel(f"room-{name}", [ana, sam]), ana, sam)


def test_a_request_brings_a_private_card_and_its_answer_goes_to_the_thread(room: Room) -> None:
    room.turn_on("Private cards")
    request = room.driver.say(room.sam, room.channel, REQUEST)
    room.click(room.dm("A request in"), "Post")
    reply = room.seen(room.sam, room.channel, "For ", thread=request)
    assert reply.text.count("?") == 1


def test_an_edited_answer_is_posted_as_written(room: Room) -> None:
    room.turn_on("Private cards")
    request = room.driver.say(room.sam, room.channel, REQUEST)
    room.click(room.dm("A request in"), "Edit first")
    assert room.submit({"text": "What happens on Friday if only part is ready?"}) == {}
    room.seen(room.sam, room.channel, "if only part is ready?", thread=request)


def test_public_questions_stand_in_the_thread(room: Room) -> None:
    room.turn_on("Public questions")
    request = room.driver.say(room.sam, room.channel, REQUEST)
    assert "?" in room.seen(room.sam, room.channel, "To scope this well", thread=request).text


def test_a_deleted_request_withdraws_its_card(room: Room) -> None:
    room.turn_on("Private cards")
    request = room.driver.say(room.sam, room.channel, REQUEST)
    room.dm("A request in")
    room.driver.delete(room.sam, room.channel, request)
    room.dm("taken back or reworded")


def test_an_interest_map_is_made_and_shared(room: Room) -> None:
    room.driver.invite_bot(room.ana, room.channel)
    room.driver.command(room.ana, room.channel, "/interests new Audit log")
    sides = {"name_0": "Product", "position_0": "later", "name_1": "Sales", "position_1": "by Friday"}
    assert room.submit(sides) == {}
    if room.driver.form(room.ana):
        room.driver.close(room.ana)
    board = room.dm("Interest map: Audit log")
    assert "Audit log" in room.driver.command(room.ana, room.channel, "/interests")
    room.click(board, "Share")
    assert room.submit({"channel": room.channel}) == {}
    assert "by Friday" in room.seen(room.sam, room.channel, "Interest map").text


def test_a_reaction_opens_a_prep_thread_and_notes_stay_there(room: Room) -> None:
    room.turn_on("Reactions only")
    request = room.driver.say(room.sam, room.channel, REQUEST)
    room.driver.react(room.ana, room.channel, request, "compass")
    prep = room.dm("My walk-away")
    room.click(prep, "My interest")
    assert room.submit({"text": "a release that holds"}) == {}
    room.dm("a release that holds")


def test_the_shortcut_prepares_too(room: Room) -> None:
    request = room.driver.say(room.sam, room.channel, REQUEST)
    room.driver.shortcut(room.ana, room.channel, request, "prepare")
    room.dm("My walk-away")


def test_the_command_helps(room: Room) -> None:
    assert "/interests channel" in room.driver.command(room.ana, room.channel, "/interests help")
    assert "/interests channel" in room.driver.command(room.ana, room.channel, "/interests chanel")
