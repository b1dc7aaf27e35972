"""A timed brainstorm in a thread: anybody there adds ideas, and nothing is judged before it ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.errors import Invalid, NotAllowed, OutOfDate
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.how_might_we import Challenge, challenge
from bot.domain.interest_map.model import Negotiation, NegotiationState, Scoring
from bot.domain.interest_map.options import Option, OptionState
from bot.domain.model import OutboxRow, Saying, Utterance
from bot.services import circle
from bot.services.options import add
from bot.services.world import Hush, World

MINUTES = (5, 10, 15, 30)
FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
_KEY = re.compile(rf"(?:{Saying.BRAINSTORM}|{Saying.BRAINSTORM_OVER}):(\d{{1,16}}):(\d{{1,16}}):", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a brainstorm runs, as the keys of its utterances say it."""

    begun: datetime
    until: datetime

    def key(self, saying: Saying, map_id: str) -> str:
        begun, until = ((moment - FIRST_MOMENT) // INSTANT for moment in (self.begun, self.until))
        return f"{saying}:{begun}:{until}:{map_id}"


def span_of(key: str) -> Span | None:
    """None where the key says nothing any more: its person had themselves forgotten."""
    found = _KEY.match(key)
    return Span(*(FIRST_MOMENT + INSTANT * int(moment) for moment in found.groups())) if found else None


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
            span = Span(now, now + timedelta(minutes=minutes))
            begun = replace(negotiation, brainstorm_until=span.until)
            work.negotiations.save(begun)
            place = shared[-1].utterance
            thread = place.thread_ts or shared[-1].sent_ts
            key = span.key(Saying.BRAINSTORM, map_id)
            here = Utterance(team, Saying.BRAINSTORM, map_id, key, now, user, place.channel, thread)
            work.outbox.say(here)
            work.outbox.say(_over(here, span))
            if row := work.outbox.by_key(team, key):
                work.outbox.say(_last_look(here, row, span))
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
                work.outbox.cancel(team, Saying.REFRESH, str(row.id), "the brainstorm was ended early")
                if span := span_of(row.utterance.key):
                    work.outbox.say(_over(row.utterance, Span(span.begun, now)))
            work.outbox.refresh(team, Saying.BRAINSTORM, map_id, now)

    def may_add(self, team: str, map_id: str, user: str) -> None:
        """Raises unless it runs, and the person reads where the map was shared: it runs in a thread there."""
        with self._world.store.reading() as work:
            negotiation = work.negotiations.get(team, map_id)
            channels = circle.places_of(work, negotiation) if negotiation else set()
        if negotiation is None or not circle.reads(self._world, team, user, channels):
            raise NotAllowed("not_your_channel")
        if negotiation.state is NegotiationState.CLOSED:
            raise OutOfDate("map_closed")
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
                work.outbox.refresh(team, Saying.BRAINSTORM, map_id, now)

    def shown(self, team: str, map_id: str, key: str) -> Brainstorm | Hush:
        """What the message with that key shows now: the ideas of its own brainstorm, and no other option of the map."""
        now = self._world.clock.now()
        with self._world.store.reading() as work:
            sheet = work.sheets.shown(team, map_id)
            ended = [span_of(row.utterance.key) for row in work.outbox.said(team, Saying.BRAINSTORM_OVER, map_id)]
        span = span_of(key)
        if sheet is None or span is None:
            return Hush("there is no brainstorm any more")
        negotiation = sheet.negotiation
        if early := next((one for one in ended if one and one.begun == span.begun), None):
            span = early
        elif negotiation.brainstorm_until and span.begun <= negotiation.brainstorm_until <= span.until:
            span = Span(span.begun, negotiation.brainstorm_until)
        ideas = [option for option in sheet.options if span.begun <= option.created_at < span.until]
        kept = [option for option in ideas if option.state is not OptionState.DROPPED]
        return Brainstorm(negotiation, challenge(sheet, ""), kept, span.until, span.until <= now)


def _over(begun: Utterance, span: Span) -> Utterance:
    key = span.key(Saying.BRAINSTORM_OVER, begun.subject)
    return replace(begun, saying=Saying.BRAINSTORM_OVER, key=key, due_at=span.until)


def _last_look(begun: Utterance, row: OutboxRow, span: Span) -> Utterance:
    """At its end the message loses its buttons, whether or not anybody does anything then."""
    key = f"refresh:{row.id}:{span.key(Saying.BRAINSTORM_OVER, begun.subject)}"
    return Utterance(begun.team, Saying.REFRESH, str(row.id), key, span.until, channel=begun.channel)
