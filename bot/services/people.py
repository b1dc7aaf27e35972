"""People's say over themselves: opting out and in, and the time zone they live in."""

from dataclasses import dataclass, replace

from bot.domain.model import Delivery
from bot.domain.trail import channel_changes, person_changes
from bot.services import ownership
from bot.services.agreements import hand_over_reviews
from bot.services.noticing import erase_words_of
from bot.services.world import World


@dataclass(frozen=True, slots=True)
class UserChanged:
    """Slack's news of a person: a new zone, or a closed account."""

    team: str
    user: str
    zone: str | None
    active: bool


class PeopleService:
    """Opting out and in, and what Slack says of a person."""

    def __init__(self, world: World) -> None:
        self._world = world

    def opt_out(self, team: str, user: str) -> bool:
        """From now on this person's messages are dropped unread; False when they were already."""
        return self._set(team, user, opted_out=True)

    def opt_in(self, team: str, user: str) -> bool:
        """Read this person's messages again; False when they were read already."""
        return self._set(team, user, opted_out=False)

    def _set(self, team: str, user: str, *, opted_out: bool) -> bool:
        now = self._world.clock.now()
        with self._world.store.work() as work:
            person = work.people.get(team, user)
            said = replace(person, opted_out=opted_out)
            work.people.save(said)
            work.audit.note(*person_changes(person, said, user, now))
            if opted_out:
                erase_words_of(work, team, user, now)
        return person.opted_out != opted_out

    def changed(self, news: UserChanged, delivery: Delivery | None) -> None:
        """Follow a person's new zone; somebody who left the workspace owns no channel any more."""
        now = self._world.clock.now()
        with self._world.store.work(delivery) as work:
            person = work.people.get(news.team, news.user)
            if news.zone and person.zone not in {None, news.zone}:
                work.people.save(replace(person, zone=news.zone, zone_read_at=now))
                work.outbox.rezone(news.team, news.user, news.zone)
            if not news.active:
                for channel in work.channels.owned_by(news.team, news.user):
                    without = ownership.without(channel, news.user)
                    ownership.change(work, without, now)
                    work.audit.note(*channel_changes(channel, without, news.user, now))
                hand_over_reviews(work, news.team, news.user, self._world.habits.hours, now)
