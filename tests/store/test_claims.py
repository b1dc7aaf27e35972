"""No two workers ever take the same row, in threads and in processes; a naive claimer is caught doing it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine

from bot.store.inbox import SqlInbox
from bot.store.work import SqlStore
from tests.store import samples
from tests.store.claimers import CLAIMERS, in_processes

ROWS = 150
WORKERS = 3


@pytest.fixture
def full(store: SqlStore, inbox: SqlInbox) -> None:
    with store.work() as work:
        for n in range(ROWS):
            assert work.outbox.say(samples.utterance(key=f"k{n}"))
    for n in range(ROWS // 3):
        assert inbox.put("T1", f"Ev{n}", f"C{n % 20}", {}, samples.NOW)


def in_threads(engine: Engine, kind: str) -> list[list[int]]:
    start = Barrier(WORKERS)

    def work(n: int) -> list[int]:
        start.wait()
        return CLAIMERS[kind](engine, f"w{n}")

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(work, range(WORKERS)))


def doubles(taken: list[list[int]]) -> int:
    ids = [id_ for worker in taken for id_ in worker]
    return len(ids) - len(set(ids))


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(("kind", "rows"), [("outbox", ROWS), ("inbox", ROWS // 3)])
def test_threads_take_every_row_once(engine: Engine, kind: str, rows: int) -> None:
    taken = in_threads(engine, kind)
    assert doubles(taken) == 0
    assert len({id_ for worker in taken for id_ in worker}) == rows


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(("kind", "rows"), [("outbox", ROWS), ("inbox", ROWS // 3)])
def test_processes_take_every_row_once(url: str, kind: str, rows: int) -> None:
    taken = in_processes(url, kind, WORKERS)
    assert doubles(taken) == 0
    assert len({id_ for worker in taken for id_ in worker}) == rows


@pytest.mark.usefixtures("full")
def test_negative_control_a_naive_claimer_doubles(engine: Engine) -> None:
    """If this stops failing the naive way, the two tests above prove nothing any more."""
    assert doubles(in_threads(engine, "naive")) > 0
