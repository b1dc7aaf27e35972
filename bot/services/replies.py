"""What is written under a request: an owner's own answer settles it, and what replies show is told its owners aside."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.detection.reading import ENGLISH
from bot.domain.model import (
    AsideKind,
    Channel,
    Delivery,
    FeatureRequest,
    MessageRef,
    Mode,
    RequestState,
    Saying,
    Settlement,
)
from bot.domain.threads.cues import cues_in, shown_by
from bot.services.follow_ups import request_about
from bot.services.following import Shown, follow, followed
from bot.services.ports import Work
from bot.services.standing import refresh_cards
from bot.services.world import World

READING = frozenset({Mode.PRIVATE, Mode.PUBLIC})


@dataclass(frozen=True, slots=True)
class Reply:
    """A message in a thread; its words are looked at in memory and kept nowhere."""

    ref: MessageRef
    user: str
    text: str = ""


def awaited(work: Work, team: str, channel: str, root: str, user: str) -> FeatureRequest | None:
    """The request this thread is about, where its answer is still open and this person is one to give it."""
    request = request_about(work, MessageRef(team, channel, root))
    if request is None or user not in work.channels.get(team, channel).owners:
        return None
    return request if awaits_answer(request) else None


def awaits_answer(request: FeatureRequest) -> bool:
    return request.state is RequestState.OPEN or request.settled_as is Settlement.WAITING


class RepliesService:
    """Settles a request quietly once an owner has answered it themselves, and follows the thread."""

    def __init__(self, world: World) -> None:
        self._world = world

    def replied(self, reply: Reply, delivery: Delivery | None) -> None:
        """One transaction for both: an answer that settles a request can also be what its thread is about."""
        now, ref = self._world.clock.now(), reply.ref
        kinds = self._shown_by(reply)
        with self._world.store.work(delivery) as work:
            channel = work.channels.get(ref.team, ref.channel)
            if channel.shared or channel.mode not in READING or work.people.get(ref.team, reply.user).opted_out:
                return
            request = awaited(work, ref.team, ref.channel, ref.root, reply.user)
            if request is not None:
                answered_in_thread(work, request, reply.user, now)
            about = followed(work, ref, self._world.habits.manners.follows) if kinds else None
            if about is not None:
                follow(work, self._world, channel, Shown(about, kinds, ref.ts), now)

    def _shown_by(self, reply: Reply) -> tuple[AsideKind, ...]:
        """For which asides the reply counts. Of one that shows nothing, and of small talk, Slack is asked nothing."""
        ref, manners = reply.ref, self._world.habits.manners
        with self._world.store.reading() as work:
            request = followed(work, ref, manners.follows)
            channel = work.channels.get(ref.team, ref.channel)
        if request is None or channel.mode not in READING:
            return ()
        kinds = shown_by(cues_in(reply.text), by_requester=reply.user == request.requester)
        if not kinds or self._world.classifier.read(reply.text).language != ENGLISH:
            return ()
        if self._world.as_known(ref.team, reply.user).guest and not manners.hears_guests:
            return ()
        self._meet(channel)
        return kinds

    def _meet(self, channel: Channel) -> None:
        """Know when its owners are at work, before it is decided when they are told."""
        for owner in channel.owners:
            self._world.as_known(channel.team, owner)


def answered_in_thread(work: Work, request: FeatureRequest, user: str, now: datetime) -> None:
    """An owner answered: there is nothing left to help with."""
    how = Settlement.REPLIED
    answered = replace(request, state=RequestState.SETTLED, settled_by=user, settled_as=how, waits_until=None)
    work.requests.save(answered)
    for saying in (Saying.CARD, Saying.PUBLIC_REPLY, Saying.WAIT_OVER):
        work.outbox.cancel(request.team, saying, request.id, "an owner answered in the thread")
    refresh_cards(work, answered, now)
