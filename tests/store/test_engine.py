"""Opening a database: which addresses are taken, what is promised about each, what an error shows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from bot.domain.model import Saying
from bot.store.cipher import Cipher
from bot.store.engine import BadDatabaseUrl, open_engine, reading
from bot.store.inbox import SqlInbox, _claimable
from bot.store.outbox import cards_between, counting
from bot.store.outbox_queue import _claimable as _due
from bot.store.tables import Tables
from bot.store.work import SqlStore
from tests.store.samples import NOW


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql(scheme: str) -> None:
    engine = open_engine(f"{scheme}://somebody:secret@localhost:1/interests?sslmode=require")
    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.url.query == {"sslmode": "require"}
    assert "secret" not in repr(engine)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_every_spelling_reaches_the_server(scheme: str, migrated_postgres: str) -> None:
    engine = open_engine(migrated_postgres.replace("postgresql", scheme, 1))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM inbox")) is not None
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    ["", "interests.db", "sqlite://", "sqlite:///:memory:", "mysql://a:secret@b/c", "postgres://a:secret@b:port/c"],
)
def test_an_address_that_cannot_work_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(BadDatabaseUrl) as failure:
        open_engine(url)
    assert "secret" not in str(failure.value)
    assert failure.value.__cause__ is None


def test_what_sqlite_is_set_to(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        settings = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}


def test_reading_takes_no_write_lock_on_sqlite(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.begin(), reading(engine) as reader:
        assert reader.scalar(text("SELECT 1")) == 1
    engine.dispose()


@pytest.mark.parametrize(
    ("table", "past", "index"), [("inbox", "done", "ix_inbox_open"), ("outbox", "sent", "ix_outbox_open")]
)
def test_a_long_history_is_not_looked_at_when_claiming(engine: Engine, table: str, past: str, index: str) -> None:
    fill(engine, table, past, 20_000)
    query = _claimable(Tables().inbox) if table == "inbox" else _due(Tables().outbox)
    values = dict.fromkeys(("now", "civil_now", "real_now"), NOW) | {"most": 10}
    known = {name: value for name, value in values.items() if name in query.compile(engine).params}
    sql = query.params(known).compile(engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain}{sql}".replace("%", "%%")))
    assert index in plan, plan
    assert "Seq Scan" not in plan, plan
    assert f"SCAN {table}'" not in plan, plan


def test_a_long_history_is_not_looked_at_when_a_days_cards_are_counted(engine: Engine) -> None:
    fill(engine, "outbox", "sent", 20_000)
    tables = Tables()
    there = counting(tables.outbox, tables.requests, tables.requests.c.channel == "C", "U")
    query = cards_between(tables.outbox, "T", NOW, NOW).where(there)
    sql = query.compile(engine, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain}{sql}".replace("%", "%%")))
    assert "ix_outbox_cards" in plan, plan


def fill(engine: Engine, table: str, state: str, rows: int) -> None:
    """A history of finished rows, straight into the table."""
    values = {
        "inbox": "'T' team, 'E' || n event_id, 'C' || n conversation, '' version, 'message' kind, 0 attempts,"
        " '', '', '', '2026-01-01' received_at, '2026-01-01' since, '2026-01-01' retry_at",
        "outbox": "'T', 'card', 'r' || n, 'k' || n, '2026-01-01', 1, '', '', ''",
    }[table]
    columns = {
        "inbox": "team, event_id, conversation, version, kind, attempts, worker, claim, reason,"
        " received_at, since, retry_at",
        "outbox": "team, saying, subject, key, due_at, attempts, worker, claim, reason",
    }[table]
    if engine.dialect.name == "sqlite":
        numbers = f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {rows})"
    else:
        numbers = f"WITH s AS (SELECT generate_series(1, {rows}) n)"
        values = values.replace("'2026-01-01'", "timestamptz '2026-01-01'")
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({columns}, state) {numbers} SELECT {values}, '{state}' FROM s"))
        connection.execute(text("ANALYZE"))


def test_claims_work_past_a_long_history(engine: Engine) -> None:
    inbox = SqlInbox(engine)
    fill(engine, "inbox", "done", 1_000)
    assert inbox.put("T", "new", "C", {}, NOW)
    assert not inbox.put("T", "E7", "C", {}, NOW)
    assert len(inbox.claim("w", 10, NOW, NOW - NOW)) == 1


def test_what_was_said_about_a_subject_is_looked_up_and_not_searched(migrated: Path) -> None:
    """Asked to sort by time as well, SQLite would walk through every card there ever was."""
    engine = open_engine(f"sqlite:///{migrated}")
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    with SqlStore(engine, Cipher.from_keys([Cipher.new_key()])).reading() as work:
        work.outbox.said("T1", Saying.CARD, "R1")
    with engine.connect() as connection:
        values = ("T1", "card", "R1", "sent")
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statements[-1]}", values))
    assert "ix_outbox_team_saying_subject" in plan, plan


class Broken(Exception):
    """What ends a transaction early."""


def fails(engine: Engine) -> None:
    with suppress(Broken), engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        raise Broken


def is_cut_off(engine: Engine) -> None:
    with suppress(Exception), engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        connection.invalidate()


def writes_twice(engine: Engine) -> None:
    with engine.connect() as connection:
        for _ in range(2):
            with connection.begin():
                connection.execute(text("SELECT 1"))


@pytest.mark.parametrize("ends", [fails, is_cut_off, writes_twice])
def test_however_a_writer_ends_the_next_has_its_turn(tmp_path: Path, ends: Callable[[Engine], None]) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    ends(engine)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(writes_twice, engine).result(timeout=5)
    engine.dispose()


def test_a_writer_waits_for_the_one_before_and_a_reader_does_not(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with ThreadPoolExecutor(1) as pool, engine.begin():
        with reading(engine) as reader:
            assert reader.scalar(text("SELECT 1")) == 1
        second = pool.submit(writes_twice, engine)
        with pytest.raises(TimeoutError):
            second.result(timeout=0.2)
    second.result(timeout=5)
    engine.dispose()
