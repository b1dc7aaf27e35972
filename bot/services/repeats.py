"""Earlier asks for the same thing, as far as an owner may see them, and what became of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.coaching.repeats import same_thing
from bot.domain.model import Channel, FeatureRequest, Settlement
from bot.services.following import is_followed
from bot.services.ports import Work
from bot.services.replies import READING
from bot.services.world import World

CHANNELS, LOOK_BACK = 5, 100
"""So many of an owner's channels, and of each so many of the latest requests: what a card may cost does not grow."""
LINKED = 2


class Became(StrEnum):
    """What became of a request, as an owner would say it."""

    OPEN = "open"
    PARKED = "parked"
    ANSWERED = "answered"
    PREPARED = "prepared"
    ASKED = "asked"
    AGREED = "agreed"


_BECAME = {
    None: Became.OPEN,
    Settlement.WAITING: Became.PARKED,
    Settlement.POSTED: Became.ANSWERED,
    Settlement.REPLIED: Became.ANSWERED,
    Settlement.PREPARING: Became.PREPARED,
    Settlement.ASKED: Became.ASKED,
    Settlement.AGREED: Became.AGREED,
}


@dataclass(frozen=True, slots=True)
class EarlierAsk:
    """`link` is None where Slack gives no permalink."""

    became: Became
    link: str | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often it was asked for before, and the latest of those."""

    before: int
    latest: tuple[EarlierAsk, ...]


def repeat_of(world: World, request: FeatureRequest, owner: str) -> Repeat | None:
    """None where it is the first ask. Asks Slack for links, so never inside a transaction."""
    if not request.object.strip():
        return None
    with world.store.reading() as work:
        found = sorted(_earlier(work, request, owner), key=lambda each: each.noticed_at, reverse=True)
        became = [(each, _became(work, each)) for each in found[:LINKED]]
    if not found:
        return None
    return Repeat(len(found), tuple(EarlierAsk(how, world.slack.permalink(each.ref)) for each, how in became))


def _earlier(work: Work, request: FeatureRequest, owner: str) -> Iterator[FeatureRequest]:
    """In channels this owner looks after; nothing of who opted out."""
    hidden: dict[str, bool] = {}
    for channel in _channels(work, request, owner):
        asked = work.requests.objects_in(channel.team, channel.channel, LOOK_BACK)
        same = [id_ for id_, object_ in asked.items() if same_thing(object_, request.object)]
        for each in work.requests.these(channel.team, same):
            if each.noticed_at >= request.noticed_at or not is_followed(each):
                continue
            if each.requester not in hidden:
                hidden[each.requester] = work.people.get(each.team, each.requester).opted_out
            if not hidden[each.requester]:
                yield each


def _channels(work: Work, request: FeatureRequest, owner: str) -> list[Channel]:
    """The request's own first."""
    owned = work.channels.owned_by(request.team, owner)
    read = [channel for channel in owned if channel.mode in READING and not channel.shared]
    return sorted(read, key=lambda channel: (channel.channel != request.channel, channel.channel))[:CHANNELS]


def _became(work: Work, request: FeatureRequest) -> Became:
    if work.agreements.of_request(request.team, request.id):
        return Became.AGREED
    return _BECAME.get(request.settled_as, Became.OPEN)
