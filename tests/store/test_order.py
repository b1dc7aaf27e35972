"""Under many workers a conversation's events are still handled one by one and in order."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Lock
from typing import Any

from bot.store.inbox import SqlInbox
from tests.store.samples import NOW

CONVERSATIONS, EACH = 4, 8


def test_events_of_a_conversation_are_handled_in_order_and_never_two_at_once(inbox: SqlInbox) -> None:
    for n in range(CONVERSATIONS * EACH):
        assert inbox.put("T1", f"Ev{n}", f"C{n % CONVERSATIONS}", {"n": n}, NOW)
    handled: dict[str, list[Any]] = {}
    in_hand: set[str] = set()
    lock = Lock()

    def work(worker: int) -> None:
        while inbox.census().oldest_waiting is not None:
            for row in inbox.claim(f"w{worker}", 2, NOW, timedelta(hours=1)):
                with lock:
                    assert row.conversation not in in_hand
                    in_hand.add(row.conversation)
                    handled.setdefault(row.conversation, []).append(row.body["n"])
                time.sleep(0.002)
                with lock:
                    in_hand.remove(row.conversation)
                assert inbox.finish(row.delivery)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert sum(map(len, handled.values())) == CONVERSATIONS * EACH
    assert all(events == sorted(events) for events in handled.values())
