"""Options between two people: what is proposed in one go, who takes a choice back, what takes room, who scores."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.errors import DomainError, Invalid
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import Negotiation, Party, Scoring
from bot.domain.interest_map.options import MOST_OPTIONS, Option, OptionState, Starter
from bot.domain.interest_map.weighing import scorers
from bot.domain.model import Signal, SignalKind
from bot.services.options import Written
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.workplace import Workplace, ref

SIDES = (Side("Product", ANNA, "not now", "a calm quarter"), Side("Sales", CARA, "this week", "keep Acme"))
PRODUCT, SALES = "a", "b"
GAINS = {PRODUCT: "a clean-up slot", SALES: "the renewal"}


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """Anna's map, shared where Cara reads."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    return made


def bring(place: Workplace, id_: str, title: str, user: str = ANNA, **more: object) -> Option:
    return place.options.save(TEAM, id_, user, Written(title, **more), f"form {title}")  # type: ignore[arg-type]


def found(place: Workplace, id_: str, option: str) -> Option:
    return next(one for one in place.options.look(TEAM, id_, ANNA).sheet.options if one.id == option)


def failure(act: object) -> DomainError:
    with pytest.raises(DomainError) as raised:
        act()  # type: ignore[operator]
    return raised.value


# -- proposing from the form -----------------------------------------------------------------------------------------


def test_a_form_that_cannot_propose_yet_saves_nothing_and_can_be_sent_again(
    place: Workplace, drawn: Negotiation
) -> None:
    made = bring(place, drawn.id, "Only for Acme", gains={SALES: "the renewal"})
    half = Written("Only for Acme", {SALES: "the renewal"}, id=made.id, version=made.version, propose=True)
    wrong = failure(lambda: place.options.save(TEAM, drawn.id, CARA, half, "V2"))
    assert isinstance(wrong, Invalid)
    assert (wrong.field, wrong.slots) == (f"gain_{PRODUCT}", {"party": "Product"})
    assert found(place, drawn.id, made.id).version == made.version
    place.options.save(TEAM, drawn.id, CARA, replace(half, gains=GAINS), "V2")
    now = found(place, drawn.id, made.id)
    assert (now.state, now.gains) == (OptionState.PROPOSED, GAINS)
    with place.store.reading() as work:
        kinds = [change.what for change in work.seen.changes(TEAM, drawn.id, ANNA, 2)]
    assert kinds == [ChangeKind.OPTION_PROPOSED, ChangeKind.OPTION_CHANGED]


def test_a_form_proposes_nothing_while_a_brainstorm_runs(place: Workplace, drawn: Negotiation) -> None:
    made = bring(place, drawn.id, "Only for Acme", gains=GAINS)
    place.brainstorms.start(TEAM, drawn.id, ANNA, 5)
    again = Written("Only for Acme", GAINS, id=made.id, version=made.version)
    proposing = replace(again, propose=True)
    assert failure(lambda: place.options.save(TEAM, drawn.id, CARA, proposing, "V2")).key == "brainstorm_runs"
    place.options.save(TEAM, drawn.id, CARA, again, "V2")  # what each side gets may be written all the time
    assert found(place, drawn.id, made.id).state is OptionState.IDEA


def test_what_was_put_aside_is_edited_and_stays_aside(place: Workplace, drawn: Negotiation) -> None:
    made = bring(place, drawn.id, "Only for Acme")
    place.options.drop(TEAM, drawn.id, CARA, made.id)
    aside = found(place, drawn.id, made.id)
    place.options.save(TEAM, drawn.id, CARA, Written("For Acme", id=made.id, version=aside.version), "V2")
    assert found(place, drawn.id, made.id).state is OptionState.DROPPED


# -- what stands there already ---------------------------------------------------------------------------------------


def test_a_review_day_that_passed_does_not_stop_another_edit(place: Workplace, drawn: Negotiation) -> None:
    made = bring(place, drawn.id, "Only for Acme", review=date(2026, 6, 20))
    place.clock.pass_by(days=60)
    kept = Written("For Acme", review=made.review, id=made.id, version=made.version)
    changed = place.options.save(TEAM, drawn.id, ANNA, kept, "V2")
    assert changed.title == "For Acme"
    wrong = failure(
        lambda: place.options.save(
            TEAM, drawn.id, ANNA, replace(kept, version=made.version + 1, review=date(2026, 6, 21)), "V3"
        )
    )
    assert wrong.key == "review_not_later"


def test_only_the_author_takes_a_choice_back(place: Workplace, drawn: Negotiation) -> None:
    made = bring(place, drawn.id, "Only for Acme", gains=GAINS)
    place.options.choose(TEAM, drawn.id, ANNA, made.id)
    for undo in (place.options.drop, place.options.propose, place.options.bring_back):
        assert failure(lambda undo=undo: undo(TEAM, drawn.id, CARA, made.id)).key == "author_chooses"
    place.options.drop(TEAM, drawn.id, ANNA, made.id)
    assert found(place, drawn.id, made.id).state is OptionState.DROPPED


def test_what_is_put_aside_takes_no_room(place: Workplace, drawn: Negotiation) -> None:
    made = [bring(place, drawn.id, f"option {number}") for number in range(MOST_OPTIONS)]
    assert failure(lambda: bring(place, drawn.id, "one too many")).key == "options_full"
    place.options.drop(TEAM, drawn.id, CARA, made[0].id)
    bring(place, drawn.id, "in its place")
    assert failure(lambda: place.options.bring_back(TEAM, drawn.id, CARA, made[0].id)).key == "options_full"


def test_the_order_of_starters_tells_nobody_of_a_request_they_may_not_see(place: Workplace) -> None:
    place.turn_on()
    request = place.hear(ts="1.0", user=DAN)
    with place.store.work() as work:
        known = work.requests.get(TEAM, request)
        assert known
        work.requests.save(replace(known, signals=(Signal(SignalKind.REPEAT, "again"),)))
    made = place.negotiations.start(TEAM, ANNA, Draft("SSO", SIDES, ref("1.0")), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    assert place.options.starters(TEAM, made.id, ANNA)[0] is Starter.LATER_WITH_CONDITIONS
    assert list(place.options.starters(TEAM, made.id, CARA)) == list(Starter)


# -- who scores ------------------------------------------------------------------------------------------------------


def test_a_person_who_stands_for_two_sides_holds_up_no_reveal(place: Workplace) -> None:
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    three = (*SIDES, Side("Support", CARA, "", "fewer calls"))
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", three), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    option = bring(place, made.id, "Only for Acme").id
    place.scoring.open(TEAM, made.id, ANNA)
    assert not place.scoring.give(TEAM, made.id, ANNA, {option: (1, 2, 3)}, 1)
    assert place.scoring.give(TEAM, made.id, CARA, {option: (3, 2, 1)}, 1)
    assert place.options.look(TEAM, made.id, ANNA).sheet.negotiation.scoring is Scoring.REVEALED


def test_one_person_alone_has_nobody_to_score_with() -> None:
    parties = (Party("Product", ANNA, key="a"), Party("Sales", ANNA, key="b"))
    alone = Negotiation("n1", TEAM, ANNA, "x", parties, MONDAY)
    assert [party.key for party in scorers(alone)] == ["a"]


# -- what others rely on ---------------------------------------------------------------------------------------------


def edited(place: Workplace, id_: str, option: Option, user: str) -> Option:
    now = found(place, id_, option.id)
    written = Written("Everything for Acme, now", GAINS, id=now.id, version=now.version)
    return place.options.save(TEAM, id_, user, written, "V7")


def test_what_is_being_scored_is_not_reworded_under_the_scores(place: Workplace, drawn: Negotiation) -> None:
    made = bring(place, drawn.id, "Only for Acme", gains=GAINS)
    place.scoring.open(TEAM, drawn.id, ANNA)
    place.scoring.give(TEAM, drawn.id, ANNA, {made.id: (5, 5, 5)}, 1)
    assert failure(lambda: edited(place, drawn.id, made, CARA)).key == "being_scored"
    place.scoring.give(TEAM, drawn.id, CARA, {made.id: (1, 1, 1)}, 1)
    assert edited(place, drawn.id, made, CARA).title == "Everything for Acme, now"


@pytest.mark.parametrize(("user", "state"), [(ANNA, OptionState.CHOSEN), (CARA, OptionState.PROPOSED)])
def test_nobody_goes_with_words_that_somebody_else_put_there(
    place: Workplace, drawn: Negotiation, user: str, state: OptionState
) -> None:
    made = bring(place, drawn.id, "Only for Acme", gains=GAINS)
    place.options.choose(TEAM, drawn.id, ANNA, made.id)
    assert edited(place, drawn.id, made, user).state is state


def test_half_a_sides_scores_are_not_shown_by_an_early_reveal(place: Workplace) -> None:
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    sides = (*SIDES, Side("Legal", BEN, "never", "no claim"))
    drawn = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", sides), "V1")
    place.negotiations.share(TEAM, drawn.id, ANNA, CHANNEL)
    place.send()
    first, second = bring(place, drawn.id, "Only for Acme"), bring(place, drawn.id, "In May")
    place.scoring.open(TEAM, drawn.id, ANNA)
    for user in (ANNA, CARA):
        place.scoring.give(TEAM, drawn.id, user, {first.id: (4, 4, 4), second.id: (2, 2, 2)}, 1)
    place.scoring.give(TEAM, drawn.id, BEN, {first.id: (1, 1, 1)}, 1)
    place.scoring.reveal(TEAM, drawn.id, ANNA)
    sheet = place.options.look(TEAM, drawn.id, CARA).sheet
    assert {score.party for score in sheet.scores} == {PRODUCT, SALES}


def test_a_copy_of_the_map_ends_with_the_side_it_was_for(place: Workplace, drawn: Negotiation) -> None:
    assert failure(lambda: place.options.look(TEAM, drawn.id, BEN)).key == "no_side"
    assert failure(lambda: place.options.look(TEAM, drawn.id, DAN)).key == "not_found"
