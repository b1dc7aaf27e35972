"""Options: filled before they are proposed, scored in private, revealed together, traded, and chosen."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import Conflict, DomainError, Invalid, OutOfDate
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import Criterion, Negotiation, Scoring
from bot.domain.interest_map.options import Benefit, Option, OptionState, Starter
from bot.domain.interest_map.weighing import agreed_criteria, balance, side_by_side
from bot.domain.model import Saying, Signal, SignalKind
from bot.services.brainstorms import Brainstorm
from bot.services.options import Written
from bot.services.scoring import Call
from bot.services.trades import Bargain
from bot.views import ledger, maps, options, scores
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import WORDS, Workplace, ref

SIDES = (Side("Product", ANNA, "not now", "a calm quarter"), Side("Sales", CARA, "this week", "keep Acme"))
PRODUCT, SALES = "a", "b"
GAINS = {PRODUCT: "a clean-up slot", SALES: "the renewal"}
FULL = Written("Only for Acme", GAINS, limit="one client", review=date(2026, 9, 1))


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """Anna's map, shared where Cara reads; Anna stands for Product, Cara for Sales."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    return made


def bring(place: Workplace, id_: str, title: str = "Only for Acme", user: str = ANNA, **more: object) -> Option:
    place.clock.pass_by(seconds=1)
    return place.options.save(TEAM, id_, user, Written(title, **more), f"form {title}")  # type: ignore[arg-type]


def of(place: Workplace, id_: str, user: str = ANNA) -> list[Option]:
    return list(place.options.look(TEAM, id_, user).sheet.options)


def failure(act: object) -> DomainError:
    with pytest.raises(DomainError) as found:
        act()  # type: ignore[operator]
    return found.value


# -- options ---------------------------------------------------------------------------------------------------------


def test_anybody_in_the_circle_brings_options_and_others_do_not(place: Workplace, drawn: Negotiation) -> None:
    bring(place, drawn.id, "mine")
    bring(place, drawn.id, "theirs", CARA)
    assert [(option.title, option.by) for option in of(place, drawn.id)] == [("mine", ANNA), ("theirs", CARA)]
    assert failure(lambda: bring(place, drawn.id, "not mine", DAN)).key == "not_found"


def test_the_same_form_twice_is_one_option_and_twenty_are_full(place: Workplace, drawn: Negotiation) -> None:
    for title in ("one", "one", *(f"more {n}" for n in range(19))):
        bring(place, drawn.id, title)
    assert len(of(place, drawn.id)) == 20
    assert failure(lambda: bring(place, drawn.id, "one too many")).key == "options_full"


def test_an_option_is_proposed_once_every_side_gets_something(place: Workplace, drawn: Negotiation) -> None:
    found = bring(place, drawn.id, gains={PRODUCT: "calm"})
    wrong = failure(lambda: place.options.propose(TEAM, drawn.id, CARA, found.id))
    assert isinstance(wrong, Invalid)
    assert (wrong.field, wrong.key, wrong.slots) == ("gain_b", "gain_missing", {"party": "Sales"})
    filled = Written(found.title, GAINS, id=found.id, version=found.version)
    place.options.save(TEAM, drawn.id, CARA, filled, "V2")
    place.options.propose(TEAM, drawn.id, CARA, found.id)
    assert of(place, drawn.id)[0].state is OptionState.PROPOSED


@pytest.mark.parametrize(
    ("starter", "field"),
    [(Starter.ONE_CLIENT, "limit"), (Starter.DEBT_COMPENSATION, "debt_cost"), (Starter.PILOT, "metric")],
)
def test_what_an_option_of_a_kind_has_to_carry(
    place: Workplace, drawn: Negotiation, starter: Starter, field: str
) -> None:
    found = bring(place, drawn.id, gains=GAINS, starter=starter)
    wrong = failure(lambda: place.options.propose(TEAM, drawn.id, ANNA, found.id))
    assert isinstance(wrong, Invalid)
    assert (wrong.field, wrong.key) == (field, "must_carry")


@pytest.mark.parametrize(
    ("written", "field", "key"),
    [
        (Written(" "), "title", "required"),
        (Written("x", review=date(2020, 1, 1)), "review", "review_not_later"),
        (Written("x", review=date(2099, 1, 1)), "review", "date_far"),
        (Written("x", debt_cost="a week"), "debt_slot", "debt_needs_slot"),
        (Written("x", debt_slot="June"), "debt_cost", "debt_needs_cost"),
    ],
)
def test_a_form_says_at_the_field_what_is_wrong(
    place: Workplace, drawn: Negotiation, written: Written, field: str, key: str
) -> None:
    wrong = failure(lambda: place.options.save(TEAM, drawn.id, ANNA, written, "V2"))
    assert isinstance(wrong, Invalid)
    assert (wrong.field, wrong.key) == (field, key)


def test_who_saves_second_sees_what_the_first_wrote(place: Workplace, drawn: Negotiation) -> None:
    found = bring(place, drawn.id)
    place.options.save(TEAM, drawn.id, CARA, Written("Theirs", GAINS, id=found.id, version=1), "V2")
    wrong = failure(lambda: place.options.save(TEAM, drawn.id, ANNA, Written("Mine", id=found.id, version=1), "V3"))
    assert isinstance(wrong, Conflict)
    assert wrong.fresh
    assert (wrong.fresh.version, wrong.fresh.now["title"], wrong.fresh.now["gain_b"]) == (2, "Theirs", "the renewal")


def test_the_author_chooses_and_anything_put_aside_comes_back(place: Workplace, drawn: Negotiation) -> None:
    found = bring(place, drawn.id, gains=GAINS)
    place.options.propose(TEAM, drawn.id, CARA, found.id)
    assert failure(lambda: place.options.choose(TEAM, drawn.id, CARA, found.id)).key == "author_chooses"
    place.options.choose(TEAM, drawn.id, ANNA, found.id)
    shown = place.negotiations.map(TEAM, drawn.id)
    assert "Going with" in str(maps.map_message(WORDS, shown, shared=True))  # type: ignore[arg-type]
    assert failure(lambda: place.options.drop(TEAM, drawn.id, CARA, found.id)).key == "author_chooses"
    place.options.drop(TEAM, drawn.id, ANNA, found.id)
    place.options.bring_back(TEAM, drawn.id, CARA, found.id)
    assert of(place, drawn.id)[0].state is OptionState.IDEA


def test_starters_fit_the_request_the_map_began_with(place: Workplace) -> None:
    place.turn_on()
    request = place.hear("We need SSO before the renewal in May or they leave, can we add it?", "1.0")
    with place.store.work() as work:
        found = work.requests.get(TEAM, request)
        assert found
        work.requests.save(replace(found, signals=(Signal(SignalKind.RENEWAL, "the renewal"),)))
    made = place.negotiations.start(TEAM, ANNA, Draft("SSO", SIDES, ref("1.0")), "V1")
    assert place.options.starters(TEAM, made.id, ANNA)[0] is Starter.ONE_CLIENT


# -- brainstorm ------------------------------------------------------------------------------------------------------


def storm(place: Workplace, id_: str) -> Brainstorm:
    found = place.brainstorms.shown(TEAM, id_, place.said(Saying.BRAINSTORM)[-1].key)
    assert isinstance(found, Brainstorm)
    return found


def test_anybody_in_the_thread_adds_ideas_until_it_ends(place: Workplace, drawn: Negotiation) -> None:
    place.brainstorms.start(TEAM, drawn.id, ANNA, 10)
    place.send()
    place.brainstorms.add_idea(TEAM, drawn.id, BEN, "let a partner do it", "V2")
    place.brainstorms.add_idea(TEAM, drawn.id, BEN, "let a partner do it", "V2")
    assert failure(lambda: place.brainstorms.add_idea(TEAM, drawn.id, DAN, "x", "V3")).key == "not_your_channel"
    assert [option.title for option in storm(place, drawn.id).ideas] == ["let a partner do it"]
    assert not storm(place, drawn.id).over
    place.clock.pass_by(minutes=10)
    place.send()
    assert [row.channel for row in place.said(Saying.BRAINSTORM_OVER)] == [CHANNEL]
    assert storm(place, drawn.id).over
    assert failure(lambda: place.brainstorms.add_idea(TEAM, drawn.id, BEN, "late", "V4")).key == "brainstorm_over"


def test_nothing_is_judged_while_it_runs(place: Workplace, drawn: Negotiation) -> None:
    found = bring(place, drawn.id, gains=GAINS)
    place.brainstorms.start(TEAM, drawn.id, ANNA, 5)
    for act in (
        lambda: place.options.propose(TEAM, drawn.id, CARA, found.id),
        lambda: place.scoring.open(TEAM, drawn.id, ANNA),
        lambda: place.brainstorms.start(TEAM, drawn.id, ANNA, 5),
    ):
        assert failure(act).key == "brainstorm_runs"
    place.clock.pass_by(minutes=5)
    place.options.propose(TEAM, drawn.id, CARA, found.id)


def test_its_author_ends_it_early_and_it_ends_once(place: Workplace, drawn: Negotiation) -> None:
    place.brainstorms.start(TEAM, drawn.id, ANNA, 30)
    place.send()
    assert failure(lambda: place.brainstorms.end(TEAM, drawn.id, CARA)).key == "not_author"
    place.brainstorms.end(TEAM, drawn.id, ANNA)
    place.clock.pass_by(minutes=31)
    place.send()
    assert len(place.said(Saying.BRAINSTORM_OVER)) == 1


def test_it_needs_a_thread(place: Workplace) -> None:
    made = place.negotiations.start(TEAM, ANNA, Draft("Alone", SIDES), "V9")
    assert failure(lambda: place.brainstorms.start(TEAM, made.id, ANNA, 5)).key == "brainstorm_needs_thread"


# -- scores ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(place: Workplace, drawn: Negotiation) -> tuple[Negotiation, list[str]]:
    ids = [bring(place, drawn.id, title, gains=GAINS).id for title in ("one", "two")]
    place.scoring.open(TEAM, drawn.id, ANNA)
    return drawn, ids


def test_all_is_revealed_with_the_last_score(place: Workplace, opened: tuple[Negotiation, list[str]]) -> None:
    drawn, (one, two) = opened
    assert not place.scoring.give(TEAM, drawn.id, ANNA, {one: (1, 2, 3), two: (5, 5, 5)}, 1)
    assert not place.scoring.give(TEAM, drawn.id, CARA, {one: (4, 2, 3)}, 1)
    assert place.scoring.give(TEAM, drawn.id, CARA, {two: (5, 4, 1)}, 1)
    sheet = place.options.look(TEAM, drawn.id, CARA).sheet
    first = side_by_side(sheet, sheet.options[0])
    assert [(lens.name, dict(lens.given), lens.apart) for lens in first] == [
        ("impact", {PRODUCT: 1, SALES: 4}, True),
        ("feasibility", {PRODUCT: 2, SALES: 2}, False),
        ("fairness", {PRODUCT: 3, SALES: 3}, False),
    ]
    assert failure(lambda: place.scoring.give(TEAM, drawn.id, ANNA, {one: (5, 5, 5)}, 1)).key == "scoring_closed"


def everything_they_see(place: Workplace, id_: str, viewer: str) -> str:
    """Every surface that shows a map to that person or to all, and what is handed over to them."""
    table = place.options.look(TEAM, id_, viewer)
    opened = place.negotiations.open(TEAM, id_, viewer)
    everybodys = place.negotiations.map(TEAM, id_)
    with place.store.reading() as work:
        changes = [(change.what, change.party, change.after) for change in work.seen.changes(TEAM, id_, viewer, 99)]
    calls = [place.scoring.called(row) for row in place.rows(Saying.MAP_SCORE) if row.utterance.person == viewer]
    shown = (
        *(scores.call(WORDS, called) for called in calls if isinstance(called, Call)),
        options.window(WORDS, table),
        scores.window(WORDS, table),
        ledger.window(WORDS, table),
        maps.map_view(WORDS, opened),
        maps.map_message(WORDS, everybodys, shared=True),  # type: ignore[arg-type]
        changes,
        place.own_data.file(TEAM, viewer).text.partition('"still_to_be_said')[0],
    )
    return str(shown)


@pytest.mark.parametrize("through", [False, True])
def test_scores_cannot_be_derived_before_the_reveal(
    place: Workplace, opened: tuple[Negotiation, list[str]], through: bool
) -> None:
    """Whatever Anna gives, Cara sees the same; once it is revealed, she does not (the control)."""
    drawn, (one, two) = opened
    given = {one, two} if through else {one}
    place.scoring.give(TEAM, drawn.id, ANNA, dict.fromkeys(given, (1, 1, 1)), 1)
    low = everything_they_see(place, drawn.id, CARA)
    place.scoring.give(TEAM, drawn.id, ANNA, dict.fromkeys(given, (5, 4, 3)), 1)
    assert everything_they_see(place, drawn.id, CARA) == low
    if through:
        place.scoring.give(TEAM, drawn.id, CARA, dict.fromkeys(given, (2, 2, 2)), 1)
        assert everything_they_see(place, drawn.id, CARA) != low


def test_the_author_may_reveal_once_two_sides_are_through(
    place: Workplace, opened: tuple[Negotiation, list[str]]
) -> None:
    drawn, (one, two) = opened
    place.scoring.give(TEAM, drawn.id, ANNA, {one: (1, 1, 1), two: (1, 1, 1)}, 1)
    assert failure(lambda: place.scoring.reveal(TEAM, drawn.id, ANNA)).key == "reveal_too_early"
    assert failure(lambda: place.scoring.reveal(TEAM, drawn.id, CARA)).key == "not_author"


def test_a_new_round_hides_what_was_revealed(place: Workplace, opened: tuple[Negotiation, list[str]]) -> None:
    drawn, ids = opened
    for user in (ANNA, CARA):
        place.scoring.give(TEAM, drawn.id, user, dict.fromkeys(ids, (3, 3, 3)), 1)
    assert len(place.options.look(TEAM, drawn.id, CARA).sheet.scores) == 4
    place.scoring.open(TEAM, drawn.id, ANNA)
    sheet = place.options.look(TEAM, drawn.id, CARA).sheet
    assert (sheet.scores, sheet.given, sheet.negotiation.scoring) == ((), {}, Scoring.OPEN)


def test_who_stands_for_no_side_scores_nothing(place: Workplace, opened: tuple[Negotiation, list[str]]) -> None:
    drawn, (one, _) = opened
    assert failure(lambda: place.scoring.give(TEAM, drawn.id, BEN, {one: (1, 1, 1)}, 1)).key == "no_side"
    wrong = failure(lambda: place.scoring.give(TEAM, drawn.id, CARA, {one: (0, 1, 6)}, 1))
    assert isinstance(wrong, Invalid)


def test_two_last_scores_at_once_reveal_once(place: Workplace, opened: tuple[Negotiation, list[str]]) -> None:
    drawn, ids = opened
    ready = threading.Barrier(2)
    revealed: list[bool] = []

    def give(user: str) -> None:
        ready.wait()
        revealed.append(place.scoring.give(TEAM, drawn.id, user, dict.fromkeys(ids, (3, 3, 3)), 1))

    threads = [threading.Thread(target=give, args=(user,)) for user in (ANNA, CARA)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(revealed) == [False, True]
    with place.store.reading() as work:
        kinds = [change.what for change in work.seen.changes(TEAM, drawn.id, ANNA, 99)]
    assert kinds.count(ChangeKind.SCORES_REVEALED) == 1
    assert kinds.count(ChangeKind.SCORED) == 2


# -- the ledger ------------------------------------------------------------------------------------------------------


def bargain(giver: str, gives: str, gets: str = "", **more: object) -> Bargain:
    getter = SALES if giver == PRODUCT else PRODUCT
    return Bargain(giver, gives, getter, gets, Benefit.TIME, **more)  # type: ignore[arg-type]


def test_the_ledger_and_what_matters_most_to_whom(place: Workplace, drawn: Negotiation) -> None:
    for n, text in enumerate(("the export by the 14th", "a named contact", "the second field")):
        place.clock.pass_by(seconds=1)
        place.trades.save(TEAM, drawn.id, ANNA, bargain(PRODUCT, text), f"V{n}")
    table = place.options.look(TEAM, drawn.id, CARA)
    found = balance(table.sheet.negotiation, table.sheet.trades)
    assert found
    assert (found.giver.name, found.count) == ("Product", 3)
    ids = [trade.id for trade in table.sheet.trades]
    place.trades.rank(TEAM, drawn.id, CARA, [ids[2], ids[0]])
    ranks = [trade.rank for trade in place.options.look(TEAM, drawn.id, ANNA).sheet.trades]
    assert ranks == [2, None, 1]
    first = place.trades.get(TEAM, drawn.id, ANNA, ids[0])
    even = bargain(PRODUCT, first.gives, "wait with the two fields", id=first.id, version=first.version)
    place.trades.save(TEAM, drawn.id, CARA, even, "V9")
    sheet = place.options.look(TEAM, drawn.id, ANNA).sheet
    assert balance(sheet.negotiation, sheet.trades) is None
    assert failure(lambda: place.trades.save(TEAM, drawn.id, ANNA, even, "V8")).key == "conflict"
    assert failure(lambda: place.trades.remove(TEAM, drawn.id, ANNA, first.id, first.version)).key == "conflict"
    seen = place.trades.get(TEAM, drawn.id, ANNA, first.id).version
    for _ in range(2):
        place.trades.remove(TEAM, drawn.id, ANNA, first.id, seen)
    assert failure(lambda: place.trades.get(TEAM, drawn.id, ANNA, first.id)).key == "line_gone"


def test_a_trade_needs_two(place: Workplace, drawn: Negotiation) -> None:
    alone = Bargain(SALES, "x", SALES, "", Benefit.RISK)
    assert failure(lambda: place.trades.save(TEAM, drawn.id, ANNA, alone, "V2")).key == "trade_with_oneself"


def test_yardsticks_are_shared_once_all_sides_tick_them(place: Workplace, drawn: Negotiation) -> None:
    place.trades.pick(TEAM, drawn.id, ANNA, {Criterion.USAGE, Criterion.EFFORT})
    place.trades.pick(TEAM, drawn.id, CARA, {Criterion.USAGE, Criterion.CONTRACT})
    with place.store.reading() as work:
        now = work.negotiations.get(TEAM, drawn.id)
    assert now
    assert agreed_criteria(now) == [Criterion.USAGE]


def test_nothing_moves_on_a_closed_map(place: Workplace, drawn: Negotiation) -> None:
    found = bring(place, drawn.id, gains=GAINS)
    place.negotiations.close(TEAM, drawn.id, ANNA)
    for act in (
        lambda: bring(place, drawn.id, "late"),
        lambda: place.options.propose(TEAM, drawn.id, CARA, found.id),
        lambda: place.scoring.open(TEAM, drawn.id, ANNA),
        lambda: place.brainstorms.start(TEAM, drawn.id, ANNA, 5),
        lambda: place.trades.save(TEAM, drawn.id, CARA, bargain(SALES, "x"), "V2"),
        lambda: place.trades.pick(TEAM, drawn.id, CARA, [Criterion.USAGE]),
    ):
        assert isinstance(failure(act), OutOfDate)
