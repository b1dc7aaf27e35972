"""Slack away, slow or saying no: what people wrote meanwhile is handled when it is back, once."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from tests.acceptance.office import REQUEST, Office
from tests.acceptance.shell import interests

LONG = 30.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="module")
def database_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'interests.db'}"


@pytest.fixture(scope="module")
def bot(sim: Simulator, folder: Path, database_url: str) -> Iterator[BotProcess]:
    few = {"INTERESTS_INBOX_ATTEMPTS": "2", "INTERESTS_OUTBOX_ATTEMPTS": "4"}
    with BotProcess(sim, database_url, folder / "bot.log", settings=few) as process:
        yield process
        assert process.alive, process.log_text()[-3000:]


def cards(office: Office) -> list[str]:
    """The requests for which Ana has a card, by their time."""
    found = (m for m in office.ana.dm_messages() if "A request in" in office.sim.text_of(m))
    return sorted(match[1] for m in found if (match := re.search(r"/p(\d+)", str(m["blocks"]))))


def test_a_lost_connection_comes_back_and_loses_nothing(office: Office) -> None:
    """Cut, refreshed and both at once, with requests before and after each."""
    office.turn_on()
    wanted = []
    for trouble in (
        office.sim.drop_connections,
        office.sim.refresh_connections,
        lambda: office.sim.refresh_connections("link_disabled"),
        office.sim.drop_connections,
    ):
        wanted.append(office.request().ts.replace(".", ""))
        trouble()
        wanted.append(office.request().ts.replace(".", ""))
    office.sim.wait_for(lambda: len(cards(office)) >= len(wanted), LONG, "a card for each")
    office.settled()
    assert cards(office) == wanted


def test_a_command_right_after_a_refresh_is_answered(office: Office) -> None:
    hellos = office.sim.sockets.hellos
    office.sim.refresh_connections()
    office.sim.wait_for(lambda: office.sim.sockets.hellos > hellos, LONG, "a new connection")
    assert "/interests new" in office.ana.commands(office.room, "/interests help").text


@pytest.mark.parametrize("error", ["internal_error", "service_unavailable", "fatal_error"])
def test_a_message_that_slack_failed_to_take_arrives_later_and_once(office: Office, error: str) -> None:
    office.turn_on()
    office.sim.fail_next("chat.postMessage", error, times=2)
    request = office.request()
    office.card()
    office.settled()
    assert cards(office) == [request.ts.replace(".", "")]


def test_retry_after_is_waited_for(office: Office) -> None:
    office.turn_on()
    office.sim.fail_next("chat.postMessage", "ratelimited", retry_after=2)
    before = len(office.sim.calls("chat.postMessage"))
    office.request()
    office.sim.wait_for(lambda: len(office.sim.calls("chat.postMessage")) > before, LONG, "the refused post")
    refused_at = time.monotonic()
    office.card()
    assert time.monotonic() - refused_at > 1.9
    assert len(cards(office)) == 1


def test_a_message_that_slack_took_without_answering_is_not_said_again(office: Office) -> None:
    """In private and in a thread, where an earlier one is looked up before the second try."""
    office.turn_on()
    office.sim.fail_next("chat.postMessage", after_accept=True)
    request = office.request()
    card = office.card()
    office.settled()
    office.sim.fail_next("chat.postMessage", after_accept=True)
    office.ana.clicks(card, "Post")
    office.sam.wait_message(office.room, office.ana.name, thread=request, timeout=LONG)
    office.settled()
    assert len(cards(office)) == 1
    assert len([m for m in office.sim.messages(office.room, thread=request.ts) if m.get("bot_id")]) == 1


def dead_letters(folder: Path, database_url: str) -> list[tuple[str, str]]:
    """The id and the whole line of each dead letter, as an operator reads them."""
    shown = interests(folder, "status", "--dead", DATABASE_URL=database_url)
    assert shown.returncode == 0, shown.stderr
    assert "Acme" not in shown.stdout + shown.stderr
    return [(line.split()[0], line) for line in shown.stdout.splitlines() if line.startswith("  ")]


def test_what_slack_refuses_for_good_is_given_up_listed_and_can_be_tried_again(
    office: Office, folder: Path, database_url: str
) -> None:
    """Its reason is listed without a word of text; `redrive` sends it after all."""
    office.turn_on()
    office.sim.fail_next("chat.postMessage", "restricted_action")
    office.request()
    office.sim.wait_for(lambda: "restricted_action" in office.bot.log_text(), LONG, "the row to end")
    office.quiet(office.ana, "A request in")
    [(number, line)] = dead_letters(folder, database_url)
    assert "card" in line
    assert "restricted_action" in line
    assert interests(folder, "redrive", "outbox", number, DATABASE_URL=database_url).returncode == 0
    office.card()
    assert dead_letters(folder, database_url) == []
    again = interests(folder, "redrive", "outbox", number, DATABASE_URL=database_url)
    assert again.returncode == 1
    assert "no such dead letter" in again.stdout


def test_an_event_that_cannot_be_handled_becomes_a_dead_letter_and_can_be_tried_again(
    office: Office, folder: Path, database_url: str
) -> None:
    office.turn_on("reactions")
    request = office.request()
    office.sim.fail_next("reactions.get", "internal_error", times=2)
    office.ana.reacts(request, "compass")
    office.sim.wait_for(lambda: "dead letter" in office.bot.log_text(), LONG, "a dead letter")
    [(number, line)] = dead_letters(folder, database_url)
    assert "reaction_added" in line
    assert interests(folder, "redrive", "inbox", number, DATABASE_URL=database_url).returncode == 0
    office.ana.wait_dm("My walk-away", LONG)
    assert dead_letters(folder, database_url) == []


def test_a_failing_event_does_not_hold_up_other_conversations(office: Office) -> None:
    office.turn_on()
    office.sim.fail_next("reactions.get", "internal_error")
    office.ana.reacts(office.sam.says(office.room, "morning"), "compass")
    office.request(f"{REQUEST} Twice.")
    office.card()
    office.ana.wait_dm("My walk-away", LONG)
