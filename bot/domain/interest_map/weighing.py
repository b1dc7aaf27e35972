"""Scores side by side, who gives and who gets, and the order of steps: what the numbers show, and never a total."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.interest_map.model import Criterion, Negotiation, Party, Scoring
from bot.domain.interest_map.options import Option, OptionState, Score, Trade
from bot.domain.interest_map.sheet import Sheet

LENSES = ("impact", "feasibility", "fairness")
GAP = 2
"""Points between two sides from which a difference is worth a talk."""
ONE_SIDED = 3
"""Moves of one side with none the other way round from which the ledger says so."""


def scorers(negotiation: Negotiation) -> Sequence[Party]:
    """The sides that can score: each has a person of this Slack, who speaks for one side only."""
    return [party for party in negotiation.parties if party.user and negotiation.party_of(party.user) == party]


def done(sheet: Sheet) -> frozenset[str]:
    """The sides that have scored every living option in this round."""
    options = sheet.alive
    keys = (party.key for party in scorers(sheet.negotiation))
    return frozenset(key for key in keys if options and all(key in sheet.given.get(one.id, ()) for one in options))


def complete(sheet: Sheet) -> bool:
    """Whether every side that can has scored everything."""
    return {party.key for party in scorers(sheet.negotiation)} == set(done(sheet))


@dataclass(frozen=True, slots=True)
class Lens:
    """One lens of an option: what each side gave, by its key, and whether they lie far apart."""

    name: str
    given: Mapping[str, int]

    @property
    def apart(self) -> bool:
        return len(self.given) > 1 and max(self.given.values()) - min(self.given.values()) >= GAP


def side_by_side(sheet: Sheet, option: Option) -> Sequence[Lens]:
    """The revealed scores of an option by the sides that are on the map; empty before the reveal."""
    if sheet.negotiation.scoring is not Scoring.REVEALED:
        return []
    sides = {party.key for party in sheet.negotiation.parties}
    found: list[Score] = [score for score in sheet.scores if score.option == option.id and score.party in sides]
    return [Lens(name, {score.party: getattr(score, name) for score in found}) for name in LENSES] if found else []


@dataclass(frozen=True, slots=True)
class Balance:
    """One side gives `count` times and gets nothing back."""

    giver: Party
    count: int


def balance(negotiation: Negotiation, trades: Sequence[Trade]) -> Balance | None:
    """Whether all the giving is on one side, in either direction. A trade that gives something back is no gift."""
    gives = Counter(trade.giver for trade in trades)
    gives.update(trade.getter for trade in trades if trade.gets.strip())
    gives = Counter({party.key: gives[party.key] for party in negotiation.parties})
    for party in negotiation.parties:
        others = sum(count for key, count in gives.items() if key != party.key)
        if gives[party.key] >= ONE_SIDED and not others:
            return Balance(party, gives[party.key])
    return None


def steps(options: Sequence[Option]) -> Sequence[Option]:
    """Proposed and chosen options in the order of their steps; those without a place come last."""
    ways = [option for option in options if option.state in {OptionState.PROPOSED, OptionState.CHOSEN}]
    return sorted(ways, key=lambda option: (option.step is None, option.step or 0, option.created_at, option.id))


def agreed_criteria(negotiation: Negotiation) -> Sequence[Criterion]:
    """The yardsticks that every side with a person would accept."""
    sides = [party.criteria for party in scorers(negotiation)]
    if len(sides) < 2:
        return []
    return [criterion for criterion in Criterion if all(criterion in picked for picked in sides)]
