"""What happened to a map: who changed what, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.interest_map.model import Negotiation


class ChangeKind(StrEnum):
    """Everything that leaves a line in a map's history; private notes and scores never do."""

    STARTED = "started"
    EDITED = "edited"
    SIDE_ADDED = "side_added"
    SIDE_REMOVED = "side_removed"
    SIDE_CHANGED = "side_changed"
    POSITION_CHANGED = "position_changed"
    RISK_CHANGED = "risk_changed"
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
    BLOCKER_CHANGED = "blocker_changed"
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


NOTHING, BESIDE = "…", " · "
ALIKE = 60
"""Characters that two long texts may begin with alike before their beginning says nothing about what changed."""


def difference(title: str, fields: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """What stood in the fields that changed and what stands there now, under the title of what they belong to.

    Both are the title alone where nothing changed: a change of what the history keeps no words of.
    """
    changed = [(before or NOTHING, after or NOTHING) for before, after in fields if before != after]
    before, after = (BESIDE.join(texts) for texts in zip(*changed, strict=True)) if changed else ("", "")
    return (f"{title}: {before}", after) if changed else (title, title)


def renamed(was: str, is_: str, fields: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """As `difference`, of something whose title may have changed too: then the titles lead both lists."""
    if was == is_:
        return difference(is_, fields)
    changed = [(was, is_), *((before or NOTHING, after or NOTHING) for before, after in fields if before != after)]
    before, after = (BESIDE.join(texts) for texts in zip(*changed, strict=True))
    return before, after


def from_where_they_part(before: str, after: str) -> tuple[str, str]:
    """Two texts without the long beginning they share, so that what changed is seen even where both are cut short."""
    parted = (place for place, (was, is_) in enumerate(zip(before, after, strict=False)) if was != is_)
    alike = next(parted, min(len(before), len(after)))
    cut = before.rfind(" ", 0, alike) + 1 if before != after and alike > ALIKE else 0
    return (before, after) if cut <= ALIKE // 2 else (f"{NOTHING} {before[cut:]}", f"{NOTHING} {after[cut:]}")


def edits(before: Negotiation, after: Negotiation) -> Iterator[tuple[ChangeKind, str, str, str]]:
    """What the map's form changed: kind, side, what stood there, what stands there now. Nothing for nothing."""
    if before.title != after.title:
        yield ChangeKind.EDITED, "", before.title, after.title
    for party in before.parties:
        if after.party(party.key) is None:
            yield ChangeKind.SIDE_REMOVED, "", party.name, ""
    for party in after.parties:
        known = before.party(party.key)
        if known is None:
            yield ChangeKind.SIDE_ADDED, party.key, "", party.position
            continue
        if (known.name, known.user) != (party.name, party.user):
            yield ChangeKind.SIDE_CHANGED, party.key, known.name, party.name
        if known.position != party.position:
            yield ChangeKind.POSITION_CHANGED, party.key, known.position, party.position
        if known.risk != party.risk:
            yield ChangeKind.RISK_CHANGED, party.key, known.risk, party.risk
