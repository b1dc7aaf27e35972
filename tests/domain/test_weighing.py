"""What the numbers on a map show: order of starters and steps, one-sided giving, who is through with scoring."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.interest_map.how_might_we import challenge
from bot.domain.interest_map.model import Interest, Kind, Need, Negotiation, Party, Scoring, Weight
from bot.domain.interest_map.options import Benefit, Option, OptionState, Score, Starter, Trade
from bot.domain.interest_map.sheet import Sheet
from bot.domain.interest_map.starters import BY_SIGNAL, fitting
from bot.domain.interest_map.weighing import ONE_SIDED, balance, complete, done, scorers, side_by_side, steps
from bot.domain.model import SignalKind
from tests.fakes import MONDAY

KEYS = "abc"
PARTIES = tuple(Party(key.upper(), f"U{key}", key=key) for key in KEYS)
NEGOTIATION = Negotiation("n1", "T1", "Ua", "x", PARTIES, MONDAY, scoring=Scoring.OPEN, round=1)
keys = st.sampled_from(KEYS)


def an_interest(party: str, text: str, **more: object) -> Interest:
    return Interest("i1", "T1", "n1", party, text, "Ua", MONDAY, **more)  # type: ignore[arg-type]


# -- starters --------------------------------------------------------------------------------------------------------

interests = st.lists(
    st.builds(
        lambda kind, need: an_interest("a", "x", kind=kind, need=need),
        st.none() | st.sampled_from(Kind),
        st.sampled_from(Need),
    ),
    max_size=8,
)
signals = st.sets(st.sampled_from(SignalKind))


@given(signals, interests)
def test_every_kind_of_option_is_offered_once(pressed: set[SignalKind], found: list[Interest]) -> None:
    assert sorted(fitting(pressed, found)) == sorted(Starter)


@given(signals, interests, st.sampled_from(SignalKind))
def test_one_more_pressure_never_puts_its_own_remedy_farther_down(
    pressed: set[SignalKind], found: list[Interest], one_more: SignalKind
) -> None:
    before, after = fitting(pressed, found), fitting(pressed | {one_more}, found)
    first = BY_SIGNAL[one_more][0]
    assert list(after).index(first) <= list(before).index(first)


def test_every_pressure_has_its_remedies() -> None:
    assert set(BY_SIGNAL) == set(SignalKind)
    assert list(fitting((), ())) == list(Starter)


# -- steps -----------------------------------------------------------------------------------------------------------

options = st.lists(
    st.tuples(st.sampled_from(OptionState), st.none() | st.integers(1, 5)),
    max_size=10,
).map(
    lambda drawn: [
        Option(f"o{n:02}", "T1", "n1", "Ua", "x", MONDAY + timedelta(minutes=n), state=state, step=step)
        for n, (state, step) in enumerate(drawn)
    ]
)


@given(options, st.randoms())
def test_steps_come_in_their_order_however_the_options_lie(found: list[Option], chance: object) -> None:
    ways = steps(found)
    assert {one.id for one in ways} == {
        one.id for one in found if one.state in {OptionState.PROPOSED, OptionState.CHOSEN}
    }
    placed = [one.step for one in ways if one.step]
    assert placed == sorted(placed)
    assert [one.step for one in ways[len(placed) :]] == [None] * (len(ways) - len(placed))
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert steps(mixed) == ways


# -- the ledger ------------------------------------------------------------------------------------------------------

trades = st.lists(st.tuples(keys, keys, st.booleans()).filter(lambda one: one[0] != one[1]), max_size=6)


def ledger(drawn: list[tuple[str, str, bool]]) -> list[Trade]:
    return [
        Trade(f"t{n}", "T1", "n1", "Ua", giver, "x", getter, "y" if back else " ", Benefit.TIME, MONDAY)
        for n, (giver, getter, back) in enumerate(drawn)
    ]


@given(trades)
def test_one_side_gives_everything_or_nobody_is_named(drawn: list[tuple[str, str, bool]]) -> None:
    moved = [giver for giver, _, _ in drawn] + [getter for _, getter, back in drawn if back]
    found = balance(NEGOTIATION, ledger(drawn))
    if len(moved) >= ONE_SIDED and len(set(moved)) == 1:
        assert found
        assert (found.giver.key, found.count) == (moved[0], len(moved))
    else:
        assert found is None


@given(trades, st.permutations(KEYS))
def test_it_is_the_same_in_either_direction(drawn: list[tuple[str, str, bool]], others: list[str]) -> None:
    name = dict(zip(KEYS, others, strict=True))
    found = balance(NEGOTIATION, ledger(drawn))
    turned = balance(NEGOTIATION, ledger([(name[giver], name[getter], back) for giver, getter, back in drawn]))
    assert (found and (name[found.giver.key], found.count)) == (turned and (turned.giver.key, turned.count))


# -- scores ----------------------------------------------------------------------------------------------------------


@given(options, st.lists(st.tuples(st.integers(0, 9), keys)))
def test_all_are_through_when_each_scored_every_living_option(
    found: list[Option], given_: list[tuple[int, str]]
) -> None:
    given_by: dict[str, frozenset[str]] = {}
    for place, key in given_:
        given_by[f"o{place:02}"] = given_by.get(f"o{place:02}", frozenset()) | {key}
    sheet = Sheet(NEGOTIATION, options=tuple(found), given=given_by)
    alive = [one.id for one in found if one.state is not OptionState.DROPPED]
    through = {key for key in KEYS if alive and all(key in given_by.get(id_, ()) for id_ in alive)}
    assert done(sheet) == through
    assert complete(sheet) == (through == set(KEYS))


@given(st.lists(st.sampled_from(["Ua", "Ub", None]), min_size=2, max_size=6))
def test_each_person_scores_for_one_side(users: list[str | None]) -> None:
    parties = tuple(Party("x", user, key=key) for user, key in zip(users, "abcdef", strict=False))
    who = [party.user for party in scorers(Negotiation("n1", "T1", "Ua", "x", parties, MONDAY))]
    assert sorted(map(str, who)) == sorted({str(user) for user in users if user})


def test_nothing_lies_side_by_side_before_the_reveal() -> None:
    option = Option("o1", "T1", "n1", "Ua", "x", MONDAY)
    score = Score("T1", "n1", "o1", "a", "Ua", 1, 2, 3, 1, MONDAY)
    assert not side_by_side(Sheet(NEGOTIATION, options=(option,), scores=(score,)), option)


# -- how might we ----------------------------------------------------------------------------------------------------


def test_the_question_joins_what_matters_most_to_each_side() -> None:
    lines = (
        an_interest("a", "a calm quarter"),
        an_interest("a", "no night shifts", weight=Weight.ESSENTIAL),
        an_interest("c", "keep Acme"),
    )
    sheet = Sheet(NEGOTIATION, lines)
    assert (challenge(sheet, "a").theirs, challenge(sheet, "a").ours) == ("keep Acme", "no night shifts")
    assert (challenge(sheet, "c").theirs, challenge(sheet, "c").ours) == ("no night shifts", "keep Acme")
    assert challenge(sheet, "b").missing == PARTIES[1]
    assert challenge(Sheet(NEGOTIATION, lines[:2]), "a").missing == PARTIES[1]
