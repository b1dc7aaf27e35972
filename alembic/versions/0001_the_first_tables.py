"""The first tables: channels and people, the four jobs' records, and the two queues."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

INBOX_OPEN = "state IN ('open', 'claimed')"
INBOX_DONE = "state = 'done'"
INBOX_ENDED = "state IN ('done', 'dead')"
OUTBOX_OPEN = "state IN ('due', 'claimed')"
OUTBOX_CARDS = "saying = 'card'"


def upgrade() -> None:
    _channels()
    _channel_owners()
    _people()
    _channel_mutes()
    _examples()
    _requests()
    _thread_posts()
    _negotiations()
    _negotiation_people()
    _agreements()
    _preps()
    _prep_notes()
    _debriefs()
    _audit()
    _inbox()
    _outbox()


def downgrade() -> None:
    for table in (
        "outbox",
        "inbox",
        "audit",
        "debriefs",
        "prep_notes",
        "preps",
        "agreements",
        "negotiation_people",
        "negotiations",
        "thread_posts",
        "requests",
        "examples",
        "channel_mutes",
        "people",
        "channel_owners",
        "channels",
    ):
        op.drop_table(table)


def _index_only(condition: str, name: str, table: str, columns: list[str]) -> None:
    """Index the rows for which that holds, so that a long history costs nothing."""
    op.create_index(name, table, columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("inviter", sa.Text(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("sensitivity", sa.Text(), nullable=False),
        sa.Column("leaning", sa.Double(), nullable=False),
        sa.Column("leaned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("learns_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("learned_with", sa.Text(), nullable=False),
        sa.Column("keeps_examples", sa.Boolean(), nullable=False),
        sa.Column("cards_a_day", sa.Integer(), nullable=True),
        sa.Column("card_delay", sa.Integer(), nullable=True),
        sa.Column("rehearsal", sa.Text(), nullable=True),
        sa.Column("askers", sa.Text(), nullable=True),
        sa.Column("raised", sa.Double(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team", "channel", name=op.f("pk_channels")),
    )


def _channel_owners() -> None:
    op.create_table(
        "channel_owners",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team", "channel"],
            ["channels.team", "channels.channel"],
            name=op.f("fk_channel_owners_channels"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team", "channel", "place", name=op.f("pk_channel_owners")),
    )
    op.create_index(op.f("ix_channel_owners_team_user"), "channel_owners", ["team", "user"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("zone_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dm", sa.Text(), nullable=True),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("muted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day_start", sa.Time(), nullable=True),
        sa.Column("day_end", sa.Time(), nullable=True),
        sa.Column("cards_a_day", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("team", "user", name=op.f("pk_people")),
    )


def _channel_mutes() -> None:
    op.create_table(
        "channel_mutes",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team", "user", "channel", name=op.f("pk_channel_mutes")),
    )


def _examples() -> None:
    op.create_table(
        "examples",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signals", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "ts", name=op.f("pk_examples")),
    )
    op.create_index(op.f("ix_examples_team_author"), "examples", ["team", "author"])


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("signals", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_as", sa.Text(), nullable=True),
        sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posted_text", sa.Text(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("hushed", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_requests")),
        sa.UniqueConstraint("team", "channel", "ts", name=op.f("uq_requests_team_channel_ts")),
    )
    op.create_index(op.f("ix_requests_team_requester"), "requests", ["team", "requester"])


def _thread_posts() -> None:
    op.create_table(
        "thread_posts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_thread_posts")),
    )
    op.create_index("ix_thread_posts_team_request", "thread_posts", ["team", "request"])
    op.create_index("ix_thread_posts_team_author", "thread_posts", ["team", "author"])


def _negotiations() -> None:
    op.create_table(
        "negotiations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_channel", sa.Text(), nullable=True),
        sa.Column("source_ts", sa.Text(), nullable=True),
        sa.Column("source_thread_ts", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_negotiations")),
    )


def _negotiation_people() -> None:
    op.create_table(
        "negotiation_people",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("negotiation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team", "negotiation"],
            ["negotiations.team", "negotiations.id"],
            name=op.f("fk_negotiation_people_negotiations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team", "user", "negotiation", name=op.f("pk_negotiation_people")),
    )
    op.create_index(op.f("ix_negotiation_people_team_negotiation"), "negotiation_people", ["team", "negotiation"])


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("review", sa.Date(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("negotiation", sa.Text(), nullable=True),
        sa.Column("prep", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_by", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("postponed", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_agreements")),
    )
    op.create_index(op.f("ix_agreements_team_negotiation"), "agreements", ["team", "negotiation"])


def _preps() -> None:
    op.create_table(
        "preps",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("source_channel", sa.Text(), nullable=False),
        sa.Column("source_ts", sa.Text(), nullable=False),
        sa.Column("source_thread_ts", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requester", sa.Text(), nullable=True),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("signals", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("my_interest", sa.Text(), nullable=False),
        sa.Column("their_interest", sa.Text(), nullable=False),
        sa.Column("walk_away", sa.Text(), nullable=False),
        sa.Column("talk_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("talk_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("talk_zone", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_preps")),
        sa.UniqueConstraint(
            "team", "user", "source_channel", "source_ts", name=op.f("uq_preps_team_user_source_channel_source_ts")
        ),
    )


def _prep_notes() -> None:
    op.create_table(
        "prep_notes",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("prep", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team", "prep"], ["preps.team", "preps.id"], name=op.f("fk_prep_notes_preps"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team", "prep", "place", name=op.f("pk_prep_notes")),
    )


def _debriefs() -> None:
    op.create_table(
        "debriefs",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("prep", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("postponed", sa.Integer(), nullable=False),
        sa.Column("worked", sa.Text(), nullable=False),
        sa.Column("did_not", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("next_time", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_debriefs")),
    )
    op.create_index(op.f("ix_debriefs_team_prep_user"), "debriefs", ["team", "prep", "user"])
    op.create_index(op.f("ix_debriefs_team_user_done_at"), "debriefs", ["team", "user", "done_at"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_team_channel"), "audit", ["team", "channel"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("team", "event_id", name=op.f("uq_inbox_team_event_id")),
        sqlite_autoincrement=True,
    )
    _index_only(INBOX_DONE, "ix_inbox_done_versions", "inbox", ["team", "conversation", "version"])
    _index_only(INBOX_ENDED, "ix_inbox_ended", "inbox", ["since"])
    _index_only(INBOX_OPEN, "ix_inbox_open", "inbox", ["id"])
    _index_only(INBOX_OPEN, "ix_inbox_open_conversation", "inbox", ["team", "conversation", "id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("saying", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        sa.Column("in_thread_of", sa.Text(), nullable=True),
        sa.Column("local_wall", sa.DateTime(), nullable=True),
        sa.Column("local_zone", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("sent_channel", sa.Text(), nullable=True),
        sa.Column("sent_ts", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("died_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("team", "key", name=op.f("uq_outbox_team_key")),
        sqlite_autoincrement=True,
    )
    _index_only(OUTBOX_OPEN, "ix_outbox_open", "outbox", ["due_at", "id"])
    _index_only(OUTBOX_CARDS, "ix_outbox_cards", "outbox", ["team", "due_at"])
    op.create_index(op.f("ix_outbox_team_saying_subject"), "outbox", ["team", "saying", "subject"])
    op.create_index(op.f("ix_outbox_team_sent_channel_sent_ts"), "outbox", ["team", "sent_channel", "sent_ts"])
    op.create_index(op.f("ix_outbox_team_person"), "outbox", ["team", "person"])
