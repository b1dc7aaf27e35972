"""How long what is finished is kept, and the nightly round that deletes the rest."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.services.world import World


@dataclass(frozen=True, slots=True)
class Kept:
    """How long (civil time) each kind is kept. Preps, debriefs, maps and agreements stay until they are forgotten."""

    requests: timedelta
    examples: timedelta
    said: timedelta
    audit: timedelta


class RetentionService:
    """Deletes once a day; the text of a message was never here, or was sealed and goes with its example."""

    def __init__(self, world: World, kept: Kept) -> None:
        self._world = world
        self._kept = kept
        self._done_on: date | None = None

    def purge(self) -> int:
        """Delete what is older than it may be, once a (UTC) day; how many rows went."""
        now = self._world.clock.now()
        if self._done_on == now.date():
            return 0
        kept = self._kept
        with self._world.store.work() as work:
            gone = work.records.purge(now - kept.requests, now - kept.said)
            gone += work.examples.purge(now - kept.examples)
            gone += work.audit.purge(now - kept.audit)
        self._done_on = now.date()
        return gone
