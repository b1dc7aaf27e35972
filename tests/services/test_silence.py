"""When the bot is silent, with the clock moved: caps, hours, mutes, owners' own replies, follow-ups, unused cards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.delivery.quiet import Quiet
from bot.delivery.speech import Later
from bot.domain.errors import NotAllowed, OutOfDate
from bot.domain.model import DueState, MessageRef, Mode, Person, RequestState, Saying, Settlement, Signal, SignalKind
from bot.domain.silence import FOR_GOOD, MuteFor, Why
from bot.domain.timing import Wait, WorkingHours
from bot.services.noticing import Heard
from bot.services.ports import SlackPerson
from bot.services.replies import Reply
from bot.services.world import Habits, Hush
from bot.views.message import Message
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import ASK, CHAT, Workplace, copy_of, workplace_in

URGENT = "We need a CSV export of the audit log by Friday, or Acme leaves."
TUESDAY = datetime(2026, 6, 2, 10, tzinfo=UTC)
WEDNESDAY = datetime(2026, 6, 3, 9, tzinfo=UTC)
USUAL = Habits(timedelta(minutes=2), timedelta(minutes=15), WorkingHours())
CARD = Message("A card")
CANCELLED = frozenset({DueState.CANCELLED})


@pytest.fixture
def place(migrated: Path, tmp_path: Path) -> Iterator[Workplace]:
    """Anna alone looks after a channel, on a Tuesday morning, with every default."""
    with workplace_in(copy_of(migrated, tmp_path), USUAL) as found:
        found.clock.moment = TUESDAY
        found.turn_on(owners=(ANNA,))
        yield found


def here(place: Workplace, channel: str = CHANNEL) -> MessageRef:
    """A message of this moment."""
    place.clock.pass_by(seconds=1)
    return MessageRef(TEAM, channel, f"{place.clock.now().timestamp():.6f}")


def ask(place: Workplace, user: str = CARA, channel: str = CHANNEL, text: str = ASK) -> str:
    """The id of the request it became, else empty."""
    return write(place, here(place, channel), text, user)


def write(place: Workplace, where: MessageRef, text: str, user: str = CARA) -> str:
    place.slack.write(where, user, text)
    found = place.noticing.heard(Heard(where, user, text), None)
    return found.id if found else ""


def asked_and_shown(place: Workplace, user: str = CARA) -> str:
    id_ = ask(place, user)
    place.clock.pass_by(minutes=3)
    place.send()
    return id_


def hushed(place: Workplace, id_: str) -> str:
    return place.request(id_).hushed


def shown(place: Workplace, until: datetime | None = None) -> Message | Hush | Later:
    """What becomes of the one card whose moment has come."""
    quiet = Quiet(place.silence, lambda _team, _user, _now: until, place.clock)
    (row,) = place.claim()
    assert row.utterance.saying is Saying.CARD
    verdict = quiet.card(row, lambda: CARD)
    if isinstance(verdict, Later):
        place.queue.postpone(row, verdict.due_at, verdict.local)
    return verdict


# -- caps ----------------------------------------------------------------------------------------------------------


def test_the_fourth_request_of_a_day_is_kept_without_a_card_and_the_next_day_has_room(place: Workplace) -> None:
    asked = [ask(place, user=f"U{number}") for number in range(4)]
    assert [card.subject for card in place.said(Saying.CARD)] == asked[:3]
    assert [hushed(place, id_) for id_ in asked] == ["", "", "", Why.CHANNEL_CAP]
    assert place.request(asked[3]).state is RequestState.OPEN
    place.clock.pass_by(days=1)
    assert hushed(place, ask(place, user="U9")) == ""


def test_an_owner_gets_four_a_day_from_all_channels(place: Workplace) -> None:
    for channel in ("C2", "C3"):
        place.turn_on(owners=(ANNA, BEN) if channel == "C3" else (ANNA,), channel=channel)
    for number in range(4):
        ask(place, f"U{number}", "C2" if number < 2 else CHANNEL)
    fifth = ask(place, "U8", "C3")
    assert [card.person for card in place.said(Saying.CARD) if card.subject == fifth] == [BEN]
    assert hushed(place, fifth) == ""
    assert hushed(place, ask(place, "U9", "C2")) == Why.OWNER_CAP


def test_one_an_hour_for_the_same_requester_whatever_the_channel(place: Workplace) -> None:
    place.turn_on(owners=(BEN,), channel="C2")
    ask(place)
    assert hushed(place, ask(place, channel="C2")) == Why.REQUESTER_CAP
    place.clock.pass_by(minutes=61)
    assert hushed(place, ask(place)) == ""


def test_a_cancelled_card_leaves_its_room(place: Workplace) -> None:
    where = here(place)
    write(place, where, ASK)
    place.noticing.deleted(where, None)
    assert hushed(place, ask(place)) == ""


def test_a_channel_and_a_person_have_caps_of_their_own(place: Workplace) -> None:
    with place.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), cards_a_day=1))
        work.people.save(Person(TEAM, BEN, cards_a_day=1))
    place.turn_on(owners=(BEN,), channel="C2")
    assert [hushed(place, ask(place, f"U{n}")) for n in range(2)] == ["", Why.CHANNEL_CAP]
    assert [hushed(place, ask(place, f"U{n}", "C2")) for n in (3, 4)] == ["", Why.OWNER_CAP]


# -- hours, do-not-disturb and mutes -------------------------------------------------------------------------------


def test_a_card_in_the_evening_comes_in_the_morning_of_its_owner(place: Workplace) -> None:
    place.slack.know(ANNA, "America/New_York")
    place.clock.moment = TUESDAY.replace(hour=23)  # 19:00 there
    ask(place)
    (card,) = place.due(Saying.CARD)
    assert card.due_at == datetime(2026, 6, 3, 13, tzinfo=UTC)
    place.clock.moment = card.due_at
    assert shown(place) == CARD


def test_what_could_not_be_shown_within_one_working_day_is_dropped(place: Workplace) -> None:
    place.clock.moment = TUESDAY.replace(hour=22)
    ask(place)
    place.clock.moment = WEDNESDAY + timedelta(days=1)
    assert shown(place) == Hush(Why.TOO_LATE)


def test_do_not_disturb_holds_until_the_next_working_morning(place: Workplace) -> None:
    ask(place)
    place.clock.pass_by(minutes=3)
    assert shown(place, until=place.clock.now() + timedelta(hours=1)) == Later(WEDNESDAY)
    place.clock.moment = WEDNESDAY
    assert shown(place, until=WEDNESDAY + timedelta(hours=30)) == Hush(Why.MUTED)


def test_a_mute_for_an_hour_holds_a_card_and_unmuting_lets_the_next_one_come(place: Workplace) -> None:
    assert place.mutes.mute(TEAM, ANNA, MuteFor.HOUR) == place.clock.now() + timedelta(hours=1)
    ask(place)
    assert [card.due_at for card in place.due(Saying.CARD)] == [WEDNESDAY]
    assert place.mutes.unmute(TEAM, ANNA)
    assert not place.mutes.unmute(TEAM, ANNA)
    ask(place, DAN)
    assert place.due(Saying.CARD)[1].due_at < TUESDAY + timedelta(minutes=5)


def test_a_card_that_is_on_its_way_respects_a_mute_too(place: Workplace) -> None:
    ask(place)
    place.mutes.mute(TEAM, ANNA, MuteFor.TODAY)
    place.clock.pass_by(minutes=3)
    assert shown(place) == Later(WEDNESDAY)


def test_muted_until_further_notice_there_are_no_cards(place: Workplace) -> None:
    assert place.mutes.mute(TEAM, ANNA, MuteFor.FOREVER) == FOR_GOOD
    assert hushed(place, ask(place)) == Why.MUTED
    assert not place.due(Saying.CARD)


def test_a_card_that_comes_back_waits_for_the_end_of_a_mute(place: Workplace) -> None:
    place.coaching.wait(TEAM, asked_and_shown(place), ANNA, Wait.TWO_HOURS)
    place.mutes.mute(TEAM, ANNA, MuteFor.TODAY)
    place.clock.pass_by(hours=3)
    quiet = Quiet(place.silence, lambda _team, _user, _now: None, place.clock)
    (back,) = [row for row in place.claim() if row.utterance.saying is Saying.WAIT_OVER]
    assert quiet.wait_over(back, lambda: CARD) == Later(WEDNESDAY)
    place.mutes.mute(TEAM, ANNA, MuteFor.FOREVER)
    assert quiet.wait_over(back, lambda: CARD) == Hush(Why.MUTED)


def test_mute_here_is_for_one_person_and_one_channel_and_can_be_undone(place: Workplace) -> None:
    place.turn_on(owners=(ANNA, BEN))
    place.turn_on(owners=(ANNA,), channel="C2")
    id_ = asked_and_shown(place)
    place.mutes.mute_here(TEAM, id_, ANNA)
    place.mutes.mute_here(TEAM, id_, ANNA)
    (told,) = place.said(Saying.MUTED_HERE)
    assert (told.person, told.subject) == (ANNA, CHANNEL)
    second, other = ask(place, DAN), ask(place, "U7", "C2")
    assert [card.person for card in place.due(Saying.CARD)] == [BEN, ANNA]
    assert hushed(place, second) == hushed(place, other) == ""
    place.mutes.unmute_here(TEAM, CHANNEL, ANNA)
    with pytest.raises(OutOfDate):
        place.mutes.unmute_here(TEAM, CHANNEL, ANNA)
    with pytest.raises(NotAllowed):
        place.mutes.mute_here(TEAM, id_, CARA)


def test_quiet_hours_of_ones_own(place: Workplace) -> None:
    with place.store.work() as work:
        work.people.save(Person(TEAM, ANNA, day_start=time(14)))
    ask(place)
    assert [card.due_at for card in place.due(Saying.CARD)] == [WEDNESDAY.replace(day=2, hour=14)]


# -- an owner answers without the bot ------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [Mode.PRIVATE, Mode.PUBLIC])
def test_an_owners_reply_in_time_leaves_nothing_to_say(place: Workplace, mode: Mode) -> None:
    place.turn_on(mode, owners=(ANNA, BEN))
    where = here(place)
    id_ = write(place, where, ASK)
    place.replies.replied(Reply(replace(where, ts="9.0", thread_ts=where.ts), ANNA), None)
    assert place.request(id_).settled_as is Settlement.REPLIED
    assert not place.due(Saying.CARD)
    assert not place.due(Saying.PUBLIC_REPLY)


def test_the_card_that_stands_says_who_answered(place: Workplace) -> None:
    where = here(place)
    id_ = write(place, where, ASK)
    place.clock.pass_by(minutes=3)
    place.send()
    reply = Reply(replace(where, ts="9.0", thread_ts=where.ts), ANNA)
    place.replies.replied(replace(reply, user=CARA), None)
    assert place.request(id_).state is RequestState.OPEN
    place.replies.replied(reply, None)
    assert place.refreshed(Saying.CARD) == 1
    assert (place.request(id_).settled_by, place.request(id_).settled_as) == (ANNA, Settlement.REPLIED)


# -- follow-ups ----------------------------------------------------------------------------------------------------


def kinds(signals: tuple[Signal, ...]) -> set[SignalKind]:
    return {signal.kind for signal in signals}


def test_what_is_added_within_five_minutes_belongs_to_the_request(place: Workplace) -> None:
    id_ = asked_and_shown(place)
    assert not kinds(place.request(id_).signals)
    assert not ask(place, text=URGENT)
    assert {SignalKind.DEADLINE} <= kinds(place.request(id_).signals)
    assert place.refreshed(Saying.CARD) == 1
    assert not ask(place, text=CHAT)
    assert len(place.said(Saying.CARD)) == 1


def test_somebody_else_or_six_minutes_later_is_another_request(place: Workplace) -> None:
    ask(place)
    assert ask(place, DAN)
    place.clock.pass_by(minutes=6)
    assert ask(place)


def test_a_follow_up_that_is_reworded_or_deleted_takes_its_signals_along(place: Workplace) -> None:
    id_ = ask(place)
    where = here(place)
    write(place, where, URGENT)
    assert kinds(place.request(id_).signals)
    write(place, where, ASK)
    assert not kinds(place.request(id_).signals)
    write(place, where, URGENT)
    place.clock.pass_by(hours=2)
    place.noticing.deleted(where, None)
    assert not place.request(id_).signals
    assert not place.request(id_).parts


def test_a_request_that_was_taken_back_has_no_follow_up(place: Workplace) -> None:
    where = here(place)
    write(place, where, ASK)
    place.noticing.deleted(where, None)
    assert ask(place, text=URGENT)


# -- unused cards --------------------------------------------------------------------------------------------------


def dismissed(place: Workplace, user: str) -> None:
    place.coaching.dismiss(TEAM, asked_and_shown(place, user), ANNA)


def test_three_cards_sent_away_raise_the_threshold_and_the_owners_are_told_once(place: Workplace) -> None:
    for number in range(3):
        assert place.stored().raised == 0.0
        dismissed(place, f"U{number}")
    assert place.stored().raised == 0.5
    assert [told.person for told in place.said(Saying.QUIETER)] == [ANNA]
    place.clock.pass_by(days=1)
    dismissed(place, "U4")
    assert (place.stored().raised, len(place.said(Saying.QUIETER))) == (0.5, 1)


def test_an_owner_undoes_it_and_the_same_cards_do_not_count_again(place: Workplace) -> None:
    for number in range(3):
        dismissed(place, f"U{number}")
    with pytest.raises(NotAllowed):
        place.streaks.listen_as_before(TEAM, CHANNEL, CARA)
    place.clock.moment = place.due(Saying.QUIETER)[0].due_at if place.due(Saying.QUIETER) else place.clock.now()
    place.send()
    place.streaks.listen_as_before(TEAM, CHANNEL, ANNA)
    assert (place.stored().raised, place.refreshed(Saying.QUIETER)) == (0.0, 1)
    place.clock.pass_by(days=1)
    dismissed(place, "U9")
    assert place.stored().raised == 0.0


def test_a_card_that_was_used_breaks_the_row(place: Workplace) -> None:
    dismissed(place, "U1")
    place.coaching.post(TEAM, asked_and_shown(place, "U2"), ANNA, None)
    dismissed(place, "U3")
    place.clock.pass_by(days=1)
    dismissed(place, "U4")
    assert place.stored().raised == 0.0


def test_cards_that_stood_open_for_two_working_days_count(place: Workplace) -> None:
    for number in range(3):
        asked_and_shown(place, f"U{number}")
    place.clock.pass_by(days=1)
    ask(place, "U8")
    assert place.stored().raised == 0.0
    place.clock.pass_by(days=1)
    ask(place, "U9")
    assert place.stored().raised == 0.5


# -- guests and rehearsal ------------------------------------------------------------------------------------------


def test_guests_are_not_heard_unless_the_house_wants_it(place: Workplace) -> None:
    place.slack.people[DAN] = SlackPerson(DAN, "UTC", active=True, bot=False, guest=True)
    assert not ask(place, DAN)
    place.slack.people[DAN] = SlackPerson(DAN, "UTC", active=True, bot=False)
    assert not ask(place, DAN)  # remembered for a day
    place.clock.pass_by(days=1)
    assert ask(place, DAN)


@pytest.mark.parametrize("mode", [Mode.PRIVATE, Mode.PUBLIC])
def test_in_rehearsal_one_card_goes_to_the_test_channel(place: Workplace, mode: Mode) -> None:
    place.turn_on(mode, owners=(ANNA, BEN))
    with place.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), rehearsal="CTEST"))
    place.mutes.mute(TEAM, ANNA, MuteFor.FOREVER)
    ask(place)
    (card,) = place.said(Saying.CARD)
    assert card.channel == "CTEST"
    assert not place.said(Saying.PUBLIC_REPLY)
    place.clock.pass_by(minutes=3)
    assert shown(place) == CARD


def test_a_card_on_its_way_to_an_owner_is_dropped_when_rehearsal_begins(place: Workplace) -> None:
    ask(place)
    with place.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), rehearsal="CTEST"))
    place.clock.pass_by(minutes=3)
    assert shown(place) == Hush(Why.REHEARSAL)


def test_public_replies_have_a_cap_a_channel_a_day_too(place: Workplace) -> None:
    """By the first owner's clock, whatever owners' hours and mutes say: nobody is disturbed by them."""
    place.turn_on(Mode.PUBLIC)
    with place.store.work() as work:
        work.people.save(Person(TEAM, ANNA, zone="Asia/Tokyo", zone_read_at=TUESDAY))
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), cards_a_day=2))
    found = [ask(place, user) for user in ("U1", "U2", "U3")]
    assert [hushed(place, id_) for id_ in found] == ["", "", Why.CHANNEL_CAP]
    assert [said.subject for said in place.said(Saying.PUBLIC_REPLY)] == found[:2]
    place.clock.moment = TUESDAY.replace(hour=15, minute=30)  # past midnight in Tokyo
    assert hushed(place, ask(place, "U4")) == ""
