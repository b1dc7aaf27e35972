"""A unit of work: what one service call reads and writes commits together, with the event that caused it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from bot.domain.errors import AlreadyHandled
from bot.domain.interest_map.model import Interest
from bot.domain.interest_map.options import Option, Trade
from bot.domain.model import Delivery
from bot.services.ports import Work
from bot.store.asides import SqlAsides
from bot.store.audit import SqlAudit
from bot.store.cipher import Cipher
from bot.store.engine import reading
from bot.store.examples import SqlExamples
from bot.store.inbox import close
from bot.store.interest_map import SqlMapHistory, SqlMapTraces, SqlPieces, SqlScores, SqlSheets, SqlSuspicions
from bot.store.mutes import SqlMutes
from bot.store.negotiations import SqlAgreements, SqlNegotiations
from bot.store.outbox import SqlOutbox
from bot.store.places import SqlChannels, SqlPeople
from bot.store.preps import SqlDebriefs, SqlPreps
from bot.store.records import SqlRecords
from bot.store.requests import SqlFeatureRequests
from bot.store.seen import SqlSeen
from bot.store.tables import tables_for
from bot.store.thread_posts import SqlThreadPosts
from bot.store.transaction import Transaction


class SqlWork:
    """The repositories over one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self.channels = SqlChannels(transaction)
        self.people = SqlPeople(transaction)
        self.mutes = SqlMutes(transaction)
        self.examples = SqlExamples(transaction)
        self.requests = SqlFeatureRequests(transaction)
        self.thread_posts = SqlThreadPosts(transaction)
        self.asides = SqlAsides(transaction)
        self.negotiations = SqlNegotiations(transaction)
        self.preps = SqlPreps(transaction)
        self.debriefs = SqlDebriefs(transaction)
        self.agreements = SqlAgreements(transaction)
        tables = transaction.tables
        self.interests = SqlPieces(transaction, tables.map_interests, Interest)
        self.options = SqlPieces(transaction, tables.map_options, Option)
        self.trades = SqlPieces(transaction, tables.map_trades, Trade)
        self.scores = SqlScores(transaction)
        self.suspicions = SqlSuspicions(transaction)
        self.map_history = SqlMapHistory(transaction)
        self.sheets = SqlSheets(transaction)
        self.map_traces = SqlMapTraces(transaction)
        self.outbox = SqlOutbox(transaction)
        self.records = SqlRecords(transaction)
        self.audit = SqlAudit(transaction)
        self.seen = SqlSeen(transaction)


class SqlStore:
    """The store over an engine from `open_engine`."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._tables = tables_for(cipher)

    @contextmanager
    def work(self, delivery: Delivery | None = None) -> Iterator[Work]:
        with self._engine.begin() as connection:
            yield SqlWork(Transaction(connection, self._tables, writing=True))
            if delivery is not None and not close(connection, self._tables.inbox, delivery):
                raise AlreadyHandled

    @contextmanager
    def reading(self) -> Iterator[Work]:
        with reading(self._engine) as connection:
            yield SqlWork(Transaction(connection, self._tables, writing=False))
