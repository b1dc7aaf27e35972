"""Reminders arrive when their reader is at work, by the reader's own clock, whatever the clock does."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.model import LocalTime
from bot.domain.timing import (
    Wait,
    WorkingHours,
    debrief_due,
    due,
    next_working,
    review_reminders,
    safe_zone,
    to_utc,
    today,
    wait_until,
)

ZONES = ("America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Pacific/Apia")
OFFICE = WorkingHours()


def wall(text: str) -> datetime:
    """A time as a clock on the wall shows it, of no zone."""
    return datetime.fromisoformat(text)


zones = st.sampled_from(ZONES)
moments = st.datetimes(wall("2020-01-01 00:00"), wall("2035-12-31 00:00"), timezones=st.just(UTC))
dates = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def working_hours(draw: st.DrawFn) -> WorkingHours:
    start, end = sorted(draw(st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True)))
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return WorkingHours(time(start // 60, start % 60), time(end // 60, end % 60), days)


@given(moments, zones, working_hours())
def test_next_working_lies_in_working_hours_and_not_before(moment: datetime, zone: str, hours: WorkingHours) -> None:
    found = next_working(moment, zone, hours)
    assert found >= moment
    assert hours.contain(found.astimezone(ZoneInfo(zone)))


@given(moments, zones, working_hours())
def test_a_moment_at_work_stays(moment: datetime, zone: str, hours: WorkingHours) -> None:
    inside = next_working(moment, zone, hours)
    assert next_working(inside, zone, hours) == inside


@given(moments, zones)
def test_no_opening_is_skipped(moment: datetime, zone: str) -> None:
    found = next_working(moment, zone, OFFICE)
    if found != moment:
        assert not any(
            OFFICE.contain((moment + timedelta(minutes=30 * step)).astimezone(ZoneInfo(zone)))
            for step in range(int((found - moment) / timedelta(minutes=30)))
        )


@given(moments, zones, working_hours())
def test_a_debrief_comes_after_the_talk_in_working_hours(end: datetime, zone: str, hours: WorkingHours) -> None:
    at, local = debrief_due(end, zone, hours)
    assert at >= end + timedelta(minutes=15)
    assert hours.contain(at.astimezone(ZoneInfo(zone)))
    assert local.wall == at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


@given(moments, st.sampled_from(Wait), zones, working_hours())
def test_a_wait_ends_later_and_in_working_hours(now: datetime, choice: Wait, zone: str, hours: WorkingHours) -> None:
    back = wait_until(now, choice, zone, hours)
    assert back.at > now
    assert hours.contain(back.at.astimezone(ZoneInfo(zone)))


@given(moments, zones, st.integers(-5, 40))
def test_reviews_are_reminded_in_working_hours_and_never_in_the_past(now: datetime, zone: str, ahead: int) -> None:
    review = today(now, zone) + timedelta(days=ahead)
    early, on_day = review_reminders(review, now, zone, OFFICE)
    assert on_day.at >= now
    assert on_day.local.wall.date() >= review
    assert OFFICE.contain(on_day.at.astimezone(ZoneInfo(zone)))
    if early is not None:
        assert now < early.at < on_day.at
        assert review - timedelta(days=5) <= early.local.wall.date() <= review - timedelta(days=3)
        assert OFFICE.contain(early.at.astimezone(ZoneInfo(zone)))
    elif ahead > 5:
        pytest.fail("a review that far away is announced")


@given(st.datetimes(wall("2020-01-01 00:00"), wall("2035-12-31 00:00")), zones)
def test_a_wall_time_is_read_back_or_moved_later(shown: datetime, zone: str) -> None:
    read_back = to_utc(LocalTime(shown, zone)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert read_back >= shown
    assert read_back.fold == 0


@given(moments, zones)
def test_next_week_is_the_same_weekday_at_opening(now: datetime, zone: str) -> None:
    local = now.astimezone(ZoneInfo(zone))
    assume(local.weekday() < 5)
    back = wait_until(now, Wait.NEXT_WEEK, zone, OFFICE).local.wall
    assert (back.date() - local.date(), back.time()) == (timedelta(weeks=1), OFFICE.start)


@given(st.text(max_size=30))
def test_any_zone_name_is_survived(name: str) -> None:
    assert safe_zone(name).key


@pytest.mark.parametrize("name", ["", "Europe", "../../etc/passwd", "Mars/Olympus", "\0", "/etc", None])
def test_an_unknown_zone_is_utc(name: str | None) -> None:
    assert safe_zone(name).key == "UTC"


def test_a_time_that_does_not_exist_moves_later() -> None:
    moment = to_utc(LocalTime(wall("2027-03-14 02:30"), "America/New_York"))
    assert moment == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)


def test_a_time_that_comes_twice_is_the_first() -> None:
    moment = to_utc(LocalTime(wall("2027-11-07 01:30"), "America/New_York"))
    assert moment == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


def test_a_talk_on_friday_evening_is_asked_about_on_monday() -> None:
    at, local = debrief_due(datetime(2027, 3, 12, 22, 50, tzinfo=UTC), "America/New_York", OFFICE)  # 17:50 there
    assert local == LocalTime(wall("2027-03-15 09:00"), "America/New_York")
    assert at == datetime(2027, 3, 15, 13, 0, tzinfo=UTC)  # the clocks changed on Sunday


def test_opening_inside_the_lost_hour_waits_for_the_next_real_opening() -> None:
    night = WorkingHours(time(2, 10), time(2, 50), frozenset(range(7)))
    found = next_working(datetime(2027, 3, 14, 5, 0, tzinfo=UTC), "America/New_York", night)
    assert found == datetime(2027, 3, 15, 6, 10, tzinfo=UTC)


def test_a_review_nearer_than_three_days_is_not_announced() -> None:
    now = datetime(2027, 6, 2, 10, 0, tzinfo=UTC)  # a Wednesday
    assert review_reminders(date(2027, 6, 4), now, "UTC", OFFICE).ahead is None
    assert review_reminders(date(2027, 6, 5), now, "UTC", OFFICE).ahead is None  # its opening has passed
    early, on_day = review_reminders(date(2027, 6, 7), now, "UTC", OFFICE)
    assert early is not None
    assert early.local.wall == wall("2027-06-04 09:00")
    assert on_day.local.wall == wall("2027-06-07 09:00")


def test_a_review_on_a_weekend_is_asked_about_on_monday() -> None:
    now = datetime(2027, 6, 2, 10, 0, tzinfo=UTC)
    on_day = review_reminders(date(2027, 6, 12), now, "Europe/Madrid", OFFICE).on_day
    assert on_day.local.wall == wall("2027-06-14 09:00")


def test_a_review_of_today_found_in_the_evening_waits_for_the_morning() -> None:
    now = datetime(2027, 6, 2, 20, 0, tzinfo=UTC)
    assert review_reminders(date(2027, 6, 2), now, "UTC", OFFICE).on_day.local.wall == wall("2027-06-03 09:00")


def test_due_names_utc_where_the_zone_is_unknown() -> None:
    assert due(datetime(2027, 6, 2, 20, 0, tzinfo=UTC), "Nowhere/Land").local.zone == "UTC"


@pytest.mark.parametrize(
    "arguments",
    [(time(9), time(9), frozenset({0})), (time(9), time(18), frozenset()), (time(9), time(18), frozenset({7}))],
)
def test_hours_that_never_open_are_refused(arguments: tuple[time, time, frozenset[int]]) -> None:
    with pytest.raises(ValueError, match="working hours"):
        WorkingHours(*arguments)
