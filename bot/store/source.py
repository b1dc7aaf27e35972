"""Where a record came from, as three columns of its row."""

from bot.domain.model import MessageRef
from bot.store.transaction import Values


def source_columns(team: str, source: MessageRef | None) -> Values:
    """The columns of a message reference. Raises ValueError for a message of another team than the record's."""
    if source is None:
        return {"source_channel": None, "source_ts": None, "source_thread_ts": None}
    if source.team != team:
        raise ValueError("a record and the message it is about belong to one team")
    return {"source_channel": source.channel, "source_ts": source.ts, "source_thread_ts": source.thread_ts}


def take_source(row: Values) -> MessageRef | None:
    """Takes the three columns out of the row."""
    channel, ts, thread_ts = (row.pop(f"source_{name}") for name in ("channel", "ts", "thread_ts"))
    return None if channel is None else MessageRef(row["team"], channel, ts, thread_ts)
