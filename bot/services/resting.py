"""A request that rests: the holding line offered meanwhile, and what changed in its thread until it comes back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.coaching.moves import draft
from bot.domain.coaching.words import CoachingWords
from bot.domain.errors import SlackAway
from bot.domain.model import FeatureRequest, Move, Settlement
from bot.services.world import World

WHEN = "{when}"
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Holding:
    """A line to post meanwhile; `{when}` in it is the promised time, which the reader sees in the owner's zone."""

    line: str
    until: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What came while the owner waited; `replies` are the requester's own."""

    replies: int


def holding_line(world: World, words: CoachingWords, request: FeatureRequest, owner: str) -> Holding | None:
    """The line for an owner who waits and has posted none; may ask Slack, so never inside a transaction."""
    if request.settled_as is not Settlement.WAITING or request.settled_by != owner or request.waits_until is None:
        return None
    with world.store.reading() as work:
        if work.outbox.by_key(request.team, holding_key(request)) is not None:
            return None
    line = draft(Move.HOLDING, words, f"{request.channel}:{request.ts}", request.object, WHEN)
    return Holding(line, _promised(request.waits_until), world.zone(request.team, owner))


def holding_key(request: FeatureRequest) -> str:
    """One holding line a wait: the request's version changes with the next."""
    return f"hold:{request.id}:{request.version}"


def _promised(until: datetime) -> datetime:
    """The next quarter of an hour: a time that people say, and that can be kept."""
    over = (until - datetime.min.replace(tzinfo=until.tzinfo)) % QUARTER
    return until + (QUARTER - over if over else timedelta())


def meanwhile_in(world: World, request: FeatureRequest) -> Meanwhile | None:
    """What the requester added in the thread since the wait began; None where it cannot be read just now."""
    if request.waits_since is None:
        return None
    try:
        replies = world.slack.replies(request.ref, request.waits_since)
    except SlackAway:
        return None  # a courtesy must not hold up the card
    if replies is None:
        return None
    return Meanwhile(sum(reply.user == request.requester and not reply.bot for reply in replies))
