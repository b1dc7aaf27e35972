"""The map's windows, forms and messages, each in every shape it can take."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.interest_map.model import (
    MOST_INTERESTS,
    Interest,
    Kind,
    Mark,
    Need,
    Negotiation,
    NegotiationState,
    Party,
    Suspicion,
    Weight,
)
from bot.domain.interest_map.sheet import Sheet
from bot.services.asking import Asked
from bot.services.interests import Line, Side
from bot.services.negotiations import Map
from bot.services.suspicions import MOST_SUSPICIONS, Notes
from bot.views import asking, interests, maps, suspicions
from bot.views.message import Message, Modal
from prompts.catalog import Catalogue
from tests.store.samples import NOW

Shown = Message | Modal
ME, OTHER = "U0ME", "U0OTHER"


def a_negotiation(said: str, parties: int, **changes: object) -> Negotiation:
    sides = tuple(Party(said, OTHER if place else ME, said, said, key) for place, key in enumerate("abcdef"[:parties]))
    made = Negotiation("n1", "T0", ME, said, sides, NOW, shared_outcome=said, blocker=said)
    return replace(made, **changes)  # type: ignore[arg-type]


def full(said: str, parties: int = 6, lines: int = MOST_INTERESTS, **changes: object) -> Sheet:
    """A map with as much on every side as there can be, marked and weighed in every way."""
    negotiation = a_negotiation(said, parties, **changes)
    marks = [Mark.OURS_TOO, Mark.HELPS_US]
    interests = tuple(
        Interest(
            *(f"i{place}{number}", "T0", "n1", party.key, said, ME, NOW),
            list(Need)[number % 3],
            list(Kind)[number % 5],
            list(Weight)[number % 2],
            bool(number % 3),
            {other.key: marks[number % 2] for other in negotiation.parties if other is not party},
        )
        for place, party in enumerate(negotiation.parties)
        for number in range(lines)
    )
    return Sheet(negotiation, interests)


def sides_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """The windows of interests and of notes, and their forms."""
    for parties in (2, 6):
        for lines in (0, MOST_INTERESTS):
            sheet = full(said, parties, lines)
            for own, may in (("a", True), ("b", False), ("", False)):
                name = f"side {parties} {lines} {own} {may}"
                yield name, interests.window(words, Side(sheet, "a", ME, may, own))
        yield f"common {parties}", interests.common_form(words, sheet.negotiation)
        note = Suspicion("s1", "T0", "n1", ME, "a", said, NOW)
        yield f"note form {parties}", suspicions.form(words, sheet.negotiation, note)
        yield f"new note form {parties}", suspicions.form(words, sheet.negotiation, None)
        for count in (0, MOST_SUSPICIONS):
            notes = Notes(sheet.negotiation, [replace(note, id=f"s{place}") for place in range(count)])
            yield f"notes {parties} {count}", suspicions.window(words, notes)
    for question in (None, 0, 1, 2):
        line = Line("a", said, Need.WISH, Kind.PEOPLE, Weight.ESSENTIAL, "i1", 3)
        yield f"interest form {question}", interests.form(words, "n1", line, question)
        yield f"new interest form {question}", interests.form(words, "n1", Line("a", ""), question)
        yield f"answer form {question}", asking.answer_form(words, "n1", said, question)


def asked_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """What the sides are asked, before and after they answered."""
    for parties in (2, 6):
        yield f"ask form {parties}", asking.ask_form(words, a_negotiation(said, parties), ME)
    yield "ask form nobody", asking.ask_form(words, a_negotiation(said, 2), OTHER)
    yield "asked window", asking.asked_window(words)
    yield "thanks", asking.thanks(words)
    for state in NegotiationState:
        for lines in (0, MOST_INTERESTS):
            for confirmed in (True, False):
                sheet = full(said, 2, lines, state=state)
                party = replace(sheet.negotiation.parties[1], confirmed=confirmed)
                mine = tuple(replace(line, confirmed=confirmed) for line in sheet.interests_of("b"))
                found = Asked(sheet.negotiation, party, mine, mine[:3])
                name = f"{state} {lines} {confirmed}"
                yield f"ask {name}", asking.ask_message(words, found)
                yield f"check {name}", asking.check_message(words, found)
                yield f"correction {name}", asking.correction_form(words, found)


def maps_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """The map itself, full, for its author, a party and a channel."""
    for parties in (2, 3, 6):
        for state in NegotiationState:
            found = Map(full(said, parties, state=state))
            for reader in (ME, OTHER):
                yield f"map {parties} {state} {reader}", maps.map_message(words, found, False, reader)
            yield f"map {parties} {state} shared", maps.map_message(words, found, True)
            yield f"map {parties} {state} window", maps.map_view(words, found)
