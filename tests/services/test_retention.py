"""What is finished goes when its days are over; what people keep for themselves stays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.interest_map.draft import Draft, Side
from bot.domain.model import Mode, Saying
from bot.domain.timing import Wait
from bot.services.channels import Listening
from bot.services.retention import Kept, RetentionService
from tests.fakes import ANNA, BEN, CHANNEL, TEAM
from tests.workplace import ASK, Workplace

KEPT = Kept(timedelta(days=180), timedelta(days=90), timedelta(days=365), timedelta(days=300))


@pytest.fixture
def retention(place: Workplace) -> RetentionService:
    place.turn_on()
    place.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN), Listening(keeps_examples=True))
    for ts in ("1.0", "2.0", "3.0"):
        id_ = place.hear(ASK, ts)
    place.clock.pass_by(minutes=5)
    place.send()
    place.coaching.post(TEAM, id_, ANNA, None)
    place.prepare(ANNA, "9.0")
    place.send()
    return RetentionService(place.world, KEPT)


def counts(place: Workplace) -> dict[str, int]:
    with place.store.reading() as work:
        mine = work.records.of(TEAM, ANNA)
        cards = len(place.rows(Saying.CARD))
        examples = len(work.examples.of(TEAM, CHANNEL, place.clock.now() - timedelta(days=999)))
        found = {"requests": sum(work.requests.at(TEAM, CHANNEL, f"{n}.0") is not None for n in (1, 2, 3))}
        return found | {
            "examples": examples,
            "cards": cards,
            "preps": len(mine["preps"]),
            "trail": len(mine["settings_i_changed"]),
        }


def test_each_kind_goes_when_its_days_are_over(place: Workplace, retention: RetentionService) -> None:
    everything = counts(place)
    assert everything == {"requests": 3, "examples": 1, "cards": 6, "preps": 1, "trail": 1}
    expected = dict(everything)
    for day, gone in (
        (89, {}),
        (91, {"examples": 0}),
        (179, {}),
        (181, {"requests": 0}),
        (301, {"trail": 0}),
        (366, {"cards": 0}),
    ):
        place.clock.moment = place.clock.moment.replace(year=2026, month=6, day=1) + timedelta(days=day)
        retention.purge()
        expected |= gone
        assert counts(place) == expected, day


def test_once_a_day_is_enough(place: Workplace, retention: RetentionService) -> None:
    place.clock.pass_by(days=400)
    assert [retention.purge() > 0, retention.purge()] == [True, 0]


def test_what_somebody_still_waits_with_stays(place: Workplace, retention: RetentionService) -> None:
    with place.store.reading() as work:
        waiting = work.requests.at(TEAM, CHANNEL, "1.0")
    assert waiting is not None
    place.coaching.wait(TEAM, waiting.id, ANNA, Wait.TOMORROW)
    with place.store.work() as work:
        request = work.requests.get(TEAM, waiting.id)
        assert request is not None
        work.requests.save(replace(request, waits_until=place.clock.now() + timedelta(days=300)))
    place.clock.pass_by(days=200)
    retention.purge()
    assert counts(place)["requests"] == 1


def test_where_a_map_was_shared_is_known_as_long_as_the_map(place: Workplace, retention: RetentionService) -> None:
    """It says who may see the map, and that the map is not its author's alone."""
    id_ = place.negotiations.start(TEAM, ANNA, Draft("The export", (Side("Sales", BEN), Side("Product"))), "V1").id
    place.negotiations.share(TEAM, id_, ANNA, CHANNEL)
    place.send()
    place.clock.pass_by(days=400)
    assert retention.purge()
    assert place.negotiations.open(TEAM, id_, BEN).negotiation.id == id_
    assert place.forgetting.forget(TEAM, ANNA).maps_shared == 1
    assert not place.rows(Saying.MAP)
