"""Following a request's thread: what its replies show adds up, and when it is enough its owners are told aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.model import (
    ASIDES,
    Aside,
    AsideEnd,
    AsideKind,
    Channel,
    FeatureRequest,
    MessageRef,
    RequestState,
    Settlement,
)
from bot.domain.threads.moments import is_enough, is_within, with_moment
from bot.services.follow_ups import request_about
from bot.services.ports import Work
from bot.services.silence import offer_cards
from bot.services.world import World


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reply shows: of the request in whose thread it stands, for these kinds of asides."""

    request: FeatureRequest
    kinds: tuple[AsideKind, ...]
    ts: str


def is_followed(request: FeatureRequest) -> bool:
    """Whether its thread is anybody's business: not where there is no request, or none any more."""
    return request.state is not RequestState.WITHDRAWN and request.settled_as is not Settlement.DISMISSED


def followed(work: Work, reply: MessageRef, lapse: timedelta) -> FeatureRequest | None:
    """The request whose thread this reply belongs to, while that is followed."""
    if not lapse or reply.thread_ts is None or not is_within(reply.root, reply.ts, lapse):
        return None
    request = request_about(work, MessageRef(reply.team, reply.channel, reply.root))
    return request if request is not None and is_followed(request) else None


def follow(work: Work, world: World, channel: Channel, shown: Shown, now: datetime) -> None:
    """Add what a reply shows; once it is enough, put a card on its way to each owner whose day has room for it."""
    request = shown.request
    known = {aside.kind: aside for aside in work.asides.about(request.team, request.id)}
    for kind in shown.kinds:
        aside = known.get(kind) or _fresh(world, request, kind)
        if aside.offered_at is not None or shown.ts in aside.moments:
            continue
        aside = replace(aside, moments=with_moment(kind, aside.moments, shown.ts))
        if is_enough(kind, aside.moments) and _offer(work, world, request, channel, kind, now):
            aside = replace(aside, offered_at=now)
        if kind in known:
            work.asides.save(aside)
        else:
            work.asides.add(aside)


def _fresh(world: World, request: FeatureRequest, kind: AsideKind) -> Aside:
    name = world.ids.of("aside", request.team, request.id, kind)
    return Aside(name, request.team, request.channel, request.id, kind)


def _offer(work: Work, world: World, request: FeatureRequest, channel: Channel, kind: AsideKind, now: datetime) -> bool:
    if not channel.owners:
        return False
    return not offer_cards(work, world.habits, request, channel, now, ASIDES[kind])


def end_aside(work: Work, aside: Aside, user: str, how: AsideEnd, now: datetime) -> None:
    """An owner dealt with it, for all of them."""
    work.asides.save(replace(aside, settled_by=user, settled_as=how))
    refresh_aside(work, aside, now)


def refresh_aside(work: Work, aside: Aside, now: datetime) -> None:
    """Have its cards show how it stands now."""
    work.outbox.refresh(aside.team, ASIDES[aside.kind], aside.request, now)


def drop_asides(work: Work, request: FeatureRequest, now: datetime) -> None:
    """The request's words go, and with them what its replies showed."""
    for aside in work.asides.about(request.team, request.id):
        _silence(work, aside, "the request was erased", now)
    work.asides.drop_about(request.team, request.id)


def forget_reply(work: Work, reply: MessageRef, now: datetime) -> None:
    """A reply was deleted: it shows nothing any more."""
    for aside in _about(work, reply):
        if reply.ts in aside.moments:
            work.asides.save(replace(aside, moments=tuple(ts for ts in aside.moments if ts != reply.ts)))
            _silence(work, aside, "the reply was deleted", now)


def _about(work: Work, reply: MessageRef) -> Sequence[Aside]:
    if reply.thread_ts is None or reply.thread_ts == reply.ts:
        return ()
    request = request_about(work, MessageRef(reply.team, reply.channel, reply.root))
    return work.asides.about(request.team, request.id) if request else ()


def _silence(work: Work, aside: Aside, why: str, now: datetime) -> None:
    work.outbox.cancel(aside.team, ASIDES[aside.kind], aside.request, why)
    refresh_aside(work, aside, now)
