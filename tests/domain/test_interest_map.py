"""Pure rules of the map: demands told from interests, common ground, exchanges, words that others hear otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.interest_map.common import common_ground, exchanges
from bot.domain.interest_map.demand import reads_like_a_demand
from bot.domain.interest_map.model import Interest, Mark, Negotiation, Party, Weight
from bot.domain.interest_map.sheet import Sheet
from bot.domain.interest_map.translate import Jargon, jargon_in
from tests.store.samples import NOW

DEMANDS = (
    *(
        "We need the CSV export by Friday",
        "Ship SSO this sprint",
        "Add a dashboard before the demo",
        "Not this quarter",
    ),
    *("The client wants the integration by the 14th", "not now", "Build the export for Acme by June"),
    *("We must have the API in Q3", "Please add the filter this week", "Sales wants the report on Monday"),
    *("No release before July 1", "They need SSO by end of month", "Deliver version 2.0 by May"),
    *("We want feature freeze until Friday", "Just give us the toggle now", "Launch it this month"),
    *("I need a button for bulk delete by tomorrow", "Customers require the webhook in 2 weeks"),
    *("Engineering should refactor the module next sprint", "Enable dark mode before launch"),
)
INTERESTS = (
    *("Keep Acme as a client beyond this quarter", "Long-term health of the codebase", "Low operational risk"),
    *("Hit the number that the team is measured on", "Nobody wakes up at night", "The renewal is safe"),
    *("Being asked before promises are made", "No surprises in the audit", "Customers trust what we show them"),
    *("Predictable work for the team", "That my word to the client holds", "Fewer support calls on Mondays"),
    *("Looking competent in front of the board", "Time to test properly", "A calm quarter"),
    *("We keep the confidence of the board so that the budget stays", "Not to lose face with the client"),
    *("Focus on one market", "Learning whether people would pay", "Quality that we can stand behind"),
    *("To be consulted early", "Revenue this year without burning out the team"),
)


@pytest.mark.parametrize("text", DEMANDS)
def test_a_demand_is_told(text: str) -> None:
    assert reads_like_a_demand(text)


@pytest.mark.parametrize("text", INTERESTS)
def test_an_interest_is_left_in_peace(text: str) -> None:
    assert not reads_like_a_demand(text)


@given(st.text(max_size=300))
def test_any_text_is_one_or_the_other(text: str) -> None:
    assert reads_like_a_demand(text) in {True, False}


PARTIES = (Party("Sales", "US", key="a"), Party("Product", "UP", key="b"), Party("Ops", key="c"))


def interest(id_: str, party: str, weight: Weight | None = None, **marks: Mark) -> Interest:
    return Interest(id_, "T1", "n1", party, f"text {id_}", "US", NOW, weight=weight, marks=marks)


def sheet(*interests: Interest) -> Sheet:
    return Sheet(Negotiation("n1", "T1", "US", "Acme", PARTIES, NOW), interests)


def test_common_ground_is_what_another_side_says_is_theirs_too() -> None:
    ours = interest("1", "a", b=Mark.OURS_TOO)
    found = common_ground(sheet(ours, interest("2", "a"), interest("3", "b", a=Mark.HELPS_US)))
    assert found == [ours]


def test_a_mark_of_ones_own_or_of_a_side_that_left_counts_for_nothing() -> None:
    assert not common_ground(sheet(interest("1", "a", a=Mark.OURS_TOO), interest("2", "a", z=Mark.OURS_TOO)))


def test_what_can_be_given_and_helps_is_paired_with_one_the_other_way_round() -> None:
    scope = interest("1", "a", Weight.TRADEABLE, b=Mark.HELPS_US)
    slot = interest("2", "b", Weight.TRADEABLE, a=Mark.HELPS_US)
    alone = interest("3", "c", Weight.TRADEABLE, a=Mark.HELPS_US)
    kept = interest("4", "b", Weight.ESSENTIAL, a=Mark.HELPS_US)
    first, second = exchanges(sheet(scope, alone, kept, slot))
    assert (first.give.interest, first.back and first.back.interest) == (scope, slot)
    assert (second.give.interest, second.back) == (alone, None)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.booleans()), max_size=12))
def test_each_give_stands_in_one_exchange(drawn: list[tuple[str, str, bool]]) -> None:
    lines = [
        interest(str(n), party, Weight.TRADEABLE if free else Weight.ESSENTIAL, **{other: Mark.HELPS_US})
        for n, (party, other, free) in enumerate(drawn)
    ]
    found = exchanges(sheet(*lines))
    given_ = [give for one in found for give in (one.give, one.back) if give]
    expected = [line for line in lines if line.weight is Weight.TRADEABLE and line.party not in line.marks]
    assert sorted(give.interest.id for give in given_) == sorted(line.id for line in expected)
    assert all(one.back is None or one.back.giver == one.give.getter for one in found)


def test_jargon_is_found_as_a_word() -> None:
    assert jargon_in("Less technical debt and a calm team") is Jargon.TECHNICAL_DEBT
    assert jargon_in("Hit the quota") is Jargon.QUOTA
    assert jargon_in("Quotation marks in the letter") is None
