"""The outbox sender: claims what is due, queues it by place, and lets a few threads say it at Slack's pace."""

import logging
import threading

from bot.delivery.lanes import Held, Lanes
from bot.delivery.pacing import Paces, Place, seconds
from bot.delivery.speaker import Speaker
from bot.delivery.speech import Renderer, Voice
from bot.domain.model import OutboxRow
from bot.logs import where
from bot.services.ports import Clock, RealTime, Store
from bot.services.queues import OutboxQueue

logger = logging.getLogger("interests.delivery.sender")


class OutboxSender:
    """Any number of them share one outbox; each says at most one thing at a time in one place."""

    def __init__(
        self,
        queue: OutboxQueue,
        voice: Voice,
        render: Renderer,
        store: Store,
        clock: Clock,
        real_time: RealTime,
        worker: str,
        paces: Paces,
    ) -> None:
        self._queue = queue
        self._speaker = Speaker(queue, voice, render, store, clock, real_time, paces)
        self._clock = clock
        self._real_time = real_time
        self._worker = worker
        self._paces = paces
        self._lanes = Lanes()
        self._changed = threading.Condition()
        self._woken = threading.Event()
        self._stopping = False
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        jobs = [self._claim_forever] + [self._send_forever] * self._paces.senders
        names = ["outbox-claims"] + [f"outbox-{n}" for n in range(self._paces.senders)]
        self._threads = [
            threading.Thread(target=job, name=name, daemon=True) for job, name in zip(jobs, names, strict=True)
        ]
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Look at once for what is due."""
        self._woken.set()

    def stop(self, timeout: float = 20.0) -> bool:
        """Finish what is being sent and give back the rest; False when a call outlasted `timeout` seconds."""
        with self._changed:
            self._stopping = True
            waiting = self._lanes.drain()
            self._changed.notify_all()
        self._woken.set()
        for held in waiting:
            self._speaker.give_back(held.row, 0.0)
        give_up_at = self._real_time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, give_up_at - self._real_time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    # -- claiming ------------------------------------------------------------------------------------------------

    def _claim_forever(self) -> None:
        while not self._stopping:
            # Cleared before looking: who wakes during the claim causes another one.
            self._woken.clear()
            if not self._claim():
                self._woken.wait(self._paces.poll)

    def _claim(self) -> bool:
        """Whether there may be more to claim at once."""
        with self._changed:
            room = self._paces.outbox_batch - len(self._lanes)
        if room <= 0:
            return False
        claimed_at = self._real_time.monotonic()
        lease = seconds(self._paces.outbox_lease)
        try:
            rows = self._queue.claim(self._worker, room, self._clock.now(), self._real_time.now(), lease)
        except Exception as error:  # noqa: BLE001 - the database is away: the next poll looks again
            logger.warning("outbox unreachable", extra=where(error))
            return False
        for row in rows:
            self._line_up(row, claimed_at + self._paces.start_within)
        return len(rows) == room

    def _line_up(self, row: OutboxRow, start_by: float) -> None:
        place = _place(row)
        with self._changed:
            wait = self._lanes.before(place) * self._paces.message_interval
            in_time = not self._stopping and wait <= self._paces.start_within
            if in_time:
                self._lanes.put(Held(place, row, start_by))
                self._changed.notify()
        if not in_time:
            self._speaker.give_back(row, wait)

    # -- sending -------------------------------------------------------------------------------------------------

    def _send_forever(self) -> None:
        while (held := self._next()) is not None:
            self._send(held)

    def _next(self) -> Held | None:
        """Waits for a row whose turn it is; None when the sender stops."""
        with self._changed:
            while not self._stopping:
                taken = self._lanes.take(self._real_time.monotonic())
                if isinstance(taken, Held):
                    return taken
                self._changed.wait(min(taken, self._paces.poll))
        return None

    def _send(self, held: Held) -> None:
        late = self._real_time.monotonic() > held.start_by
        wait = 0.0 if late else self._speaker.speak(held.row, held.start_by + self._paces.start_within)
        ready_at = self._real_time.monotonic() + wait
        keep = wait > 0 and ready_at <= held.start_by
        with self._changed:
            keep = keep and not self._stopping
            if keep:
                self._lanes.back(held, ready_at)
            else:
                self._lanes.done(held)
            half_empty = len(self._lanes) * 2 <= self._paces.outbox_batch
            self._changed.notify()
        if not keep and (late or wait > 0):
            self._speaker.give_back(held.row, wait)
        if half_empty:
            self._woken.set()


def _place(row: OutboxRow) -> Place:
    """The lane: a person's DM is not known before it is opened, the person is."""
    said = row.utterance
    return said.team, said.channel or f"@{said.person}"
