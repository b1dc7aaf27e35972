"""Sealing anew: every text moves to the newest key, whatever was interrupted, and no text is lost."""

import pytest
from sqlalchemy import Engine, text

from bot.store.cipher import Cipher, Unreadable
from bot.store.rotation import Rotated, rotate
from bot.store.work import SqlStore
from tests.store import samples

OLD, NEW = Cipher.new_key(), Cipher.new_key()
TEXTS = 7 * 4 + 7 * 3 + 7 * 4 + 7
"""Of seven preps with three notes each, their debriefs and seven examples."""


def fill(store: SqlStore) -> None:
    with store.work() as work:
        for number in range(7):
            source = samples.prep().source.__class__("T1", "C1", f"{number}.0")
            work.preps.add(samples.prep(id=f"p{number}", source=source))
            work.debriefs.add(samples.debrief(id=f"d{number}", prep=f"p{number}"))
            work.examples.save(samples.example(ref=source))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(SqlStore(engine, Cipher.from_keys([OLD])))
    return engine


def everything(engine: Engine, *keys: str) -> list[object]:
    with SqlStore(engine, Cipher.from_keys(keys)).reading() as work:
        preps = [work.preps.get("T1", f"p{number}", "U1") for number in range(7)]
        debriefs = [work.debriefs.get("T1", f"d{number}", "U1") for number in range(7)]
        return [*preps, *debriefs, *work.examples.of("T1", "C1", samples.NOW)]


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_afterwards_the_new_key_alone_opens_everything(filled: Engine, batch: int) -> None:
    before = everything(filled, OLD)
    assert rotate(filled, Cipher.from_keys([NEW, OLD]), batch) == Rotated(anew=TEXTS)
    assert everything(filled, NEW) == before
    with pytest.raises(Unreadable):
        everything(filled, OLD)
    assert rotate(filled, Cipher.from_keys([NEW, OLD]), batch) == Rotated(already=TEXTS)


def test_what_was_interrupted_goes_on(filled: Engine) -> None:
    with SqlStore(filled, Cipher.from_keys([NEW, OLD])).work() as work:
        prep = work.preps.get("T1", "p3", "U1")
        assert prep is not None
        work.preps.save(prep)  # as if it had been reached before the end
    assert rotate(filled, Cipher.from_keys([NEW, OLD])) == Rotated(anew=TEXTS - 7, already=7)


def test_a_text_that_no_key_opens_is_counted_and_left_alone(filled: Engine) -> None:
    with filled.begin() as connection:
        connection.execute(text("UPDATE debriefs SET why = 'in the clear' WHERE id = 'd2'"))
    assert rotate(filled, Cipher.from_keys([NEW, OLD])) == Rotated(anew=TEXTS - 1, unreadable=1)
    with filled.connect() as connection:
        assert connection.scalar(text("SELECT why FROM debriefs WHERE id = 'd2'")) == "in the clear"


def test_without_the_old_key_nothing_is_touched(filled: Engine) -> None:
    before = everything(filled, OLD)
    assert rotate(filled, Cipher.from_keys([NEW])) == Rotated(unreadable=TEXTS)
    assert everything(filled, OLD) == before
