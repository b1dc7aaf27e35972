"""Whether a request's card comes, when and to whom; and the same question again when its moment has come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.model import ASIDES, Channel, FeatureRequest, Saying, Utterance
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
    is_full,
    moment,
    reader_of,
)
from bot.domain.timing import due, next_working
from bot.services.ports import Work
from bot.services.world import Habits, World


def delay_of(channel: Channel, habits: Habits) -> timedelta:
    """How long a request rests before its card."""
    return habits.card_delay if channel.card_delay is None else timedelta(seconds=channel.card_delay)


def offer_cards(
    work: Work,
    habits: Habits,
    request: FeatureRequest,
    channel: Channel,
    now: datetime,
    saying: Saying = Saying.CARD,
) -> str:
    """Put a card of that kind on its way to each owner whose day has room for it; where there is none at all, why.

    In rehearsal there is one card, in the test channel, at the first owner's hours.
    """
    wish = _wish(habits, request, channel, now, saying)
    there = {row.utterance.person for row in work.outbox.said(request.team, saying, request.id)}
    reasons: list[Why] = []
    for owner in channel.owners[:1] if channel.rehearsal else channel.owners:
        if owner in there:
            continue  # their card is brought up to date where it stands
        reader = _reader(work, habits, channel, owner)
        shown = _around(work, habits, request.team, wish, reader, now)
        verdict = _in_time(saying, decide(wish, now, reader, shown, habits.manners.requester_pause))
        if isinstance(verdict, Drop):
            reasons.append(verdict.why)
            continue
        there.add(owner)
        work.outbox.say(_card(request, channel, reader, verdict, saying))
    return "" if there or not reasons else reasons[0]


def channel_is_full(work: Work, habits: Habits, request: FeatureRequest, channel: Channel, now: datetime) -> bool:
    """Whether a public reply would be more than the channel gets that day, by its first owner's clock."""
    wish = _wish(habits, request, channel, now, Saying.PUBLIC_REPLY)
    zone = work.people.get(channel.team, channel.owners[0]).zone if channel.owners else None
    said = work.outbox.cards_between(channel.team, *day_around(wish.due, zone, timedelta()), channel=wish.channel)
    return is_full(wish, zone, said)


def _wish(habits: Habits, request: FeatureRequest, channel: Channel, now: datetime, saying: Saying) -> Wish:
    cap = channel.cards_a_day or habits.manners.channel_cap
    return Wish(request.id, request.channel, request.requester, now + delay_of(channel, habits), cap, saying)


def _in_time(saying: Saying, verdict: Say | Hold | Drop) -> Say | Hold | Drop:
    """A pause is for the moment; the next morning it would only stir up what has settled."""
    held = saying is Saying.ASIDE_TENSION and isinstance(verdict, Hold)
    return Drop(Why.TOO_LATE) if held else verdict


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
    around = day_around(at.at, reader.zone, habits.manners.requester_pause)
    return work.outbox.cards_between(team, *around, channel=wish.channel, person=reader.user, requester=wish.requester)


def _card(request: FeatureRequest, channel: Channel, reader: Reader, verdict: Say | Hold, saying: Saying) -> Utterance:
    """`round_`: a request that was withdrawn and came back is offered anew; what follows it is told once."""
    round_ = f":{request.version}" if saying is Saying.CARD else ""
    return Utterance(
        request.team,
        saying,
        request.id,
        f"{saying}:{request.id}:{reader.user}{round_}",
        verdict.at,
        person=reader.user,
        channel=channel.rehearsal,
        local=due(verdict.at, reader.zone).local if isinstance(verdict, Hold) else None,
    )


class SilenceService:
    """Asked when the moment of a card, or of what follows it, has come: much can have changed since."""

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
            asked_at = _asked_at(work, request, said.saying)
        if said.channel != channel.rehearsal:
            return Drop(Why.REHEARSAL)
        if rest is not None:
            reader = replace(reader, at_rest_until=max(rest, reader.at_rest_until or rest))
        return _in_time(said.saying, moment(min(asked_at + delay_of(channel, habits), now), now, reader))

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


def _asked_at(work: Work, request: FeatureRequest, saying: Saying) -> datetime:
    """Since when there is something to say: the request was noticed, or its replies had shown enough."""
    about = {ASIDES[aside.kind]: aside.offered_at for aside in work.asides.about(request.team, request.id)}
    return about.get(saying) or request.noticed_at
