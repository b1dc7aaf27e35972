"""Keys of sides that were taken off a map, so that nobody else inherits what hangs on them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("negotiations") as negotiations:
        negotiations.add_column(sa.Column("retired", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("negotiations") as negotiations:
        negotiations.alter_column("retired", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("negotiations") as negotiations:
        negotiations.drop_column("retired")
