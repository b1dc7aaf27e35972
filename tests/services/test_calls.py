"""A round of scores is told to each side in its direct messages, once, and the message keeps up with the round."""

import pytest

from bot.domain.errors import NotFound
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Negotiation
from bot.domain.model import Saying
from bot.services.options import Written
from bot.services.scoring import Call
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.workplace import Workplace

SIDES = (Side("Product", ANNA, "not now"), Side("Sales", CARA, "this week"), Side("Legal", BEN), Side("Acme"))
ALL = (3, 3, 3)


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    """A map that nobody but Anna has seen, with one option."""
    place.slack.open_channel(CHANNEL, ANNA, CARA)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme's export", SIDES), "V1")
    place.options.save(TEAM, made.id, ANNA, Written("Only for Acme"), "V2")
    return made


def call(place: Workplace, person: str = CARA, round_: int = -1) -> Call | Hush:
    """What that person's message about a round, the latest first, shows now."""
    rows = [row for row in place.rows(Saying.MAP_SCORE) if row.utterance.person == person]
    return place.scoring.called(rows[round_])


def test_each_side_with_a_person_is_told_and_may_see_the_map(place: Workplace, drawn: Negotiation) -> None:
    with pytest.raises(NotFound):
        place.options.look(TEAM, drawn.id, CARA)
    place.scoring.open(TEAM, drawn.id, ANNA)
    place.scoring.open(TEAM, drawn.id, ANNA)  # a second click
    assert sorted(said.person or "" for said in place.said(Saying.MAP_SCORE)) == [BEN, CARA]
    assert place.options.look(TEAM, drawn.id, CARA).own == "b"
    place.scoring.give(TEAM, drawn.id, CARA, {place.options.look(TEAM, drawn.id, CARA).sheet.options[0].id: ALL}, 1)


def test_who_has_left_is_not_written_to(place: Workplace, drawn: Negotiation) -> None:
    place.slack.know(BEN, active=False)
    place.scoring.open(TEAM, drawn.id, ANNA)
    assert isinstance(call(place, BEN), Hush)
    assert isinstance(call(place, CARA), Call)


def test_the_message_says_how_the_round_stands_for_its_reader_alone(place: Workplace, drawn: Negotiation) -> None:
    (option,) = place.options.look(TEAM, drawn.id, ANNA).sheet.options
    place.scoring.open(TEAM, drawn.id, ANNA)
    place.send()

    def state(person: str = CARA, round_: int = -1) -> tuple[bool, bool]:
        found = call(place, person, round_)
        assert isinstance(found, Call)
        return found.running, found.given

    assert state() == (True, False)
    place.scoring.give(TEAM, drawn.id, ANNA, {option.id: ALL}, 1)
    assert state() == (True, False)  # what others did shows nowhere
    place.scoring.give(TEAM, drawn.id, CARA, {option.id: ALL}, 1)
    assert (state(), state(BEN)) == ((True, True), (True, False))
    place.scoring.stop(TEAM, drawn.id, ANNA)
    place.scoring.open(TEAM, drawn.id, ANNA)
    place.send()
    assert (state(round_=0), state()) == ((False, False), (True, False))
    place.negotiations.close(TEAM, drawn.id, ANNA)
    assert state() == (False, False)


def test_half_a_sides_scores_are_not_shown_where_the_side_lost_its_person(place: Workplace, drawn: Negotiation) -> None:
    """Ben scored one of two and stands for nothing any more: the others end the round without him."""
    place.options.save(TEAM, drawn.id, ANNA, Written("A pilot"), "V3")
    one, two = (option.id for option in place.options.look(TEAM, drawn.id, ANNA).sheet.options)
    place.scoring.open(TEAM, drawn.id, ANNA)
    place.scoring.give(TEAM, drawn.id, BEN, {one: ALL}, 1)
    now = place.negotiations.get_for_change(TEAM, drawn.id, ANNA)
    sides = tuple(
        Side(side.name, None if side.user == BEN else side.user, side.position, key=side.key) for side in now.parties
    )
    place.negotiations.edit(TEAM, drawn.id, ANNA, now.version, Draft(now.title, sides))
    place.scoring.give(TEAM, drawn.id, ANNA, {one: ALL, two: ALL}, 1)
    assert place.scoring.give(TEAM, drawn.id, CARA, {one: ALL, two: ALL}, 1)
    shown = place.options.look(TEAM, drawn.id, ANNA).sheet.scores
    assert {score.party for score in shown} == {"a", "b"}


def test_a_round_that_is_over_before_it_is_said_is_not_said(place: Workplace, drawn: Negotiation) -> None:
    place.scoring.open(TEAM, drawn.id, ANNA)
    assert isinstance(call(place), Call)
    place.scoring.stop(TEAM, drawn.id, ANNA)
    assert isinstance(call(place), Hush)


def test_nobody_is_called_who_stands_for_no_side_any_more(place: Workplace, drawn: Negotiation) -> None:
    place.scoring.open(TEAM, drawn.id, ANNA)
    place.send()
    now = place.negotiations.get_for_change(TEAM, drawn.id, ANNA)
    sides = tuple(Side(side.name, None, side.position, key=side.key) for side in now.parties)
    place.negotiations.edit(TEAM, drawn.id, ANNA, now.version, Draft(now.title, sides))
    assert isinstance(call(place), Hush)
    with pytest.raises(NotFound):
        place.options.look(TEAM, drawn.id, CARA)
