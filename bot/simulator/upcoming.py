"""What the bot has due, read from the bot's own database: the bot is another process."""

from types import TracebackType
from typing import Self

from bot import bootstrap
from bot.settings import Settings
from bot.simulator.values import Due

MOST = 50


class Upcoming:
    """Call it for what will be said, the first due first; close it when the demo ends."""

    def __init__(self, database_url: str) -> None:
        self._queues = bootstrap.queues(Settings.read({"DATABASE_URL": database_url}))

    def __call__(self) -> list[Due]:
        return [Due(row.at, row.saying.value, row.person or "") for row in self._queues.outbox.upcoming(MOST)]

    def close(self) -> None:
        self._queues.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
