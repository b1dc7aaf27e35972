"""When to be silent: whether a card comes now, is held for the next working morning, or does not come at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.domain.model import LocalTime, Person, Saying
from bot.domain.timing import WorkingHours, next_opening, next_working, safe_zone, to_utc, today

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
"""Muted until the person says otherwise."""
MOST_A_DAY = 50
"""Nobody asks for more cards a day than this, or than is usual in the house; nor for none."""


class Why(StrEnum):
    """Why a request got no card."""

    CHANNEL_CAP = "channel_cap"
    OWNER_CAP = "owner_cap"
    REQUESTER_CAP = "requester_cap"
    MUTED = "muted"
    MUTED_HERE = "muted_here"
    TOO_LATE = "too_late"
    REHEARSAL = "rehearsal"


@dataclass(frozen=True, slots=True)
class Manners:
    """The house's rules, where a channel or a person has none of their own.

    A cap counts cards of one civil day of the owner's. `in_a_row`: after so many cards that were sent away or ignored
    the bot asks for more certainty; 0 is never. `follows` is for how long replies under a request are looked at.
    """

    channel_cap: int = 3
    owner_cap: int = 4
    requester_pause: timedelta = timedelta(hours=1)
    follow_up: timedelta = timedelta(minutes=5)
    in_a_row: int = 3
    hears_guests: bool = False
    follows: timedelta = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Shown:
    """A card that was shown or is on its way, and when; `kind` tells a request's card from what follows it.

    A reply that was posted for all has no owner.
    """

    request: str
    channel: str
    requester: str
    owner: str
    at: datetime
    kind: str = Saying.CARD


@dataclass(frozen=True, slots=True)
class Reader:
    """An owner as far as a card must respect them; `at_rest_until` is their mute or do-not-disturb."""

    user: str
    zone: str | None
    hours: WorkingHours
    cap: int
    at_rest_until: datetime | None = None
    muted_here: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A card somebody's request asks for. `due` is its moment if nothing speaks against it."""

    request: str
    channel: str
    requester: str
    due: datetime
    cap: int
    kind: str = Saying.CARD


@dataclass(frozen=True, slots=True)
class Say:
    """At its own moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """In the next working morning."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    why: Why


def hours_of(person: Person, house: WorkingHours) -> WorkingHours:
    """When a person takes cards: their own hours where they said some, on the days of the house."""
    start, end = person.day_start or house.start, person.day_end or house.end
    return WorkingHours(start, end, house.days) if start < end else house


def reader_of(person: Person, house: WorkingHours, manners: Manners, *, muted_here: bool = False) -> Reader:
    """The owner with the settings that hold for them."""
    return Reader(
        person.user,
        person.zone,
        hours_of(person, house),
        person.cards_a_day or manners.owner_cap,
        person.muted_until,
        muted_here,
    )


def moment(due: datetime, now: datetime, reader: Reader) -> Say | Hold | Drop:
    """When a card that was due at that moment may come, as things stand now.

    Held is until the next working morning after `due`; what cannot be shown within one working day from there is
    dropped. A card that is late only because nobody was there to send it comes when it can.
    """
    if reader.muted_here:
        return Drop(Why.MUTED_HERE)
    start, rest = max(due, now), reader.at_rest_until
    resting = rest is not None and rest > start
    if rest is not None and rest >= FOR_GOOD:
        return Drop(Why.MUTED)
    morning = next_opening(due, reader.zone, reader.hours)
    last = next_opening(morning, reader.zone, reader.hours)
    earliest = max(morning, rest) if resting and rest is not None else start
    at = next_working(earliest, reader.zone, reader.hours)
    if at >= last:
        return Drop(Why.MUTED if resting else Why.TOO_LATE)
    return Say(at) if at == start.astimezone(UTC) else Hold(at)


def decide(wish: Wish, now: datetime, reader: Reader, shown: Sequence[Shown], pause: timedelta) -> Say | Hold | Drop:
    """Whether a new request gets a card for this owner, and when. `shown` is every card around that moment."""
    verdict = moment(wish.due, now, reader)
    if isinstance(verdict, Drop):
        return verdict
    about_others = [card for card in shown if card.request != wish.request]
    if any(card.requester == wish.requester and abs(card.at - verdict.at) < pause for card in about_others):
        return Drop(Why.REQUESTER_CAP)
    day = today(verdict.at, reader.zone)
    that_day = [card for card in _others(wish, shown) if today(card.at, reader.zone) == day]
    if _count(card for card in that_day if card.channel == wish.channel) >= wish.cap:
        return Drop(Why.CHANNEL_CAP)
    if _count(card for card in that_day if card.owner == reader.user) >= reader.cap:
        return Drop(Why.OWNER_CAP)
    return verdict


def is_full(wish: Wish, zone: str | None, shown: Sequence[Shown]) -> bool:
    """Whether a channel has had all it gets that day, by somebody's clock."""
    day = today(wish.due, zone)
    there = (card for card in _others(wish, shown) if card.channel == wish.channel and today(card.at, zone) == day)
    return _count(there) >= wish.cap


def _others(wish: Wish, shown: Sequence[Shown]) -> Sequence[Shown]:
    return [card for card in shown if (card.request, card.kind) != (wish.request, wish.kind)]


def _count(cards: Iterable[Shown]) -> int:
    """Several owners' cards of one kind about one request are one."""
    return len({(card.request, card.kind) for card in cards})


def day_around(moment: datetime, zone: str | None, pause: timedelta) -> tuple[datetime, datetime]:
    """From when to when cards can matter for one at that moment: its civil day, and the pause on either side."""
    known = safe_zone(zone)
    day = moment.astimezone(known).date()
    start = to_utc(LocalTime(datetime.combine(day, time()), known.key))
    end = to_utc(LocalTime(datetime.combine(day + timedelta(days=1), time()), known.key))
    return min(start, moment - pause), max(end, moment + pause)


class MuteFor(StrEnum):
    """For how long a person wants no cards."""

    HOUR = "1h"
    TODAY = "today"
    FOREVER = "forever"


def muted_until(choice: MuteFor, now: datetime, zone: str | None) -> datetime:
    """The moment a mute ends: an hour from now, with the person's day, or never."""
    match choice:
        case MuteFor.HOUR:
            return now + timedelta(hours=1)
        case MuteFor.TODAY:
            known = safe_zone(zone)
            tomorrow = now.astimezone(known).date() + timedelta(days=1)
            return to_utc(LocalTime(datetime.combine(tomorrow, time()), known.key))
        case MuteFor.FOREVER:
            return FOR_GOOD


def ignored_from(shown_at: datetime, zone: str | None, hours: WorkingHours) -> datetime:
    """From when on a card that nobody touched counts as ignored: two working days later, at the same time of day."""
    known = safe_zone(zone)
    opening = next_opening(next_opening(shown_at, zone, hours), zone, hours)
    wall = datetime.combine(opening.astimezone(known).date(), shown_at.astimezone(known).time())
    return to_utc(LocalTime(wall, known.key))
