"""What happens beside the store's work: a sender is woken, a person is told what Slack refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine

from bot.domain.model import Delivery, OutboxRow
from bot.services.ports import Store, Work
from bot.store.outbox_queue import SqlOutboxQueue


class WakingStore:
    """The store, and a call to whoever sends once something was committed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._calls: list[Callable[[], None]] = []

    def wakes(self, call: Callable[[], None]) -> None:
        """From now on this is called after each commit. Added late: the sender renders through the services."""
        self._calls.append(call)

    @contextmanager
    def work(self, delivery: Delivery | None = None) -> Iterator[Work]:
        with self._store.work(delivery) as work:
            yield work
        for call in self._calls:
            call()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        with self._store.reading() as work:
            yield work


class TellingOutbox(SqlOutboxQueue):
    """The outbox, and a call to whoever tells the person when what they asked for is given up."""

    def __init__(self, engine: Engine, tell: Callable[[OutboxRow], None]) -> None:
        super().__init__(engine)
        self._tell = tell

    def bury(self, row: OutboxRow, reason: str, now: datetime) -> bool:
        buried = super().bury(row, reason, now)
        if buried:
            self._tell(row)
        return buried
