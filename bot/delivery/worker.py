"""The inbox worker: hands stored events to the Bolt app, one conversation at a time, until each has had its effect."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from slack_bolt import App, BoltRequest

from bot.delivery.pacing import Paces, backoff, chance, seconds
from bot.domain.errors import AlreadyHandled
from bot.domain.model import InboxRow
from bot.logs import where
from bot.services.ports import RealTime
from bot.services.queues import InboxQueue

Dispatch = Callable[[InboxRow], int]
"""Has the event handled and returns an HTTP status: 200 when that went well."""

logger = logging.getLogger("interests.delivery.worker")


def through(app: App) -> Dispatch:
    """Through the app's listeners. It must be built with process_before_response=True, or failures are not seen."""

    def dispatch(row: InboxRow) -> int:
        request = BoltRequest(mode="socket_mode", body=row.body, context={"delivery": row.delivery})
        return app.dispatch(request).status

    return dispatch


class InboxWorker:
    """Any number of them share one inbox."""

    def __init__(self, inbox: InboxQueue, dispatch: Dispatch, real_time: RealTime, worker: str, paces: Paces) -> None:
        self._inbox = inbox
        self._dispatch = dispatch
        self._real_time = real_time
        self._worker = worker
        self._paces = paces
        self._pool = ThreadPoolExecutor(paces.inbox_workers, thread_name_prefix="inbox")
        self._free = threading.Semaphore(paces.inbox_workers)
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._claim_forever, name="inbox-claims", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Look at once for new events."""
        self._woken.set()

    def stop(self, timeout: float = 20.0) -> bool:
        """Finish what runs; False when something outlasted `timeout` seconds and is left to its lease."""
        self._stopping = True
        self._woken.set()
        give_up_at = self._real_time.monotonic() + timeout
        if self._thread.is_alive():
            self._thread.join(timeout)
        self._pool.shutdown(wait=False, cancel_futures=False)
        done = all(
            self._free.acquire(timeout=max(0.0, give_up_at - self._real_time.monotonic()))
            for _ in range(self._paces.inbox_workers)
        )
        return done and not self._thread.is_alive()

    def _claim_forever(self) -> None:
        while not self._stopping:
            # Cleared before looking: who wakes during the claim causes another one.
            self._woken.clear()
            if not self._claim():
                self._woken.wait(self._paces.poll)

    def _claim(self) -> bool:
        """Whether anything was claimed, so that there may be more."""
        room = self._room()
        if room == 0:
            return False
        rows: list[InboxRow] = []
        try:
            lease = seconds(self._paces.inbox_lease)
            rows = list(self._inbox.claim(self._worker, room, self._real_time.now(), lease))
        except Exception as error:  # noqa: BLE001 - the database is away: the next poll looks again
            logger.warning("inbox unreachable", extra=where(error))
        for _ in range(room - len(rows)):
            self._free.release()
        for row in rows:
            self._pool.submit(self._handle, row)
        return bool(rows)

    def _room(self) -> int:
        """Reserve every thread that is free."""
        room = 0
        while room < self._paces.inbox_workers and self._free.acquire(blocking=False):
            room += 1
        return room

    def _handle(self, row: InboxRow) -> None:
        try:
            self.handle(row)
        except Exception as error:  # noqa: BLE001 - the inbox itself failed: the lease runs out and the event comes back
            logger.warning("inbox unreachable", extra=_ids(row) | where(error))
        finally:
            self._free.release()
            # The next event of the conversation can be claimed only now.
            self._woken.set()

    def handle(self, row: InboxRow) -> None:
        """Have one event handled and close it, put it off or make it a dead letter."""
        if row.overtaken:
            self._inbox.finish(row.delivery)
            logger.info("overtaken by a newer version", extra=_ids(row))
            return
        try:
            status = self._dispatch(row)
        except AlreadyHandled:
            logger.info("handled elsewhere", extra=_ids(row))
            return
        except Exception as error:  # noqa: BLE001 - whatever a handler did, the event is tried again
            logger.warning("handler failed", extra=_ids(row) | where(error))
            self._failed(row, type(error).__name__)
            return
        if status == 200:
            # Mostly closed by the service already, in the transaction of its effects.
            self._inbox.finish(row.delivery)
            logger.info("handled", extra=_ids(row))
        else:
            self._failed(row, f"status_{status}")

    def _failed(self, row: InboxRow, reason: str) -> None:
        paces, now = self._paces, self._real_time.now()
        told = _ids(row) | {"reason": reason, "attempts": row.attempts}
        if row.attempts >= paces.inbox_attempts:
            self._inbox.bury(row.delivery, reason, now)
            logger.warning("dead letter", extra=told)
            return
        wait = backoff(row.attempts, paces.inbox_backoff, paces.backoff_cap, chance())
        self._inbox.retry(row.delivery, now + timedelta(seconds=wait), reason)
        logger.warning("failed", extra=told)


def _ids(row: InboxRow) -> dict[str, object]:
    event = row.body.get("event")
    kind = event.get("type") if isinstance(event, dict) else None
    return {"team": row.team, "row": row.id, "event": kind if isinstance(kind, str) else "unknown"}
