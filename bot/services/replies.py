"""An owner answers a request in its thread without the bot: there is nothing left to help with."""

from dataclasses import dataclass, replace

from bot.domain.model import Delivery, FeatureRequest, MessageRef, Mode, RequestState, Saying, Settlement
from bot.services.follow_ups import request_about
from bot.services.ports import Work
from bot.services.standing import refresh_cards
from bot.services.world import World


@dataclass(frozen=True, slots=True)
class Reply:
    """A message in a thread, without its words."""

    ref: MessageRef
    user: str


def awaited(work: Work, team: str, channel: str, root: str, user: str) -> FeatureRequest | None:
    """The request this thread is about, where its answer is still open and this person is one to give it."""
    request = request_about(work, MessageRef(team, channel, root))
    if request is None or user not in work.channels.get(team, channel).owners:
        return None
    open_ = request.state is RequestState.OPEN or request.settled_as is Settlement.WAITING
    return request if open_ else None


class RepliesService:
    """Settles a request quietly once an owner has answered it themselves."""

    def __init__(self, world: World) -> None:
        self._world = world

    def replied(self, reply: Reply, delivery: Delivery | None) -> None:
        """An owner's reply settles the request in whose thread it stands; anybody else's is none of our business."""
        now, ref = self._world.clock.now(), reply.ref
        with self._world.store.work(delivery) as work:
            request = awaited(work, ref.team, ref.channel, ref.root, reply.user)
            channel = work.channels.get(ref.team, ref.channel)
            if request is None or channel.shared or channel.mode not in {Mode.PRIVATE, Mode.PUBLIC}:
                return
            work.requests.save(
                replace(
                    request,
                    state=RequestState.SETTLED,
                    settled_by=reply.user,
                    settled_as=Settlement.REPLIED,
                    waits_until=None,
                )
            )
            for saying in (Saying.CARD, Saying.PUBLIC_REPLY, Saying.WAIT_OVER):
                work.outbox.cancel(ref.team, saying, request.id, "an owner answered in the thread")
            refresh_cards(work, request, now)
