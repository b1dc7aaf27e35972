"""The settings' trail: written with every change, shown to a channel's owners."""

import json
from dataclasses import replace

import pytest

from bot.domain.errors import NotAllowed
from bot.domain.model import Mode, Sensitivity
from bot.services.channels import Invited, Listening
from bot.services.people import UserChanged
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, MONDAY, TEAM
from tests.workplace import Workplace

Line = tuple[str, str, str, str]


def lines(place: Workplace, user: str = BEN) -> list[Line]:
    """Who, what, from what, to what; the latest first."""
    return [(one.who, one.setting, one.before, one.after) for one in place.audit.latest(TEAM, CHANNEL, user)]


def test_each_changed_setting_is_a_line(place: Workplace) -> None:
    place.turn_on()
    place.channels.change(TEAM, CHANNEL, ANNA, Mode.PUBLIC, (ANNA, BEN), Listening(Sensitivity.INTAKE, True))
    place.channels.change(TEAM, CHANNEL, ANNA, Mode.PUBLIC, (ANNA, BEN), Listening(Sensitivity.INTAKE, True))
    place.channels.choose(TEAM, CHANNEL, BEN, Mode.OFF)
    assert lines(place) == [
        (BEN, "keeps_examples", "yes", "no"),
        (BEN, "mode", "public", "off"),
        (ANNA, "keeps_examples", "no", "yes"),
        (ANNA, "sensitivity", "standard", "intake"),
        (ANNA, "mode", "private", "public"),
    ]
    assert {one.at for one in place.audit.latest(TEAM, CHANNEL, BEN)} == {MONDAY}


def test_owners_who_leave_are_a_line(place: Workplace) -> None:
    place.turn_on(owners=(ANNA, BEN, CARA))
    place.channels.left(TEAM, CHANNEL, CARA, None)
    place.people.changed(UserChanged(TEAM, ANNA, None, active=False), None)
    assert lines(place) == [
        (ANNA, "owners", f"{ANNA} {BEN}", BEN),
        (CARA, "owners", f"{ANNA} {BEN} {CARA}", f"{ANNA} {BEN}"),
    ]


def test_an_invitation_that_starts_afresh_is_in_it(place: Workplace) -> None:
    place.turn_on()
    place.channels.invited(Invited(TEAM, CHANNEL, CARA, shared=False, key="1", at=MONDAY), None)
    place.channels.choose(TEAM, CHANNEL, BEN, Mode.PRIVATE)
    assert lines(place)[-2:] == [(CARA, "owners", f"{ANNA} {BEN}", ""), (CARA, "mode", "private", "off")]


def test_it_shows_the_last_ten(place: Workplace) -> None:
    place.turn_on()
    for mode in (Mode.PUBLIC, Mode.PRIVATE) * 6:
        place.channels.choose(TEAM, CHANNEL, BEN, mode)
    assert len(lines(place)) == 10


def test_a_persons_own_settings_are_theirs(place: Workplace) -> None:
    place.turn_on()
    place.people.opt_out(TEAM, CARA)
    place.people.opt_out(TEAM, CARA)
    assert lines(place) == []
    with place.store.reading() as work:
        (mine,) = work.records.of(TEAM, CARA)["settings_i_changed"]
    assert (mine["setting"], mine["before"], mine["after"]) == ("opted_out", "no", "yes")


@pytest.mark.parametrize("user", [CARA, DAN])
def test_only_owners_see_it(place: Workplace, user: str) -> None:
    place.turn_on()
    with pytest.raises(NotAllowed, match="not_auditor"):
        place.audit.latest(TEAM, CHANNEL, user)
    place.turn_on(owners=())
    with pytest.raises(NotAllowed, match="members_only"):
        place.audit.latest(TEAM, CHANNEL, user)


def test_who_had_themselves_forgotten_is_not_in_it(place: Workplace) -> None:
    place.turn_on()
    place.channels.change(TEAM, CHANNEL, ANNA, Mode.PUBLIC, (BEN, ANNA))
    place.forgetting.forget(TEAM, ANNA)
    assert lines(place) == [("", "mode", "private", "public")]


def test_muting_a_channel_from_its_card_is_a_line_of_ones_own(place: Workplace) -> None:
    place.turn_on()
    id_ = place.hear()
    for _ in range(2):  # a second click changes nothing
        place.mutes.mute_here(TEAM, id_, ANNA)
    place.mutes.unmute_here(TEAM, CHANNEL, ANNA)
    mine = json.loads(place.own_data.file(TEAM, ANNA).text)["settings_i_changed"]
    found = [(one["setting"], one["before"], one["after"]) for one in mine]
    assert found == [("muted_here", "", CHANNEL), ("muted_here", CHANNEL, "")]
    assert lines(place) == []
    assert json.loads(place.own_data.file(TEAM, BEN).text)["settings_i_changed"] == []


def test_listening_as_before_is_a_line(place: Workplace) -> None:
    place.turn_on()
    with place.store.work() as work:
        work.channels.save(replace(work.channels.get(TEAM, CHANNEL), raised=0.5))
    for _ in range(2):
        place.streaks.listen_as_before(TEAM, CHANNEL, BEN)
    assert lines(place) == [(BEN, "raised_bar", "yes", "no")]
