"""Migrations build exactly the tables the code expects, and undo them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from bot import migrations
from bot.store.engine import open_engine
from bot.store.tables import Tables
from tests.store.claimers import in_processes

ROOT = Path(__file__).parents[2]


def shape(engine: Engine) -> list[str]:
    """Every table and index as the database itself describes it, conditions of partial indexes included."""
    if engine.dialect.name == "sqlite":
        query = "SELECT name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
    else:
        query = """
            SELECT indexname || ': ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION SELECT conname || ': ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype <> 'n'
                AND connamespace = 'public'::regnamespace
            UNION SELECT table_name || '.' || column_name || ': ' || data_type || ' ' || is_nullable
                || ' ' || is_identity || ' ' || coalesce(column_default, '')
            FROM information_schema.columns WHERE table_schema = 'public'
        """
    with engine.connect() as connection:
        lines = connection.scalars(text(query)).all()
    # SQLite quotes the name of a table that was rebuilt.
    return sorted(" ".join(line.replace('"', "").split()) for line in lines if "alembic_version" not in line)


def test_from_nothing_to_head(empty_url: str) -> None:
    assert migrations.current(empty_url) is None
    migrations.upgrade(empty_url)
    assert migrations.current(empty_url) == migrations.head() is not None
    migrations.upgrade(empty_url)


def test_the_migrated_database_is_the_one_the_code_describes(empty_url: str) -> None:
    engine = open_engine(empty_url)
    tables = Tables().metadata
    tables.create_all(engine)
    described = shape(engine)
    tables.drop_all(engine)
    migrations.upgrade(empty_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables) == []
    assert shape(engine) == described
    engine.dispose()


def test_down_to_base_and_up_again(empty_url: str) -> None:
    migrations.upgrade(empty_url)
    migrations.downgrade(empty_url, "base")
    engine = open_engine(empty_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
    migrations.upgrade(empty_url)
    assert migrations.current(empty_url) == migrations.head()


def test_several_processes_may_migrate_at_once(empty_url: str) -> None:
    assert in_processes(empty_url, "migrate", 3) == [[], [], []]
    assert migrations.current(empty_url) == migrations.head()


def test_the_command_line_migrates_what_database_url_names(empty_url: str) -> None:
    run_alembic("upgrade", "head", DATABASE_URL=empty_url).check_returncode()
    assert "No new upgrade operations" in run_alembic("check", DATABASE_URL=empty_url).stdout


@pytest.mark.parametrize("table", ["outbox", "map_changes"])
def test_a_failed_migration_leaves_nothing(empty_url: str, table: str) -> None:
    """In the first step or in a later one: what the steps before it made goes as well."""
    engine = open_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {table} (in_the_way INTEGER)"))
    with pytest.raises(Exception, match=table):
        migrations.upgrade(empty_url)
    assert inspect(engine).get_table_names() == [table]
    engine.dispose()


def test_the_command_line_needs_an_address() -> None:
    refused = run_alembic("current", DATABASE_URL="")
    assert refused.returncode != 0
    assert "DATABASE_URL is not set" in refused.stderr


def test_the_scripts_are_found_in_a_checkout_and_are_no_package() -> None:
    assert migrations.scripts() == ROOT / "alembic"
    assert not (ROOT / "alembic" / "__init__.py").exists(), "it would hide the library of the same name"


def test_the_revision_needs_no_code_of_ours() -> None:
    for script in (ROOT / "alembic" / "versions").glob("*.py"):
        assert "bot." not in script.read_text(), script.name


def run_alembic(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alembic", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )
