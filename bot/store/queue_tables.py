"""The tables of the two queues, where what is open is indexed apart from what is history."""

from typing import Any

from sqlalchemy import Column, Index, MetaData, Table, UniqueConstraint, text

from bot.domain.model import DueState, Saying
from bot.store.columns import maybe, number, row_id, words
from bot.store.types import Json, Named, UtcDateTime, WallTime

# The words stand in the SQL itself: with bound values neither engine would know that the partial index fits.
INBOX_OPEN = "state IN ('open', 'claimed')"
INBOX_ENDED = "state IN ('done', 'dead')"
INBOX_DONE = "state = 'done'"
OUTBOX_OPEN = "state IN ('due', 'claimed')"
# Everything that counts against the caps of a day.
OUTBOX_CARDS = "saying IN ('card', 'public_reply', 'aside_summary', 'aside_agreed', 'aside_limits', 'aside_tension')"


def inbox_table(metadata: MetaData) -> Table:
    """`since` is when the row came into its state, as far as the store was told: for a done row, its last claim."""
    table = Table(
        "inbox",
        metadata,
        row_id(),
        words("team"),
        words("event_id"),
        words("conversation"),
        words("version"),
        words("kind"),
        Column("body", Json),
        words("state"),
        number("attempts"),
        Column("received_at", UtcDateTime, nullable=False),
        Column("since", UtcDateTime, nullable=False),
        Column("retry_at", UtcDateTime, nullable=False),
        Column("lease_until", UtcDateTime),
        words("worker"),
        words("claim"),
        words("reason"),
        UniqueConstraint("team", "event_id"),
        sqlite_autoincrement=True,
    )
    _index_only(INBOX_OPEN, "ix_inbox_open", table.c.id)
    _index_only(INBOX_OPEN, "ix_inbox_open_conversation", table.c.team, table.c.conversation, table.c.id)
    _index_only(INBOX_DONE, "ix_inbox_done_versions", table.c.team, table.c.conversation, table.c.version)
    _index_only(INBOX_ENDED, "ix_inbox_ended", table.c.since)
    return table


def outbox_table(metadata: MetaData) -> Table:
    table = Table(
        "outbox",
        metadata,
        row_id(),
        words("team"),
        Column("saying", Named(Saying), nullable=False),
        words("subject"),
        words("key"),
        Column("due_at", UtcDateTime, nullable=False),
        maybe("person"),
        maybe("channel"),
        maybe("thread_ts"),
        maybe("in_thread_of"),
        Column("local_wall", WallTime),
        maybe("local_zone"),
        Column("state", Named(DueState), nullable=False),
        number("attempts"),
        Column("first_claimed_at", UtcDateTime),
        Column("retry_at", UtcDateTime),
        Column("lease_until", UtcDateTime),
        words("worker"),
        words("claim"),
        maybe("sent_channel"),
        maybe("sent_ts"),
        words("reason"),
        Column("died_at", UtcDateTime),
        UniqueConstraint("team", "key"),
        Index(None, "team", "saying", "subject"),
        Index(None, "team", "sent_channel", "sent_ts"),
        Index(None, "team", "person"),
        sqlite_autoincrement=True,
    )
    _index_only(OUTBOX_OPEN, "ix_outbox_open", table.c.due_at, table.c.id)
    _index_only(OUTBOX_CARDS, "ix_outbox_cards", table.c.team, table.c.due_at)
    return table


def _index_only(condition: str, name: str, *columns: Column[Any]) -> None:
    """Index the rows for which that holds, so that a long history costs nothing."""
    Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))
