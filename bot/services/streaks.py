"""Cards that nobody uses: after a few in a row the channel's threshold rises, and its owners are told."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.detection.learning import raised
from bot.domain.errors import NotAllowed
from bot.domain.model import Channel, FeatureRequest, Mode, RequestState, Saying, Settlement, Utterance
from bot.domain.silence import hours_of, ignored_from
from bot.domain.timing import due, next_working
from bot.domain.trail import SettingChange
from bot.services.ports import Work
from bot.services.world import Habits, Hush, World

EARLIEST = timedelta(days=1)
"""No card is ignored sooner, whatever the hours: what is younger need not be looked up."""
LOOK_BACK = 30
"""Requests looked at; among them are some without a card, and some that nobody can judge yet."""


def grow_quieter(work: Work, channel: Channel, habits: Habits, now: datetime) -> Channel:
    """The channel, asking for more certainty where the latest cards went unused; its owners are told once each time."""
    higher = raised(channel.leaning, channel.raised)
    if higher == channel.raised or not _all_unused(work, channel, habits, now):
        return channel
    quieter = replace(channel, raised=higher, raised_at=now)
    work.channels.save(quieter)
    for owner in channel.owners:
        person = work.people.get(channel.team, owner)
        at = due(next_working(now, person.zone, hours_of(person, habits.hours)), person.zone)
        key = f"quieter:{channel.channel}:{owner}:{now.isoformat()}"
        told = Utterance(channel.team, Saying.QUIETER, channel.channel, key, at.at, person=owner, local=at.local)
        work.outbox.say(told)
    return quieter


def _all_unused(work: Work, channel: Channel, habits: Habits, now: datetime) -> bool:
    """Whether the latest cards since the threshold last moved were all sent away or ignored, and enough of them."""
    wanted, found = habits.manners.in_a_row, 0
    for request in work.requests.latest_in(channel.team, channel.channel, LOOK_BACK) if wanted else ():
        if channel.raised_at and request.noticed_at <= channel.raised_at:
            return False
        used = _used(work, request, habits, now)
        if used is None:
            continue
        if used:
            return False
        found += 1
        if found >= wanted:
            return True
    return False


def _used(work: Work, request: FeatureRequest, habits: Habits, now: datetime) -> bool | None:
    """What became of a request's cards; None where nobody saw one, or it is too early to tell."""
    if request.state is RequestState.WITHDRAWN:
        return None
    if request.state is RequestState.SETTLED:
        return request.settled_as is not Settlement.DISMISSED
    if now - request.noticed_at < EARLIEST:
        return None
    shown = work.outbox.said(request.team, Saying.CARD, request.id)
    if not shown:
        return None
    latest = max(shown, key=lambda row: row.utterance.due_at).utterance
    zone = work.people.get(request.team, latest.person or "").zone
    return False if now >= ignored_from(latest.due_at, zone, habits.hours) else None


class StreaksService:
    """What owners are told of it, and taking it back."""

    def __init__(self, world: World) -> None:
        self._world = world

    def told(self, team: str, channel: str) -> Channel | Hush:
        """The channel as the message about it shows it."""
        with self._world.store.reading() as work:
            found = work.channels.get(team, channel)
        if found.mode is Mode.OFF or found.shared:
            return Hush("the channel was turned off")
        return found

    def listen_as_before(self, team: str, channel: str, user: str) -> None:
        """An owner takes it back; cards from before do not count again."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            found = work.channels.get(team, channel)
            if user not in found.owners:
                raise NotAllowed("not_card_owner")
            if found.raised:
                work.channels.save(replace(found, raised=0.0, raised_at=now))
                undone = SettingChange(team, now, user, "raised_bar", "yes", "no", channel=channel)
                work.audit.note(undone)
                work.outbox.refresh(team, Saying.QUIETER, channel, now)
