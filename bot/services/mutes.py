"""A person wants no cards: for an hour, today, until they say otherwise, or from one channel."""

from dataclasses import replace
from datetime import datetime

from bot.domain.errors import NotAllowed, NotFound, OutOfDate
from bot.domain.model import Person, Saying, Utterance
from bot.domain.silence import MuteFor, muted_until
from bot.domain.trail import SettingChange, person_changes
from bot.services.ports import Work
from bot.services.world import World


class MutesService:
    """Mutes are kept with the person; what is held meanwhile is asked again when its moment has come."""

    def __init__(self, world: World) -> None:
        self._world = world

    def mute(self, team: str, user: str, choice: MuteFor) -> datetime:
        """No cards from now on; returns until when."""
        zone = self._world.zone(team, user)
        until = muted_until(choice, self._world.clock.now(), zone)
        with self._world.store.work() as work:
            _mute(work, work.people.get(team, user), until, self._world.clock.now())
        return until

    def unmute(self, team: str, user: str) -> bool:
        """Cards again; False when there was no mute."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            person = work.people.get(team, user)
            _mute(work, person, None, now)
        return person.muted_until is not None and person.muted_until > now

    def mute_here(self, team: str, request_id: str, user: str) -> None:
        """No cards for this owner from the channel of that request; they are told, with a way back."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            request = work.requests.get(team, request_id)
            if request is None:
                raise NotFound("not_found")
            if user not in work.channels.get(team, request.channel).owners:
                raise NotAllowed("not_card_owner")
            if work.mutes.holds(team, user, request.channel):
                return
            work.mutes.add(team, user, request.channel)
            work.audit.note(_here(team, user, "", request.channel, now))
            key = f"muted_here:{request.channel}:{user}:{self._world.ids.new()}"
            work.outbox.say(Utterance(team, Saying.MUTED_HERE, request.channel, key, now, person=user))

    def unmute_here(self, team: str, channel: str, user: str) -> None:
        """Cards from that channel again."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            if not work.mutes.drop(team, user, channel):
                raise OutOfDate("not_muted")
            work.audit.note(_here(team, user, channel, "", now))
            work.outbox.refresh(team, Saying.MUTED_HERE, channel, now)

    def is_muted_here(self, team: str, channel: str, user: str) -> bool:
        """What the message about it shows."""
        with self._world.store.reading() as work:
            return work.mutes.holds(team, user, channel)


def _here(team: str, user: str, before: str, after: str, at: datetime) -> SettingChange:
    """A line of the person's own trail: which channel they mute, or muted until now."""
    return SettingChange(team, at, user, "muted_here", before, after, person=user)


def _mute(work: Work, person: Person, until: datetime | None, now: datetime) -> None:
    muted = replace(person, muted_until=until)
    work.people.save(muted)
    work.audit.note(*person_changes(person, muted, person.user, now))
