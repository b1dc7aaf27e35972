"""The tables of what stands on an interest map; private notes are sealed."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
)

from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import Kind, Need, Weight
from bot.domain.interest_map.options import Benefit, OptionState, Starter
from bot.store.cipher import Cipher
from bot.store.columns import maybe, number, row_id, words
from bot.store.types import Encrypted, Marks, Named, TextBy, UtcDateTime


def _of_map() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["team", "negotiation"], ["negotiations.team", "negotiations.id"], ondelete="CASCADE")


def interests_table(metadata: MetaData) -> Table:
    return Table(
        "map_interests",
        metadata,
        words("id"),
        words("team"),
        words("negotiation"),
        words("party"),
        words("text"),
        words("by"),
        Column("created_at", UtcDateTime, nullable=False),
        Column("need", Named(Need), nullable=False),
        Column("kind", Named(Kind)),
        Column("weight", Named(Weight)),
        Column("confirmed", Boolean, nullable=False),
        Column("marks", Marks, nullable=False),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        _of_map(),
        Index(None, "team", "negotiation"),
    )


def suspicions_table(metadata: MetaData, cipher: Cipher | None) -> Table:
    return Table(
        "map_suspicions",
        metadata,
        words("id"),
        words("team"),
        words("negotiation"),
        words("author"),
        words("party"),
        Column("text", Encrypted(cipher), nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        _of_map(),
        Index(None, "team", "negotiation", "author"),
    )


def options_table(metadata: MetaData) -> Table:
    return Table(
        "map_options",
        metadata,
        words("id"),
        words("team"),
        words("negotiation"),
        words("by"),
        words("title"),
        Column("created_at", UtcDateTime, nullable=False),
        Column("starter", Named(Starter)),
        Column("state", Named(OptionState), nullable=False),
        Column("gains", TextBy, nullable=False),
        words("limit"),
        words("metric"),
        words("guarantee"),
        Column("review", Date),
        words("debt_cost"),
        words("debt_slot"),
        Column("step", Integer),
        words("gate"),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        _of_map(),
        Index(None, "team", "negotiation"),
    )


def scores_table(metadata: MetaData) -> Table:
    """One row an option, party and round: a new round hides nothing that was revealed before."""
    return Table(
        "map_scores",
        metadata,
        words("team"),
        words("negotiation"),
        words("option"),
        words("party"),
        words("by"),
        number("impact"),
        number("feasibility"),
        number("fairness"),
        number("round"),
        Column("given_at", UtcDateTime, nullable=False),
        PrimaryKeyConstraint("team", "option", "party", "round"),
        ForeignKeyConstraint(["team", "option"], ["map_options.team", "map_options.id"], ondelete="CASCADE"),
        Index(None, "team", "negotiation"),
    )


def trades_table(metadata: MetaData) -> Table:
    return Table(
        "map_trades",
        metadata,
        words("id"),
        words("team"),
        words("negotiation"),
        words("by"),
        words("giver"),
        words("gives"),
        words("getter"),
        words("gets"),
        Column("unlocks", Named(Benefit), nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        words("note"),
        Column("rank", Integer),
        maybe("option"),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        _of_map(),
        Index(None, "team", "negotiation"),
    )


def changes_table(metadata: MetaData) -> Table:
    return Table(
        "map_changes",
        metadata,
        row_id(),
        words("team"),
        words("negotiation"),
        Column("at", UtcDateTime, nullable=False),
        words("by"),
        Column("what", Named(ChangeKind), nullable=False),
        words("party"),
        words("before"),
        words("after"),
        _of_map(),
        Index(None, "team", "negotiation", "id"),
    )
