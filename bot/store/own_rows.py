"""Which rows are whose: what `/interests mydata` hands over, table by table, and what it leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, Table, or_, select

from bot.domain.model import DueState
from bot.store.tables import Tables
from bot.store.transaction import Transaction

NOBODYS = frozenset({"inbox", "negotiation_people"})
"""Events on their way carry no column of a person; who takes part in a map is said by the map."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what a person gets: the rows of a table in whose columns `of` they stand, without some columns.

    What an owner thought of a message is the owner's, what a person wrote is not the owner's: both are left out.
    """

    name: str
    table: str
    of: tuple[str, ...]
    without: frozenset[str] = frozenset()


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTS = (
    Part("me", "people", ("user",)),
    Part("channels_i_look_after", "channel_owners", ("user",), _names("place")),
    Part("channels_i_invited_the_bot_to", "channels", ("inviter",), _names("leaning leaned_at learned_with")),
    Part(
        "requests_i_wrote",
        "requests",
        ("requester",),
        _names("state settled_by settled_as waits_since waits_until posted_text hushed version"),
    ),
    Part(
        "requests_i_answered",
        "requests",
        ("settled_by",),
        _names("requester signals object parts hushed probability state version"),
    ),
    Part("channels_i_muted", "channel_mutes", ("user",)),
    Part("thread_posts_i_wrote", "thread_posts", ("author",)),
    Part("asides_i_settled", "asides", ("settled_by",), _names("moments offered_at version")),
    Part("examples_i_wrote", "examples", ("author",), _names("feedback")),
    Part("maps_i_wrote", "negotiations", ("author",), _names("version")),
    Part("interests_i_wrote", "map_interests", ("by",), _names("marks version")),
    Part("options_i_wrote", "map_options", ("by",), _names("version")),
    Part("trades_i_wrote", "map_trades", ("by",), _names("rank version")),
    Part("scores_i_gave", "map_scores", ("by",)),
    Part("notes_on_maps", "map_suspicions", ("author",), _names("version")),
    Part("changes_i_made_to_maps", "map_changes", ("by",), _names("id before")),
    Part("agreements", "agreements", ("author", "owner", "outcome_by"), _names("version")),
    Part("preps", "preps", ("user",), _names("version")),
    Part("notes", "prep_notes", (), _names("place")),
    Part("debriefs", "debriefs", ("user",), _names("version")),
    Part(
        "still_to_be_said_to_me",
        "outbox",
        ("person",),
        _names("id key in_thread_of state attempts first_claimed_at retry_at lease_until worker claim reason died_at")
        | _names("sent_channel sent_ts"),
    ),
    Part("settings_i_changed", "audit", ("who", "person"), _names("id")),
)


def own_rows(transaction: Transaction, team: str, user: str) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """Every part with its rows as plain JSON."""
    return {part.name: _rows(transaction, part, team, user) for part in PARTS}


def _rows(transaction: Transaction, part: Part, team: str, user: str) -> Sequence[Mapping[str, object]]:
    table = transaction.tables.metadata.tables[part.table]
    columns = [column for column in table.c if column.name not in part.without | {"team"}]
    query: Select[tuple[object, ...]] = select(*columns).where(table.c.team == team)
    query = query.where(_is_of(transaction.tables, table, part, team, user)).order_by(*table.primary_key.columns)
    return [{name: _plain(value) for name, value in row.items()} for row in transaction.all(query)]


def _is_of(tables: Tables, table: Table, part: Part, team: str, user: str) -> ColumnElement[bool]:
    if table.name == "prep_notes":
        preps = tables.preps
        return table.c.prep.in_(select(preps.c.id).where(preps.c.team == team, preps.c.user == user))
    mine = or_(*(table.c[name] == user for name in part.of))
    # What was said stands in the person's DM; what was only planned stands nowhere else.
    return mine & table.c.state.in_((DueState.DUE, DueState.CLAIMED)) if table.name == "outbox" else mine


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
