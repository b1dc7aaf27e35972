"""What the simulator hands to those who drive it: posted messages, answers, errors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]


class SimulatorError(Exception):
    """A person tried something their Slack client would not let them do; the message says what to do."""


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message as its author sees it right after posting; `text` is what they typed."""

    channel: str
    ts: str
    text: str
    user: str
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person sees after a command, a click or a shortcut.

    `error` is what the client shows when the app did not answer: `operation_timeout` (no ack within
    3 seconds), `dispatch_failed` (no connection), or empty. `messages` are the ones only this person sees
    that arrived until the ack.
    """

    error: str = ""
    text: str = ""
    blocks: tuple[Json, ...] = ()
    messages: tuple[Json, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.error

    @property
    def status(self) -> str:
        return self.error or "ok"


@dataclass(frozen=True, slots=True)
class Ack:
    """How the app answered an envelope: its payload, or why there was no answer."""

    payload: Json
    error: str = ""


@dataclass(frozen=True, slots=True)
class WebCall:
    """One Web API call the app made; the token is never part of it."""

    method: str
    args: Json
    response: Json
    status: int
    ms: float


@dataclass(frozen=True, slots=True)
class Due:
    """Something the app will say by itself: when in civil time, what kind of thing, and to which user id."""

    at: datetime
    what: str
    who: str = ""
