"""The quiet emoji on a request that is in hand."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.model import MessageRef, Saying
from bot.domain.timing import Wait
from bot.services.agreements import Subject, Terms
from bot.services.handled import Mark
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, TEAM
from tests.workplace import Workplace

TERMS = Terms(BEN, "Ship it", date(2026, 6, 8), date(2026, 7, 6))
Act = Callable[[Workplace, str], object]
IN_HAND: dict[str, Act] = {
    "posted": lambda at, id_: at.coaching.post(TEAM, id_, ANNA, None),
    "prepared": lambda at, id_: at.preps.start_from_card(TEAM, id_, ANNA),
    "asked for six lines": lambda at, id_: at.canvases.invite(TEAM, id_, ANNA, "Six short lines would help."),
    "agreed": lambda at, id_: at.agreements.record(TEAM, ANNA, TERMS, Subject(request=id_), "V1"),
}
NOT: dict[str, Act] = {
    "open": lambda _at, _id: None,
    "no request": lambda at, id_: at.coaching.dismiss(TEAM, id_, ANNA),
    "parked": lambda at, id_: at.coaching.wait(TEAM, id_, ANNA, Wait.TOMORROW),
    "answered without the bot": lambda at, _id: at.reply("What happens on Friday?", "2.0", ANNA),
    "taken back": lambda at, _id: at.noticing.deleted(MessageRef(TEAM, "C1", "1.0"), None),
}


@pytest.fixture
def asked(place: Workplace) -> str:
    for person in (ANNA, BEN):
        place.slack.know(person)
    place.turn_on()
    return place.hear()


def mark(place: Workplace, id_: str) -> bool:
    found = place.handled.mark(TEAM, id_)
    assert isinstance(found, Mark)
    assert found.ref == MessageRef(TEAM, "C1", "1.0")
    return found.on


@pytest.mark.parametrize("how", IN_HAND)
def test_a_request_in_hand_is_marked_once(place: Workplace, asked: str, how: str) -> None:
    IN_HAND[how](place, asked)
    assert [said.channel for said in place.said(Saying.HANDLED)] == ["C1"]
    assert mark(place, asked)


@pytest.mark.parametrize("how", NOT)
def test_any_other_is_not(place: Workplace, asked: str, how: str) -> None:
    NOT[how](place, asked)
    assert place.said(Saying.HANDLED) == []
    assert not mark(place, asked)


def test_it_goes_when_the_request_is_open_again(place: Workplace, asked: str) -> None:
    place.coaching.post(TEAM, asked, ANNA, None)
    place.clock.pass_by(minutes=3)
    rows = {row.utterance.saying: row for row in place.claim()}
    assert place.queue.sent(rows[Saying.HANDLED], "C1", "1.0")
    assert place.queue.bury(rows[Saying.OWNER_POST], "is_archived", place.clock.now())
    place.unsaid.given_up(rows[Saying.OWNER_POST])
    assert place.refreshed(Saying.HANDLED) == 1
    assert not mark(place, asked)


def test_a_reacted_message_is_none_of_the_bots_own(place: Workplace, asked: str) -> None:
    place.coaching.post(TEAM, asked, ANNA, None)
    (row,) = [row for row in place.claim() if row.utterance.saying is Saying.HANDLED]
    place.queue.sent(row, "C1", "1.0")
    with place.store.reading() as work:
        assert work.outbox.standing_at(TEAM, "C1", "1.0") is None


def test_of_a_request_that_is_gone_nothing_is_known(place: Workplace) -> None:
    assert isinstance(place.handled.mark(TEAM, "gone"), Hush)
