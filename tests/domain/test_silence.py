"""When to be silent, for any owner at any moment: never more than the caps, never outside hours, held or not at all."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.silence import (
    FOR_GOOD,
    Drop,
    Hold,
    Manners,
    MuteFor,
    Reader,
    Say,
    Shown,
    Why,
    Wish,
    decide,
    ignored_from,
    moment,
    muted_until,
)
from bot.domain.timing import WorkingHours, next_opening, safe_zone, today

MANNERS = Manners()
TUESDAY = datetime(2026, 6, 2, 10, tzinfo=UTC)
HOUSE = Reader("UANNA", "UTC", WorkingHours(), 4)
FEW = settings(max_examples=40, deadline=None)

ZONES = st.sampled_from(["UTC", "Europe/Madrid", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"])
MOMENTS = st.integers(0, 730 * 24 * 60).map(lambda minutes: TUESDAY + timedelta(minutes=minutes))
HOURS = st.builds(
    lambda start, length, days: WorkingHours(time(start), time(start + length), frozenset(days)),
    st.integers(5, 12),
    st.integers(2, 10),
    st.sets(st.integers(0, 6), min_size=1),
)
RESTS = st.none() | st.timedeltas(timedelta(), timedelta(days=6))


@st.composite
def readers(draw: st.DrawFn) -> Reader:
    return Reader(draw(st.sampled_from(["UANNA", "UBEN"])), draw(ZONES), draw(HOURS), draw(st.integers(1, 4)))


def resting(reader: Reader, until: datetime | None) -> Reader:
    return Reader(reader.user, reader.zone, reader.hours, reader.cap, until, reader.muted_here)


@FEW
@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=4)), readers(), RESTS)
def test_a_card_comes_in_hours_and_a_held_one_on_the_next_working_day_or_not_at_all(
    due: datetime, late: timedelta, reader: Reader, rest: timedelta | None
) -> None:
    reader = resting(reader, None if rest is None else due + rest)
    found = moment(due, due + late, reader)
    morning = next_opening(due, reader.zone, reader.hours)
    match found:
        case Say(at) | Hold(at):
            assert reader.hours.contain(at.astimezone(safe_zone(reader.zone)))
            assert at >= due + late
            assert reader.at_rest_until is None or at >= reader.at_rest_until
            assert at < next_opening(morning, reader.zone, reader.hours)
            if isinstance(found, Hold) and not late:
                assert at >= morning
        case Drop(why):
            assert why in {Why.MUTED, Why.TOO_LATE}


@FEW
@given(st.data(), MOMENTS, st.lists(readers(), min_size=1, max_size=2, unique_by=lambda one: one.user))
def test_never_more_than_the_caps(data: st.DataObject, start: datetime, owners: list[Reader]) -> None:
    shown: list[Shown] = []
    now = start
    for number in range(data.draw(st.integers(4, 14))):
        now += data.draw(st.timedeltas(timedelta(), timedelta(hours=9)))
        channel, requester = data.draw(st.sampled_from(["C1", "C2"])), data.draw(st.sampled_from(["UX", "UY", "UZ"]))
        for owner in owners:
            wish = Wish(f"r{number}", channel, requester, now, MANNERS.channel_cap)
            found = decide(wish, now, owner, shown, MANNERS.requester_pause)
            if not isinstance(found, Drop):
                shown.append(Shown(wish.request, channel, requester, owner.user, found.at))
    for owner in owners:
        mine = [card for card in shown if card.owner == owner.user]
        for card in mine:
            day = [one for one in mine if today(one.at, owner.zone) == today(card.at, owner.zone)]
            assert len(day) <= owner.cap
            assert len([one for one in day if one.channel == card.channel]) <= MANNERS.channel_cap
            same = [one for one in shown if one.requester == card.requester]
            assert {one.request for one in same if abs(one.at - card.at) < timedelta(hours=1)} == {card.request}


def wish(number: int = 9, channel: str = "C1", requester: str = "UCARA", due: datetime = TUESDAY) -> Wish:
    return Wish(f"r{number}", channel, requester, due, 3)


def card(number: int, channel: str = "C1", requester: str = "UDAN", **ago: float) -> Shown:
    return Shown(f"r{number}", channel, requester, "UANNA", TUESDAY - timedelta(**ago))


def why(shown: list[Shown], reader: Reader = HOUSE, due: datetime = TUESDAY) -> Why | None:
    found = decide(wish(due=due), due, reader, shown, MANNERS.requester_pause)
    return found.why if isinstance(found, Drop) else None


def test_the_fourth_of_a_channel_the_fifth_of_an_owner_and_the_second_of_a_requester_in_an_hour() -> None:
    assert why([card(1), card(2)]) is None
    assert why([card(1), card(2), card(3)]) is Why.CHANNEL_CAP
    assert why([card(n, f"C{n}") for n in (2, 3, 4)]) is None
    assert why([card(n, f"C{n}") for n in (2, 3, 4, 5)]) is Why.OWNER_CAP
    assert why([card(1, "C2", "UCARA", minutes=59)]) is Why.REQUESTER_CAP
    assert why([card(1, "C2", "UCARA", minutes=60)]) is None


def test_two_owners_of_one_request_are_one_card_of_the_channel() -> None:
    both = [card(1), Shown("r1", "C1", "UDAN", "UBEN", TUESDAY), card(2)]
    assert why(both) is None


def test_yesterday_does_not_count_and_the_day_is_the_owners() -> None:
    assert why([card(n, days=1) for n in (1, 2, 3)]) is None
    tokyo = Reader("UANNA", "Asia/Tokyo", WorkingHours(), 4)
    first = datetime(2026, 6, 2, 1, tzinfo=UTC)  # Tuesday 10:00 in Tokyo, and still so at 00:30
    earlier = [Shown(f"r{n}", "C1", "UDAN", "UANNA", first - timedelta(hours=2)) for n in (1, 2, 3)]
    assert why(earlier, tokyo, first) is Why.CHANNEL_CAP


def test_at_night_it_waits_for_the_morning_and_a_card_for_the_weekend_for_monday() -> None:
    night = TUESDAY.replace(hour=22)
    assert moment(night, night, HOUSE) == Hold(datetime(2026, 6, 3, 9, tzinfo=UTC))
    friday = datetime(2026, 6, 5, 18, 30, tzinfo=UTC)
    assert moment(friday, friday, HOUSE) == Hold(datetime(2026, 6, 8, 9, tzinfo=UTC))


def test_what_cannot_be_shown_one_working_day_later_is_dropped() -> None:
    night = TUESDAY.replace(hour=22)
    wednesday_noon, thursday = datetime(2026, 6, 3, 12, tzinfo=UTC), datetime(2026, 6, 4, 9, tzinfo=UTC)
    assert moment(night, wednesday_noon, HOUSE) == Say(wednesday_noon)
    assert moment(night, thursday, HOUSE) == Drop(Why.TOO_LATE)
    assert moment(night, night, resting(HOUSE, wednesday_noon)) == Hold(wednesday_noon)
    assert moment(night, night, resting(HOUSE, thursday)) == Drop(Why.MUTED)


def test_a_rest_in_the_day_holds_until_the_next_morning() -> None:
    until = TUESDAY + timedelta(minutes=30)
    assert moment(TUESDAY, TUESDAY, resting(HOUSE, until)) == Hold(datetime(2026, 6, 3, 9, tzinfo=UTC))
    assert moment(TUESDAY, TUESDAY, resting(HOUSE, TUESDAY)) == Say(TUESDAY)
    assert moment(TUESDAY, TUESDAY, resting(HOUSE, FOR_GOOD)) == Drop(Why.MUTED)


def test_how_long_a_mute_lasts() -> None:
    assert muted_until(MuteFor.HOUR, TUESDAY, "UTC") == TUESDAY + timedelta(hours=1)
    assert muted_until(MuteFor.TODAY, TUESDAY, "Europe/Madrid") == datetime(2026, 6, 2, 22, tzinfo=UTC)
    assert muted_until(MuteFor.FOREVER, TUESDAY, None) == FOR_GOOD


def test_ignored_is_two_working_days_later() -> None:
    friday = datetime(2026, 6, 5, 15, tzinfo=UTC)
    assert ignored_from(TUESDAY, "UTC", WorkingHours()) == TUESDAY + timedelta(days=2)
    assert ignored_from(friday, "UTC", WorkingHours()) == datetime(2026, 6, 9, 15, tzinfo=UTC)
