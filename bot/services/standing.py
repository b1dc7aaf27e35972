"""Cards that stand in Slack are shown anew when their request changes."""

from datetime import datetime

from bot.domain.model import ASIDES, FeatureRequest, RequestState, Saying, Settlement
from bot.services.ports import Work


def refresh_cards(work: Work, request: FeatureRequest, now: datetime) -> None:
    """Have every card of this request show how it stands now."""
    over = request.state is RequestState.WITHDRAWN or request.settled_as is Settlement.DISMISSED
    for saying in (Saying.CARD, Saying.WAIT_OVER, *(ASIDES.values() if over else ())):
        work.outbox.refresh(request.team, saying, request.id, now)
