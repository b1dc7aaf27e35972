"""People's say over themselves, and what Slack says of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import AlreadyHandled
from bot.domain.model import LocalTime, Mode, Saying, Utterance
from bot.services.people import UserChanged
from tests.fakes import ANNA, BEN, CARA, MONDAY, TEAM
from tests.workplace import Workplace


def opted_out(place: Workplace, user: str, team: str = TEAM) -> bool:
    with place.store.reading() as work:
        return work.people.get(team, user).opted_out


def test_opting_out_and_in_say_whether_anything_changed(place: Workplace) -> None:
    people = place.people
    assert [people.opt_in(TEAM, CARA), people.opt_out(TEAM, CARA), people.opt_out(TEAM, CARA)] == [False, True, False]
    assert opted_out(place, CARA)
    assert not opted_out(place, CARA, "T2")
    assert [people.opt_in(TEAM, CARA), people.opt_in(TEAM, CARA)] == [True, False]
    assert not opted_out(place, CARA)


def test_a_zone_is_asked_once_a_day_and_remembered(place: Workplace) -> None:
    assert place.world.zone(TEAM, ANNA) == "UTC"
    place.slack.know(ANNA, "Europe/Madrid")
    assert place.world.zone(TEAM, ANNA) == "UTC"
    place.clock.pass_by(days=1, seconds=1)
    assert place.world.zone(TEAM, ANNA) == "Europe/Madrid"
    place.slack.people.clear()
    place.clock.pass_by(days=2)
    assert place.world.zone(TEAM, ANNA) == "Europe/Madrid"


def test_a_new_zone_is_followed_for_people_whose_zone_is_known(place: Workplace) -> None:
    place.slack.know(ANNA, "Europe/Madrid")
    place.world.zone(TEAM, ANNA)
    for user in (ANNA, BEN):
        place.people.changed(UserChanged(TEAM, user, "Asia/Tokyo", active=True), None)
    with place.store.reading() as work:
        assert [work.people.get(TEAM, user).zone for user in (ANNA, BEN)] == ["Asia/Tokyo", None]
    place.people.changed(UserChanged(TEAM, ANNA, None, active=True), None)
    assert place.world.zone(TEAM, ANNA) == "Asia/Tokyo"


def test_following_a_zone_keeps_the_persons_own_say(place: Workplace) -> None:
    place.world.zone(TEAM, ANNA)
    place.people.opt_out(TEAM, ANNA)
    place.people.changed(UserChanged(TEAM, ANNA, "Asia/Tokyo", active=True), None)
    assert opted_out(place, ANNA)


def test_a_closed_account_owns_no_channel(place: Workplace) -> None:
    place.turn_on(channel="C1")
    place.turn_on(Mode.PUBLIC, (ANNA,), channel="C2")
    place.people.changed(UserChanged(TEAM, ANNA, None, active=False), place.delivery())
    assert [place.stored(channel).owners for channel in ("C1", "C2")] == [(BEN,), ()]


def test_an_open_account_keeps_its_channels(place: Workplace) -> None:
    place.turn_on()
    place.people.changed(UserChanged(TEAM, ANNA, "UTC", active=True), None)
    assert place.stored().owners == (ANNA, BEN)


def test_news_closed_elsewhere_change_nothing(place: Workplace) -> None:
    place.turn_on()
    delivery = place.delivery()
    assert place.inbox.finish(delivery)
    with pytest.raises(AlreadyHandled):
        place.people.changed(UserChanged(TEAM, ANNA, None, active=False), delivery)
    assert place.stored().owners == (ANNA, BEN)


def test_a_clock_that_was_moved_back_does_not_keep_a_zone_for_ever(place: Workplace) -> None:
    place.world.zone(TEAM, ANNA)
    place.slack.know(ANNA, "Europe/Madrid")
    place.clock.moment -= timedelta(days=30)
    assert place.world.zone(TEAM, ANNA) == "Europe/Madrid"


def test_nine_oclock_stays_nine_oclock_in_a_new_zone(place: Workplace) -> None:
    """Heard from an event, or read anew: what is due moves along, what has no local time stays."""
    at_nine = LocalTime(MONDAY.replace(day=9, hour=9, tzinfo=None), "UTC")
    place.world.zone(TEAM, ANNA)
    with place.store.work() as work:
        for person in (ANNA, BEN):
            said = Utterance(TEAM, Saying.REVIEW_DUE, "a1", f"due:{person}", MONDAY.replace(day=9, hour=9), person)
            work.outbox.say(replace(said, local=at_nine))
        work.outbox.say(Utterance(TEAM, Saying.DM_HELP, ANNA, "help", MONDAY, ANNA))
    place.people.changed(UserChanged(TEAM, ANNA, "America/New_York", active=True), None)
    dues = {said.person: said.due_at for said in place.due(Saying.REVIEW_DUE)}
    assert dues == {ANNA: MONDAY.replace(day=9, hour=13), BEN: MONDAY.replace(day=9, hour=9)}
    place.slack.know(ANNA, "Asia/Tokyo")
    place.clock.pass_by(days=2)
    assert place.world.zone(TEAM, ANNA) == "Asia/Tokyo"
    moved = next(said for said in place.due(Saying.REVIEW_DUE) if said.person == ANNA)
    assert (moved.due_at, moved.local) == (MONDAY.replace(day=9, hour=0), replace(at_nine, zone="Asia/Tokyo"))
    assert [said.due_at for said in place.due(Saying.DM_HELP)] == [MONDAY]


def test_news_of_a_person_in_the_same_zone_moves_nothing(place: Workplace) -> None:
    """A snoozed reminder keeps its hour when its person changes their status."""
    place.world.zone(TEAM, ANNA)
    later, wall = MONDAY.replace(hour=16), LocalTime(MONDAY.replace(hour=9, tzinfo=None), "UTC")
    with place.store.work() as work:
        work.outbox.say(Utterance(TEAM, Saying.REVIEW_DUE, "a1", "due", later, ANNA, local=wall))
    place.people.changed(UserChanged(TEAM, ANNA, "UTC", active=True), None)
    assert [said.due_at for said in place.due(Saying.REVIEW_DUE)] == [later]
