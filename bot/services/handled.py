"""One quiet emoji on a request that is in hand, so that the team sees it without a new message; not by whom."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.model import FeatureRequest, MessageRef, RequestState, Saying, Settlement, Utterance
from bot.services.ports import Work
from bot.services.world import Hush, World

IN_HAND = frozenset({Settlement.POSTED, Settlement.PREPARING, Settlement.ASKED, Settlement.AGREED})


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the emoji belongs, and whether it stands there."""

    ref: MessageRef
    on: bool


def mark_handled(work: Work, request: FeatureRequest, now: datetime) -> None:
    """Let the emoji follow how the request stands; there is one row for it, rendered anew with each change."""
    if _in_hand(request):
        key = f"handled:{request.id}"
        work.outbox.say(Utterance(request.team, Saying.HANDLED, request.id, key, now, channel=request.channel))
    work.outbox.refresh(request.team, Saying.HANDLED, request.id, now)


def _in_hand(request: FeatureRequest) -> bool:
    return request.state is RequestState.SETTLED and request.settled_as in IN_HAND


class HandledService:
    """Says whether the emoji belongs on a request right now."""

    def __init__(self, world: World) -> None:
        self._world = world

    def mark(self, team: str, id_: str) -> Mark | Hush:
        """It goes again where the request is open anew or taken back."""
        with self._world.store.reading() as work:
            request = work.requests.get(team, id_)
        if request is None:
            return Hush("the request is gone")
        return Mark(request.ref, _in_hand(request))
