"""Turning a channel on, changing what the bot does there, and who looks after it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import Invalid, NotAllowed, NotFound
from bot.domain.model import Channel, Delivery, Mode, Saying, Sensitivity, Utterance
from bot.domain.trail import channel_changes
from bot.domain.visibility import NOBODY
from bot.services import ownership
from bot.services.ports import Work
from bot.services.world import Hush, World


@dataclass(frozen=True, slots=True)
class Invited:
    """The bot was brought into a channel at that (civil) moment; `key` tells this invitation from others."""

    team: str
    channel: str
    inviter: str | None
    shared: bool
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Listening:
    """How closely the bot listens, and whether it may keep the text of messages that owners judged."""

    sensitivity: Sensitivity = Sensitivity.STANDARD
    keeps_examples: bool = False


USUAL = Listening()


@dataclass(frozen=True, slots=True)
class ChannelSetup:
    """What somebody sees of a channel's set-up. `owners` are those who are still members, `gone` those who left."""

    channel: str
    mode: Mode
    owners: tuple[str, ...]
    may_change: bool
    gone: tuple[str, ...] = ()
    listening: Listening = USUAL


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks a channel to be; where nothing is said of listening, that stays as it is."""

    mode: Mode
    owners: tuple[str, ...]
    listening: Listening | None = None


class ChannelService:
    """Modes and owners of channels. A channel is off until a member chooses; the chooser becomes its owner."""

    def __init__(self, world: World) -> None:
        self._world = world

    def invited(self, news: Invited, delivery: Delivery | None) -> None:
        """Start afresh: off, and the inviter is asked in private what the bot may do."""
        now = self._world.clock.now()
        with self._world.store.work(delivery) as work:
            known = work.channels.get(news.team, news.channel)
            if known.chosen_at and known.chosen_at > news.at:
                return  # old news: somebody has chosen since
            fresh = Channel(news.team, news.channel, inviter=news.inviter, shared=news.shared)
            ownership.change(work, fresh, now)
            work.audit.note(*channel_changes(known, fresh, news.inviter or NOBODY, now))
            if news.inviter:
                key = f"setup:{news.channel}:{news.key}"
                setup = Utterance(news.team, Saying.SETUP, news.channel, key, now, person=news.inviter)
                work.outbox.say(setup)

    def look(self, team: str, channel: str, user: str) -> ChannelSetup:
        """The set-up as this person may see or change it; raises when the bot is not in the channel."""
        seen = self._world.slack.channel(team, channel)
        if seen is None or not seen.member:
            raise NotFound("not_in_channel_bot")
        if seen.shared:
            raise NotAllowed("shared_channel")
        with self._world.store.reading() as work:
            stored = work.channels.get(team, channel)
        owners = self._living_owners(stored)
        may_change = user in owners or (not owners and self._world.is_member(team, channel, user))
        gone = tuple(owner for owner in stored.owners if owner not in owners)
        listening = Listening(stored.sensitivity, stored.keeps_examples)
        return ChannelSetup(channel, stored.mode, owners, may_change, gone, listening)

    def choose(self, team: str, channel: str, user: str, mode: Mode) -> None:
        """The one-click choice of the set-up message: the chooser looks after the channel from now on."""
        setup = self.look(team, channel, user)
        owners = setup.owners if user in setup.owners else (*setup.owners, user)
        self._change(team, user, Wanted(mode, owners), setup)

    def change(
        self,
        team: str,
        channel: str,
        user: str,
        mode: Mode,
        owners: tuple[str, ...],
        listening: Listening | None = None,
    ) -> None:
        """Save the set-up form; every owner must be a member of the channel."""
        setup = self.look(team, channel, user)
        if set(owners) - self._world.slack.members(team, channel, owners):
            raise Invalid("owners", "owners_left")
        if not owners and mode is not Mode.OFF:
            raise Invalid("owners", "no_owners")
        self._change(team, user, Wanted(mode, owners, listening), setup)

    def _change(self, team: str, user: str, wanted: "Wanted", seen: ChannelSetup) -> None:
        if not seen.may_change:
            raise _not_owner(seen.owners)
        now, channel = self._world.clock.now(), seen.channel
        with self._world.store.work() as work:
            before = work.channels.get(team, channel)
            # Somebody may have become owner since we looked: their say counts.
            if user not in before.owners and set(before.owners) - set(seen.gone):
                raise _not_owner(before.owners)
            after = _chosen(before, wanted, now)
            ownership.change(work, after, now)
            work.audit.note(*channel_changes(before, work.channels.get(team, channel), user, now))
            work.outbox.refresh(team, Saying.SETUP, channel, now)
            # What is read or kept there changed: everybody in the channel is told.
            for saying in _news(before, after):
                key = f"{saying}:{channel}:{self._world.ids.new()}"
                work.outbox.say(Utterance(team, saying, channel, key, now, channel=channel))

    def _living_owners(self, channel: Channel) -> tuple[str, ...]:
        if not channel.owners:
            return ()
        members = self._world.slack.members(channel.team, channel.channel, channel.owners)
        return tuple(owner for owner in channel.owners if owner in members)

    def left(self, team: str, channel: str, user: str, delivery: Delivery | None) -> None:
        """Somebody left the channel: they own it no longer and get no further card from it."""
        with self._world.store.work(delivery) as work:
            stored = work.channels.get(team, channel)
            if user in stored.owners:
                now, without = self._world.clock.now(), ownership.without(stored, user)
                ownership.change(work, without, now)
                work.audit.note(*channel_changes(stored, without, user, now))

    def sharing_changed(self, team: str, channel: str, shared: bool, delivery: Delivery | None) -> None:
        """A channel was opened to, or closed to, another organisation; shared channels stay silent."""
        with self._world.store.work(delivery) as work:
            stored = work.channels.get(team, channel)
            ownership.change(work, replace(stored, shared=shared), self._world.clock.now())

    def is_shared(self, team: str, channel: str) -> bool:
        """Whether another organisation reads along, as far as the bot was told."""
        with self._world.store.reading() as work:
            return work.channels.get(team, channel).shared

    def setup_of(self, team: str, channel: str) -> Channel | Hush:
        """What the set-up message in the inviter's DM shows right now."""
        with self._world.store.reading() as work:
            return work.channels.get(team, channel)

    def notice_of(self, team: str, channel: str) -> Channel | Hush:
        """What the notice in the channel says; nothing where the channel was turned off meanwhile."""
        with self._world.store.reading() as work:
            return _if_on(work, team, channel)


def _news(before: Channel, after: Channel) -> Iterator[Saying]:
    if after.mode is Mode.OFF:
        return
    if after.mode is not before.mode:
        yield Saying.NOTICE
    if after.keeps_examples and not before.keeps_examples:
        yield Saying.CONSENT_NOTICE


def _chosen(before: Channel, wanted: Wanted, now: datetime) -> Channel:
    """The channel as it was wished for; what it learned belongs to the sensitivity it was learned at."""
    chosen = replace(before, mode=wanted.mode, owners=wanted.owners, chosen_at=now)
    if wanted.listening is None:
        return chosen
    chosen = replace(chosen, keeps_examples=wanted.listening.keeps_examples)
    if wanted.listening.sensitivity is before.sensitivity:
        return chosen
    return replace(chosen, sensitivity=wanted.listening.sensitivity, leaning=0.0, raised=0.0, learns_since=now)


def _not_owner(owners: tuple[str, ...]) -> NotAllowed:
    return NotAllowed("not_owner", owners=" ".join(owners)) if owners else NotAllowed("members_only")


def _if_on(work: Work, team: str, channel: str) -> Channel | Hush:
    stored = work.channels.get(team, channel)
    if stored.mode is Mode.OFF or stored.shared:
        return Hush("the channel was turned off")
    return stored
