"""Runs migrations on a connection handed over by the program, or on DATABASE_URL from the `alembic` command line."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, text

from bot.store.engine import open_engine
from bot.store.tables import Tables

# Any number will do, as long as every process that migrates this database asks for the same one.
MIGRATION_LOCK = 7_204_615_522


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write a column type of ours as the type the database sees, so that old revisions never need our code."""
    if kind == "type" and type(item).__module__ == "bot.store.types":
        return f"sa.{item.impl_instance!r}"
    return False


def migrate(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # Outside a transaction, where SQLite insists on it: rebuilding a table must not delete what refers to it.
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    # One transaction for everything: SQLite can undo a changed table too, though Alembic thinks not. It is opened
    # before Alembic is told of the connection, or each step would be committed alone and others could step between.
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        context.configure(
            connection=connection,
            target_metadata=Tables().metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=render_item,
        )
        context.run_migrations()
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def main() -> None:
    if context.is_offline_mode():
        raise SystemExit("migrations run against a database only: leave out --sql")
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise SystemExit("DATABASE_URL is not set: name the database to migrate, for example sqlite:///interests.db")
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            migrate(connection)
    finally:
        engine.dispose()


main()
