"""The map's history says what changed in words: each field that was touched, and nothing where nothing was."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.history import Change, ChangeKind, difference, from_where_they_part
from bot.domain.interest_map.model import Negotiation
from bot.domain.interest_map.options import Benefit, Option
from bot.domain.model import Saying
from bot.services.asking import Asked, Correction
from bot.services.options import Written
from bot.services.trades import Bargain
from bot.views import history
from tests.fakes import ANNA, CARA, CHANNEL, TEAM
from tests.workplace import WORDS, Workplace

SIDES = (Side("Product", ANNA, "not now", "a calm quarter"), Side("Sales", CARA, "this week", "keep Acme", "they go"))
PRODUCT, SALES = "a", "b"


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    place.slack.open_channel(CHANNEL, ANNA, CARA)
    return place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")


def changes(place: Workplace, id_: str) -> list[Change]:
    """Latest first, for its author."""
    return list(place.records.history(TEAM, id_, ANNA).changes)


def told(place: Workplace, id_: str) -> str:
    """The window's words."""
    found = place.records.history(TEAM, id_, ANNA)
    now = place.negotiations.open(TEAM, id_, ANNA).negotiation
    return str(history.window(WORDS, now, found.changes, 0, len(found.changes)))


def edit(place: Workplace, id_: str, *sides: Side, title: str = "Acme's export") -> None:
    version = place.negotiations.get_for_change(TEAM, id_, ANNA).version
    place.negotiations.edit(TEAM, id_, ANNA, version, Draft(title, sides))


def test_the_form_of_the_map_tells_what_it_changed(place: Workplace, drawn: Negotiation) -> None:
    product, sales = (replace(side, key=key, interest="") for side, key in zip(SIDES, "ab", strict=True))
    edit(place, drawn.id, product, sales)
    assert [change.what for change in changes(place, drawn.id)] == [ChangeKind.STARTED]
    moved = replace(sales, name="Sales EU", position="by June", risk="they ask elsewhere")
    edit(place, drawn.id, product, moved, Side("Legal", None, "with a contract"), title="The export")
    lines = {change.what: (change.party, change.before, change.after) for change in changes(place, drawn.id)}
    assert lines == {
        ChangeKind.STARTED: ("", "", "Acme's export"),
        ChangeKind.EDITED: ("", "Acme's export", "The export"),
        ChangeKind.SIDE_CHANGED: (SALES, "Sales", "Sales EU"),
        ChangeKind.POSITION_CHANGED: (SALES, "this week", "by June"),
        ChangeKind.RISK_CHANGED: (SALES, "they go", "they ask elsewhere"),
        ChangeKind.SIDE_ADDED: ("c", "", "with a contract"),
    }
    edit(place, drawn.id, product, replace(moved, key=SALES), title="The export")
    assert changes(place, drawn.id)[0] == replace(
        changes(place, drawn.id)[0], what=ChangeKind.SIDE_REMOVED, party="", before="Legal", after=""
    )


def test_an_option_tells_which_of_its_words_changed(place: Workplace, drawn: Negotiation) -> None:
    made = place.options.save(TEAM, drawn.id, ANNA, Written("Pilot", {SALES: "a yes"}, limit="one client"), "V2")

    def change(**fields: object) -> tuple[str, str]:
        now: Option = place.options.get(TEAM, drawn.id, ANNA, made.id)
        kept = Written(now.title, now.gains, limit=now.limit, review=now.review, id=now.id, version=now.version)
        place.options.save(TEAM, drawn.id, ANNA, replace(kept, **fields), "V3")  # type: ignore[arg-type]
        latest = changes(place, drawn.id)[0]
        assert latest.what is ChangeKind.OPTION_CHANGED
        return latest.before, latest.after

    assert change(limit="two clients") == ("Pilot: one client", "two clients")
    assert change(gains={PRODUCT: "a slot", SALES: "a yes"}) == ("Pilot: …", "a slot")
    assert change(review=date(2026, 9, 1)) == ("Pilot: …", "2026-09-01")
    assert change() == ("Pilot", "Pilot")
    assert change(title="A pilot") == ("Pilot", "A pilot")
    assert change(title="The pilot", limit="three clients") == ("A pilot · two clients", "The pilot · three clients")
    assert "> Pilot: one client → two clients" in told(place, drawn.id)
    assert "changed an option\\n> Pilot'" in told(place, drawn.id)  # saved as it was: its title all the same


def test_a_trade_and_what_all_want_tell_it_too(place: Workplace, drawn: Negotiation) -> None:
    bargain = Bargain(PRODUCT, "the export", SALES, "a clean-up slot", Benefit.TIME)
    place.trades.save(TEAM, drawn.id, ANNA, bargain, "V4")
    (trade,) = place.options.look(TEAM, drawn.id, ANNA).sheet.trades
    again = replace(bargain, gets="two slots", id=trade.id, version=trade.version)
    place.trades.save(TEAM, drawn.id, ANNA, again, "V5")
    assert changes(place, drawn.id)[0].before == "the export: a clean-up slot"
    for outcome, blocker in (("Acme stays", ""), ("Acme stays", "one week"), ("Acme stays", "one week")):
        version = place.negotiations.get_for_change(TEAM, drawn.id, ANNA).version
        place.interests.share_outcome(TEAM, drawn.id, ANNA, version, outcome, blocker)
    kinds = [change.what for change in changes(place, drawn.id)]
    assert kinds[:2] == [ChangeKind.BLOCKER_CHANGED, ChangeKind.COMMON_CHANGED]
    assert kinds.count(ChangeKind.COMMON_CHANGED) == 1


def test_a_side_put_right_tells_each_of_its_lines(place: Workplace, drawn: Negotiation) -> None:
    place.asking.ask(TEAM, drawn.id, ANNA, [SALES], Saying.MAP_CHECK)
    asked = place.asking.asked(TEAM, drawn.id, CARA)
    assert isinstance(asked, Asked)
    (line,) = asked.interests
    fixed = Correction("in May", {line.id: "keep Acme and their trust"}, "sleep", asked.seen)
    place.asking.correct(TEAM, drawn.id, CARA, fixed, "V6")
    found = [(change.what, change.before, change.after) for change in changes(place, drawn.id)[:3]]
    assert found == [
        (ChangeKind.CORRECTED, "this week", "in May"),
        (ChangeKind.INTEREST_ADDED, "", "sleep"),
        (ChangeKind.INTEREST_CHANGED, "keep Acme", "keep Acme and their trust"),
    ]


def test_the_first_interest_of_a_new_side_has_its_line(place: Workplace, drawn: Negotiation) -> None:
    product, sales = (replace(side, key=key, interest="") for side, key in zip(SIDES, "ab", strict=True))
    edit(place, drawn.id, product, sales, Side("Legal", None, "with a contract", "no surprises"))
    found = [(change.what, change.party, change.after) for change in changes(place, drawn.id)[:2]]
    assert found == [(ChangeKind.INTEREST_ADDED, "c", "no surprises"), (ChangeKind.SIDE_ADDED, "c", "with a contract")]


def test_a_side_that_agrees_with_its_position_tells_no_words_of_it(place: Workplace, drawn: Negotiation) -> None:
    place.asking.ask(TEAM, drawn.id, ANNA, [SALES], Saying.MAP_CHECK)
    asked = place.asking.asked(TEAM, drawn.id, CARA)
    assert isinstance(asked, Asked)
    (line,) = asked.interests
    place.asking.correct(TEAM, drawn.id, CARA, Correction("this week", {line.id: "sleep"}, "", asked.seen), "V6")
    put_right = next(change for change in changes(place, drawn.id) if change.what is ChangeKind.CORRECTED)
    assert (put_right.before, put_right.after) == ("", "")


def test_a_change_at_the_end_of_a_long_position_is_seen(place: Workplace, drawn: Negotiation) -> None:
    product, sales = (replace(side, key=key, interest="") for side, key in zip(SIDES, "ab", strict=True))
    long = "we can live with it as long as nothing of what was promised to the first clients is touched " * 3
    edit(place, drawn.id, replace(product, position=long + "by May"), sales)
    edit(place, drawn.id, replace(product, position=long + "by June"), sales)
    assert "… May → … June" in told(place, drawn.id)


@given(st.text(max_size=150), st.text(max_size=20), st.text(max_size=20))
def test_what_two_texts_share_is_all_that_is_left_out(alike: str, was: str, is_: str) -> None:
    before, after = from_where_they_part(alike + was, alike + is_)
    shown = [text.removeprefix("… ") for text in (before, after)]
    assert (alike + was).endswith(shown[0])
    assert (alike + is_).endswith(shown[1])
    assert (before == after) == (was == is_)
    assert (alike + was)[: -len(shown[0]) or None] == (alike + is_)[: -len(shown[1]) or None]


@given(st.text(max_size=20), st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=5))
def test_a_difference_names_every_field_that_changed_and_no_other(title: str, fields: list[tuple[str, str]]) -> None:
    before, after = difference(title, fields)
    changed = [pair for pair in fields if pair[0] != pair[1]]
    if not changed:
        assert (before, after) == (title, title)
    else:
        assert before == f"{title}: " + " · ".join(was or "…" for was, _ in changed)
        assert after == " · ".join(now or "…" for _, now in changed)
