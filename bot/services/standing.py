"""Cards that stand in Slack are shown anew when their request changes."""

from datetime import datetime

from bot.domain.model import FeatureRequest, Saying
from bot.services.ports import Work


def refresh_cards(work: Work, request: FeatureRequest, now: datetime) -> None:
    """Have every card of this request show how it stands now."""
    for saying in (Saying.CARD, Saying.WAIT_OVER):
        work.outbox.refresh(request.team, saying, request.id, now)
