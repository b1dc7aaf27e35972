"""The question that makes two interests one task: how might we meet theirs while we keep ours?"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.interest_map.model import Interest, Party, Weight
from bot.domain.interest_map.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Challenge:
    """One interest of theirs and one of ours; `missing` is the side whose interest nobody knows yet."""

    theirs: str = ""
    ours: str = ""
    missing: Party | None = None


def challenge(sheet: Sheet, own: str) -> Challenge:
    """From the side `own` to the first other side that has an interest; without a side of one's own, the first two."""
    parties = sorted(sheet.negotiation.parties, key=lambda party: party.key != own)
    mine, others = parties[0], parties[1:]
    ours = foremost(sheet.interests_of(mine.key))
    if ours is None:
        return Challenge(missing=mine)
    for other in others:
        if theirs := foremost(sheet.interests_of(other.key)):
            return Challenge(theirs.text, ours.text)
    return Challenge(missing=others[0] if others else mine)


def foremost(interests: Sequence[Interest]) -> Interest | None:
    """The one that matters most to a side: the first essential one, else the first."""
    essential = [interest for interest in interests if interest.weight is Weight.ESSENTIAL]
    return next(iter([*essential, *interests]), None)
