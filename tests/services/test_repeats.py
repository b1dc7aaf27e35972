"""Earlier asks on an owner's card: only what they may see, with what became of it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.model import MessageRef, Mode
from bot.domain.timing import Wait
from bot.services.agreements import Subject, Terms
from bot.services.coaching import Card
from bot.services.noticing import Heard
from bot.services.repeats import Became, Repeat
from tests.fakes import ANNA, BEN, CARA, DAN, TEAM
from tests.workplace import Workplace

AGAIN = "Could you add a CSV export to the reports as well?"


@pytest.fixture
def on(place: Workplace) -> Workplace:
    for person in (ANNA, BEN, CARA, DAN):
        place.slack.know(person)
    place.turn_on()
    return place


def ask(place: Workplace, ts: str, user: str = CARA, channel: str = "C1") -> str:
    at = MessageRef(TEAM, channel, ts)
    place.slack.write(at, user, AGAIN)
    found = place.noticing.heard(Heard(at, user, AGAIN), None)
    place.clock.pass_by(minutes=1)
    assert found is not None
    return found.id


def repeat(place: Workplace, id_: str, owner: str = ANNA) -> Repeat | None:
    card = place.coaching.card(TEAM, id_, owner)
    assert isinstance(card, Card)
    return card.repeat


def became(place: Workplace, id_: str, owner: str = ANNA) -> list[Became]:
    found = repeat(place, id_, owner)
    return [each.became for each in found.latest] if found else []


def test_a_first_ask_has_none(on: Workplace) -> None:
    assert repeat(on, ask(on, "1.0")) is None


def test_what_became_of_the_latest_stands_first_with_its_link(on: Workplace) -> None:
    first, second, third = ask(on, "1.0"), ask(on, "2.0", DAN), ask(on, "3.0")
    on.coaching.wait(TEAM, second, ANNA, Wait.TOMORROW)
    terms = Terms(BEN, "Ship it", date(2026, 6, 8), date(2026, 7, 6))
    on.agreements.record(TEAM, ANNA, terms, Subject(request=first), "V1")
    found = repeat(on, third)
    assert found is not None
    assert found.before == 2
    assert [(each.became, each.link) for each in found.latest] == [
        (Became.PARKED, "https://example.slack.com/archives/C1/p2.0"),
        (Became.AGREED, "https://example.slack.com/archives/C1/p1.0"),
    ]
    assert repeat(on, first) is None, "an agreed one asks for nothing any more"


def test_each_settlement_has_its_word(on: Workplace) -> None:
    on.coaching.post(TEAM, ask(on, "1.0"), ANNA, "What is it for?")
    assert became(on, ask(on, "2.0")) == [Became.ANSWERED]
    on.preps.start_from_card(TEAM, ask(on, "3.0"), ANNA)
    assert became(on, ask(on, "4.0")) == [Became.PREPARED, Became.OPEN]


def test_what_was_no_request_or_taken_back_does_not_count(on: Workplace) -> None:
    on.coaching.dismiss(TEAM, ask(on, "1.0"), ANNA)
    ask(on, "2.0")
    on.noticing.deleted(MessageRef(TEAM, "C1", "2.0"), None)
    ask(on, "3.0", DAN)
    on.people.opt_out(TEAM, DAN)
    assert repeat(on, ask(on, "4.0")) is None


def test_only_from_channels_the_owner_looks_after(on: Workplace) -> None:
    on.turn_on(owners=(ANNA,), channel="C2")
    on.turn_on(owners=(DAN,), channel="C3")
    ask(on, "1.0", channel="C2")
    ask(on, "1.0", channel="C3")
    here = ask(on, "2.0")
    assert became(on, here, ANNA) == [Became.OPEN]
    assert repeat(on, here, BEN) is None
    with on.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, "C2"), mode=Mode.OFF))
    assert repeat(on, here, ANNA) is None
