"""Options for mutual gain: what each side gets, within which limits, how each rates it, and what is traded for what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

MOST_OPTIONS = 20
MOST_TRADES = 20
LOWEST, HIGHEST = 1, 5
"""What an option may be given on each lens."""


class Starter(StrEnum):
    """Kinds of options that have often helped (Getting to Yes; the product-and-sales practices; PON on contingency)."""

    ONE_CLIENT = "one_client"
    CRITERIA_FIRST = "criteria_first"
    SHARED_METRIC = "shared_metric"
    DEBT_COMPENSATION = "debt_compensation"
    STAGED_ROLLOUT = "staged_rollout"
    SMALLER_SCOPE = "smaller_scope"
    OTHER_TIME = "other_time"
    OTHER_RESOURCE = "other_resource"
    WORKAROUND = "workaround"
    EXISTING_OR_PARTNER = "existing_or_partner"
    PILOT = "pilot"
    CONTINGENT = "contingent"
    LATER_WITH_CONDITIONS = "later_with_conditions"


class OptionState(StrEnum):
    """An idea is on the table; a proposal says what each side gets; one that is chosen is what they go with."""

    IDEA = "idea"
    PROPOSED = "proposed"
    CHOSEN = "chosen"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Option:
    """One way forward. `gains` says by party key what each side gets.

    `limit`, `metric`, `guarantee` and `review` keep it from growing; `debt_cost` and `debt_slot` say what the shortcut
    costs later and which slot of the roadmap repays it. `step` is its place in the sequence (1 is the first, small and
    safe one) and `gate` what must be true before it is taken.
    """

    id: str
    team: str
    negotiation: str
    by: str
    title: str
    created_at: datetime
    starter: Starter | None = None
    state: OptionState = OptionState.IDEA
    gains: Mapping[str, str] = field(default_factory=dict, hash=False)
    limit: str = ""
    metric: str = ""
    guarantee: str = ""
    review: date | None = None
    debt_cost: str = ""
    debt_slot: str = ""
    step: int | None = None
    gate: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Score:
    """How one party rates an option on three lenses, 1 to 5, in one round. `by` gave it for the party."""

    team: str
    negotiation: str
    option: str
    party: str
    by: str
    impact: int
    feasibility: int
    fairness: int
    round: int
    given_at: datetime


class Benefit(StrEnum):
    """What a concession unlocks."""

    TIME = "time"
    RISK = "risk"
    QUALITY = "quality"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Trade:
    """`giver` gives something, `getter` gives something back; `unlocks` is what the pair is good for.

    `rank` is how much the concession matters to the getter, 1 is most; None where they have not said.
    """

    id: str
    team: str
    negotiation: str
    by: str
    giver: str
    gives: str
    getter: str
    gets: str
    unlocks: Benefit
    created_at: datetime
    note: str = ""
    rank: int | None = None
    option: str | None = None
    version: int = 1
