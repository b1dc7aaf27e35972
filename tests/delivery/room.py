"""A speaker with everything around it."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.delivery.pacing import Paces
from bot.delivery.speaker import Speaker
from bot.domain.model import OutboxRow, Saying, Utterance
from tests.delivery.fakes import CHANNEL, NOON, TEAM, Mouth, Script, StillTime, Store
from tests.delivery.memory import SenderOutbox

LEASE = timedelta(seconds=60)


@dataclass
class Room:
    """A speaker with everything around it, and time that stands still."""

    outbox: SenderOutbox = field(default_factory=SenderOutbox)
    mouth: Mouth = field(default_factory=Mouth)
    script: Script = field(default_factory=Script)
    time: StillTime = field(default_factory=StillTime)

    def __post_init__(self) -> None:
        self.store = Store(self.outbox)
        self.speaker = self.restarted()

    def restarted(self) -> Speaker:
        return Speaker(self.outbox, self.mouth, self.script, self.store, self.time, self.time, Paces())

    def say(self, key: str = "k1", **more: Any) -> int:
        base = Utterance(TEAM, Saying.MAP, "n1", key, NOON, channel=CHANNEL)
        self.outbox.say(replace(base, **more))
        return len(self.outbox.rows)

    def claim(self) -> list[OutboxRow]:
        return list(self.outbox.claim("w", 10, self.time.now(), self.time.now(), LEASE))

    def run(self) -> list[float]:
        """One round; who must wait goes back, as the sender does it when the lease would not last."""
        waits = []
        for row in self.claim():
            waits.append(self.speaker.speak(row))
            if waits[-1] > 0:
                self.speaker.give_back(row, waits[-1])
        return waits

    def row(self, id_: int = 1) -> OutboxRow:
        return self.outbox.rows[id_]
