"""The encryption keys: from the settings, or from a file beside the SQLite database, made on the first run."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet

from bot.settings import SettingError, Settings


def new_key() -> str:
    """A fresh key, as INTERESTS_KEYS takes it."""
    return Fernet.generate_key().decode()


def keys_for(settings: Settings) -> list[str]:
    """The keys, newest first. Several processes that start at once end up with the same file."""
    if settings.keys:
        return [key.reveal() for key in settings.keys]
    beside = key_file(settings.database_url.reveal())
    if beside is None:
        raise SettingError(
            "INTERESTS_KEYS: is missing; only with a SQLite file is it made by itself. Get it with `interests keys new`"
        )
    if not beside.exists():
        _make(beside)
    return _read(beside)


def key_file(database_url: str) -> Path | None:
    """Where the key of a SQLite database lies; None for any other database or one in memory."""
    _, is_sqlite, name = database_url.partition("sqlite:///")
    if not is_sqlite or not name or name.startswith(":memory:"):
        return None
    return Path(name.partition("?")[0]).with_suffix(".keys")


def _make(file: Path) -> None:
    """Whole or not at all: where several processes start at once, the first one's key is everybody's."""
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w") as made:
            made.write(f"{new_key()}\n")
        with suppress(FileExistsError):
            Path(file).hardlink_to(draft)
    finally:
        Path(draft).unlink()


def _read(file: Path) -> list[str]:
    if file.stat().st_mode & 0o077:
        raise SettingError(f"INTERESTS_KEYS: the file {file.name} can be read by others. Run chmod 600 on it")
    keys = file.read_text().split()
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        keys = []
    if not keys:
        raise SettingError(f"INTERESTS_KEYS: the file {file.name} holds no key. Restore it from your backup")
    return keys
