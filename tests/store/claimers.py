"""Claims until nothing is left, in this process or, run as a module, in one of its own."""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine, select, update

from bot.domain.model import DueState
from bot.store.engine import READING, open_engine
from bot.store.inbox import SqlInbox
from bot.store.outbox_queue import SqlOutboxQueue
from tests.store.samples import NOW

LEASE = timedelta(hours=1)
Claimer = Callable[[Engine, str], list[int]]


def outbox(engine: Engine, worker: str) -> list[int]:
    queue = SqlOutboxQueue(engine)
    taken: list[int] = []
    while rows := queue.claim(worker, 7, NOW, NOW, LEASE):
        taken += [row.id for row in rows]
        assert all(queue.sent(row, "C1", "1.1") for row in rows[::2])
    return taken


def inbox(engine: Engine, worker: str) -> list[int]:
    queue = SqlInbox(engine)
    taken: list[int] = []
    while queue.census().oldest_waiting is not None:
        rows = queue.claim(worker, 7, NOW, LEASE)
        taken += [row.id for row in rows]
        assert all(queue.finish(row.delivery) for row in rows)
    return taken


def naive(engine: Engine, worker: str) -> list[int]:
    """What everybody writes first: look for due rows, then mark them. It must be caught."""
    table = SqlOutboxQueue(engine)._outbox
    due = select(table.c.id).where(table.c.state == DueState.DUE).order_by(table.c.id).limit(7)
    taken: list[int] = []
    while True:
        with engine.connect() as connection:
            ids = connection.execution_options(**{READING: True}).scalars(due).all()
        if not ids:
            return taken
        time.sleep(0.002)
        with engine.begin() as connection:
            marked = update(table).where(table.c.id.in_(ids)).values(state=DueState.CLAIMED, claim=worker)
            connection.execute(marked)
        taken += ids


CLAIMERS: dict[str, Claimer] = {"outbox": outbox, "inbox": inbox, "naive": naive}


if __name__ == "__main__":
    kind, url, worker = sys.argv[1:]
    print("ready", flush=True)
    sys.stdin.readline()
    engine = open_engine(url)
    print(json.dumps(CLAIMERS[kind](engine, worker)), flush=True)
    engine.dispose()
