"""Who may see a record: a person alone, the parties to it, or who looks after its channel."""

from collections.abc import Mapping
from enum import StrEnum

NOBODY = ""
"""Stands where a person had themselves forgotten: no Slack user has an empty id."""


class Visibility(StrEnum):
    """The store's queries for a viewer (`Seen` in the ports) answer nothing to anybody else.

    `me`: whose record it is. `parties`: who wrote it, and those named in it once it was shared with
    them or they were asked for their side.
    `channel`: who wrote the message, and the channel's owners. `revealed`: who gave it, and the parties once the scores
    of the round are shown to all of them together. Another team never sees anything.
    """

    ME = "me"
    PARTIES = "parties"
    CHANNEL = "channel"
    REVEALED = "revealed"


class Record(StrEnum):
    """Everything that is kept because somebody did or wrote something."""

    PREP = "prep"
    NOTE = "note"
    DEBRIEF = "debrief"
    NEGOTIATION = "negotiation"
    INTEREST = "interest"
    OPTION = "option"
    TRADE = "trade"
    CHANGE = "change"
    SCORE = "score"
    SUSPICION = "suspicion"
    AGREEMENT = "agreement"
    REQUEST = "request"
    EXAMPLE = "example"


VISIBLE_TO: Mapping[Record, Visibility] = {
    Record.PREP: Visibility.ME,
    Record.NOTE: Visibility.ME,
    Record.DEBRIEF: Visibility.ME,
    Record.NEGOTIATION: Visibility.PARTIES,
    Record.INTEREST: Visibility.PARTIES,
    Record.OPTION: Visibility.PARTIES,
    Record.TRADE: Visibility.PARTIES,
    Record.CHANGE: Visibility.PARTIES,
    Record.SCORE: Visibility.REVEALED,
    Record.SUSPICION: Visibility.ME,
    Record.AGREEMENT: Visibility.PARTIES,
    Record.REQUEST: Visibility.CHANNEL,
    Record.EXAMPLE: Visibility.CHANNEL,
}
