"""The map on record: its history a page at a time, and the export that goes to whoever asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.interest_map.history import Change
from bot.domain.interest_map.model import Negotiation
from bot.domain.model import Saying, Utterance
from bot.services import circle
from bot.services.ports import Work
from bot.services.world import World

A_PAGE = 20
MOST_PASSAGES = 40
"""Messages that an export comes in where Slack takes no file; those beyond the last part say nothing."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some changes, the latest first; `known` counts up to the first of the next page."""

    negotiation: Negotiation
    changes: Sequence[Change]
    page: int
    known: int


class MapRecordService:
    """For whoever takes part in the map."""

    def __init__(self, world: World) -> None:
        self._world = world

    def history(self, team: str, map_id: str, user: str, page: int = 0) -> HistoryPage:
        negotiation = circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            found = work.seen.changes(team, map_id, user, A_PAGE + 1, page * A_PAGE)
        return HistoryPage(negotiation, found[:A_PAGE], page, page * A_PAGE + len(found))

    def export(self, team: str, map_id: str, user: str) -> bool:
        """Put the file on its way, under the map in the person's DM; False where one left within this minute."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        key = f"export:{map_id}:{user}:{now:%Y%m%d%H%M}"
        with self._world.store.work() as work:
            theirs = (f"map:{map_id}", f"map:{map_id}:{user}")
            rows = [row for name in theirs if (row := work.outbox.by_key(team, name)) is not None]
            under = next((row.utterance.key for row in rows if row.utterance.person == user and row.sent_ts), None)
            return work.outbox.say(
                Utterance(team, Saying.MAP_EXPORT, map_id, key, now, person=user, in_thread_of=under)
            )


def export_in_messages(work: Work, refused: Utterance) -> None:
    """Slack takes no file: the same comes as messages, in their order."""
    for number in range(1, MOST_PASSAGES + 1):
        key = f"{refused.key}:{number}"
        work.outbox.say(
            Utterance(
                refused.team,
                Saying.MAP_EXPORT_TEXT,
                f"{refused.subject}:{number}",
                key,
                refused.due_at,
                person=refused.person,
                in_thread_of=refused.in_thread_of,
            )
        )
