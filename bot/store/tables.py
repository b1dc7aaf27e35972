"""The tables: every key begins with the team, and private texts are sealed."""

from functools import lru_cache

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Time,
    UniqueConstraint,
)

from bot.domain.detection.learning import Feedback
from bot.domain.interest_map.model import NegotiationState, Scoring
from bot.domain.model import (
    AsideEnd,
    AsideKind,
    Counterpart,
    DebriefState,
    Mode,
    Outcome,
    RequestState,
    Sensitivity,
    Settlement,
)
from bot.store.audit_table import audit_table
from bot.store.cipher import Cipher
from bot.store.columns import maybe, number, words
from bot.store.map_tables import (
    changes_table,
    interests_table,
    options_table,
    scores_table,
    suspicions_table,
    trades_table,
)
from bot.store.queue_tables import inbox_table, outbox_table
from bot.store.types import (
    Encrypted,
    EncryptedTexts,
    Kinds,
    Named,
    Parties,
    Parts,
    Signals,
    Texts,
    ToldOfIt,
    UtcDateTime,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Tables:
    """All tables. Without a cipher the encrypted columns can be neither read nor written."""

    def __init__(self, cipher: Cipher | None = None) -> None:
        self.metadata = MetaData(naming_convention=NAMES)
        self.channels = _channels(self.metadata)
        self.channel_owners = _channel_owners(self.metadata)
        self.people = _people(self.metadata)
        self.channel_mutes = _channel_mutes(self.metadata)
        self.examples = _examples(self.metadata, cipher)
        self.requests = _requests(self.metadata)
        self.thread_posts = _thread_posts(self.metadata, cipher)
        self.asides = _asides(self.metadata)
        self.negotiations = _negotiations(self.metadata)
        self.negotiation_people = _negotiation_people(self.metadata)
        self.agreements = _agreements(self.metadata)
        self.preps = _preps(self.metadata, cipher)
        self.prep_notes = _prep_notes(self.metadata, cipher)
        self.debriefs = _debriefs(self.metadata, cipher)
        self.map_interests = interests_table(self.metadata)
        self.map_suspicions = suspicions_table(self.metadata, cipher)
        self.map_options = options_table(self.metadata)
        self.map_scores = scores_table(self.metadata)
        self.map_trades = trades_table(self.metadata)
        self.map_changes = changes_table(self.metadata)
        self.audit = audit_table(self.metadata)
        self.inbox = inbox_table(self.metadata)
        self.outbox = outbox_table(self.metadata)


@lru_cache(maxsize=4)
def tables_for(cipher: Cipher | None = None) -> Tables:
    """The same tables for everything that has this cipher: they are many, and never change."""
    return Tables(cipher)


def _channels(metadata: MetaData) -> Table:
    return Table(
        "channels",
        metadata,
        words("team"),
        words("channel"),
        Column("mode", Named(Mode), nullable=False),
        maybe("inviter"),
        Column("chosen_at", UtcDateTime),
        Column("shared", Boolean, nullable=False),
        Column("sensitivity", Named(Sensitivity), nullable=False),
        Column("leaning", Double, nullable=False),
        Column("leaned_at", UtcDateTime),
        Column("learns_since", UtcDateTime),
        words("learned_with"),
        Column("keeps_examples", Boolean, nullable=False),
        Column("cards_a_day", Integer),
        Column("card_delay", Integer),
        maybe("rehearsal"),
        Column("askers", Named(Counterpart)),
        Column("raised", Double, nullable=False),
        Column("raised_at", UtcDateTime),
        PrimaryKeyConstraint("team", "channel"),
    )


def _channel_owners(metadata: MetaData) -> Table:
    return Table(
        "channel_owners",
        metadata,
        words("team"),
        words("channel"),
        number("place"),
        words("user"),
        PrimaryKeyConstraint("team", "channel", "place"),
        ForeignKeyConstraint(["team", "channel"], ["channels.team", "channels.channel"], ondelete="CASCADE"),
        Index(None, "team", "user"),
    )


def _people(metadata: MetaData) -> Table:
    return Table(
        "people",
        metadata,
        words("team"),
        words("user"),
        Column("opted_out", Boolean, nullable=False),
        maybe("zone"),
        Column("zone_read_at", UtcDateTime),
        maybe("dm"),
        Column("guest", Boolean, nullable=False),
        Column("muted_until", UtcDateTime),
        Column("day_start", Time),
        Column("day_end", Time),
        Column("cards_a_day", Integer),
        Column("role", Named(Counterpart)),
        PrimaryKeyConstraint("team", "user"),
    )


def _channel_mutes(metadata: MetaData) -> Table:
    """Whose cards from which channel are not wanted, by that person's own word."""
    return Table(
        "channel_mutes",
        metadata,
        words("team"),
        words("user"),
        words("channel"),
        PrimaryKeyConstraint("team", "user", "channel"),
    )


def _examples(metadata: MetaData, cipher: Cipher | None) -> Table:
    return Table(
        "examples",
        metadata,
        words("team"),
        words("channel"),
        words("ts"),
        maybe("thread_ts"),
        words("author"),
        Column("feedback", Named(Feedback), nullable=False),
        Column("probability", Double, nullable=False),
        Column("said_at", UtcDateTime, nullable=False),
        Column("signals", Kinds, nullable=False),
        Column("text", Encrypted(cipher), nullable=False),
        PrimaryKeyConstraint("team", "channel", "ts"),
        Index(None, "team", "author"),
    )


def _requests(metadata: MetaData) -> Table:
    return Table(
        "requests",
        metadata,
        words("id"),
        words("team"),
        words("channel"),
        words("ts"),
        words("requester"),
        Column("signals", Signals, nullable=False),
        words("object"),
        Column("noticed_at", UtcDateTime, nullable=False),
        maybe("thread_ts"),
        Column("state", Named(RequestState), nullable=False),
        maybe("settled_by"),
        Column("settled_as", Named(Settlement)),
        Column("waits_until", UtcDateTime),
        Column("waits_since", UtcDateTime),
        maybe("posted_text"),
        Column("probability", Double, nullable=False),
        words("hushed"),
        words("kind"),
        Column("told", ToldOfIt, nullable=False),
        Column("parts", Parts, nullable=False),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        UniqueConstraint("team", "channel", "ts"),
        Index(None, "team", "requester"),
    )


def _thread_posts(metadata: MetaData, cipher: Cipher | None) -> Table:
    return Table(
        "thread_posts",
        metadata,
        words("id"),
        words("team"),
        words("request"),
        words("author"),
        Column("texts", EncryptedTexts(cipher), nullable=False),
        Column("written_at", UtcDateTime, nullable=False),
        PrimaryKeyConstraint("team", "id"),
        Index(None, "team", "request"),
        Index(None, "team", "author"),
    )


def _asides(metadata: MetaData) -> Table:
    """What replies under a request showed, and what its owners did about it."""
    return Table(
        "asides",
        metadata,
        words("id"),
        words("team"),
        words("channel"),
        words("request"),
        Column("kind", Named(AsideKind), nullable=False),
        Column("moments", Texts, nullable=False),
        Column("offered_at", UtcDateTime),
        maybe("settled_by"),
        Column("settled_as", Named(AsideEnd)),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        UniqueConstraint("team", "request", "kind"),
        Index(None, "team", "channel"),
        Index(None, "team", "settled_by"),
    )


def _negotiations(metadata: MetaData) -> Table:
    return Table(
        "negotiations",
        metadata,
        words("id"),
        words("team"),
        words("author"),
        words("title"),
        Column("parties", Parties, nullable=False),
        Column("created_at", UtcDateTime, nullable=False),
        maybe("source_channel"),
        maybe("source_ts"),
        maybe("source_thread_ts"),
        Column("state", Named(NegotiationState), nullable=False),
        number("version"),
        words("shared_outcome"),
        words("blocker"),
        Column("brainstorm_until", UtcDateTime),
        Column("scoring", Named(Scoring), nullable=False),
        number("round"),
        words("retired"),
        PrimaryKeyConstraint("team", "id"),
    )


def _negotiation_people(metadata: MetaData) -> Table:
    """Whose negotiation it is: its author and every party that is a person in this Slack."""
    return Table(
        "negotiation_people",
        metadata,
        words("team"),
        words("user"),
        words("negotiation"),
        PrimaryKeyConstraint("team", "user", "negotiation"),
        ForeignKeyConstraint(["team", "negotiation"], ["negotiations.team", "negotiations.id"], ondelete="CASCADE"),
        Index(None, "team", "negotiation"),
    )


def _agreements(metadata: MetaData) -> Table:
    return Table(
        "agreements",
        metadata,
        words("id"),
        words("team"),
        words("author"),
        words("owner"),
        words("next_step"),
        Column("due", Date, nullable=False),
        Column("review", Date, nullable=False),
        words("zone"),
        Column("created_at", UtcDateTime, nullable=False),
        maybe("negotiation"),
        maybe("prep"),
        maybe("request"),
        Column("outcome", Named(Outcome)),
        maybe("outcome_by"),
        words("change"),
        number("postponed"),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        Index(None, "team", "negotiation"),
        Index(None, "team", "request"),
    )


def _preps(metadata: MetaData, cipher: Cipher | None) -> Table:
    return Table(
        "preps",
        metadata,
        words("id"),
        words("team"),
        words("user"),
        words("source_channel"),
        words("source_ts"),
        maybe("source_thread_ts"),
        Column("created_at", UtcDateTime, nullable=False),
        maybe("requester"),
        Column("excerpt", Encrypted(cipher), nullable=False),
        Column("signals", Signals, nullable=False),
        words("object"),
        Column("my_interest", Encrypted(cipher), nullable=False),
        Column("their_interest", Encrypted(cipher), nullable=False),
        Column("walk_away", Encrypted(cipher), nullable=False),
        Column("talk_start", UtcDateTime),
        Column("talk_end", UtcDateTime),
        maybe("talk_zone"),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        UniqueConstraint("team", "user", "source_channel", "source_ts"),
    )


def _prep_notes(metadata: MetaData, cipher: Cipher | None) -> Table:
    return Table(
        "prep_notes",
        metadata,
        words("team"),
        words("prep"),
        number("place"),
        words("ts"),
        Column("text", Encrypted(cipher), nullable=False),
        PrimaryKeyConstraint("team", "prep", "place"),
        ForeignKeyConstraint(["team", "prep"], ["preps.team", "preps.id"], ondelete="CASCADE"),
    )


def _debriefs(metadata: MetaData, cipher: Cipher | None) -> Table:
    return Table(
        "debriefs",
        metadata,
        words("id"),
        words("team"),
        words("user"),
        words("prep"),
        Column("due_at", UtcDateTime, nullable=False),
        Column("state", Named(DebriefState), nullable=False),
        number("postponed"),
        Column("worked", Encrypted(cipher), nullable=False),
        Column("did_not", Encrypted(cipher), nullable=False),
        Column("why", Encrypted(cipher), nullable=False),
        Column("next_time", Encrypted(cipher), nullable=False),
        Column("done_at", UtcDateTime),
        number("version"),
        PrimaryKeyConstraint("team", "id"),
        Index(None, "team", "prep", "user"),
        Index(None, "team", "user", "done_at"),
    )
