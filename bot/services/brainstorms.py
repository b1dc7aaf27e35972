"""A timed brainstorm in a thread: anybody there adds ideas, and nothing is judged before it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.errors import Invalid, NotAllowed, OutOfDate
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.how_might_we import Challenge, challenge
from bot.domain.interest_map.model import Negotiation, Scoring
from bot.domain.interest_map.options import Option
from bot.domain.model import Saying, Utterance
from bot.services import circle
from bot.services.options import add
from bot.services.ports import Work
from bot.services.world import Hush, World

MINUTES = (5, 10, 15, 30)
SAYINGS = (Saying.BRAINSTORM, Saying.BRAINSTORM_OVER)


@dataclass(frozen=True, slots=True)
class Brainstorm:
    """What the thread sees: the question, how long, and once it is over the ideas. Never more of the map."""

    negotiation: Negotiation
    challenge: Challenge
    ideas: Sequence[Option]
    until: datetime
    over: bool


class BrainstormService:
    """Its end is an utterance that is due: a restart in between changes nothing."""

    def __init__(self, world: World) -> None:
        self._world = world

    def start(self, team: str, map_id: str, user: str, minutes: int) -> None:
        """Begin in the thread of the latest shared copy of the map."""
        if minutes not in MINUTES:
            raise Invalid("minutes", "required")
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.authored(work, team, map_id, user)
            if negotiation.brainstorm_until and negotiation.brainstorm_until > now:
                raise OutOfDate("brainstorm_runs")
            if negotiation.scoring is Scoring.OPEN:
                raise OutOfDate("scoring_runs")
            shared = work.outbox.said(team, Saying.SHARED_MAP, map_id)
            if not shared:
                raise Invalid("minutes", "brainstorm_needs_thread")
            until = now + timedelta(minutes=minutes)
            begun = replace(negotiation, brainstorm_until=until)
            work.negotiations.save(begun)
            place = shared[-1].utterance
            thread = place.thread_ts or shared[-1].sent_ts
            round_ = f"{map_id}:{now.timestamp():.0f}"
            here = Utterance(team, Saying.BRAINSTORM, map_id, f"brainstorm:{round_}", now, user, place.channel, thread)
            work.outbox.say(here)
            over = replace(here, saying=Saying.BRAINSTORM_OVER, key=f"brainstorm_over:{round_}", due_at=until)
            work.outbox.say(over)
            circle.note(work, begun, user, ChangeKind.BRAINSTORM_STARTED, now)

    def end(self, team: str, map_id: str, user: str) -> None:
        """Now, before its time."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.authored(work, team, map_id, user)
            if negotiation.brainstorm_until is None or negotiation.brainstorm_until <= now:
                raise OutOfDate("brainstorm_over")
            work.negotiations.save(replace(negotiation, brainstorm_until=now))
            work.outbox.cancel(team, Saying.BRAINSTORM_OVER, map_id, "the brainstorm was ended early")
            for row in work.outbox.said(team, Saying.BRAINSTORM, map_id)[-1:]:
                key = f"brainstorm_over:{row.utterance.key}:now"
                work.outbox.say(replace(row.utterance, saying=Saying.BRAINSTORM_OVER, key=key, due_at=now))
            _refresh(work, team, map_id, now)

    def may_add(self, team: str, map_id: str, user: str) -> None:
        """Raises unless it runs, and the person reads the thread it runs in or is in the circle."""
        with self._world.store.reading() as work:
            negotiation = work.negotiations.get(team, map_id)
            said = work.outbox.said(team, Saying.BRAINSTORM, map_id)
        channels = {row.utterance.channel for row in said if row.utterance.channel}
        if negotiation is None or not circle.reads(self._world, team, user, channels):
            raise NotAllowed("not_your_channel")
        if negotiation.brainstorm_until is None or negotiation.brainstorm_until <= self._world.clock.now():
            raise OutOfDate("brainstorm_over")

    def add_idea(self, team: str, map_id: str, user: str, text: str, form: str) -> None:
        """An idea of anybody in the thread."""
        self.may_add(team, map_id, user)
        title = " ".join(text.split())
        if not title:
            raise Invalid("title", "required")
        now = self._world.clock.now()
        id_ = self._world.ids.of("idea", team, map_id, user, form)
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            if work.options.get(team, id_) is None:
                add(work, negotiation, Option(id_, team, map_id, user, title, now))
                _refresh(work, team, map_id, now)

    def shown(self, team: str, map_id: str) -> Brainstorm | Hush:
        """What the thread's messages show now."""
        now = self._world.clock.now()
        with self._world.store.reading() as work:
            sheet = work.sheets.shown(team, map_id)
        if sheet is None or sheet.negotiation.brainstorm_until is None:
            return Hush("there is no brainstorm any more")
        until = sheet.negotiation.brainstorm_until
        return Brainstorm(sheet.negotiation, challenge(sheet, ""), sheet.alive, until, until <= now)


def _refresh(work: Work, team: str, map_id: str, now: datetime) -> None:
    for saying in SAYINGS:
        work.outbox.refresh(team, saying, map_id, now)
