"""The ways a person's wish can be impossible, each with the words that say what to do instead.

An error carries a key of the prompts' `errors` table and the slots of its sentence, never a sentence: what people
read is written in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass


class DomainError(Exception):
    """A wish that cannot be granted as asked; `key` names the sentence, `slots` fill it."""

    def __init__(self, key: str, /, **slots: str) -> None:
        super().__init__(key)
        self.key = key
        self.slots = slots


class NotFound(DomainError):
    """The record is gone, belongs to someone else, or never was: all three read the same to the asker."""


class NotAllowed(DomainError):
    """The person may see it but not change it."""


class OutOfDate(DomainError):
    """The record moved on since the person looked at it: a closed negotiation, a settled card."""


class Invalid(DomainError):
    """One field of a form cannot be taken as it is; `field` is the form's name for it."""

    def __init__(self, field: str, key: str, /, **slots: str) -> None:
        super().__init__(key, **slots)
        self.field = field


@dataclass(frozen=True, slots=True)
class Fresh:
    """A record as it is now, for a form that saw it as it was: its version, and its texts by the form's fields."""

    version: int
    now: Mapping[str, str]


class Conflict(DomainError):
    """Somebody else saved the same record a moment ago; `fresh` lets the form show what they wrote."""

    def __init__(self, key: str, /, fresh: Fresh | None = None) -> None:
        super().__init__(key)
        self.fresh = fresh


class SlackAway(Exception):
    """Slack did not answer, or asks to be left alone for a while: the same wish may work in a moment."""


class AlreadyHandled(Exception):
    """The delivery that caused this work was finished by another worker: drop the work, nothing is wrong."""
