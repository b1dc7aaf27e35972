"""What the windows of options say: who can do what, gaps and no totals, offers to copy, pages, and how fast."""

import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.interest_map.model import Party, Scoring
from bot.domain.interest_map.options import MOST_OPTIONS, Benefit, Option, OptionState, Score, Trade
from bot.domain.interest_map.sheet import Sheet
from bot.services.negotiations import Map
from bot.services.options import Table
from bot.services.scoring import Ballot
from bot.views import ledger, maps, options, scores
from bot.views.ids import Action, decode
from tests.store.samples import NOW
from tests.views.reading import blocks_of, elements, read
from tests.views.samples import WORDS, Shown
from tests.views.samples_map import ME, OTHER, a_negotiation, full

SIDES = (Party("Product", ME, key="a"), Party("Sales", OTHER, key="b"))
NEGOTIATION = replace(a_negotiation("Acme", 2), parties=SIDES)


def an_option(state: OptionState = OptionState.IDEA, **changes: object) -> Option:
    made = Option("o1", "T0", "n1", ME, "Only for Acme", NOW, state=state, gains={"b": "the renewal"})
    return replace(made, **changes)  # type: ignore[arg-type]


def a_table(*found: Option, viewer: str = ME, own: str = "a", **more: object) -> Table:
    sheet = Sheet(replace(NEGOTIATION, **more), options=found)  # type: ignore[arg-type]
    return Table(sheet, viewer, own)


def entries(shown: Shown) -> list[str]:
    """What the menu of the only option offers."""
    menu = elements(shown)[Action.OPTION_MENU]
    return [decode(entry["value"], 4)[2] for entry in menu["options"]]


@pytest.mark.parametrize(
    ("state", "authors", "theirs"),
    [
        (OptionState.IDEA, ["edit", "propose", "drop"], ["edit", "propose", "drop"]),
        (OptionState.PROPOSED, ["edit", "choose", "drop"], ["edit", "drop"]),
        (OptionState.CHOSEN, ["edit", "drop"], ["edit"]),
        (OptionState.DROPPED, ["bring_back"], ["bring_back"]),
    ],
)
def test_the_menu_offers_what_may_be_done(state: OptionState, authors: list[str], theirs: list[str]) -> None:
    assert entries(options.window(WORDS, a_table(an_option(state)))) == authors
    assert entries(options.window(WORDS, a_table(an_option(state), viewer=OTHER, own="b"))) == theirs


def test_each_side_has_its_line_also_where_nobody_said_yet_what_it_gets() -> None:
    text = read(options.window(WORDS, a_table(an_option())))
    assert "Sales gets: the renewal" in text
    assert "What Product gets: _not said yet_" in text


def test_five_a_page_and_what_is_put_aside_comes_last() -> None:
    aside = an_option(OptionState.DROPPED, id="o0", title="put aside")
    found = [aside, *(an_option(id=f"o{number}", title=f"option {number}") for number in range(1, 8))]
    first, second = (options.window(WORDS, a_table(*found), page) for page in (0, 1))
    assert [text for text in ("option 1", "option 5", "option 6", "put aside") if text in read(first)] == [
        "option 1",
        "option 5",
    ]
    assert f"{Action.OPTIONS_OPEN}_after" in elements(first)
    assert f"{Action.OPTIONS_OPEN}_before" not in elements(first)
    assert "option 7" in read(second)
    assert read(second).index("option 7") < read(second).index("put aside")
    # Whatever is done from there comes back to that page.
    assert decode(elements(second)[Action.OPTION_MENU]["options"][0]["value"], 4)[3] == "1"
    assert read(options.window(WORDS, a_table(*found), 99)) == read(second)


# -- scores ----------------------------------------------------------------------------------------------------------


def scored(product: int, sales: int, scoring: Scoring = Scoring.REVEALED) -> Table:
    given = [
        Score("T0", "n1", "o1", key, user, points, 3, 3, 1, NOW)
        for key, user, points in (("a", ME, product), ("b", OTHER, sales))
    ]
    sheet = replace(a_table(an_option(), scoring=scoring).sheet, scores=tuple(given))
    return Table(replace(sheet, given={"o1": frozenset("ab")}), ME, "a")


@pytest.mark.parametrize(("sales", "marked"), [(1, True), (2, True), (3, False), (4, False), (5, False)])
def test_a_gap_of_two_is_marked_and_nothing_is_summed(sales: int, marked: bool) -> None:
    text = read(scores.window(WORDS, scored(4, sales)))
    (line,) = [line for line in text.splitlines() if line.startswith("Impact")]
    assert re.findall(r"\d", line) == ["4", str(sales)]
    assert ("worth a talk" in line) == marked
    assert f"{(4 + sales) / 2:g}" not in set(re.findall(r"\d\.\d|\d+", text)) - {"4", "3", str(sales)}


def test_before_the_reveal_the_window_counts_sides_and_shows_no_number_of_any() -> None:
    for points in (1, 5):
        text = read(scores.window(WORDS, scored(points, points, Scoring.OPEN)))
        assert re.findall(r"\d+", text) == ["2", "2"]
    assert read(maps.map_message(WORDS, Map(scored(1, 1, Scoring.OPEN).sheet), True)) == read(
        maps.map_message(WORDS, Map(scored(5, 5, Scoring.OPEN).sheet), True)
    )


def test_the_map_says_how_far_the_scoring_is() -> None:
    texts = [read(maps.map_message(WORDS, Map(scored(1, 5, scoring).sheet), True)) for scoring in Scoring]
    assert "Scored by" not in texts[0]
    assert "Scored by 2 of 2 sides" in texts[1]
    assert "Scores of all sides" in texts[2]


# -- the ledger ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "offer"),
    [
        ("a", "> If we could offer “the export”, would “two fields later” be possible?"),
        ("b", "> If we could offer “two fields later”, would “the export” be possible?"),
        ("", "> If we could offer “the export”, would “two fields later” be possible?"),
    ],
)
def test_a_trade_is_said_as_the_readers_side_would_say_it(own: str, offer: str) -> None:
    trade = Trade("t1", "T0", "n1", ME, "a", "the export", "b", "two fields later", Benefit.TIME, NOW)
    table = Table(replace(a_table().sheet, trades=(trade,)), ME, own)
    assert offer in read(ledger.window(WORDS, table)).splitlines()
    gift = Table(replace(a_table().sheet, trades=(replace(trade, gets=""),)), ME, own)
    assert "If we could" not in read(ledger.window(WORDS, gift))


# -- how fast --------------------------------------------------------------------------------------------------------

FULL = full("A line as long as people write them, with <marks> & more. " * 3, scoring=Scoring.REVEALED)
WINDOWS: dict[str, Callable[[], Shown]] = {
    "options": lambda: options.window(WORDS, Table(FULL, ME, "a"), 3),
    "scores": lambda: scores.window(WORDS, Table(FULL, ME, "a"), 1),
    "ballot": lambda: scores.ballot_form(WORDS, Ballot(FULL, "a"), 1),
    "ledger": lambda: ledger.window(WORDS, Table(FULL, ME, "a")),
    "steps": lambda: options.sequence(WORDS, Table(FULL, ME, "a")),
    "map": lambda: maps.map_message(WORDS, Map(FULL), shared=True),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_six_sides_and_twenty_options_are_shown_within_a_tenth_of_a_second(name: str) -> None:
    assert (len(FULL.negotiation.parties), len(FULL.options)) == (6, MOST_OPTIONS)
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        assert blocks_of(WINDOWS[name]())
        taken.append(time.perf_counter() - begun)
    assert min(taken) < 0.1
