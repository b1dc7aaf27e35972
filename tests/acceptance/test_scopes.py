"""With the scopes a company must grant and no others, the four jobs work."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.manifest import METHOD_SCOPES, OPTIONAL
from bot.simulator import Simulator
from tests.acceptance.conftest import recording
from tests.acceptance.office import TIMEOUT, Office, next_tuesday

MAY_BE_REFUSED = {method for method, scopes in METHOD_SCOPES.items() if scopes & OPTIONAL}


@pytest.fixture(scope="module")
def sim() -> Iterator[Simulator]:
    """A workspace whose admin granted nothing that is optional; at the end, what the bot asked of it is looked over."""
    record = recording("test_scopes")
    with Simulator(messages_per_second=50.0, optional_scopes=False, record=record) as simulator:
        simulator.set_clock(next_tuesday(simulator.now()))
        yield simulator
        calls = simulator.calls()
    assert {call.method for call in calls} <= set(METHOD_SCOPES)
    assert {call.method for call in calls if call.response.get("error") == "missing_scope"} <= MAY_BE_REFUSED


def test_coach_works(office: Office) -> None:
    request, card = office.carded()
    office.ana.clicks(card, "Post")
    office.sam.wait_message(office.room, office.ana.name, thread=request, timeout=TIMEOUT)
    office.settled()
    assert [call for call in office.sim.calls("reactions.add") if call.response.get("error") == "missing_scope"]
    office.quiet(office.ana, "did not reach")
    office.ana.commands(office.room, "/interests channel")
    assert office.ana.submits(office.ana.wait_modal(), {"mode": "Public questions"}) == {}
    again = office.request()
    office.sam.wait_message(office.room, "?", thread=again, timeout=TIMEOUT)


def test_interests_works(office: Office) -> None:
    office.ana.invites_bot(office.room)
    board = office.new_map()
    office.share(board)
    office.record(board)


def test_prep_and_its_debrief_work(office: Office) -> None:
    """The debrief is a reminder: who must not be disturbed cannot be asked, so it comes all the same."""
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.wait_dm("This thread is yours alone", TIMEOUT, after=prep["ts"])
    office.ana.says(office.ana.dm, "a thought", thread=prep)
    office.ana.clicks(office.ana.wait_dm("Keep this as a note?", TIMEOUT), "Keep as a note")
    office.wait_text(prep, "a thought")
    office.ana.clicks(prep, "When do you talk?")
    start = int((office.sim.now() + timedelta(minutes=30)).timestamp())
    assert office.ana.submits(office.ana.wait_modal(), {"start": start}) == {}
    office.wait_text(prep, "You talk")
    office.sim.advance(minutes=80)
    office.ana.wait_dm("how did the talk go", TIMEOUT)


def test_reminders_arrive_though_nobody_may_see_who_is_away(office: Office) -> None:
    office.ana.invites_bot(office.room)
    office.agreed(days=2)
    office.ana.snoozes(timedelta(days=30))
    office.sim.advance(days=2)
    due = office.ana.wait_dm("It is time for the second look", TIMEOUT)
    office.ana.clicks(due, "Keep")
    office.sam.wait_message(office.room, "Reviewed", timeout=TIMEOUT)
    refused = [call for call in office.sim.calls("dnd.info") if call.response.get("error") == "missing_scope"]
    assert refused


def test_in_a_private_channel_the_command_says_what_is_missing(office: Office) -> None:
    """The bot was invited but may see no private channel: the answer must not ask to invite it again and no more."""
    secret = Office.open(office.sim, office.bot, "scopes-secret", private=True)
    secret.ana.invites_bot(secret.room)
    answer = secret.ana.commands(secret.room, "/interests channel")
    assert answer.ok
    assert "private channel" in answer.text
    assert not [m for m in office.sim.messages(secret.room) if m.get("bot_id")]


def test_the_private_way_into_a_prep_works_in_a_private_channel_too(office: Office) -> None:
    secret = Office.open(office.sim, office.bot, "scopes-private", private=True)
    message = secret.request()
    secret.ana.shortcut(message, "prepare")
    assert "audit log" in secret.sim.text_of(secret.ana.wait_dm("My walk-away", TIMEOUT))


def test_where_files_are_not_granted_a_persons_data_comes_as_text(office: Office) -> None:
    office.turn_on("reactions")
    office.prep()
    office.ana.commands(office.room, "/interests mydata")
    text = office.sim.text_of(office.ana.wait_dm("part 1 of 1", TIMEOUT))
    assert '"preps"' in text
    assert "audit log" in text
