"""The map's sides by two people: asked, answered in their own words, marked, and on to what both can say yes to."""

from datetime import timedelta
from typing import Any

from bot.simulator.modal import Modal
from bot.simulator.people import Person
from tests.acceptance.office import TIMEOUT, Office

Json = dict[str, Any]


def sides(person: Person, board: Json) -> Modal:
    person.clicks(board, "Interests")
    return person.wait_modal("Interests")


def beside(modal: Modal, words: str) -> str:
    """The id of the block in which these words stand."""
    (found,) = [block["block_id"] for block in modal.blocks if words in (block.get("text") or {}).get("text", "")]
    return str(found)


def their_copy(person: Person) -> Json:
    """The map in the person's own DM."""
    return person.wait_dm("Interest map: Audit log for Acme", TIMEOUT)


def test_the_other_side_is_asked_and_answers_in_its_own_words(office: Office) -> None:
    ana, sam = office.ana, office.sam
    board = office.new_map()
    ana.clicks(board, "Ask them")
    assert ana.submits(ana.wait_modal("Ask the other sides")) == {}
    asked = sam.wait_dm("asks for yours", TIMEOUT)
    sam.clicks(asked, "Answer")
    form = sam.wait_modal("Your side")
    assert sam.submits(form, {"text": "We need the CSV export by Friday"}) == {}
    again = sam.wait_modal("Your side")
    assert "reads like a demand" in again.text
    assert sam.submits(again, {"text": "My word to Acme holds"}) == {}
    office.wait_text(board, "My word to Acme holds")
    office.wait_text(asked, "You said:")
    assert "≈ keep Acme beyond the audit" in office.text(board)

    ana.closes(ana.wait_modal("Ask the other sides"))
    ana.commands(office.room, "/interests ask audit log")
    assert ana.submits(ana.wait_modal("Ask the other sides"), {"what": "Whether what we wrote for them is right"}) == {}
    check = sam.wait_dm("Did we get you right?", TIMEOUT)
    sam.closes(sam.wait_modal("Your side"))
    sam.clicks(check, "Fix it")
    fixing = sam.wait_modal("Your side")
    assert sam.submits(fixing, {"position": "CSV before the audit", "more": "a renewal without a discount"}) == {}
    office.wait_text(board, "CSV before the audit")
    office.wait_text(board, "a renewal without a discount")
    assert "≈" not in office.text(board)


def test_yes_confirms_what_was_guessed(office: Office) -> None:
    ana, sam = office.ana, office.sam
    board = office.new_map()
    ana.clicks(board, "Ask them")
    form = ana.wait_modal("Ask the other sides")
    assert ana.submits(form, {"what": "Whether what we wrote for them is right"}) == {}
    check = sam.wait_dm("Did we get you right?", TIMEOUT)
    sam.clicks(check, "Yes, that is right")
    office.wait_text(check, "it stands on the map as yours")
    office.wait_text(board, "• keep Acme beyond the audit")


def test_lines_marks_notes_and_what_all_share(office: Office) -> None:
    ana, sam = office.ana, office.sam
    board = office.new_map()
    ana.clicks(board, "Ask them")
    assert ana.submits(ana.wait_modal("Ask the other sides")) == {}
    sam.clicks(sam.wait_dm("asks for yours", TIMEOUT), "Answer")
    assert sam.submits(sam.wait_modal("Your side"), {"text": "Acme stays beyond the signature"}) == {}
    copy = their_copy(sam)
    ana.closes(ana.wait_modal("Ask the other sides"))
    sam.closes(sam.wait_modal("Your side"))

    window = sides(ana, board)
    ana.clicks(window, "Add an interest")
    assert ana.submits(ana.wait_modal("Add an interest"), {"text": "the order of the roadmap"}) == {}
    window = ana.wait_modal("Interests")
    ana.clicks(window, "We could give way", beside(window, "the order of the roadmap"))
    window = ana.wait_modal("Interests")
    ana.clicks(window, "Essential", beside(window, "a release that holds"))
    window = ana.wait_modal("Interests")
    ana.clicks(window, "Edit", beside(window, "a release that holds"))
    form = ana.wait_modal("Edit the interest")
    assert ana.submits(form, {"kind": "technical"}) == {}
    ana.clicks(ana.wait_modal("Interests"), "What all share")
    shared = {"outcome": "Acme stays and nobody works at night", "blocker": "no common yardstick"}
    assert ana.submits(ana.wait_modal("What all share"), shared) == {}
    ana.clicks(ana.wait_modal("Interests"), "My private notes")
    ana.clicks(ana.wait_modal("My private notes"), "Add a note")
    assert ana.submits(ana.wait_modal("A private note"), {"party": "Sales", "text": "a bonus hangs on it"}) == {}
    assert "To test it" in ana.wait_modal("My private notes").text

    window = sides(sam, copy)
    sam.clicks(window, "Product")
    window = sam.wait_modal("Interests")
    sam.clicks(window, "Giving way would help us", beside(window, "the order of the roadmap"))
    window = sam.wait_modal("Interests")
    sam.clicks(window, "Ours too", beside(window, "a release that holds"))
    office.wait_text(board, "*Common ground:* a release that holds")
    for message in (board, copy):
        office.wait_text(message, "*Common ground:* a release that holds")
        text = office.text(message)
        assert "Acme stays and nobody works at night" in text
        assert "Product can give way on “the order of the roadmap”, which would help Sales" in text
        assert "a bonus" not in text
    sam.closes(sam.wait_modal("Interests"))
    sam.clicks(copy, "History")
    history = sam.wait_modal("History").text
    assert "What all share" not in history
    assert "added an interest of Product" in history
    assert "a bonus" not in history


def test_a_line_taken_off_is_gone_and_a_closed_window_loses_nothing(office: Office) -> None:
    ana = office.ana
    board = office.new_map()
    window = sides(ana, board)
    ana.clicks(window, "Edit", beside(window, "a release that holds"))
    form = ana.wait_modal("Edit the interest")
    ana.clicks(form, "Back")
    window = ana.wait_modal("Interests")
    ana.clicks(window, "Edit", beside(window, "a release that holds"))
    assert ana.submits(ana.wait_modal("Edit the interest"), {"remove": ["Remove this line"]}) == {}
    ana.closes(ana.wait_modal("Interests"))
    office.settled()
    assert "a release that holds" not in office.text(board)


def test_two_who_edit_one_line_lose_nothing(office: Office) -> None:
    ana, sam = office.ana, office.sam
    board = office.new_map()
    ana.clicks(board, "Ask them")
    assert ana.submits(ana.wait_modal("Ask the other sides")) == {}
    sam.clicks(sam.wait_dm("asks for yours", TIMEOUT), "Answer")
    assert sam.submits(sam.wait_modal("Your side"), {"text": "my word holds"}) == {}
    copy = their_copy(sam)
    ana.closes(ana.wait_modal("Ask the other sides"))
    sam.closes(sam.wait_modal("Your side"))
    ana.clicks(sides(ana, board), "Sales")
    windows = {ana: ana.wait_modal("Interests"), sam: sides(sam, copy)}
    for person, window in windows.items():
        person.clicks(window, "Edit", beside(window, "keep Acme"))
    mine, theirs = ana.wait_modal("Edit the interest"), sam.wait_modal("Edit the interest")
    assert sam.submits(theirs, {"text": "Acme stays for years"}) == {}
    ana.submits(mine, {"text": "Acme is worth it"})
    again = ana.wait_modal("Edit the interest")
    assert "somebody changed this" in again.text
    assert "Acme stays for years" in again.text
    assert ana.submits(again) == {}
    office.wait_text(board, "Acme is worth it")


def test_the_map_as_a_file_and_by_a_few_letters(office: Office) -> None:
    ana = office.ana
    board = office.new_map()
    office.new_map("Dark mode")
    ana.clicks(board, "History")
    assert "started the map" in ana.wait_modal("History").text
    ana.closes(ana.wait_modal("History"))
    ana.clicks(board, "Export")
    ana.wait_message(ana.dm, "The map as it stands now", thread=board, timeout=TIMEOUT)
    pick = ana.commands(office.room, "/interests sho")
    assert "Which map?" in str(pick)
    ana.commands(office.room, "/interests show audit")
    ana.closes(ana.wait_modal("Interest map"))
    assert "could be one of these" in str(ana.commands(office.room, "/interests opti"))
    ana.commands(office.room, "/interests options dark")
    window = ana.wait_modal("Options")
    ana.clicks(window, "Add an option")
    assert ana.submits(ana.wait_modal("A new option"), {"title": "only at night"}) == {}
    ana.closes(ana.wait_modal("Options"))
    office.sim.advance(minutes=2)
    ana.commands(office.room, "/interests export dark")
    ana.wait_dm("The map as it stands now", TIMEOUT)


def optioned(office: Office, board: Json) -> None:
    """A temporary arrangement with its limit, its debt and what each side gets; and one side's yardsticks."""
    ana = office.ana
    ana.clicks(board, "Options")
    ana.clicks(ana.wait_modal("Options"), "Ideas that help")
    ana.clicks(ana.wait_modal("Ideas that help"), "starter_pick_one_client")
    review = str(office.sim.now().date() + timedelta(days=30))
    first = {
        "gain_a": "a scope that stays small",
        "gain_b": "the export before the renewal",
        "limit": "one client",
        "review": review,
        "step": "1",
        "debt_cost": "three days of clean-up",
        "debt_slot": "the June roadmap",
    }
    assert ana.submits(ana.wait_modal("A new option"), first) == {}
    window = ana.wait_modal("Options")
    ana.clicks(window, "Propose it", beside(window, "one client"))
    ana.clicks(ana.wait_modal("Options"), "Yardsticks")
    assert ana.submits(ana.wait_modal("Yardsticks"), {"criteria": ["Usage data"]}) == {}


def traded(office: Office, copy: Json) -> None:
    """The other side's yardsticks, and a trade."""
    sam = office.sam
    sam.clicks(copy, "Options")
    sam.clicks(sam.wait_modal("Options"), "Yardsticks")
    assert sam.submits(sam.wait_modal("Yardsticks"), {"criteria": ["Usage data", "Cost of delay"]}) == {}
    sam.clicks(sam.wait_modal("Options"), "Give and get")
    sam.clicks(sam.wait_modal("Give and get"), "Add a trade")
    sam.clicks(sam.wait_modal("Give and get"), "Back")
    sam.clicks(sam.wait_modal("Give and get"), "Add a trade")
    trade = {"gives": "the export by Friday", "gets": "a clean-up slot in June", "unlocks": "quality"}
    assert sam.submits(sam.wait_modal("Give and get"), trade) == {}


def scored(office: Office) -> None:
    """Each by itself, then side by side."""
    ana, sam = office.ana, office.sam
    window = ana.wait_modal("Options")
    ana.clicks(window, "Scores")
    ana.clicks(ana.wait_modal("Scores"), "Start scoring")
    for person, points in ((ana, "4"), (sam, "5 · a lot")):
        if person is sam:
            sam.clicks(sam.wait_modal("Give and get"), "Back")
            sam.clicks(sam.wait_modal("Options"), "Scores")
        person.clicks(person.wait_modal("Scores"), "My scores")
        ballot = person.wait_modal("Score the options")
        fields = [block["block_id"] for block in ballot.blocks if block["type"] == "input"]
        assert person.submits(ballot, dict.fromkeys(fields, points)) == {}
    assert "Impact: Product 4 · Sales 5" in sam.wait_modal("Scores").text


def test_home_says_what_waits_and_opens_it(office: Office) -> None:
    ana, sam = office.ana, office.sam
    sam.opens_home()
    sam.wait_home("Your maps", TIMEOUT)
    board = office.new_map()
    ana.clicks(board, "Ask them")
    assert ana.submits(ana.wait_modal("Ask the other sides")) == {}
    sam.wait_dm("asks for yours", TIMEOUT)
    sam.opens_home()
    home = sam.wait_home("They ask for your side", TIMEOUT)
    sam.clicks(home, "Open")
    assert "keep Acme beyond the audit" in sam.wait_modal("Interest map").text
    sam.closes(sam.wait_modal("Interest map"))
    sam.clicks(sam.wait_dm("asks for yours", TIMEOUT), "Answer")
    assert sam.submits(sam.wait_modal("Your side"), {"text": "my word holds"}) == {}
    sam.opens_home()
    office.settled()
    assert "They ask for your side" not in str(sam.home)
    assert "Audit log for Acme" in str(sam.home)


def test_product_and_sales_from_a_request_to_what_both_say_yes_to(office: Office) -> None:
    """A big client wants a small urgent function; Product guards quality (the worked conflict)."""
    ana = office.ana
    office.turn_on("reactions")
    _request, prep = office.prep()
    ana.clicks(prep, "map_new")
    form = ana.wait_modal("New interest map")
    filled = {
        "title": "Export for Acme",
        "name_0": "Product",
        "position_0": "not now",
        "interest_0": "long-term health of the product",
        "name_1": "Sales",
        "position_1": "this week",
        "interest_1": "the renewal",
    }
    assert ana.submits(form, filled) == {}
    ana.closes(ana.wait_modal("Interest map"))
    board = ana.wait_dm("Export for Acme", TIMEOUT)
    copy = {**office.share(board), "channel": office.room.id}
    ana.clicks(sides(ana, board), "What all share")
    outcome = {"outcome": "a happy client beyond the signature", "blocker": "no common metric"}
    assert ana.submits(ana.wait_modal("What all share"), outcome) == {}
    ana.closes(ana.wait_modal("Interests"))

    optioned(office, board)
    traded(office, copy)
    scored(office)
    ana.clicks(ana.wait_modal("Scores"), "Back")
    ana.clicks(ana.wait_modal("Options"), "Steps")
    assert "1. A temporary arrangement for one client" in ana.wait_modal("Step by step").text
    ana.clicks(ana.wait_modal("Step by step"), "Back")
    window = ana.wait_modal("Options")
    ana.clicks(window, "Go with it", beside(window, "one client"))
    for words in (
        "*Going with:* A temporary arrangement for one client",
        "Sales gets the export before the renewal",
        "Debt: three days of clean-up, repaid in the June roadmap",
        "*Trade:* Product gives the export by Friday ↔ Sales gives a clean-up slot in June",
        "*Yardsticks all accept:* Usage data",
        "*What all want:* a happy client beyond the signature",
    ):
        office.wait_text(copy, words)
