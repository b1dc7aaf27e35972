"""Work that several do at once, in threads or, with this module run as a program, in processes of their own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine, select, update

from bot import migrations
from bot.domain.model import DueState
from bot.store.engine import open_engine, reading
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
        with reading(engine) as connection:
            ids = connection.scalars(due).all()
        if not ids:
            return taken
        time.sleep(0.002)
        with engine.begin() as connection:
            marked = update(table).where(table.c.id.in_(ids)).values(state=DueState.CLAIMED, claim=worker)
            connection.execute(marked)
        taken += ids


def migrate(engine: Engine, worker: str) -> list[int]:
    migrations.upgrade(engine.url.render_as_string(hide_password=False))
    return []


CLAIMERS: dict[str, Claimer] = {"outbox": outbox, "inbox": inbox, "naive": naive, "migrate": migrate}


def in_processes(url: str, kind: str, workers: int) -> list[list[int]]:
    """What each of them took; all start at the same moment."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.claimers", kind, url, f"w{n}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(workers)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        return [json.loads(process.communicate(timeout=60)[0]) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


if __name__ == "__main__":
    kind, url, worker = sys.argv[1:]
    print("ready", flush=True)
    sys.stdin.readline()
    engine = open_engine(url)
    print(json.dumps(CLAIMERS[kind](engine, worker)), flush=True)
    engine.dispose()
