"""Job 2, options: two people go from a starter to an agreement, through a brainstorm, private scores and a trade."""

from datetime import timedelta
from typing import Any

import pytest

from bot.simulator.modal import Modal
from bot.simulator.people import Person
from bot.views.ids import Action
from tests.acceptance.office import TIMEOUT, Office

Json = dict[str, Any]


def open_options(person: Person, board: Json) -> Modal:
    """The window of options, from the map's message."""
    if person.modal:
        person.closes(person.modal)
    person.clicks(board, "Options")
    return person.wait_modal("Options")


def beside(modal: Modal, words: str) -> str:
    """The id of the block in which these words stand."""
    (found,) = [block["block_id"] for block in modal.blocks if words in (block.get("text") or {}).get("text", "")]
    return str(found)


def menu(person: Person, board: Json, title: str, entry: str) -> None:
    window = open_options(person, board)
    person.clicks(window, entry, beside(window, title))


def score_all(person: Person, board: Json, *points: str) -> None:
    """The same three points for every option, in the person's own ballot."""
    person.clicks(open_options(person, board), "Score them")
    ballot = person.wait_modal("Score the options")
    fields = [block["block_id"] for block in ballot.blocks if block["type"] == "input"]
    filled = {name: points[place % 3] for place, name in enumerate(fields)}
    assert person.submits(ballot, filled) == {}


@pytest.fixture
def shared(office: Office) -> tuple[Json, Json]:
    """Ana's map of Product and Sales: in her DM, and in the room where Sam reads it."""
    office.ana.invites_bot(office.room)
    board = office.new_map()
    return board, {**office.share(board), "channel": office.room.id}


def proposed(office: Office, board: Json, copy: Json) -> None:
    """A starter, filled by both; it is proposed once every side gets something and it carries what it must."""
    ana, sam = office.ana, office.sam
    review = office.sim.now().date() + timedelta(days=60)
    ana.clicks(open_options(ana, board), "Ideas that help")
    ana.clicks(ana.wait_modal("Ideas that help"), f"{Action.STARTER_PICK}_one_client")
    form = ana.wait_modal("A new option")
    assert ana.submits(form, {"title": "The export for Acme only", "gain_a": "a clean-up slot"}) == {}
    menu(sam, copy, "The export for Acme only", "Propose it")
    form = sam.wait_modal("The option")
    assert "Almost" in form.text
    assert set(sam.submits(form, {"limit": "one client"})) == {"gain_b"}
    assert set(sam.submits(form, {"gain_b": "the renewal"})) == {"review"}
    assert sam.submits(form, {"review": str(review)}) == {}
    assert "proposed" in sam.wait_modal("Options").text


def brainstormed(office: Office, board: Json, copy: Json) -> None:
    """A brainstorm in the thread: Bo, who is no party, adds an idea; at the end of its time it closes by itself."""
    ana, bo = office.ana, office.bo
    ana.clicks(open_options(ana, board), "Brainstorm")
    assert ana.submits(ana.wait_modal("Brainstorm"), {"minutes": "5 minutes"}) == {}
    storm = bo.wait_message(office.room, "How might we", thread=copy["ts"], timeout=TIMEOUT)
    storm["channel"] = office.room.id
    bo.clicks(storm, "Add an idea")
    assert bo.submits(bo.wait_modal("Brainstorm"), {"title": "a partner does it"}) == {}
    menu(ana, board, "The export for Acme only", "Go with it")
    assert "nothing is judged before it ends" in ana.wait_modal("That did not work").text
    office.sim.advance(minutes=6)
    office.wait_text(storm, "The brainstorm is over")
    assert "a partner does it" in office.text(storm)
    assert "The export for Acme only" not in office.text(storm)
    assert "[Add an idea]" not in office.text(storm)


def scored(office: Office, board: Json, copy: Json) -> None:
    """Each scores alone; what anybody gave is shown to both at once."""
    ana, sam = office.ana, office.sam
    ana.clicks(open_options(ana, board), "Scores")
    ana.clicks(ana.wait_modal("Scores"), "Start scoring")
    score_all(ana, board, "4", "5 · a lot", "3")
    office.wait_text(board, "Scored by 1 of 2 sides")
    sam.clicks(open_options(sam, copy), "Scores")
    assert "Product 4" not in sam.wait_modal("Scores").text
    score_all(sam, copy, "5 · a lot", "3", "3")
    revealed = sam.wait_modal("Scores").text
    assert "Impact: Product 4 · Sales 5" in revealed
    assert "Feasibility: Product 5 · Sales 3  ⚠ worth a talk" in revealed


def traded(office: Office, board: Json, copy: Json) -> None:
    """A trade, and how much it matters to who gets it."""
    ana, sam = office.ana, office.sam
    ana.clicks(open_options(ana, board), "Give and get")
    ana.clicks(ana.wait_modal("Give and get"), "Add a trade")
    offer = {"gives": "the export by the 14th", "gets": "two fields after June"}
    assert ana.submits(ana.wait_modal("Give and get"), offer) == {}
    sam.clicks(open_options(sam, copy), "Give and get")
    ledger = sam.wait_modal("Give and get")
    assert "If we could offer “two fields after June”, would “the export by the 14th” be possible?" in ledger.text
    sam.clicks(ledger, "What matters most to us")
    form = sam.wait_modal("What matters most")
    (field,) = [block["block_id"] for block in form.blocks if block["type"] == "input"]
    assert sam.submits(form, {field: "1"}) == {}
    assert "Sales ranks it number 1" in sam.wait_modal("Give and get").text


def agreed(office: Office, board: Json, copy: Json) -> None:
    """The author says what they go with; it stands on every copy, and the agreement begins with it."""
    ana, sam = office.ana, office.sam
    menu(ana, board, "The export for Acme only", "Go with it")
    for message in (board, copy):
        office.wait_text(message, "Sales gets the renewal")
        assert "The export for Acme only" in office.text(message)
        assert "the export by the 14th" in office.text(message)
    ana.closes(ana.wait_modal("Options"))
    ana.clicks(board, "Record agreement")
    form = ana.wait_modal("Record agreement")
    assert ana.submits(form, {"next_step": "ship it behind a flag", "owner": sam.user}) == {}
    office.wait_text(copy, "ship it behind a flag")


def test_two_sides_go_from_an_idea_to_an_agreement(office: Office, shared: tuple[Json, Json]) -> None:
    for step in (proposed, brainstormed, scored, traded, agreed):
        step(office, *shared)


def test_a_brainstorm_needs_a_place_and_only_its_author_ends_it(office: Office) -> None:
    office.ana.invites_bot(office.room)
    board = office.new_map()
    office.ana.clicks(open_options(office.ana, board), "Brainstorm")
    form = office.ana.wait_modal("Brainstorm")
    assert "Share it" in str(office.ana.submits(form))
    office.ana.closes(form)
    copy = office.share(board)
    office.ana.clicks(open_options(office.ana, board), "Brainstorm")
    assert office.ana.submits(office.ana.wait_modal("Brainstorm"), {"minutes": "30 minutes"}) == {}
    storm = office.bo.wait_message(office.room, "How might we", thread=copy["ts"], timeout=TIMEOUT)
    storm["channel"] = office.room.id
    office.bo.clicks(storm, "End it now")
    office.settled()
    assert "[Add an idea]" in office.text(storm)
    office.ana.clicks(storm, "End it now")
    office.wait_text(storm, "Nobody added one")


def test_a_round_is_stopped_and_started_anew(office: Office) -> None:
    """What was given in a round that was stopped is nobody's to see; the next one has its button on the map."""
    ana, sam = office.ana, office.sam
    office.turn_on()
    board = office.new_map()
    copy = office.share(board)
    copy["channel"] = office.room.id
    ana.clicks(open_options(ana, board), "Add an option")
    assert ana.submits(ana.wait_modal("A new option"), {"title": "The export for Acme only"}) == {}
    ana.clicks(ana.wait_modal("Options"), "Scores")
    ana.clicks(ana.wait_modal("Scores"), "Start scoring")
    office.wait_text(copy, "[Score them]")
    ana.clicks(ana.wait_modal("Scores"), "Stop scoring")
    office.wait_gone(copy, "[Score them]")
    ana.clicks(ana.wait_modal("Scores"), "Start scoring")
    office.wait_text(copy, "[Score them]")
    sam.clicks(copy, "Score them")
    assert "Only you see these" in sam.wait_modal("Score the options").text


def test_a_side_that_never_saw_the_map_is_called_to_score(office: Office) -> None:
    """Nobody shared or asked: the round itself writes to the other side, whose way to the map it is."""
    ana, sam = office.ana, office.sam
    office.turn_on()
    board = office.new_map()
    ana.clicks(open_options(ana, board), "Add an option")
    assert ana.submits(ana.wait_modal("A new option"), {"title": "The export for Acme only"}) == {}
    ana.clicks(ana.wait_modal("Options"), "Scores")
    window = ana.wait_modal("Scores")
    assert "each side gets a direct message" in window.text
    ana.clicks(window, "Start scoring")
    called = sam.wait_dm("to score the options", TIMEOUT)
    sam.clicks(called, "Score them")
    ballot = sam.wait_modal("Score the options")
    fields = [block["block_id"] for block in ballot.blocks if block["type"] == "input"]
    assert sam.submits(ballot, dict.fromkeys(fields, "4")) == {}
    office.wait_text(called, "You have scored everything")
    sam.closes(sam.wait_modal("Scores"))
    sam.clicks(called, "See the map")
    assert "keep Acme beyond the audit" in sam.wait_modal("Interest map").text
    score_all(ana, board, "2", "2", "2")
    office.wait_text(called, "round of scoring is over")
    office.wait_gone(called, "[My scores]")
