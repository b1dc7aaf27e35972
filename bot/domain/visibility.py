"""Who may see a record: a person alone, the parties to it, or who looks after its channel."""

from collections.abc import Mapping
from enum import StrEnum

NOBODY = ""
"""Stands where a person had themselves forgotten: no Slack user has an empty id."""


class Visibility(StrEnum):
    """The store's queries for a viewer (`Seen` in the ports) answer nothing to anybody else.

    `me`: whose record it is. `parties`: who wrote it, and those named in it once it was shared with them.
    `channel`: who wrote the message, and the channel's owners. Another team never sees anything.
    """

    ME = "me"
    PARTIES = "parties"
    CHANNEL = "channel"


class Record(StrEnum):
    """Everything that is kept because somebody did or wrote something."""

    PREP = "prep"
    NOTE = "note"
    DEBRIEF = "debrief"
    NEGOTIATION = "negotiation"
    AGREEMENT = "agreement"
    REQUEST = "request"
    EXAMPLE = "example"


VISIBLE_TO: Mapping[Record, Visibility] = {
    Record.PREP: Visibility.ME,
    Record.NOTE: Visibility.ME,
    Record.DEBRIEF: Visibility.ME,
    Record.NEGOTIATION: Visibility.PARTIES,
    Record.AGREEMENT: Visibility.PARTIES,
    Record.REQUEST: Visibility.CHANNEL,
    Record.EXAMPLE: Visibility.CHANNEL,
}
