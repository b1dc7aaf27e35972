"""What `/interests settings` shows and keeps."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import Invalid, NotAllowed
from bot.domain.model import Counterpart, Person, Told
from bot.domain.silence import FOR_GOOD, Manners
from bot.services.preferences import ChannelRules, Typed, TypedChannel
from tests.fakes import ANNA, BEN, CARA, CHANNEL, DAN, TEAM
from tests.workplace import FREELY, HABITS, WORDS, Workplace, copy_of, workplace_in

USUAL = Typed("09:00", "18:00", str(FREELY.owner_cap))
MINE = Typed("9:30", "16:00", "2")


def person(place: Workplace, user: str = ANNA) -> Person:
    with place.store.reading() as work:
        return work.people.get(TEAM, user)


def test_all_defaults_are_shown(place: Workplace) -> None:
    place.turn_on()
    found = place.preferences.look(TEAM, ANNA, CHANNEL)
    assert found.mine == found.house
    assert (found.mine.start, found.mine.end, found.mine.cap) == (time(9), time(18), FREELY.owner_cap)
    assert found.channel == found.house_channel == ChannelRules(CHANNEL, FREELY.channel_cap, 2)


def test_who_does_not_look_after_the_channel_sees_their_own_alone(place: Workplace) -> None:
    place.turn_on()
    assert place.preferences.look(TEAM, CARA, CHANNEL).channel is None
    with pytest.raises(NotAllowed):
        place.preferences.save(TEAM, CARA, MINE, TypedChannel(CHANNEL, "1", "1"))
    assert person(place, CARA) == Person(TEAM, CARA)


def test_what_is_saved_comes_back(place: Workplace) -> None:
    place.turn_on()
    place.slack.open_channel("CTEST", ANNA)
    place.preferences.save(TEAM, ANNA, replace(MINE, mute="forever"), TypedChannel(CHANNEL, "1", "30", "CTEST"))
    found = place.preferences.look(TEAM, ANNA, CHANNEL)
    assert (found.mine.start, found.mine.end, found.mine.cap) == (time(9, 30), time(16), 2)
    assert found.mine.muted_for_good
    assert found.channel == ChannelRules(CHANNEL, 1, 30, "CTEST")
    assert person(place).muted_until == FOR_GOOD
    place.preferences.save(TEAM, ANNA, replace(MINE, mute="off"), TypedChannel(CHANNEL, "1", "2"))
    assert person(place).muted_until is None
    assert (place.stored().rehearsal, place.stored().card_delay) == (None, None)


def test_what_equals_the_house_follows_the_house(place: Workplace) -> None:
    place.preferences.save(TEAM, ANNA, replace(MINE, start=" 09:00 ", end="18:00"), None)
    assert (person(place).day_start, person(place).day_end, person(place).cards_a_day) == (None, None, 2)


def test_what_is_shown_can_be_saved_as_it_stands(place: Workplace) -> None:
    """Also where the house allows more than a person would ask for."""
    place.turn_on()
    place.preferences.save(TEAM, ANNA, USUAL, TypedChannel(CHANNEL, str(FREELY.channel_cap), "2"))
    assert person(place) == Person(TEAM, ANNA)
    assert place.stored().cards_a_day is None


def test_in_a_house_of_few_cards_nobody_asks_for_more_than_fifty(migrated: Path, tmp_path: Path) -> None:
    with workplace_in(copy_of(migrated, tmp_path), replace(HABITS, manners=Manners())) as place:
        place.preferences.save(TEAM, ANNA, replace(MINE, cap="50"), None)
        with pytest.raises(Invalid) as refused:
            place.preferences.save(TEAM, ANNA, replace(MINE, cap="51"), None)
    assert (refused.value.field, refused.value.slots["high"]) == ("cards_a_day", "50")


def test_mute_for_today_ends_with_the_persons_day(place: Workplace) -> None:
    place.slack.know(ANNA, "Asia/Tokyo")
    place.preferences.save(TEAM, ANNA, replace(MINE, mute="today"), None)
    assert person(place).muted_until == place.clock.now().replace(hour=15)
    place.preferences.save(TEAM, ANNA, MINE, None)
    assert person(place).muted_until == place.clock.now().replace(hour=15)
    place.clock.pass_by(days=1)
    assert place.preferences.look(TEAM, ANNA, "").mine.muted is None


@pytest.mark.parametrize(
    ("typed", "field", "key"),
    [
        (replace(MINE, start="nine"), "day_start", "bad_time"),
        (replace(MINE, end="24:00"), "day_end", "bad_time"),
        (replace(MINE, end="9:30"), "day_end", "end_before_start"),
        (replace(MINE, cap="0"), "cards_a_day", "bad_number"),
        (replace(MINE, cap="٣"), "cards_a_day", "bad_number"),
        (replace(MINE, cap="9" * 9), "cards_a_day", "bad_number"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_named_by_its_field(
    place: Workplace, typed: Typed, field: str, key: str
) -> None:
    with pytest.raises(Invalid) as refused:
        place.preferences.save(TEAM, ANNA, typed, None)
    assert (refused.value.field, refused.value.key) == (field, key)
    assert person(place) == Person(TEAM, ANNA)


@pytest.mark.parametrize(
    ("changes", "field", "key"),
    [
        ({"cap": "1001"}, "channel_cards", "bad_number"),
        ({"delay": "-1"}, "card_delay", "bad_number"),
        ({"delay": "1441"}, "card_delay", "bad_number"),
        ({"rehearsal": CHANNEL}, "rehearsal", "rehearsal_same"),
        ({"rehearsal": "CGONE"}, "rehearsal", "rehearsal_bot"),
        ({"rehearsal": "COUT"}, "rehearsal", "rehearsal_bot"),
        ({"rehearsal": "CSHARED"}, "rehearsal", "rehearsal_shared"),
        ({"rehearsal": "CTHEIRS"}, "rehearsal", "rehearsal_person"),
    ],
)
def test_a_channels_answers_too(place: Workplace, changes: dict[str, Any], field: str, key: str) -> None:
    place.turn_on()
    place.slack.open_channel("COUT", ANNA, member=False)
    place.slack.open_channel("CSHARED", ANNA, shared=True)
    place.slack.open_channel("CTHEIRS", BEN, DAN)
    with pytest.raises(Invalid) as refused:
        place.preferences.save(TEAM, ANNA, MINE, replace(TypedChannel(CHANNEL, "3", "2"), **changes))
    assert (refused.value.field, refused.value.key) == (field, key)
    assert place.stored().cards_a_day is None


def test_a_channels_own_delay_is_the_moment_of_its_cards(place: Workplace) -> None:
    place.turn_on()
    place.preferences.save(TEAM, ANNA, MINE, TypedChannel(CHANNEL, "3", "10"))
    place.hear()
    assert {row.utterance.due_at for row in place.rows()} == {place.clock.now() + timedelta(minutes=10)}
    assert HABITS.card_delay == timedelta(minutes=2)


OWN = tuple(entries[0][0].entry for entries in WORDS.coaching.by_counterpart.values())
"""A question of each counterpart's own."""


def theirs(*who: Counterpart) -> set[str]:
    """Every way to put the questions that belong to them."""
    words = WORDS.coaching.by_counterpart
    return {phrase.text.replace("{o}", "this") for one in who for variants in words[one] for phrase in variants}


def test_who_asks_leans_the_questions(place: Workplace) -> None:
    place.turn_on()
    heard = place.hear("Could we have a calendar view?", "1.0")
    request = replace(place.request(heard), told=Told(tuple((key, 0.9) for key in OWN), named=False))

    def asked() -> set[str]:
        return {question.text for question in place.coaching.coaching_of(request).questions}

    assert asked() <= theirs(*Counterpart), "where nobody said who asks, what suits the message decides"
    there = replace(TypedChannel(CHANNEL, "3", "2"), askers=Counterpart.SUPPORT)
    place.preferences.save(TEAM, ANNA, MINE, there)
    assert asked() <= theirs(Counterpart.SUPPORT)
    place.preferences.save(TEAM, CARA, replace(MINE, role=Counterpart.LEADERSHIP), None)
    assert asked() <= theirs(Counterpart.LEADERSHIP), "one's own word counts more than the channel's"
    place.preferences.save(TEAM, CARA, MINE, None)
    assert asked() <= theirs(Counterpart.SUPPORT)
