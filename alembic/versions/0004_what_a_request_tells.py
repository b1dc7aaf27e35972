"""What a request tells of itself: its situation, what it answers already, and whether its noun is what is asked for."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NOT_READ = '{"situation":null,"answered":[],"named":true}'
SCOPE = '{"situation":"scope_choice","answered":[],"named":true}'


def upgrade() -> None:
    """Requests from before are not read again, for their words were not kept; those about scope stay that."""
    column = sa.Column("told", sa.Text(), nullable=False, server_default=NOT_READ)
    if op.get_bind().dialect.name == "sqlite":  # written anew, so that the column stands where the code has it
        with op.batch_alter_table("requests", recreate="always") as requests:
            requests.add_column(column, insert_after="kind")
    else:
        op.add_column("requests", column)
    op.execute(sa.text("UPDATE requests SET told = :told WHERE kind = 'scope'").bindparams(told=SCOPE))
    with op.batch_alter_table("requests") as requests:
        requests.alter_column("told", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("requests") as requests:
        requests.drop_column("told")
