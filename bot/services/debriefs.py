"""After the conversation: the debrief prompt, what the person learned, or their wish to skip it."""

from dataclasses import dataclass, replace

from bot.domain.errors import Invalid, NotFound, OutOfDate
from bot.domain.model import Debrief, DebriefState, Saying
from bot.domain.timing import Wait, wait_until
from bot.services.ports import Work
from bot.services.preps import debrief_prompt, prompt_key
from bot.services.world import Hush, World


@dataclass(frozen=True, slots=True)
class Lessons:
    """The four answers of the debrief form; only the last must be given."""

    worked: str
    did_not: str
    why: str
    next_time: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a debrief prompt shows. `about` is the thing the talk was about; `current` is false for a postponed one."""

    debrief: Debrief
    about: str
    current: bool


class DebriefService:
    """A debrief belongs to the person who had the talk, and to nobody else."""

    def __init__(self, world: World) -> None:
        self._world = world

    def get(self, team: str, id_: str, user: str) -> Debrief:
        """The person's own debrief that still waits for them."""
        with self._world.store.reading() as work:
            return _waiting(work, team, id_, user)

    def finish(self, team: str, id_: str, user: str, lessons: Lessons) -> None:
        """Keep the answers; the one thing for next time comes back in the next prep."""
        if not lessons.next_time.strip():
            raise Invalid("next_time", "required")
        now = self._world.clock.now()
        with self._world.store.work() as work:
            debrief = replace(
                _waiting(work, team, id_, user),
                state=DebriefState.DONE,
                worked=lessons.worked.strip(),
                did_not=lessons.did_not.strip(),
                why=lessons.why.strip(),
                next_time=lessons.next_time.strip(),
                done_at=now,
            )
            work.debriefs.save(debrief)
            self._settled(work, debrief)

    def skip(self, team: str, id_: str, user: str) -> None:
        """Final: this conversation is not asked about again."""
        with self._world.store.work() as work:
            debrief = replace(_waiting(work, team, id_, user), state=DebriefState.SKIPPED)
            work.debriefs.save(debrief)
            self._settled(work, debrief)

    def postpone(self, team: str, id_: str, user: str, choice: Wait) -> None:
        """Ask again later, in working hours."""
        zone = self._world.zone(team, user)
        now = self._world.clock.now()
        when = wait_until(now, choice, zone, self._world.habits.hours)
        with self._world.store.work() as work:
            debrief = _waiting(work, team, id_, user)
            debrief = replace(debrief, due_at=when.at, postponed=debrief.postponed + 1)
            work.debriefs.save(debrief)
            self._settled(work, debrief)
            work.outbox.say(debrief_prompt(debrief, when.at, when.local))

    def _settled(self, work: Work, debrief: Debrief) -> None:
        now = self._world.clock.now()
        work.outbox.cancel(debrief.team, Saying.DEBRIEF, debrief.id, "the debrief moved on")
        work.outbox.refresh(debrief.team, Saying.DEBRIEF, debrief.id, now)
        work.outbox.refresh(debrief.team, Saying.PREP, debrief.prep, now)

    def prompt(self, team: str, id_: str, user: str, key: str) -> Prompt | Hush:
        """The prompt as it stands now; `key` is the message's own, to know whether a later one replaced it."""
        with self._world.store.reading() as work:
            debrief = work.debriefs.get(team, id_, user)
            prep = work.preps.get(team, debrief.prep, user) if debrief else None
        if debrief is None:
            return Hush("the debrief is gone")
        return Prompt(debrief, prep.object if prep else "", current=key == prompt_key(debrief))


def _waiting(work: Work, team: str, id_: str, user: str) -> Debrief:
    debrief = work.debriefs.get(team, id_, user)
    if debrief is None:
        raise NotFound("not_found")
    if debrief.state is not DebriefState.DUE:
        raise OutOfDate("debrief_done")
    return debrief
