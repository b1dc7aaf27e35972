"""Outbox rows and the utterances they carry."""

from typing import Any

from bot.domain.model import LocalTime, OutboxRow, Utterance
from bot.store.transaction import Values, flat

_LIFE = ("state", "attempts", "first_claimed_at", "sent_channel", "sent_ts", "reason", "claim")
_WORDS = ("team", "saying", "subject", "key", "due_at", "person", "channel", "thread_ts", "in_thread_of")


def outbox_row(row: Any) -> OutboxRow:
    local = None if row.local_wall is None else LocalTime(row.local_wall, row.local_zone)
    utterance = Utterance(**{name: getattr(row, name) for name in _WORDS}, local=local)
    return OutboxRow(id=row.id, utterance=utterance, **{name: getattr(row, name) for name in _LIFE})


def utterance_columns(utterance: Utterance) -> Values:
    values = flat(utterance)
    return values | local_columns(values.pop("local"))


def local_columns(local: LocalTime | None) -> Values:
    if local is None:
        return {"local_wall": None, "local_zone": None}
    return {"local_wall": local.wall, "local_zone": local.zone}
