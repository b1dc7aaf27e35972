"""Claimed rows waiting for their turn: one lane a place, in order, so that no two threads write to it at once."""

import math
from collections import OrderedDict, deque
from dataclasses import dataclass, field

from bot.delivery.pacing import Place
from bot.domain.model import OutboxRow


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed row, its lane, and the monotonic moment after which it must not be started any more."""

    place: Place
    row: OutboxRow
    start_by: float


@dataclass(slots=True)
class _Lane:
    waiting: deque[Held] = field(default_factory=deque)
    ready_at: float = 0.0
    busy: bool = False


class Lanes:
    """Not safe for many threads: the sender guards it. Every `now` is monotonic."""

    def __init__(self) -> None:
        self._lanes: OrderedDict[Place, _Lane] = OrderedDict()
        self._busy = 0

    def __len__(self) -> int:
        """How many rows are held, also those being sent."""
        return self._busy + sum(len(lane.waiting) for lane in self._lanes.values())

    def before(self, place: Place) -> int:
        """How many rows stand in front of a new one."""
        lane = self._lanes.get(place)
        return 0 if lane is None else len(lane.waiting) + lane.busy

    def put(self, held: Held) -> None:
        self._lanes.setdefault(held.place, _Lane()).waiting.append(held)

    def take(self, now: float) -> Held | float:
        """The next row whose lane is free and ready, or the seconds until one is (infinite: nothing waits)."""
        soonest = math.inf
        for lane in self._lanes.values():
            if lane.busy or not lane.waiting:
                continue
            if lane.ready_at <= now:
                lane.busy = True
                self._busy += 1
                return lane.waiting.popleft()
            soonest = min(soonest, lane.ready_at - now)
        return soonest

    def done(self, held: Held) -> None:
        """The row was dealt with; its lane goes behind the others."""
        lane = self._free(held)
        if lane.waiting:
            self._lanes.move_to_end(held.place)
        else:
            del self._lanes[held.place]

    def back(self, held: Held, ready_at: float) -> None:
        """Its turn comes at `ready_at`; it stays the first of its lane."""
        lane = self._free(held)
        lane.waiting.appendleft(held)
        lane.ready_at = ready_at
        self._lanes.move_to_end(held.place)

    def drain(self) -> list[Held]:
        """Take out every row that nobody started."""
        waiting = [held for lane in self._lanes.values() for held in lane.waiting]
        for lane in self._lanes.values():
            lane.waiting.clear()
        self._lanes = OrderedDict((place, lane) for place, lane in self._lanes.items() if lane.busy)
        return waiting

    def _free(self, held: Held) -> _Lane:
        lane = self._lanes[held.place]
        lane.busy = False
        self._busy -= 1
        return lane
