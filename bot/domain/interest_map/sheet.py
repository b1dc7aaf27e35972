"""A map with everything on it that one viewer may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.interest_map.model import Interest, Negotiation, Suspicion
from bot.domain.interest_map.options import Option, OptionState, Score, Trade


@dataclass(frozen=True, slots=True)
class Sheet:
    """Interests, options and trades in the order they were written.

    `scores` are those of the current round that the viewer may see: their own, and everybody's once they are revealed.
    `given` says by option which parties have scored it in this round, without how. `suspicions` are the viewer's own.
    """

    negotiation: Negotiation
    interests: tuple[Interest, ...] = ()
    options: tuple[Option, ...] = ()
    trades: tuple[Trade, ...] = ()
    scores: tuple[Score, ...] = ()
    given: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)
    suspicions: tuple[Suspicion, ...] = ()

    def interests_of(self, party: str) -> Sequence[Interest]:
        return [interest for interest in self.interests if interest.party == party]

    @property
    def alive(self) -> Sequence[Option]:
        """The options that nobody dropped."""
        return [option for option in self.options if option.state is not OptionState.DROPPED]
