"""A card that is about to be shown is rendered, held or dropped by what holds at that moment."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery.quiet import Quiet
from bot.delivery.rendering import Rendering
from bot.delivery.speech import Later, Silence
from bot.domain.model import OutboxRow, Saying, Utterance
from bot.domain.silence import Why
from bot.views.message import Message
from tests.delivery.test_rendering import read, sources
from tests.fakes import ANNA, BEN, CHANNEL, TEAM
from tests.workplace import WORDS, Workplace


def rendering(place: Workplace, snoozed: datetime | None = None) -> Rendering:
    return Rendering(replace(sources(place), quiet=Quiet(place.silence, lambda _t, _u, _n: snoozed, place.clock)))


@pytest.fixture
def card(place: Workplace) -> OutboxRow:
    """Anna's card, with its moment come."""
    place.turn_on()
    place.hear()
    place.clock.pass_by(minutes=3)
    return next(row for row in place.claim() if row.utterance.person == ANNA)


def test_a_card_in_hours_is_shown(place: Workplace, card: OutboxRow) -> None:
    assert isinstance(rendering(place)(card), Message)


def test_do_not_disturb_holds_it_and_a_card_that_stands_is_brought_up_to_date(
    place: Workplace, card: OutboxRow
) -> None:
    until = place.clock.now() + timedelta(hours=2)
    tomorrow = (place.clock.now() + timedelta(days=1)).replace(hour=9, minute=0)
    assert rendering(place, until)(card) == Later(tomorrow)
    assert isinstance(rendering(place, until)(replace(card, sent_ts="5.0", sent_channel="D1")), Message)


def test_a_muted_channel_gets_none(place: Workplace, card: OutboxRow) -> None:
    place.mutes.mute_here(TEAM, card.utterance.subject, ANNA)
    assert rendering(place)(card) == Silence(Why.MUTED_HERE)
    (told,) = place.rows(Saying.MUTED_HERE)
    assert WORDS.text("mute.undo") in read(rendering(place)(told))
    place.mutes.unmute_here(TEAM, CHANNEL, ANNA)
    assert WORDS.text("mute.undo") not in read(rendering(place)(told))


def test_in_rehearsal_it_is_headed_so(place: Workplace) -> None:
    place.turn_on()
    with place.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), rehearsal="CTEST"))
    id_ = place.hear()
    place.clock.pass_by(minutes=3)
    (card,) = place.claim()
    shown = read(rendering(place, place.clock.now() + timedelta(hours=2))(card))
    assert shown.startswith("Rehearsal")
    place.coaching.post(TEAM, id_, ANNA, None)
    shown = read(rendering(place)(replace(card, sent_ts="5.0", sent_channel="CTEST")))
    assert "You answered" not in shown
    assert f"<@{ANNA}> answered" in shown


def test_the_message_about_a_raised_threshold(place: Workplace) -> None:
    place.turn_on(owners=(ANNA, BEN))
    with place.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), raised=0.5))
    row = OutboxRow(1, Utterance(TEAM, Saying.QUIETER, CHANNEL, "quieter:1", place.clock.now(), person=ANNA))
    assert WORDS.text("quieter.undo") in read(rendering(place)(row))
    place.streaks.listen_as_before(TEAM, CHANNEL, BEN)
    assert WORDS.text("quieter.undo") not in read(rendering(place)(row))
    place.turn_off()
    assert isinstance(rendering(place)(row), Silence)
