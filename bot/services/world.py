"""What every service stands on: the store, Slack's reads, civil time, new ids and the house's habits."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.errors import SlackAway
from bot.domain.model import Person
from bot.domain.silence import Manners
from bot.domain.timing import WorkingHours
from bot.services.ports import Classifier, Clock, Ids, SlackReads, Store

ZONE_IS_FRESH = timedelta(days=1)
FARTHEST_YEARS = "10"
FARTHEST = timedelta(days=3653)
"""Nobody plans farther ahead; what is farther is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Delays in civil time, when people work, and when the bot is silent."""

    card_delay: timedelta
    debrief_delay: timedelta
    hours: WorkingHours
    manners: Manners = field(default_factory=Manners)


@dataclass(frozen=True, slots=True)
class Hush:
    """There is nothing to say any more; `reason` is for the operator."""

    reason: str


@dataclass(frozen=True, slots=True)
class World:
    """The services' surroundings, wired once at the start."""

    store: Store
    slack: SlackReads
    classifier: Classifier
    clock: Clock
    ids: Ids
    habits: Habits

    def zone(self, team: str, user: str) -> str:
        """The person's IANA zone: as remembered for a day, else asked from Slack, else UTC.

        Opens its own transactions around a call to Slack: never call it inside one.
        """
        return self.acquainted(team, user).zone or "UTC"

    def acquainted(self, team: str, user: str) -> Person:
        """The person with their zone and whether they are a guest, asked from Slack once a day.

        Opens its own transactions around a call to Slack: never call it inside one.
        """
        now = self.clock.now()
        with self.store.reading() as work:
            person = work.people.get(team, user)
        if person.zone and person.zone_read_at and _fresh(person.zone_read_at, now):
            return person
        found = self.slack.person(team, user)
        zone = (found.zone if found else None) or person.zone or "UTC"
        guest = found.guest if found else person.guest
        self.remember_zone(team, user, zone, now, guest=guest)
        return replace(person, zone=zone, zone_read_at=now, guest=guest)

    def as_known(self, team: str, user: str) -> Person:
        """The same for what nobody waits for: where Slack is away, what was known before must do."""
        try:
            return self.acquainted(team, user)
        except SlackAway:
            with self.store.reading() as work:
                return work.people.get(team, user)

    def remember_zone(self, team: str, user: str, zone: str, now: datetime, *, guest: bool = False) -> None:
        """Keep what Slack said of a person; what is due for them moves with them."""
        with self.store.work() as work:
            person = work.people.get(team, user)
            work.people.save(replace(person, zone=zone, zone_read_at=now, guest=guest))
            if person.zone not in {None, zone}:
                work.outbox.rezone(team, user, zone)

    def is_member(self, team: str, channel: str, user: str) -> bool:
        """Whether the person is in the channel right now; asks Slack, so never inside a transaction."""
        return user in self.slack.members(team, channel, (user,))


def _fresh(read_at: datetime, now: datetime) -> bool:
    return abs(now - read_at) < ZONE_IS_FRESH
