"""The map's windows, forms and messages, each in every shape it can take."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.interest_map.how_might_we import challenge
from bot.domain.interest_map.model import (
    MOST_INTERESTS,
    Criterion,
    Interest,
    Kind,
    Mark,
    Need,
    Negotiation,
    NegotiationState,
    Party,
    Scoring,
    Suspicion,
    Weight,
)
from bot.domain.interest_map.options import MOST_OPTIONS, Benefit, Option, OptionState, Score, Starter, Trade
from bot.domain.interest_map.sheet import Sheet
from bot.services.asking import Asked
from bot.services.brainstorms import Brainstorm
from bot.services.interests import Line, Side
from bot.services.negotiations import Map
from bot.services.options import Table, Written
from bot.services.scoring import Ballot
from bot.services.suspicions import MOST_SUSPICIONS, Notes
from bot.services.trades import Bargain
from bot.views import asking, brainstorm, interests, ledger, maps, option_form, options, scores, suspicions
from bot.views.message import Message, Modal
from prompts.catalog import Catalogue
from tests.store.samples import NOW

Shown = Message | Modal
ME, OTHER = "U0ME", "U0OTHER"


def a_negotiation(said: str, parties: int, **changes: object) -> Negotiation:
    sides = tuple(
        Party(said, OTHER if place else ME, said, said, key, criteria=tuple(Criterion))
        for place, key in enumerate("abcdef"[:parties])
    )
    made = Negotiation(
        "n1", "T0", ME, said, sides, NOW, shared_outcome=said, blocker=said, brainstorm_until=NOW, round=1
    )
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
    keys = [party.key for party in negotiation.parties]
    options = tuple(
        Option(
            *(f"o{number}", "T0", "n1", ME, said, NOW, list(Starter)[number % 13], list(OptionState)[number % 4]),
            {key: said for key in keys if number % 5},
            *(said, said, said, NOW.date(), said, said, number + 1 if number % 2 else None, said),
        )
        for number in range(MOST_OPTIONS)
    )
    trades = tuple(
        Trade(
            f"t{number}",
            "T0",
            "n1",
            ME,
            keys[number % 2],
            said,
            keys[1 - number % 2],
            said if number % 3 else "",
            benefit,
            NOW,
            said,
            number or None,
        )
        for number, benefit in enumerate(list(Benefit) * 5)
    )
    scores = tuple(
        Score("T0", "n1", option.id, key, ME, 1 + place % 5, 5, 1 + 2 * (place % 3), 1, NOW)
        for option in options
        for place, key in enumerate(keys)
    )
    given = {option.id: frozenset(keys) for option in options}
    return Sheet(negotiation, interests, options, trades, scores, given)


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


def options_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """Options, scores, the ledger and their forms: full and empty, for the author, a party and neither."""
    for parties in (2, 6):
        for scoring in Scoring:
            sheet = full(said, parties, 2, scoring=scoring)
            for viewer, own in ((ME, "a"), (OTHER, "b"), ("U0ASKS", "")):
                table = Table(sheet, viewer, own)
                name = f"{parties} {scoring} {viewer}"
                for page in (0, 1, 9):
                    yield f"options {name} {page}", options.window(words, table, page)
                    yield f"scores {name} {page}", scores.window(words, table, page)
                yield f"ledger {name}", ledger.window(words, table)
                yield f"steps {name}", options.sequence(words, table)
                yield f"rank {name}", ledger.rank_form(words, table)
                yield f"criteria {name}", ledger.criteria_form(words, table)
        for page in (0, 3, 9):
            yield f"ballot {parties} {page}", scores.ballot_form(words, Ballot(sheet, "a"), page)
            yield f"starters {parties} {page}", options.starters(words, "n1", list(Starter), page)
        gains = {party.key: said for party in sheet.negotiation.parties}
        texts = (said, said, said, NOW.date(), said, said, 20, said, Starter.PILOT, "o1", 3)
        yield f"option form {parties}", option_form.form(words, sheet.negotiation, Written(said, gains, *texts))
        yield f"new option {parties}", option_form.form(words, sheet.negotiation, Written(""), incomplete=True)
        bargain = Bargain("a", said, "b", said, Benefit.RISK, said, "t1", 2)
        yield f"trade form {parties}", ledger.form(words, sheet.negotiation, bargain)
        yield f"new trade {parties}", ledger.form(words, sheet.negotiation, None)
        bare = Table(Sheet(sheet.negotiation), ME, "a")
        yield f"options empty {parties}", options.window(words, bare)
        yield f"scores empty {parties}", scores.window(words, bare)
        yield f"ledger empty {parties}", ledger.window(words, bare)
        yield f"steps empty {parties}", options.sequence(words, bare)
        yield f"rank empty {parties}", ledger.rank_form(words, bare)
        for ideas in ((), sheet.options):
            for over in (True, False):
                for asked in (challenge(sheet, "a"), challenge(bare.sheet, "a")):
                    found = Brainstorm(sheet.negotiation, asked, ideas, NOW, over)
                    yield f"brainstorm {parties} {len(ideas)} {over}", brainstorm.message(words, found)
    yield "brainstorm form", brainstorm.start_form(words, "n1")
    yield "idea form", brainstorm.idea_form(words, "n1")
