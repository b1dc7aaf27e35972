"""What a person may set for themselves and for a channel they look after: when cards come, and how many."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.domain.errors import Invalid, NotAllowed
from bot.domain.model import Channel, Counterpart, Person
from bot.domain.silence import FOR_GOOD, MOST_A_DAY, MuteFor, muted_until
from bot.domain.trail import channel_changes, person_changes
from bot.services.ports import Work
from bot.services.silence import delay_of
from bot.services.world import World

LONGEST_DELAY = 24 * 60
"""Minutes a request may rest before its card."""
LOOK_BACK = 50
RECENT = timedelta(days=7)
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Personal:
    """How a person's cards come; `muted` is None without a mute."""

    start: time
    end: time
    cap: int
    muted: datetime | None = None
    role: Counterpart | None = None

    @property
    def muted_for_good(self) -> bool:
        return self.muted is not None and self.muted >= FOR_GOOD


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """How a channel's cards come; `delay` is in minutes. `hushed` counts the last week's requests without a card."""

    channel: str
    cap: int
    delay: int
    rehearsal: str | None = None
    hushed: tuple[tuple[str, int], ...] = ()
    askers: Counterpart | None = None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds for a person, what the house would have, and the same of the channel where they are its owner."""

    mine: Personal
    house: Personal
    channel: ChannelRules | None = None
    house_channel: ChannelRules | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was filled in. `mute` is a MuteFor, `keep` or `off`."""

    start: str
    end: str
    cap: str
    mute: str = "keep"
    role: Counterpart | None = None


@dataclass(frozen=True, slots=True)
class TypedChannel:
    channel: str
    cap: str
    delay: str
    rehearsal: str = ""
    askers: Counterpart | None = None


class PreferencesService:
    """The form of `/interests settings`. What equals the house's is not stored, so that it follows the house."""

    def __init__(self, world: World) -> None:
        self._world = world

    def look(self, team: str, user: str, channel: str) -> Preferences:
        """What holds now; the channel's part only for its owners."""
        now, habits = self._world.clock.now(), self._world.habits
        with self._world.store.reading() as work:
            person = work.people.get(team, user)
            found = work.channels.get(team, channel)
            owned = user in found.owners and not found.shared
            hushed = _hushed(work, found, now) if owned else ()
        house = Personal(habits.hours.start, habits.hours.end, habits.manners.owner_cap)
        muted = person.muted_until if person.muted_until and person.muted_until > now else None
        mine = Personal(
            person.day_start or house.start,
            person.day_end or house.end,
            person.cards_a_day or house.cap,
            muted,
            person.role,
        )
        if not owned:
            return Preferences(mine, house)
        usual = ChannelRules(channel, habits.manners.channel_cap, _minutes(habits.card_delay))
        rules = ChannelRules(
            channel,
            found.cards_a_day or usual.cap,
            _minutes(delay_of(found, habits)),
            found.rehearsal,
            hushed,
            found.askers,
        )
        return Preferences(mine, house, rules, usual)

    def save(self, team: str, user: str, typed: Typed, there: TypedChannel | None) -> None:
        """Keep what was filled in, all of it or nothing; an answer that cannot be taken is named by its field."""
        start, end = _clock_time("day_start", typed.start), _clock_time("day_end", typed.end)
        if start >= end:
            raise Invalid("day_end", "end_before_start")
        now, house = self._world.clock.now(), self._world.habits
        cap = _whole("cards_a_day", typed.cap, 1, max(MOST_A_DAY, house.manners.owner_cap))
        rules = self._rules(team, user, there) if there else None
        zone = self._world.zone(team, user) if typed.mute == MuteFor.TODAY else None
        with self._world.store.work() as work:
            if rules is not None:
                _save_channel(work, team, user, rules, self._world)
            person = work.people.get(team, user)
            chosen = replace(
                person,
                day_start=None if start == house.hours.start else start,
                day_end=None if end == house.hours.end else end,
                cards_a_day=None if cap == house.manners.owner_cap else cap,
                muted_until=_mute(person, typed.mute, now, zone),
                role=typed.role,
            )
            work.people.save(chosen)
            work.audit.note(*person_changes(person, chosen, user, now))

    def _rules(self, team: str, user: str, typed: TypedChannel) -> ChannelRules:
        cap = _whole("channel_cards", typed.cap, 1, max(MOST_A_DAY, self._world.habits.manners.channel_cap))
        delay = _whole("card_delay", typed.delay, 0, LONGEST_DELAY)
        if typed.rehearsal:
            self._check_rehearsal(team, user, typed)
        return ChannelRules(typed.channel, cap, delay, typed.rehearsal or None, askers=typed.askers)

    def _check_rehearsal(self, team: str, user: str, typed: TypedChannel) -> None:
        """The test channel is another one, which the bot can write to and the person is in."""
        if typed.rehearsal == typed.channel:
            raise Invalid("rehearsal", "rehearsal_same")
        place = self._world.slack.channel(team, typed.rehearsal)
        if place is None or not place.member or place.archived:
            raise Invalid("rehearsal", "rehearsal_bot")
        if place.shared:
            raise Invalid("rehearsal", "rehearsal_shared")
        if not self._world.is_member(team, typed.rehearsal, user):
            raise Invalid("rehearsal", "rehearsal_person")


def _save_channel(work: Work, team: str, user: str, rules: ChannelRules, world: World) -> None:
    found = work.channels.get(team, rules.channel)
    if user not in found.owners:
        raise NotAllowed("not_card_owner")
    habits = world.habits
    usual_delay = rules.delay == _minutes(habits.card_delay)
    # A delay that the form rounds to minutes is left as it is where nobody changed it.
    same_delay = rules.delay == _minutes(delay_of(found, habits))
    delay = found.card_delay if same_delay else None if usual_delay else rules.delay * 60
    cap = None if rules.cap == habits.manners.channel_cap else rules.cap
    chosen = replace(found, cards_a_day=cap, card_delay=delay, rehearsal=rules.rehearsal, askers=rules.askers)
    work.channels.save(chosen)
    work.audit.note(*channel_changes(found, chosen, user, world.clock.now()))


def _mute(person: Person, choice: str, now: datetime, zone: str | None) -> datetime | None:
    if choice == "keep":
        return person.muted_until
    return muted_until(MuteFor(choice), now, zone) if choice in set(MuteFor) else None


def _hushed(work: Work, channel: Channel, now: datetime) -> tuple[tuple[str, int], ...]:
    latest = work.requests.latest_in(channel.team, channel.channel, LOOK_BACK)
    found = Counter(one.hushed for one in latest if one.hushed and now - one.noticed_at < RECENT)
    return tuple(sorted(found.items()))


def _minutes(delay: timedelta) -> int:
    return round(delay.total_seconds() / 60)


def _clock_time(field: str, typed: str) -> time:
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise Invalid(field, "bad_time")
    return time(int(found[1]), int(found[2]))


def _whole(field: str, typed: str, low: int, high: int) -> int:
    number = typed.strip()
    if not (number.isascii() and number.isdecimal() and len(number) < 6 and low <= int(number) <= high):
        raise Invalid(field, "bad_number", low=str(low), high=str(high))
    return int(number)
