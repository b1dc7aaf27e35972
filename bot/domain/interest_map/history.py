"""What happened to a map: who changed what, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ChangeKind(StrEnum):
    """Everything that leaves a line in a map's history; private notes and scores never do."""

    STARTED = "started"
    EDITED = "edited"
    CLOSED = "closed"
    REOPENED = "reopened"
    SHARED = "shared"
    ASKED = "asked"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    INTEREST_ADDED = "interest_added"
    INTEREST_CHANGED = "interest_changed"
    INTEREST_REMOVED = "interest_removed"
    MARKED = "marked"
    COMMON_CHANGED = "common_changed"
    CRITERIA_PICKED = "criteria_picked"
    BRAINSTORM_STARTED = "brainstorm_started"
    OPTION_ADDED = "option_added"
    OPTION_CHANGED = "option_changed"
    OPTION_PROPOSED = "option_proposed"
    OPTION_CHOSEN = "option_chosen"
    OPTION_DROPPED = "option_dropped"
    OPTION_BROUGHT_BACK = "option_brought_back"
    SCORING_STARTED = "scoring_started"
    SCORING_STOPPED = "scoring_stopped"
    SCORED = "scored"
    SCORES_REVEALED = "scores_revealed"
    TRADE_ADDED = "trade_added"
    TRADE_CHANGED = "trade_changed"
    TRADE_REMOVED = "trade_removed"
    RANKED = "ranked"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history. `party` is a key or empty; `before` and `after` are what stood there, cut short."""

    team: str
    negotiation: str
    at: datetime
    by: str
    what: ChangeKind
    party: str = ""
    before: str = ""
    after: str = ""
