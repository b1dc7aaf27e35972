"""Private texts are unreadable in the database, and without the right key they stay so."""

import pickle
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.domain.model import Note
from bot.store.cipher import BadKey, Cipher, Unreadable
from bot.store.engine import open_engine
from bot.store.tables import Tables
from bot.store.transaction import Transaction
from bot.store.work import SqlStore, SqlWork
from tests.store import samples

SECRET = "let it slip to December"
PREP = samples.prep(
    excerpt=SECRET, my_interest=SECRET, their_interest=SECRET, walk_away=SECRET, notes=(Note("1.1", SECRET),)
)
DEBRIEF = samples.debrief(worked=SECRET, did_not=SECRET, why=SECRET, next_time=SECRET)
PRIVATE = {
    "preps": ("excerpt", "my_interest", "their_interest", "walk_away"),
    "prep_notes": ("text",),
    "debriefs": ("worked", "did_not", "why", "next_time"),
    "thread_posts": ("texts",),
}


@pytest.fixture
def kept(store: SqlStore) -> SqlStore:
    with store.work() as work:
        work.preps.add(PREP)
        work.debriefs.add(DEBRIEF)
        work.thread_posts.add(samples.thread_post(texts=(SECRET, SECRET)))
    return store


@pytest.mark.parametrize(("table", "column"), [(t, c) for t, columns in PRIVATE.items() for c in columns])
def test_the_stored_column_does_not_hold_the_text(kept: SqlStore, engine: Engine, table: str, column: str) -> None:
    with engine.connect() as connection:
        raw = connection.scalar(text(f"SELECT {column} FROM {table}"))
    assert raw.startswith("gAAAA")
    assert SECRET not in raw


def test_no_file_of_the_database_holds_the_text(tmp_path: Path, migrated_sqlite: Path, cipher: Cipher) -> None:
    """The test above reads the columns we know of; this one reads every byte."""
    engine = open_engine(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'interests.db')}")
    with SqlStore(engine, cipher).work() as work:
        work.preps.add(PREP)
        work.debriefs.add(DEBRIEF)
        work.people.save(samples.person(zone="seen in the clear"))
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    engine.dispose()
    assert b"seen in the clear" in files
    assert SECRET.encode() not in files


def test_rotation_old_texts_stay_readable_and_move_to_the_new_key(engine: Engine) -> None:
    old, new = Cipher.new_key(), Cipher.new_key()
    with SqlStore(engine, Cipher.from_keys([old])).work() as work:
        work.preps.add(PREP)
    with SqlStore(engine, Cipher.from_keys([new, old])).work() as work:
        prep = work.preps.get("T1", "p1", "U1")
        assert prep == PREP
        work.preps.save(PREP)
    with SqlStore(engine, Cipher.from_keys([new])).reading() as work:
        prep = work.preps.get("T1", "p1", "U1")
        assert prep is not None
        assert (prep.walk_away, prep.notes) == (SECRET, PREP.notes)
    with SqlStore(engine, Cipher.from_keys([old])).reading() as work, pytest.raises(Unreadable):
        work.preps.get("T1", "p1", "U1")


def test_a_wrong_key_fails_and_shows_nothing(kept: SqlStore, engine: Engine) -> None:
    wrong = Cipher.new_key()
    with SqlStore(engine, Cipher.from_keys([wrong])).reading() as work:
        with pytest.raises(Unreadable) as prep:
            work.preps.get("T1", "p1", "U1")
        with pytest.raises(Unreadable) as lesson:
            work.debriefs.last_lesson("T1", "U1")
    for failure in (prep, lesson):
        assert str(failure.value) == "an encrypted text cannot be opened with the given keys"
        assert failure.value.__cause__ is None


def test_without_a_cipher_nothing_private_is_read_or_written(kept: SqlStore, engine: Engine) -> None:
    with engine.connect() as connection:
        work = SqlWork(Transaction(connection, Tables(), writing=False))
        with pytest.raises(Unreadable, match="no encryption keys"):
            work.preps.get("T1", "p1", "U1")
        with pytest.raises(Exception, match="no encryption keys"):
            work.debriefs.add(samples.debrief(id="d2"))


def test_a_changed_text_is_refused(kept: SqlStore, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE debriefs SET next_time = 'in the clear'"))
    with kept.reading() as work, pytest.raises(Unreadable):
        work.debriefs.last_lesson("T1", "U1")


def test_neither_cipher_nor_schema_shows_a_key() -> None:
    key = Cipher.new_key()
    cipher = Cipher.from_keys([key])
    column = Tables(cipher).preps.c.walk_away
    assert repr(cipher) == "Cipher()"
    assert key not in f"{cipher} {column!r} {column.type!r} {vars(column.type)}"
    with pytest.raises(TypeError, match="does not leave"):
        pickle.dumps(cipher)


@pytest.mark.parametrize("keys", [[], ["short"], [Cipher.new_key(), "not a key ä"]])
def test_a_bad_key_is_named_by_its_place_and_not_shown(keys: list[str]) -> None:
    with pytest.raises(BadKey) as failure:
        Cipher.from_keys(keys)
    assert not any(key in str(failure.value) for key in keys)


def test_an_error_of_the_database_shows_no_text(store: SqlStore) -> None:
    with store.work() as work:
        work.debriefs.add(DEBRIEF)
    with pytest.raises(Exception, match="debriefs") as failure, store.work() as work:
        work.debriefs.add(DEBRIEF)
    assert SECRET not in str(failure.value)
    assert "gAAAA" not in str(failure.value)
