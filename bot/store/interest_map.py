"""What stands on a map: pieces saved by version, scores and notes that only some may see, and the history."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, and_, func, or_, select, update

from bot.domain.interest_map.history import Change, ChangeKind
from bot.domain.interest_map.model import Interest, Scoring, Suspicion
from bot.domain.interest_map.options import Option, Score, Trade
from bot.domain.interest_map.sheet import Sheet
from bot.domain.visibility import NOBODY
from bot.store.negotiations import SqlNegotiations
from bot.store.transaction import Transaction, flat

Piece = TypeVar("Piece", Interest, Option, Trade)


class SqlPieces(Generic[Piece]):
    """Rows of one table that belong to a map."""

    def __init__(self, transaction: Transaction, table: Table, piece: Callable[..., Piece]) -> None:
        self._in = transaction
        self._table = table
        self._piece: Callable[..., Piece] = piece

    def get(self, team: str, id_: str) -> Piece | None:
        table = self._table
        row = self._in.one(select(table).where(table.c.team == team, table.c.id == id_))
        return None if row is None else self._piece(**row)

    def of(self, team: str, negotiation: str) -> Sequence[Piece]:
        table = self._table
        query = select(table).where(table.c.team == team, table.c.negotiation == negotiation)
        return [self._piece(**row) for row in self._in.all(query.order_by(table.c.created_at, table.c.id))]

    def add(self, piece: Piece) -> None:
        self._in.add(self._table, flat(piece))

    def save(self, piece: Piece) -> None:
        self._in.replace(self._table, flat(piece))

    def drop(self, team: str, id_: str) -> None:
        table = self._table
        self._in.connection.execute(table.delete().where(table.c.team == team, table.c.id == id_))


class SqlSuspicions:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._table = transaction.tables.map_suspicions

    def get(self, team: str, id_: str, author: str) -> Suspicion | None:
        table = self._table
        mine = (table.c.team == team, table.c.id == id_, table.c.author == author)
        row = self._in.one(select(table).where(*mine))
        return None if row is None else Suspicion(**row)

    def of(self, team: str, negotiation: str, author: str) -> Sequence[Suspicion]:
        table = self._table
        mine = (table.c.team == team, table.c.negotiation == negotiation, table.c.author == author)
        rows = self._in.all(select(table).where(*mine).order_by(table.c.created_at, table.c.id))
        return [Suspicion(**row) for row in rows]

    def add(self, suspicion: Suspicion) -> None:
        self._in.add(self._table, flat(suspicion))

    def save(self, suspicion: Suspicion) -> None:
        self._in.replace(self._table, flat(suspicion))

    def drop(self, team: str, id_: str, author: str) -> None:
        table = self._table
        mine = (table.c.team == team, table.c.id == id_, table.c.author == author)
        self._in.connection.execute(table.delete().where(*mine))


class SqlScores:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._scores = transaction.tables.map_scores
        self._maps = transaction.tables.negotiations

    def give(self, score: Score) -> None:
        self._in.put(self._scores, flat(score), ("team", "option", "party", "round"))

    def drop(self, team: str, negotiation: str, party: str) -> None:
        table = self._scores
        its = (table.c.team == team, table.c.negotiation == negotiation, table.c.party == party)
        self._in.connection.execute(table.delete().where(*its))

    def seen_by(self, team: str, negotiation: str, viewer: str) -> Sequence[Score]:
        """Of the current round: what the viewer gave, and everybody's once it is revealed."""
        scores, maps = self._scores, self._maps
        mine = and_(scores.c.by == viewer, scores.c.by != NOBODY)
        may = or_(mine, maps.c.scoring == Scoring.REVEALED)
        query = self._current(select(scores), team, negotiation).where(may)
        rows = self._in.all(query.order_by(scores.c.option, scores.c.party))
        return [Score(**row) for row in rows]

    def given(self, team: str, negotiation: str) -> Mapping[str, frozenset[str]]:
        """By option the parties that have scored it in the current round; never how."""
        query = self._current(select(self._scores.c.option, self._scores.c.party), team, negotiation)
        found: dict[str, set[str]] = {}
        for row in self._in.all(query):
            found.setdefault(row["option"], set()).add(row["party"])
        return {option: frozenset(parties) for option, parties in found.items()}

    def _current(self, query: Any, team: str, negotiation: str) -> Any:
        scores, maps = self._scores, self._maps
        its_map = and_(maps.c.team == scores.c.team, maps.c.id == scores.c.negotiation, maps.c.round == scores.c.round)
        return query.join(maps, its_map).where(scores.c.team == team, scores.c.negotiation == negotiation)


OPENED = (ChangeKind.SHARED, ChangeKind.ASKED, ChangeKind.SCORES_REVEALED)
"""From then on others than its author know a map; and from the first score that somebody else gave. That a round began
proves nothing: its calls may never have gone out."""


class SqlMapHistory:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._changes = transaction.tables.map_changes
        self._maps = transaction.tables.negotiations

    def note(self, *changes: Change) -> None:
        for change in changes:
            self._in.add(self._changes, flat(change))

    def count(self, team: str, negotiation: str, what: ChangeKind, since: datetime) -> int:
        """How often that happened to the map after `since`."""
        table = self._changes
        its = (table.c.team == team, table.c.negotiation == negotiation, table.c.what == what, table.c.at > since)
        return int(self._in.connection.execute(select(func.count()).where(*its)).scalar_one())

    def of(self, team: str, negotiation: str, limit: int, skip: int = 0, *, private: bool = True) -> Sequence[Change]:
        """`private`: what its author drafted before anybody else saw the map as well."""
        table = self._changes
        its = (table.c.team == team, table.c.negotiation == negotiation)
        query = select(table).where(*its)
        if not private:
            maps = self._maps
            author = select(maps.c.author).where(maps.c.team == team, maps.c.id == negotiation).scalar_subquery()
            theirs = and_(table.c.what == ChangeKind.SCORED, table.c.by != author)
            others = or_(table.c.what.in_(OPENED), theirs)
            opened = select(func.min(table.c.id)).where(*its, others).scalar_subquery()
            query = query.where(or_(table.c.id >= opened, table.c.what == ChangeKind.STARTED))
        rows = self._in.all(query.order_by(table.c.id.desc()).limit(limit).offset(skip))
        return [Change(**{name: value for name, value in row.items() if name != "id"}) for row in rows]


class SqlSheets:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def shown(self, team: str, negotiation: str) -> Sheet | None:
        return self.seen_by(team, negotiation, NOBODY)

    def seen_by(self, team: str, id_: str, viewer: str) -> Sheet | None:
        """The sheet for somebody who may see the map (that is asked before): theirs and what all may see."""
        negotiation = SqlNegotiations(self._in).get(team, id_)
        if negotiation is None:
            return None
        tables, scores = self._in.tables, SqlScores(self._in)
        return Sheet(
            negotiation,
            tuple(SqlPieces(self._in, tables.map_interests, Interest).of(team, id_)),
            tuple(SqlPieces(self._in, tables.map_options, Option).of(team, id_)),
            tuple(SqlPieces(self._in, tables.map_trades, Trade).of(team, id_)),
            tuple(scores.seen_by(team, id_, viewer)),
            scores.given(team, id_),
            tuple(SqlSuspicions(self._in).of(team, id_, viewer)) if viewer != NOBODY else (),
        )


class SqlMapTraces:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    def forget(self, team: str, user: str) -> int:
        tables, run = self._in.tables, self._in.connection.execute
        for table in (
            tables.map_interests,
            tables.map_options,
            tables.map_trades,
            tables.map_scores,
            tables.map_changes,
        ):
            run(update(table).where(table.c.team == team, table.c.by == user).values(by=NOBODY))
        notes = tables.map_suspicions
        return run(notes.delete().where(notes.c.team == team, notes.c.author == user)).rowcount
