"""Whether a request's card comes, when and to whom; and the same question again when its moment has come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.model import Channel, FeatureRequest, Saying, Utterance
from bot.domain.silence import (
    FOR_GOOD,
    Drop,
    Hold,
    Reader,
    Say,
    Shown,
    Why,
    Wish,
    day_around,
    decide,
    hours_of,
    moment,
    reader_of,
)
from bot.domain.timing import due, next_working
from bot.services.ports import Work
from bot.services.world import Habits, World


def delay_of(channel: Channel, habits: Habits) -> timedelta:
    """How long a request rests before its card."""
    return habits.card_delay if channel.card_delay is None else timedelta(seconds=channel.card_delay)


def offer_cards(work: Work, habits: Habits, request: FeatureRequest, channel: Channel, now: datetime) -> str:
    """Put the card on its way to each owner whose day has room for it; where there is none at all, why.

    In rehearsal there is one card, in the test channel, at the first owner's hours.
    """
    cap = channel.cards_a_day or habits.manners.channel_cap
    wish = Wish(request.id, request.channel, request.requester, now + delay_of(channel, habits), cap)
    there = {row.utterance.person for row in work.outbox.said(request.team, Saying.CARD, request.id)}
    reasons: list[Why] = []
    for owner in channel.owners[:1] if channel.rehearsal else channel.owners:
        if owner in there:
            continue  # their card is brought up to date where it stands
        reader = _reader(work, habits, channel, owner)
        shown = _around(work, habits, request.team, wish, reader, now)
        verdict = decide(wish, now, reader, shown, habits.manners.requester_pause)
        if isinstance(verdict, Drop):
            reasons.append(verdict.why)
            continue
        there.add(owner)
        work.outbox.say(_card(request, channel, reader, verdict))
    return "" if there or not reasons else reasons[0]


def _reader(work: Work, habits: Habits, channel: Channel, owner: str) -> Reader:
    """In rehearsal nobody's own settings count: the card is for nobody's eyes in particular."""
    person = work.people.get(channel.team, owner)
    if channel.rehearsal:
        return Reader(owner, person.zone, habits.hours, habits.manners.owner_cap)
    muted_here = work.mutes.holds(channel.team, owner, channel.channel)
    return reader_of(person, habits.hours, habits.manners, muted_here=muted_here)


def _around(work: Work, habits: Habits, team: str, wish: Wish, reader: Reader, now: datetime) -> Sequence[Shown]:
    """Every card that can count against this one."""
    at = moment(wish.due, now, reader)
    if isinstance(at, Drop):
        return ()
    return work.outbox.cards_between(team, *day_around(at.at, reader.zone, habits.manners.requester_pause))


def _card(request: FeatureRequest, channel: Channel, reader: Reader, verdict: Say | Hold) -> Utterance:
    """`round_`: a request that was withdrawn and came back is offered anew."""
    round_ = request.version
    return Utterance(
        request.team,
        Saying.CARD,
        request.id,
        f"card:{request.id}:{reader.user}:{round_}",
        verdict.at,
        person=reader.user,
        channel=channel.rehearsal,
        local=due(verdict.at, reader.zone).local if isinstance(verdict, Hold) else None,
    )


class SilenceService:
    """Asked when a card's moment has come: much can have changed since it was put on its way."""

    def __init__(self, world: World) -> None:
        self._world = world

    def card(self, said: Utterance, rest: datetime | None = None) -> Say | Hold | Drop:
        """Whether a card may come now; `rest` is when its reader's do-not-disturb ends."""
        now, habits = self._world.clock.now(), self._world.habits
        with self._world.store.reading() as work:
            request = work.requests.get(said.team, said.subject)
            if request is None:
                return Say(now)  # whoever shows it finds that there is nothing to show
            channel = work.channels.get(said.team, request.channel)
            reader = _reader(work, habits, channel, said.person or "")
        if said.channel != channel.rehearsal:
            return Drop(Why.REHEARSAL)
        if rest is not None:
            reader = replace(reader, at_rest_until=max(rest, reader.at_rest_until or rest))
        return moment(min(request.noticed_at + delay_of(channel, habits), now), now, reader)

    def wait_over(self, team: str, owner: str) -> Say | Hold | Drop:
        """A card that its owner put off comes after their mute."""
        now, habits = self._world.clock.now(), self._world.habits
        with self._world.store.reading() as work:
            person = work.people.get(team, owner)
        until = person.muted_until
        if until is None or until <= now:
            return Say(now)
        if until >= FOR_GOOD:
            return Drop(Why.MUTED)
        return Hold(next_working(until, person.zone, hours_of(person, habits.hours)))

    def why(self, team: str, id_: str) -> str:
        """Why a request got no card, by one of the reasons of `Why`; empty where it got one."""
        with self._world.store.reading() as work:
            request = work.requests.get(team, id_)
        return request.hushed if request else ""
