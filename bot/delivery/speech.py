"""What a renderer may answer when an utterance's moment has come, and the voice that says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.model import LocalTime, OutboxRow, Saying
from bot.views.message import Document, Message


@dataclass(frozen=True, slots=True)
class Silence:
    """There is nothing to say any more; `reason` is for the operator."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not at this hour: say it at `due_at` (civil time)."""

    due_at: datetime
    local: LocalTime | None = None


@dataclass(frozen=True, slots=True)
class NotYet:
    """Something it stands on was not said yet; ask again in `seconds`. That is no failed attempt."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji that stands on a message of somebody's, or does not."""

    channel: str
    ts: str
    emoji: str
    on: bool


Speech = Message | Document | Reaction | Silence | Later | NotYet


# Not before the person is at work, and not while they do not want to be disturbed.
REMINDERS = frozenset({Saying.DEBRIEF, Saying.REVIEW_AHEAD, Saying.REVIEW_DUE, Saying.WAIT_OVER, Saying.QUIETER})


class Renderer(Protocol):
    def __call__(self, row: OutboxRow) -> Speech:
        """What the row says now; it may read, and writes nothing."""
        ...


class Voice(Protocol):
    """What the sender needs of Slack; each raises a SlackFault. The Gateway is one."""

    def post(self, team: str, channel: str, message: Message, thread_ts: str | None, mark: str) -> str: ...

    def update(self, team: str, channel: str, ts: str, message: Message) -> None: ...

    def upload(self, team: str, channel: str, document: Document, thread_ts: str | None = None) -> str:
        """Put the file there; returns its id. Nothing is there where it raises."""
        ...

    def react(self, team: str, reaction: Reaction) -> None:
        """Add the emoji or take it back; that it is so already is no fault."""
        ...

    def open_dm(self, team: str, user: str) -> str: ...

    def find(self, team: str, channel: str, thread_ts: str | None, mark: str) -> str | None: ...

    def snoozed_until(self, team: str, user: str, now: datetime) -> datetime | None: ...
