"""Cards that stand in Slack are shown anew when their request changes."""

from datetime import datetime

from bot.domain.model import ASIDES, FeatureRequest, RequestState, Saying, Settlement
from bot.services.handled import mark_handled
from bot.services.ports import Work


def refresh_cards(work: Work, request: FeatureRequest, now: datetime) -> None:
    """Have every card of this request, and its emoji, show how it stands now: `request` is as it was just saved."""
    over = request.state is RequestState.WITHDRAWN or request.settled_as is Settlement.DISMISSED
    for saying in (Saying.CARD, Saying.WAIT_OVER, *(ASIDES.values() if over else ())):
        work.outbox.refresh(request.team, saying, request.id, now)
    mark_handled(work, request, now)
