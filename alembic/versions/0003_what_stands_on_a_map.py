"""What stands on an interest map: interests, notes, options, scores, trades and the history of it all."""

import json
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KEYS = "abcdef"
TABLES = ("map_changes", "map_trades", "map_scores", "map_options", "map_suspicions", "map_interests")

Maps = sa.table(
    "negotiations",
    *(sa.column(name, sa.Text()) for name in ("team", "id", "author", "parties")),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
Interests = sa.table(
    "map_interests",
    *(sa.column(name, sa.Text()) for name in ("id", "team", "negotiation", "party", "text", "by", "need", "marks")),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("confirmed", sa.Boolean()),
    sa.column("version", sa.Integer()),
)


def upgrade() -> None:
    new = (
        sa.Column("shared_outcome", sa.Text(), nullable=False, server_default=""),
        sa.Column("blocker", sa.Text(), nullable=False, server_default=""),
        sa.Column("brainstorm_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scoring", sa.Text(), nullable=False, server_default="not_yet"),
        sa.Column("round", sa.Integer(), nullable=False, server_default="0"),
    )
    with op.batch_alter_table("negotiations") as table:
        for column in new:
            table.add_column(column)
    with op.batch_alter_table("negotiations") as table:
        for column in new:
            if not column.nullable:
                table.alter_column(column.name, server_default=None)
    _interests()
    _suspicions()
    _options()
    _scores()
    _trades()
    _changes()
    _parties_become_interests()


def downgrade() -> None:
    _interests_become_parties()
    for name in TABLES:
        op.drop_table(name)
    with op.batch_alter_table("negotiations") as table:
        for column in ("round", "scoring", "brainstorm_until", "blocker", "shared_outcome"):
            table.drop_column(column)


def _of_map(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["team", "negotiation"],
        ["negotiations.team", "negotiations.id"],
        name=op.f(f"fk_{name}_negotiations"),
        ondelete="CASCADE",
    )


def _texts(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _interests() -> None:
    op.create_table(
        "map_interests",
        *_texts("id", "team", "negotiation", "party", "text", "by"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("weight", sa.Text(), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_map_interests")),
        _of_map("map_interests"),
    )
    op.create_index(op.f("ix_map_interests_team_negotiation"), "map_interests", ["team", "negotiation"])


def _suspicions() -> None:
    op.create_table(
        "map_suspicions",
        *_texts("id", "team", "negotiation", "author", "party", "text"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_map_suspicions")),
        _of_map("map_suspicions"),
    )
    columns = ["team", "negotiation", "author"]
    op.create_index(op.f("ix_map_suspicions_team_negotiation_author"), "map_suspicions", columns)


def _options() -> None:
    op.create_table(
        "map_options",
        *_texts("id", "team", "negotiation", "by", "title"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starter", sa.Text(), nullable=True),
        *_texts("state", "gains", "limit", "metric", "guarantee"),
        sa.Column("review", sa.Date(), nullable=True),
        *_texts("debt_cost", "debt_slot"),
        sa.Column("step", sa.Integer(), nullable=True),
        *_texts("gate"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_map_options")),
        _of_map("map_options"),
    )
    op.create_index(op.f("ix_map_options_team_negotiation"), "map_options", ["team", "negotiation"])


def _scores() -> None:
    op.create_table(
        "map_scores",
        *_texts("team", "negotiation", "option", "party", "by"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("impact", "feasibility", "fairness", "round")),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "option", "party", "round", name=op.f("pk_map_scores")),
        sa.ForeignKeyConstraint(
            ["team", "option"],
            ["map_options.team", "map_options.id"],
            name=op.f("fk_map_scores_map_options"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_map_scores_team_negotiation"), "map_scores", ["team", "negotiation"])


def _trades() -> None:
    op.create_table(
        "map_trades",
        *_texts("id", "team", "negotiation", "by", "giver", "gives", "getter", "gets", "unlocks"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_texts("note"),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("option", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_map_trades")),
        _of_map("map_trades"),
    )
    op.create_index(op.f("ix_map_trades_team_negotiation"), "map_trades", ["team", "negotiation"])


def _changes() -> None:
    op.create_table(
        "map_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        *_texts("team", "negotiation"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_texts("by", "what", "party", "before", "after"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_changes")),
        _of_map("map_changes"),
    )
    op.create_index(op.f("ix_map_changes_team_negotiation_id"), "map_changes", ["team", "negotiation", "id"])


def _parties_become_interests() -> None:
    """Each side gets a name of its own; the one interest that stood on it becomes its first line."""
    run = op.get_bind().execute
    for row in run(sa.select(Maps)).mappings().all():
        sides = json.loads(row["parties"])
        for key, side in zip(KEYS, sides, strict=False):
            text, own = side.pop("interest", ""), side["user"] == row["author"]
            side |= {"risk": "", "key": key, "confirmed": own, "criteria": []}
            if text:
                first = {"id": f"{row['id']}{key}", "team": row["team"], "negotiation": row["id"], "party": key}
                first |= {"text": text, "by": row["author"], "need": "need", "marks": "{}", "confirmed": own}
                run(sa.insert(Interests).values(**first, created_at=row["created_at"], version=1))
        _put_back(row["team"], row["id"], sides)


def _interests_become_parties() -> None:
    """The first line of each side is the one it had; the others go."""
    run = op.get_bind().execute
    for row in run(sa.select(Maps)).mappings().all():
        of_map = (Interests.c.team == row["team"]) & (Interests.c.negotiation == row["id"])
        found = run(sa.select(Interests.c.party, Interests.c.text).where(of_map).order_by(Interests.c.created_at)).all()
        first = dict(reversed([(party, text) for party, text in found]))
        sides = json.loads(row["parties"])
        names = ("name", "user", "position")
        kept = [{name: side[name] for name in names} | {"interest": first.get(side["key"], "")} for side in sides]
        _put_back(row["team"], row["id"], kept)


def _put_back(team: str, id_: str, sides: list[dict[str, object]]) -> None:
    here = (Maps.c.team == team) & (Maps.c.id == id_)
    op.get_bind().execute(sa.update(Maps).where(here).values(parties=json.dumps(sides, separators=(",", ":"))))
