"""The map's windows, forms and messages, each in every shape it can take."""

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.interest_map.history import Change, ChangeKind
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
from bot.domain.interest_map.translate import Jargon
from bot.domain.model import Agreement
from bot.services.asking import Asked
from bot.services.brainstorms import Brainstorm
from bot.services.interests import Line, Side
from bot.services.negotiations import Map
from bot.services.options import Table, Written
from bot.services.scoring import Ballot, Call
from bot.services.suspicions import MOST_SUSPICIONS, Notes
from bot.services.trades import Bargain
from bot.services.waiting import Home, Listed, Waits
from bot.views import (
    asking,
    brainstorm,
    history,
    home,
    interests,
    ledger,
    map_export,
    maps,
    option_form,
    options,
    picks,
    scores,
    suspicions,
)
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


def full(
    said: str, parties: int = 6, lines: int = MOST_INTERESTS, ways: int = MOST_OPTIONS, **changes: object
) -> Sheet:
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
        for number in range(ways)
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
        for number, benefit in enumerate([*Benefit] * (ways // 4))
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
    for parties, lines, own, may in (
        (2, 0, "a", True),
        (2, 0, "b", False),
        (6, MOST_INTERESTS, "a", True),
        (6, MOST_INTERESTS, "b", False),
        (2, 2, "", False),
        (2, 2, "b", True),
    ):
        side = Side(full(said, parties, lines, 0), "a", ME, may, own)
        yield f"side {parties} {lines} {own} {may}", interests.window(words, side)
    negotiation = a_negotiation(said, 6)
    yield "common", interests.common_form(words, negotiation)
    note = Suspicion("s1", "T0", "n1", ME, "a", said, NOW)
    yield "note form", suspicions.form(words, negotiation, note)
    yield "new note form", suspicions.form(words, negotiation, None)
    for count in (0, MOST_SUSPICIONS):
        notes = Notes(negotiation, [replace(note, id=f"s{place}") for place in range(count)])
        yield f"notes {count}", suspicions.window(words, notes)
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
    for state, lines, confirmed in (
        (NegotiationState.OPEN, 0, False),
        (NegotiationState.OPEN, MOST_INTERESTS, False),
        (NegotiationState.OPEN, 2, True),
        (NegotiationState.CLOSED, 2, False),
    ):
        sheet = full(said, 2, lines, 0, state=state)
        party = replace(sheet.negotiation.parties[1], confirmed=confirmed)
        mine = tuple(replace(line, confirmed=confirmed) for line in sheet.interests_of("b"))
        for said_already in (mine[:3], ()):
            found = Asked(sheet.negotiation, party, mine, said_already)
            name = f"{state} {lines} {confirmed} {len(said_already)}"
            yield f"ask {name}", asking.ask_message(words, found)
            yield f"check {name}", asking.check_message(words, found)
            yield f"correction {name}", asking.correction_form(words, found)


def maps_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """The map itself, full, for its author, a party and a channel."""
    for parties, state in ((2, NegotiationState.OPEN), (3, NegotiationState.CLOSED), (6, NegotiationState.AGREED)):
        found = Map(full(said, parties, 4, state=state))
        for reader in (ME, OTHER):
            yield f"map {parties} {reader}", maps.map_message(words, found, False, reader)
        yield f"map {parties} shared", maps.map_message(words, found, True)
        yield f"map {parties} window", maps.map_view(words, found)


def options_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """Options, scores, the ledger and their forms: full and empty, for the author, a party and neither."""
    sheets = {scoring: full(said, 6, 1, scoring=scoring) for scoring in Scoring}
    revealed, bare = sheets[Scoring.REVEALED], Table(Sheet(sheets[Scoring.OPEN].negotiation), ME, "a")
    viewers = ((ME, "a"), (OTHER, "b"), ("U0ASKS", ""))
    for (scoring, sheet), (viewer, own) in zip(sheets.items(), viewers, strict=True):
        table = Table(sheet, viewer, own)
        yield f"options {scoring} {viewer}", options.window(words, table)
        yield f"scores {scoring} {viewer}", scores.window(words, table, 1)
    for running, given in ((True, False), (True, True), (False, False)):
        yield f"call {running} {given}", scores.call(words, Call(revealed.negotiation, running, given))
    mine = Table(revealed, ME, "a")
    yield "options last page", options.window(words, mine, 9)
    yield "scores last page", scores.window(words, mine, 9)
    yield "scores open, author", scores.window(words, Table(sheets[Scoring.OPEN], ME, "a"), 1)
    for name, table in (("full", mine), ("empty", bare)):
        yield f"ledger {name}", ledger.window(words, table)
        yield f"steps {name}", options.sequence(words, table)
        yield f"rank {name}", ledger.rank_form(words, table)
        yield f"criteria {name}", ledger.criteria_form(words, table)
        yield f"options {name}", options.window(words, table)
    for page in (0, 1, 2, 9):
        yield f"ballot {page}", scores.ballot_form(words, Ballot(revealed, "a"), page)
        yield f"starters {page}", options.starters(words, "n1", list(Starter), page)
    negotiation = revealed.negotiation
    gains = {party.key: said for party in negotiation.parties}
    texts = (said, said, said, NOW.date(), said, said, 20, said, Starter.PILOT, "o1", 3)
    yield "option form", option_form.form(words, negotiation, Written(said, gains, *texts))
    yield "new option", option_form.form(words, negotiation, Written(""), incomplete=True)
    bargain = Bargain("a", said, "b", said, Benefit.RISK, said, "t1", 2)
    yield "trade form", ledger.form(words, negotiation, bargain)
    yield "new trade", ledger.form(words, negotiation, None)
    for ideas, over, asked in (
        ((), False, challenge(revealed, "a")),
        (revealed.options, False, challenge(bare.sheet, "a")),
        ((), True, challenge(revealed, "a")),
        (revealed.options, True, challenge(revealed, "a")),
    ):
        found = Brainstorm(negotiation, asked, ideas, NOW, over)
        yield f"brainstorm {len(ideas)} {over}", brainstorm.message(words, found)
    yield "brainstorm form", brainstorm.start_form(words, "n1")
    yield "idea form", brainstorm.idea_form(words, "n1")


def homes_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """The Home tab: empty, full and overfull."""
    yield "home empty", home.home(words, Home((), ()))
    agreement = Agreement("a1", "T0", ME, ME, said, NOW.date(), NOW.date(), "UTC", NOW)
    for count, state in ((2, NegotiationState.OPEN), (40, NegotiationState.AGREED)):
        listed = [Listed(a_negotiation(said, 6, state=state), tuple(Waits)), Listed(a_negotiation(said, 2), ())] * count
        yield f"home {count}", home.home(words, Home(listed, [agreement] * count))


def jargon_of(words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """A line with each word that others hear otherwise."""
    for jargon in Jargon:
        text = jargon.replace("_", " ") if jargon is not Jargon.TECHNICAL_DEBT else "tech debt"
        sheet = full(text, 2, 1, 0)
        yield f"hears {jargon}", interests.window(words, Side(sheet, "a", ME, True, "a"))


def records_of(said: str, words: Catalogue) -> Iterator[tuple[str, Shown]]:
    """The history, the parts of an export, and the lists to pick from."""
    negotiation = a_negotiation(said, 2)
    for party, by, before, after in (
        ("a", ME, "", ""),
        ("gone", "", said, ""),
        ("a", ME, "", said),
        ("b", ME, said, "x"),
    ):
        changes = [Change("T0", "n1", NOW, by, what, party, before, after) for what in ChangeKind]
        yield f"history {party} {bool(before)} {bool(after)}", history.window(words, negotiation, changes, 1, 99)
    yield "history empty", history.window(words, negotiation, [], 0, 0)
    for number in (1, 2, 5):
        if part := map_export.passage(words, Map(full(said, 2, 3)), number):
            yield f"export {number}", part
    yield "pick maps", picks.maps(words, "show", [negotiation] * 12)
    yield "pick commands", picks.commands(words, said, ["optin", "optout", "options"], said)
    yield "pick none", picks.none(words, said)
    yield "pick none at all", picks.none(words, "")
