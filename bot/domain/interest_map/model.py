"""The map and what stands on each party's side of it; ids travel in the order team, negotiation, party."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.model import MessageRef

FEWEST_PARTIES, MOST_PARTIES = 2, 6
MOST_INTERESTS = 12
"""Of one party: what is longer is no map any more."""


class Criterion(StrEnum):
    """A yardstick that neither side made up for the day (Getting to Yes, "objective criteria")."""

    USAGE = "usage"
    PAYING_ACCOUNTS = "paying_accounts"
    COST_OF_DELAY = "cost_of_delay"
    SUPPORT_HOURS = "support_hours"
    CONTRACT = "contract"
    STANDARD = "standard"
    PRECEDENT = "precedent"
    SERVICE_LEVEL = "service_level"
    EFFORT = "effort"
    STRATEGIC_GOAL = "strategic_goal"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a negotiation. `user` is set when the side is a person in this Slack.

    `key` names the side within its map and never changes. `risk` is what happens to them if nothing is found.
    `confirmed`: they said themselves that this is right; until then it is somebody's guess.
    `criteria` are the yardsticks they would accept.
    """

    name: str
    user: str | None = None
    position: str = ""
    risk: str = ""
    key: str = ""
    confirmed: bool = False
    criteria: tuple[Criterion, ...] = ()


class NegotiationState(StrEnum):
    OPEN = "open"
    AGREED = "agreed"
    CLOSED = "closed"


class Scoring(StrEnum):
    """Whether the parties rate the options at the moment; what they gave is seen once it is revealed."""

    NOT_YET = "not_yet"
    OPEN = "open"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Negotiation:
    """An interest map: who takes part, what they share and what stands between them.

    `brainstorm_until` is the end of the latest timed brainstorm: while it lies ahead nothing is scored.
    `round` counts the times the options were scored.
    """

    id: str
    team: str
    author: str
    title: str
    parties: tuple[Party, ...]
    created_at: datetime
    source: MessageRef | None = None
    state: NegotiationState = NegotiationState.OPEN
    shared_outcome: str = ""
    blocker: str = ""
    brainstorm_until: datetime | None = None
    scoring: Scoring = Scoring.NOT_YET
    round: int = 0
    retired: str = ""
    """The keys of sides that were taken off: nobody else is called by them."""
    version: int = 1

    def party(self, key: str) -> Party | None:
        return next((party for party in self.parties if party.key == key), None)

    def party_of(self, user: str) -> Party | None:
        """The first side for which that person stands."""
        return next((party for party in self.parties if user and party.user == user), None)


class Need(StrEnum):
    """How much it is wanted: without it there is no yes; it would be welcome; it must not happen."""

    NEED = "need"
    WISH = "wish"
    CONCERN = "concern"


class Kind(StrEnum):
    """What an interest is about."""

    COMMERCIAL = "commercial"
    TECHNICAL = "technical"
    PEOPLE = "people"
    STRATEGIC = "strategic"
    RELATIONAL = "relational"


class Weight(StrEnum):
    """Whether the party could give way here; what has no weight was not asked yet."""

    ESSENTIAL = "essential"
    TRADEABLE = "tradeable"


class Mark(StrEnum):
    """What another party says of an interest: it is ours as well, or it would help us if they gave way here."""

    OURS_TOO = "ours_too"
    HELPS_US = "helps_us"


@dataclass(frozen=True, slots=True)
class Interest:
    """What a position would protect or win for one party, in one line.

    `by` wrote it; `confirmed` when its own party said it or said yes to it. `marks` go by the other parties' keys.
    """

    id: str
    team: str
    negotiation: str
    party: str
    text: str
    by: str
    created_at: datetime
    need: Need = Need.NEED
    kind: Kind | None = None
    weight: Weight | None = None
    confirmed: bool = False
    marks: Mapping[str, Mark] = field(default_factory=dict, hash=False)
    version: int = 1


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What one person suspects of a party; nobody else ever sees it. `text` is stored encrypted."""

    id: str
    team: str
    negotiation: str
    author: str
    party: str
    text: str
    created_at: datetime
    version: int = 1
