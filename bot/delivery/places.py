"""Where an utterance is said: its channel or the person's DM, and the thread in it."""

from dataclasses import dataclass, replace

from bot.delivery.speech import NotYet, Silence, Voice
from bot.domain.model import DueState, OutboxRow, Utterance
from bot.services.ports import Store

DEEPEST = 5
"""An utterance may belong in the thread of one that belongs in a thread itself."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel, and the root of a thread in it."""

    channel: str
    thread_ts: str | None = None


class Places:
    """Finds the spot of an utterance; DMs are opened once and remembered with the person."""

    def __init__(self, voice: Voice, store: Store, not_yet: float) -> None:
        self._voice = voice
        self._store = store
        self._not_yet = not_yet

    def of(self, said: Utterance) -> Spot | NotYet | Silence:
        if said.in_thread_of is not None:
            return self._in_thread(said, said.in_thread_of)
        channel = said.channel or (self._dm(said.team, said.person) if said.person else None)
        return Spot(channel, said.thread_ts) if channel else Silence("no_place")

    def _in_thread(self, said: Utterance, key: str) -> Spot | NotYet | Silence:
        root: OutboxRow | None = None
        with self._store.reading() as work:
            for _ in range(DEEPEST):
                root = work.outbox.by_key(said.team, key)
                if root is None or root.utterance.in_thread_of is None:
                    break
                key = root.utterance.in_thread_of
        if root is None or root.state in (DueState.DEAD, DueState.CANCELLED):
            return Silence("thread_lost")
        if root.state is not DueState.SENT or root.sent_channel is None:
            return NotYet(self._not_yet)
        return Spot(root.sent_channel, root.utterance.thread_ts or root.sent_ts)

    def _dm(self, team: str, user: str) -> str:
        with self._store.reading() as work:
            known = work.people.get(team, user).dm
        return known or self._remember(team, user, self._voice.open_dm(team, user))

    def _remember(self, team: str, user: str, channel: str) -> str:
        with self._store.work() as work:
            work.people.save(replace(work.people.get(team, user), dm=channel))
        return channel

    def forget_dm(self, said: Utterance) -> bool:
        """Slack knows no such DM: open it anew the next time. False where none was remembered."""
        if said.person is None:
            return False
        with self._store.work() as work:
            person = work.people.get(said.team, said.person)
            work.people.save(replace(person, dm=None))
        return person.dm is not None
