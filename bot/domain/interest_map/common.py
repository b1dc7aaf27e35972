"""What lies across the parties: the interests they share, and what one can give cheaply and another values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.interest_map.model import Interest, Mark, Party, Weight
from bot.domain.interest_map.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Give:
    """`giver` could give way on an interest of theirs, and that would help `getter`."""

    giver: Party
    getter: Party
    interest: Interest


@dataclass(frozen=True, slots=True)
class Exchange:
    """A give, and one the other way round where there is one."""

    give: Give
    back: Give | None = None


def common_ground(sheet: Sheet) -> Sequence[Interest]:
    """The interests of which another party says: ours too."""
    return [interest for interest in sheet.interests if Mark.OURS_TOO in _marks(sheet, interest).values()]


def exchanges(sheet: Sheet) -> Sequence[Exchange]:
    """What could be traded: complete exchanges first. Each give stands in one exchange only."""
    left = list(_gives(sheet))
    pairs: list[Exchange] = []
    single: list[Exchange] = []
    while left:
        give = left.pop(0)
        back = next((other for other in left if (other.giver, other.getter) == (give.getter, give.giver)), None)
        if back is None:
            single.append(Exchange(give))
        else:
            left.remove(back)
            pairs.append(Exchange(give, back))
    return [*pairs, *single]


def _gives(sheet: Sheet) -> Sequence[Give]:
    parties = {party.key: party for party in sheet.negotiation.parties}
    return [
        Give(parties[interest.party], parties[key], interest)
        for interest in sheet.interests
        if interest.weight is Weight.TRADEABLE and interest.party in parties
        for key, mark in _marks(sheet, interest).items()
        if mark is Mark.HELPS_US
    ]


def _marks(sheet: Sheet, interest: Interest) -> Mapping[str, Mark]:
    """What the other parties that are still on the map say of it."""
    there = {party.key for party in sheet.negotiation.parties} - {interest.party}
    return {key: mark for key, mark in interest.marks.items() if key in there}
