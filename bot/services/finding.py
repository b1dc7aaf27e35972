"""Which of their maps somebody means by a few words of its title."""

from collections.abc import Sequence

from bot.domain.interest_map.model import Negotiation
from bot.services.negotiations import NegotiationService


def meant(negotiations: NegotiationService, team: str, user: str, words: str) -> Sequence[Negotiation]:
    """My maps whose title has all the words, whatever their case; without words all of them; newest first."""
    wanted = words.lower().split()
    found = negotiations.open_for(team, user)
    exact = [one for one in found if one.title.lower() == " ".join(wanted)]
    return exact or [one for one in found if all(word in one.title.lower() for word in wanted)]
