"""Brings a database to the shape this version of the bot needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.engine import open_engine


def upgrade(url: str, revision: str = "head") -> None:
    """Apply what is missing, all of it or nothing; safe when several processes start at once."""
    config = _config()
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()


def downgrade(url: str, revision: str) -> None:
    """Undo revisions down to that one; `base` undoes all and deletes every row."""
    config = _config()
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, revision)
    finally:
        engine.dispose()


def current(url: str) -> str | None:
    """The revision the database is at; None where no migration ran yet."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def head() -> str | None:
    """The revision this version of the bot needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def scripts() -> Path:
    """The folder of the migrations: beside this module when installed, in `alembic` beside the package in a checkout.

    Told apart by env.py, because in an installed environment the library `alembic` stands beside the package too.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "migrations", here.parent / "alembic"):
        if (folder / "env.py").is_file():
            return folder
    raise FileNotFoundError("the migrations are missing from this installation: install the bot again")


def _config() -> Config:
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    return config
