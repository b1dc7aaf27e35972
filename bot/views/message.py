"""What a view hands out: a message with its text fallback, or a modal."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is what notifications and screen readers get; `blocks` are Slack's, as plain JSON."""

    text: str
    blocks: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file for a person, with a line of the bot's own above it."""

    name: str
    title: str
    comment: str
    content: str


Modal = Json
