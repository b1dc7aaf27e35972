"""What replies under a request show, agreements about a request, and caps that count more than cards."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CARDS_BEFORE = "saying = 'card'"
CARDS = "saying IN ('card', 'public_reply', 'aside_summary', 'aside_agreed', 'aside_limits', 'aside_tension')"


def upgrade() -> None:
    op.create_table(
        "asides",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("moments", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_as", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_asides")),
        sa.UniqueConstraint("team", "request", "kind", name=op.f("uq_asides_team_request_kind")),
    )
    op.create_index(op.f("ix_asides_team_channel"), "asides", ["team", "channel"])
    op.create_index(op.f("ix_asides_team_settled_by"), "asides", ["team", "settled_by"])
    _add_request()
    op.create_index(op.f("ix_agreements_team_request"), "agreements", ["team", "request"])
    _index_cards(CARDS)


def downgrade() -> None:
    _index_cards(CARDS_BEFORE)
    op.drop_index(op.f("ix_agreements_team_request"), table_name="agreements")
    with op.batch_alter_table("agreements", recreate="auto") as agreements:
        agreements.drop_column("request")
    op.drop_table("asides")


def _add_request() -> None:
    """SQLite writes the table anew, so that the column stands where the code has it."""
    column = sa.Column("request", sa.Text(), nullable=True)
    if op.get_bind().dialect.name != "sqlite":
        op.add_column("agreements", column)
        return
    with op.batch_alter_table("agreements", recreate="always") as agreements:
        agreements.add_column(column, insert_after="prep")


def _index_cards(condition: str) -> None:
    only = sa.text(condition)
    op.drop_index("ix_outbox_cards", table_name="outbox")
    op.create_index("ix_outbox_cards", "outbox", ["team", "due_at"], sqlite_where=only, postgresql_where=only)
