"""The table of the settings' trail."""

from sqlalchemy import Column, Index, MetaData, Table

from bot.store.columns import maybe, row_id, words
from bot.store.types import UtcDateTime


def audit_table(metadata: MetaData) -> Table:
    """Values of settings only, never a text that somebody wrote."""
    return Table(
        "audit",
        metadata,
        row_id(),
        words("team"),
        Column("at", UtcDateTime, nullable=False),
        words("who"),
        maybe("channel"),
        maybe("person"),
        words("setting"),
        words("before"),
        words("after"),
        Index(None, "team", "channel"),
    )
