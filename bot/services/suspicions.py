"""What somebody suspects of a party: for their eyes alone, with a question that would test it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import Conflict, Fresh, Invalid, OutOfDate
from bot.domain.interest_map.model import Negotiation, Suspicion
from bot.services import circle
from bot.services.world import World

MOST_SUSPICIONS = 20


@dataclass(frozen=True, slots=True)
class Notes:
    """My notes on one map."""

    negotiation: Negotiation
    suspicions: Sequence[Suspicion]


class SuspicionService:
    """Notes leave no line in the map's history and stand in no message."""

    def __init__(self, world: World) -> None:
        self._world = world

    def look(self, team: str, map_id: str, user: str) -> Notes:
        negotiation = circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            return Notes(negotiation, work.suspicions.of(team, map_id, user))

    def get(self, team: str, map_id: str, user: str, id_: str) -> Suspicion:
        """One note, for its form."""
        circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            found = work.suspicions.get(team, id_, user)
        if found is None or found.negotiation != map_id:
            raise OutOfDate("line_gone")
        return found

    def write(self, team: str, map_id: str, user: str, note: Suspicion, form: str) -> None:
        """Keep a new or changed note; one without text goes."""
        text = " ".join(note.text.split())
        negotiation = circle.admit(self._world, team, map_id, user)
        circle.side(negotiation, note.party)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            if note.id:
                known = work.suspicions.get(team, note.id, user)
                if known is None or known.negotiation != map_id:
                    raise OutOfDate("line_gone")
                if not text:
                    work.suspicions.drop(team, note.id, user)
                    return
                if known.version != note.version:
                    raise Conflict("conflict", fresh=Fresh(known.version, {"text": known.text}))
                work.suspicions.save(replace(known, text=text, party=note.party))
                return
            if not text:
                raise Invalid("text", "required")
            id_ = self._world.ids.of("suspicion", team, map_id, user, form)
            if work.suspicions.get(team, id_, user):
                return
            if len(work.suspicions.of(team, map_id, user)) >= MOST_SUSPICIONS:
                raise Invalid("text", "notes_full")
            work.suspicions.add(Suspicion(id_, team, map_id, user, note.party, text, now))
