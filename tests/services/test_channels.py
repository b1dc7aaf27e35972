"""Turning a channel on, and who may say what the bot does there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from bot.domain.errors import AlreadyHandled, Invalid, NotAllowed, NotFound
from bot.domain.model import Channel, Mode, RequestState, Saying
from bot.domain.timing import Wait
from bot.services.channels import ChannelSetup, Invited
from bot.services.people import UserChanged
from bot.services.world import Hush
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.workplace import Workplace

NEWS = Invited(TEAM, CHANNEL, ANNA, shared=False, key="100.1", at=MONDAY)
LATER = MONDAY + timedelta(minutes=5)


@pytest.fixture
def joined(place: Workplace) -> Workplace:
    """Anna brought the bot into a channel with Ben and Cara."""
    place.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    place.channels.invited(NEWS, None)
    return place


def test_an_invited_bot_is_off_and_asks_the_inviter_in_private(joined: Workplace) -> None:
    assert joined.stored() == Channel(TEAM, CHANNEL, Mode.OFF, (), ANNA, shared=False)
    (setup,) = joined.said(Saying.SETUP)
    assert (setup.person, setup.channel) == (ANNA, None)
    assert not joined.said(Saying.NOTICE)


def test_without_an_inviter_nobody_is_asked(place: Workplace) -> None:
    place.channels.invited(Invited(TEAM, CHANNEL, None, shared=False, key="1", at=MONDAY), None)
    assert place.stored().mode is Mode.OFF
    assert not place.rows()


def test_an_invitation_that_is_delivered_twice_asks_once(joined: Workplace) -> None:
    joined.channels.invited(NEWS, None)
    assert len(joined.said(Saying.SETUP)) == 1


def test_a_second_invitation_starts_afresh(joined: Workplace) -> None:
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    joined.channels.invited(Invited(TEAM, CHANNEL, BEN, shared=False, key="200.1", at=LATER), None)
    assert joined.stored() == Channel(TEAM, CHANNEL, Mode.OFF, (), BEN)
    assert [setup.person for setup in joined.said(Saying.SETUP)] == [ANNA, BEN]


def test_an_event_that_another_worker_closed_changes_nothing(place: Workplace) -> None:
    delivery = place.delivery()
    assert place.inbox.finish(delivery)
    with pytest.raises(AlreadyHandled):
        place.channels.invited(NEWS, delivery)
    assert place.stored().inviter is None


@pytest.mark.parametrize("mode", [Mode.PRIVATE, Mode.PUBLIC, Mode.REACTIONS])
def test_who_chooses_becomes_the_owner_and_the_channel_is_told(joined: Workplace, mode: Mode) -> None:
    joined.send()
    joined.channels.choose(TEAM, CHANNEL, BEN, mode)
    assert (joined.stored().mode, joined.stored().owners) == (mode, (BEN,))
    assert [notice.channel for notice in joined.said(Saying.NOTICE)] == [CHANNEL]
    assert joined.refreshed(Saying.SETUP) == 1


def test_choosing_off_tells_nobody(joined: Workplace) -> None:
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.OFF)
    assert not joined.said(Saying.NOTICE)


def test_choosing_the_same_again_gives_no_second_notice(joined: Workplace) -> None:
    for _ in range(2):
        joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    assert joined.stored().owners == (ANNA,)
    assert len(joined.said(Saying.NOTICE)) == 1


def test_turning_it_off_and_on_again_is_told_again(joined: Workplace) -> None:
    for mode in (Mode.PRIVATE, Mode.OFF, Mode.PRIVATE):
        joined.channels.choose(TEAM, CHANNEL, ANNA, mode)
    assert len(joined.said(Saying.NOTICE)) == 2


def test_only_owners_change_it(joined: Workplace) -> None:
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    for change in (
        partial(joined.channels.choose, TEAM, CHANNEL, BEN, Mode.OFF),
        partial(joined.channels.change, TEAM, CHANNEL, BEN, Mode.OFF, (BEN,)),
    ):
        with pytest.raises(NotAllowed) as failure:
            change()
        assert (failure.value.key, failure.value.slots) == ("not_owner", {"owners": ANNA})
    assert joined.stored().owners == (ANNA,)


def test_everybody_may_look_and_sees_whether_they_may_change_it(joined: Workplace) -> None:
    assert joined.channels.look(TEAM, CHANNEL, BEN).may_change
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PUBLIC)
    assert joined.channels.look(TEAM, CHANNEL, ANNA) == ChannelSetup(CHANNEL, Mode.PUBLIC, (ANNA,), may_change=True)
    assert not joined.channels.look(TEAM, CHANNEL, BEN).may_change


def test_where_no_owner_is_left_a_member_may_take_over(joined: Workplace) -> None:
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    joined.slack.membership[CHANNEL].discard(ANNA)
    assert joined.channels.look(TEAM, CHANNEL, BEN).owners == ()
    with pytest.raises(NotAllowed):
        joined.channels.choose(TEAM, CHANNEL, DAN, Mode.OFF)
    joined.channels.choose(TEAM, CHANNEL, BEN, Mode.PUBLIC)
    assert (joined.stored().mode, joined.stored().owners) == (Mode.PUBLIC, (BEN,))


def test_somebody_who_is_no_member_cannot_turn_it_on(joined: Workplace) -> None:
    with pytest.raises(NotAllowed) as failure:
        joined.channels.choose(TEAM, CHANNEL, DAN, Mode.PRIVATE)
    assert failure.value.key == "members_only"


@pytest.mark.parametrize("owners_before", [(), (DAN,)], ids=["never-on", "owner-left"])
def test_who_became_owner_while_another_looked_stays_owner(joined: Workplace, owners_before: tuple[str, ...]) -> None:
    """Both found the channel without an owner; the second to choose is told who was quicker."""
    with joined.store.work() as work:
        work.channels.save(Channel(TEAM, CHANNEL, Mode.OFF, owners_before, ANNA))
    joined.slack.meanwhile = lambda: joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    with pytest.raises(NotAllowed) as failure:
        joined.channels.choose(TEAM, CHANNEL, BEN, Mode.PUBLIC)
    assert failure.value.slots == {"owners": ANNA}
    assert (joined.stored().mode, joined.stored().owners) == (Mode.PRIVATE, (ANNA,))


def test_who_was_removed_while_they_looked_may_not_save(joined: Workplace) -> None:
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    joined.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN))
    joined.slack.meanwhile = lambda: joined.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA,))
    with pytest.raises(NotAllowed):
        joined.channels.change(TEAM, CHANNEL, BEN, Mode.OFF, ())
    assert joined.stored().mode is Mode.PRIVATE


def test_every_owner_must_be_a_member(joined: Workplace) -> None:
    with pytest.raises(Invalid) as failure:
        joined.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, DAN))
    assert (failure.value.field, failure.value.key) == ("owners", "owners_left")


def test_a_channel_that_is_on_needs_an_owner(joined: Workplace) -> None:
    with pytest.raises(Invalid) as failure:
        joined.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, ())
    assert (failure.value.field, failure.value.key) == ("owners", "no_owners")
    joined.channels.change(TEAM, CHANNEL, ANNA, Mode.OFF, ())
    assert joined.stored().owners == ()


def test_owners_may_hand_the_channel_over(joined: Workplace) -> None:
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    joined.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (BEN,))
    assert joined.stored().owners == (BEN,)
    assert not joined.channels.look(TEAM, CHANNEL, ANNA).may_change


def test_a_channel_without_the_bot_has_no_setup(place: Workplace) -> None:
    for channel in ("CGONE", "CWITHOUT"):
        place.slack.open_channel("CWITHOUT", ANNA, member=False)
        with pytest.raises(NotFound) as failure:
            place.channels.look(TEAM, channel, ANNA)
        assert failure.value.key == "not_in_channel_bot"


def test_a_shared_channel_stays_silent(joined: Workplace) -> None:
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    joined.channels.sharing_changed(TEAM, CHANNEL, True, None)
    joined.slack.open_channel(CHANNEL, ANNA, shared=True)
    with pytest.raises(NotAllowed) as failure:
        joined.channels.look(TEAM, CHANNEL, ANNA)
    assert failure.value.key == "shared_channel"
    assert joined.stored().shared
    assert isinstance(joined.channels.notice_of(TEAM, CHANNEL), Hush)
    joined.channels.sharing_changed(TEAM, CHANNEL, False, None)
    assert not joined.stored().shared


def test_who_leaves_the_channel_owns_it_no_longer(joined: Workplace) -> None:
    joined.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN))
    joined.channels.left(TEAM, CHANNEL, CARA, None)
    assert joined.stored().owners == (ANNA, BEN)
    joined.channels.left(TEAM, CHANNEL, ANNA, joined.delivery())
    assert joined.stored().owners == (BEN,)


def test_the_messages_show_the_channel_as_it_is(joined: Workplace) -> None:
    assert isinstance(joined.channels.notice_of(TEAM, CHANNEL), Hush)
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PUBLIC)
    assert joined.channels.setup_of(TEAM, CHANNEL) == joined.channels.notice_of(TEAM, CHANNEL) == joined.stored()


def test_an_invitation_that_comes_late_changes_nothing(joined: Workplace) -> None:
    """Slack sends an event again, minutes later; somebody has chosen meanwhile."""
    joined.clock.pass_by(minutes=1)
    joined.channels.choose(TEAM, CHANNEL, ANNA, Mode.PRIVATE)
    joined.channels.invited(replace(NEWS, key="100.2"), None)
    assert (joined.stored().mode, joined.stored().owners) == (Mode.PRIVATE, (ANNA,))
    assert len(joined.said(Saying.SETUP)) == 1


def test_where_nobody_owns_it_a_stranger_is_told_that_members_choose(joined: Workplace) -> None:
    with pytest.raises(NotAllowed) as failure:
        joined.channels.choose(TEAM, CHANNEL, DAN, Mode.PRIVATE)
    assert (failure.value.key, failure.value.slots) == ("members_only", {})


def test_the_members_are_asked_for_once_however_many_own_it(joined: Workplace) -> None:
    joined.slack.open_channel(CHANNEL, ANNA, BEN, CARA)
    joined.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (ANNA, BEN, CARA))
    joined.slack.looked_up.clear()
    assert joined.channels.look(TEAM, CHANNEL, ANNA).owners == (ANNA, BEN, CARA)
    assert joined.slack.looked_up == [(CHANNEL, {ANNA, BEN, CARA})]


# -- the cards that stand --------------------------------------------------------------------------------------


@pytest.fixture
def asked(place: Workplace) -> str:
    """A request whose cards reached Anna and Ben."""
    place.turn_on()
    id_ = place.hear()
    place.clock.pass_by(minutes=3)
    place.send()
    return id_


def off(place: Workplace) -> None:
    place.turn_off()


def shared(place: Workplace) -> None:
    place.share_channel()


def left(place: Workplace) -> None:
    place.channels.left(TEAM, CHANNEL, ANNA, None)


def account_closed(place: Workplace) -> None:
    place.people.changed(UserChanged(TEAM, ANNA, None, active=False), None)


def handed_over(place: Workplace) -> None:
    place.channels.change(TEAM, CHANNEL, ANNA, Mode.PRIVATE, (BEN,))


def invited_anew(place: Workplace) -> None:
    place.channels.invited(NEWS, None)


changes = pytest.mark.parametrize("change", [off, shared, left, account_closed, handed_over, invited_anew])


@changes
def test_cards_that_stand_follow_the_channel(place: Workplace, asked: str, change: Callable[[Workplace], None]) -> None:
    change(place)
    assert place.refreshed(Saying.CARD) == 2
    assert isinstance(place.coaching.card(TEAM, asked, ANNA), Hush)


@pytest.mark.parametrize("change", [left, account_closed, handed_over])
def test_what_somebody_put_off_who_owns_it_no_longer_is_open_for_the_others(
    place: Workplace, asked: str, change: Callable[[Workplace], None]
) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    change(place)
    request = place.request(asked)
    assert (request.state, request.settled_by, request.waits_until) == (RequestState.OPEN, None, None)
    assert not place.due(Saying.WAIT_OVER)
    place.coaching.post(TEAM, asked, BEN, None)
    assert place.request(asked).settled_by == BEN


def test_what_an_owner_who_stays_put_off_stays_put_off(place: Workplace, asked: str) -> None:
    place.coaching.wait(TEAM, asked, ANNA, Wait.TOMORROW)
    place.channels.left(TEAM, CHANNEL, BEN, None)
    assert place.request(asked).settled_by == ANNA
    assert len(place.due(Saying.WAIT_OVER)) == 1
