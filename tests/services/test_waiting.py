"""What waits for a person: their side, their scores, a brainstorm; each until it is done, and nobody else's."""

import pytest

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import Negotiation
from bot.domain.model import Saying
from bot.services.options import Written
from bot.services.waiting import Waits
from tests.fakes import ANNA, BEN, CARA, CHANNEL, TEAM
from tests.workplace import Workplace

SIDES = (Side("Product", ANNA, "", "calm"), Side("Sales", CARA, "", "keep Acme"))


@pytest.fixture
def drawn(place: Workplace) -> Negotiation:
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    for user in (ANNA, BEN, CARA):
        place.slack.know(user)
    made = place.negotiations.start(TEAM, ANNA, Draft("Acme", SIDES), "V1")
    place.negotiations.share(TEAM, made.id, ANNA, CHANNEL)
    place.send()
    return made


def waits(place: Workplace, user: str) -> list[tuple[Waits, ...]]:
    return [listed.waits for listed in place.waiting.home(TEAM, user).maps]


def test_who_was_asked_is_reminded_until_they_answer(place: Workplace, drawn: Negotiation) -> None:
    assert waits(place, CARA) == [()]
    place.asking.ask(TEAM, drawn.id, ANNA, ["b"], Saying.MAP_ASK)
    place.send()
    assert (waits(place, CARA), waits(place, ANNA), waits(place, BEN)) == ([(Waits.ANSWER,)], [()], [])
    place.asking.answer(TEAM, drawn.id, CARA, "my word holds", False, "V2")
    assert waits(place, CARA) == [()]


def test_scores_wait_for_each_side_until_it_is_through(place: Workplace, drawn: Negotiation) -> None:
    option = place.options.save(TEAM, drawn.id, ANNA, Written("only for Acme"), "V2")
    place.scoring.open(TEAM, drawn.id, ANNA)
    assert waits(place, ANNA) == waits(place, CARA) == [(Waits.SCORES,)]
    place.scoring.give(TEAM, drawn.id, ANNA, {option.id: (1, 2, 3)}, 1)
    assert (waits(place, ANNA), waits(place, CARA)) == ([()], [(Waits.SCORES,)])


def test_a_brainstorm_is_told_while_it_runs_and_what_waits_comes_first(place: Workplace, drawn: Negotiation) -> None:
    place.clock.pass_by(minutes=1)
    place.negotiations.start(TEAM, ANNA, Draft("Later", SIDES), "V3")
    place.brainstorms.start(TEAM, drawn.id, ANNA, 5)
    assert [one.negotiation.title for one in place.waiting.home(TEAM, ANNA).maps] == ["Acme", "Later"]
    assert waits(place, ANNA) == [(Waits.IDEAS,), ()]
    place.clock.pass_by(minutes=5)
    assert [one.negotiation.title for one in place.waiting.home(TEAM, ANNA).maps] == ["Later", "Acme"]
