"""What waits for a person: on their maps, and of what they agreed to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.interest_map.model import Negotiation, NegotiationState, Scoring
from bot.domain.interest_map.sheet import Sheet
from bot.domain.interest_map.weighing import done
from bot.domain.model import Agreement
from bot.services import circle
from bot.services.negotiations import NegotiationService
from bot.services.ports import Work
from bot.services.world import World


class Waits(StrEnum):
    """What somebody can do for a map right now."""

    ANSWER = "answer"
    SCORES = "scores"
    IDEAS = "ideas"


@dataclass(frozen=True, slots=True)
class Listed:
    """One of my maps, with what waits for me there."""

    negotiation: Negotiation
    waits: tuple[Waits, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Maps with something that waits first, agreed ones last; and my agreements whose review is still to come."""

    maps: Sequence[Listed]
    agreements: Sequence[Agreement]


class WaitingService:
    """Reads with the eyes of one person."""

    def __init__(self, world: World, negotiations: NegotiationService) -> None:
        self._world = world
        self._negotiations = negotiations

    def home(self, team: str, user: str) -> Home:
        found = self._negotiations.open_for(team, user)
        now = self._world.clock.now()
        with self._world.store.reading() as work:
            sheets = [sheet for one in found if (sheet := work.seen.sheet(team, one.id, user)) is not None]
            listed = [Listed(sheet.negotiation, tuple(_waits(work, sheet, user, now))) for sheet in sheets]
            agreements = work.agreements.unreviewed_of(team, user)
        ordered = sorted(listed, key=lambda one: (not one.waits, one.negotiation.state is NegotiationState.AGREED))
        return Home(ordered, sorted(agreements, key=lambda one: (one.due, one.id)))


def _waits(work: Work, sheet: Sheet, user: str, now: datetime) -> Iterator[Waits]:
    negotiation = sheet.negotiation
    own = negotiation.party_of(user)
    if own is not None and not own.confirmed:
        said = any(interest.by == user for interest in sheet.interests_of(own.key))
        if not said and circle.asked_for_words(work, negotiation.team, negotiation.id, user):
            yield Waits.ANSWER
    if own is not None and negotiation.scoring is Scoring.OPEN and own.key not in done(sheet):
        yield Waits.SCORES
    if negotiation.brainstorm_until is not None and negotiation.brainstorm_until > now:
        yield Waits.IDEAS
