"""The map's form as it was filled in, and the sides that come of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import Invalid
from bot.domain.interest_map.model import FEWEST_PARTIES, MOST_PARTIES, Negotiation, Party
from bot.domain.model import MessageRef

KEYS = "abcdefghijklmnopqrstuvwxyz"
"""What the sides of a map are called among themselves."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side in the map's form. `key` is empty for one that is new; `interest` is asked for new sides only."""

    name: str
    user: str | None = None
    position: str = ""
    interest: str = ""
    risk: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The map's form as a person filled it in."""

    title: str
    sides: tuple[Side, ...]
    source: MessageRef | None = None


def checked(draft: Draft) -> tuple[str, tuple[Side, ...]]:
    title = " ".join(draft.title.split())
    if not title:
        raise Invalid("title", "no_title")
    filled = [(place, side) for place, side in enumerate(draft.sides) if replace(side, key="") != Side("")]
    for place, side in filled:
        if not side.name.strip():
            raise Invalid(f"name_{place}", "no_party_name")
    if not FEWEST_PARTIES <= len(filled) <= MOST_PARTIES:
        raise Invalid("name_1", "no_parties")
    return title, tuple(side for _, side in filled)


def party_of(side: Side, key: str, before: Party | None, author: str) -> Party:
    """The side as it is kept; a side whose words changed under its author's hand is a guess again."""
    position, risk = " ".join(side.position.split()), " ".join(side.risk.split())
    if before is None:
        return Party(side.name.strip(), side.user, position, risk, key, confirmed=side.user == author)
    same = (before.position, before.user) == (position, side.user)
    confirmed = side.user == author or (before.confirmed and same)
    return replace(before, name=side.name.strip(), user=side.user, position=position, risk=risk, confirmed=confirmed)


def gone(before: Negotiation, parties: Sequence[Party]) -> set[str]:
    """The keys of the sides that stand there no more."""
    return {party.key for party in before.parties} - {party.key for party in parties}


def edited(negotiation: Negotiation, sides: Sequence[Side], user: str) -> tuple[Party, ...]:
    """The sides as the form has them; a new one gets a key that none here ever had, as long as there are such."""
    unused = [key for key in KEYS if negotiation.party(key) is None]
    free = iter(sorted(unused, key=lambda key: (key in negotiation.retired, key)))
    parties = []
    for side in sides:
        before = negotiation.party(side.key) if side.key else None
        parties.append(party_of(side, before.key if before else next(free), before, user))
    return tuple(parties)
