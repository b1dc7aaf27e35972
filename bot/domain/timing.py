"""When to say something: working hours, due times and reminders in a person's own zone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.model import LocalTime

DEBRIEF_AFTER = timedelta(minutes=15)
REVIEW_AHEAD = timedelta(days=3)

# Any weekday comes up twice in this many days, so that one opening lost to a clock change has a successor.
LOOK_AHEAD_DAYS = 15


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When a person may be disturbed, by their own clock; `days` counts Monday as 0, `end` is exclusive."""

    start: time = time(9)
    end: time = time(18)
    days: frozenset[int] = frozenset(range(5))

    def __post_init__(self) -> None:
        if self.start >= self.end or not self.days or not self.days <= set(range(7)):
            raise ValueError("working hours need a start before the end and at least one day from 0 to 6")

    def contain(self, local: datetime) -> bool:
        return local.weekday() in self.days and self.start <= local.time() < self.end


class Due(NamedTuple):
    """A moment in UTC, and the same as the person's clock shows it."""

    at: datetime
    local: LocalTime


class Reminders(NamedTuple):
    """When to speak of a review; `ahead` is None where its moment has passed."""

    ahead: Due | None
    on_day: Due


class Wait(StrEnum):
    """How long to put something off."""

    ONE_HOUR = "1h"
    TWO_HOURS = "2h"
    TOMORROW = "tomorrow"
    TWO_DAYS = "2d"
    NEXT_WEEK = "next_week"


def safe_zone(name: str | None) -> ZoneInfo:
    """The zone of that name, or UTC where there is none."""
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, OSError, LookupError):  # malformed; a folder's name; unknown
        return ZoneInfo("UTC")


def today(now: datetime, zone: str | None) -> date:
    """The civil date in that zone."""
    return now.astimezone(safe_zone(zone)).date()


def to_utc(local: LocalTime) -> datetime:
    """The moment meant: a time the clocks jump over moves later, one that comes twice is the first."""
    # fold=0 means just that to zoneinfo: the offset before the change, for a gap as for a repeated hour.
    return local.wall.replace(tzinfo=safe_zone(local.zone), fold=0).astimezone(UTC)


def due(moment: datetime, zone: str | None) -> Due:
    """The moment with its local reading; the reading names UTC where the zone is unknown."""
    known = safe_zone(zone)
    wall = moment.astimezone(known).replace(tzinfo=None, fold=0)
    return Due(moment.astimezone(UTC), LocalTime(wall, known.key))


def next_working(moment: datetime, zone: str | None, hours: WorkingHours) -> datetime:
    """The moment itself where it lies in working hours, else the next opening; in UTC."""
    known = safe_zone(zone)
    local = moment.astimezone(known)
    if hours.contain(local):
        return moment.astimezone(UTC)
    return _opening(local.date(), moment, known, hours)


def next_opening(moment: datetime, zone: str | None, hours: WorkingHours) -> datetime:
    """The next time a working day starts after that moment; in UTC."""
    known = safe_zone(zone)
    return _opening(moment.astimezone(known).date(), moment, known, hours)


def debrief_due(talk_end: datetime, zone: str | None, hours: WorkingHours) -> Due:
    """A quarter of an hour after the talk, or when the person is next at work."""
    return due(next_working(talk_end + DEBRIEF_AFTER, zone, hours), zone)


def review_reminders(review: date, now: datetime, zone: str | None, hours: WorkingHours) -> Reminders:
    """Three days ahead (or on the working day before) and on the day (or the next), at opening, never in the past."""
    known = safe_zone(zone)
    # Where that day is no working day, the one before it: three days are promised, not two.
    earliest = _last_opening(review - REVIEW_AHEAD, known, hours)
    at_opening = _opening(review, None, known, hours)
    on_day = at_opening if at_opening >= now else next_working(now, zone, hours)
    ahead = due(earliest, zone) if now < earliest < on_day else None
    return Reminders(ahead, due(on_day, zone))


def wait_until(now: datetime, choice: Wait, zone: str | None, hours: WorkingHours) -> Due:
    """When to come back: hours are real hours, days are days of the person's clock; always in working hours."""
    known = safe_zone(zone)
    local = now.astimezone(known)
    match choice:
        case Wait.ONE_HOUR | Wait.TWO_HOURS:
            lapse = timedelta(hours=1 if choice is Wait.ONE_HOUR else 2)
            back = next_working(now + lapse, zone, hours)
        case Wait.TOMORROW:
            back = _opening(local.date() + timedelta(days=1), now, known, hours)
        case Wait.TWO_DAYS:
            wall = local.replace(tzinfo=None) + timedelta(days=2)
            back = next_working(to_utc(LocalTime(wall, known.key)), zone, hours)
        case Wait.NEXT_WEEK:
            back = _opening(local.date() + timedelta(weeks=1), now, known, hours)
    return due(back, zone)


def _opening(first: date, after: datetime | None, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """The first opening on or after a day, and after a moment where one is given; in UTC."""
    for opening in _openings(first, zone, hours):
        if after is None or opening > after:
            return opening
    raise ValueError("these working hours never open")


def _last_opening(last: date, zone: ZoneInfo, hours: WorkingHours) -> datetime:
    """The opening of the last working day up to a day; in UTC."""
    for offset in range(LOOK_AHEAD_DAYS):
        day = last - timedelta(days=offset)
        opening = _opening(day, None, zone, hours)
        if opening.astimezone(zone).date() == day:
            return opening
    raise ValueError("these working hours never open")


def _openings(first: date, zone: ZoneInfo, hours: WorkingHours) -> Iterator[datetime]:
    for offset in range(LOOK_AHEAD_DAYS):
        wall = datetime.combine(first + timedelta(days=offset), hours.start)
        opening = to_utc(LocalTime(wall, zone.key))
        # Where the clocks jump over the opening it moves later, perhaps past the end or into another day.
        if hours.contain(opening.astimezone(zone)):
            yield opening
