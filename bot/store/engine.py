"""Opens the database: SQLite for one machine, PostgreSQL for several, the same promises on both."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SqliteConnection
from threading import Lock
from time import sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

READING = "interests_reading"
"""Execution option of a connection whose transaction takes no write lock."""

BUSY_SECONDS = 30


class BadDatabaseUrl(ValueError):
    """The address of the database cannot be used; the message never shows it, for it may hold a password."""


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///file`, `postgresql://…`, `postgresql+psycopg://…` or `postgres://…`."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            connect_args={"connect_timeout": 10},
        )
    engine = create_engine(
        parsed, hide_parameters=True, pool_size=10, max_overflow=90, connect_args={"timeout": BUSY_SECONDS}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    Turns().listen(engine)
    return engine


class Turns:
    """Threads of this process write to SQLite one after the other.

    SQLite lets one writer in at a time and has the others look again after ever longer sleeps, which costs tens of
    milliseconds where a few write at once. Here each is woken when its turn has come; other processes still wait
    SQLite's way.
    """

    HELD = "interests_turn"

    def __init__(self) -> None:
        self._turn = Lock()

    def listen(self, engine: Engine) -> None:
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "checkin", self._end)
        event.listen(engine, "invalidate", lambda connection, record, _error: self._end(connection, record))

    def _begin(self, connection: Connection) -> None:
        if connection.get_execution_options().get(READING, False):
            connection.exec_driver_sql("BEGIN")
            return
        if self.HELD not in connection.info:
            # Whoever waits in vain goes on, and hears from SQLite that it is locked.
            connection.info[self.HELD] = self._turn.acquire(timeout=BUSY_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def _end(self, _connection: Any, record: ConnectionPoolEntry) -> None:
        """The connection is given back, so its transaction is over, however it ended."""
        if record.info.pop(self.HELD, False):
            self._turn.release()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that takes no write lock and is never committed."""
    with engine.connect() as connection:
        yield connection.execution_options(**{READING: True})


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise BadDatabaseUrl("the database address cannot be read; try sqlite:///interests.db") from None
    if parsed.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise BadDatabaseUrl(f"{parsed.drivername!r} is not a database this bot knows: use sqlite or postgresql")
    if not parsed.database or ":memory:" in parsed.database:
        raise BadDatabaseUrl("a SQLite address needs a file, for example sqlite:///interests.db")
    return parsed


def _prepare_sqlite(connection: SqliteConnection, _record: Any) -> None:
    # The driver must not begin transactions by itself: it would take the write lock late, where waiting is refused.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: SqliteConnection) -> None:
    """Switch to the write-ahead log. A new file that another process switches just now is locked without any waiting
    on SQLite's side, so the waiting is done here."""
    for _ in range(BUSY_SECONDS * 20):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            if error.sqlite_errorcode & 0xFF != SQLITE_BUSY:
                raise
            sleep(0.05)
        else:
            return
    raise OperationalError("database is locked")
