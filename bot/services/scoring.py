"""Each side rates the options by itself; all is revealed together, and nothing changes afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.errors import Invalid, NotAllowed, OutOfDate
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import Negotiation, NegotiationState, Scoring
from bot.domain.interest_map.options import HIGHEST, LOWEST, OptionState, Score
from bot.domain.interest_map.sheet import Sheet
from bot.domain.interest_map.weighing import done, scorers
from bot.domain.model import OutboxRow
from bot.services import circle, rounds
from bot.services.world import Hush, World

Given = tuple[int, int, int]
"""Impact, feasibility and fairness."""
MOST_ROUNDS = 4
"""Rounds that one map begins within a day: each of them calls every side."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A side's own scores so far."""

    sheet: Sheet
    own: str


@dataclass(frozen=True, slots=True)
class Call:
    """What the message to a side about a round shows: whether the round runs, and whether they are through with it."""

    negotiation: Negotiation
    running: bool
    given: bool


class ScoringService:
    """What a side gave is read by itself alone until the reveal: the store's queries see to that."""

    def __init__(self, world: World) -> None:
        self._world = world

    def open(self, team: str, map_id: str, user: str) -> None:
        """Begin a round and tell each side in its DM; what was revealed before is hidden again."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.authored(work, team, map_id, user)
            if negotiation.brainstorm_until and negotiation.brainstorm_until > now:
                raise OutOfDate("brainstorm_runs")
            if negotiation.scoring is Scoring.OPEN:
                return
            sheet = rounds.sheet_of(work, team, map_id)
            if not sheet.alive:
                raise OutOfDate("no_options")
            if len(scorers(negotiation)) < rounds.FEWEST_SIDES:
                raise OutOfDate("scoring_needs_sides")
            if work.map_history.count(team, map_id, ChangeKind.SCORING_STARTED, now - A_DAY) >= MOST_ROUNDS:
                raise OutOfDate("rounds_full")
            opened = replace(negotiation, scoring=Scoring.OPEN, round=negotiation.round + 1)
            work.negotiations.save(opened)
            rounds.call(work, opened, scorers(opened), now)
            circle.note(work, opened, user, ChangeKind.SCORING_STARTED, now)

    def _reads(self, team: str, user: str) -> bool:
        """Whether they read what is written to them: whoever is gone scores nothing, and the round can do without."""
        person = self._world.slack.person(team, user)
        return person is None or (person.active and not person.bot)

    def called(self, row: OutboxRow) -> Call | Hush:
        """What the message that calls a side to score shows now."""
        said = row.utterance
        with self._world.store.reading() as work:
            sheet = work.sheets.shown(said.team, said.subject)
        called = rounds.called_to(said.key)
        party = sheet.negotiation.party_of(said.person or "") if sheet else None
        if sheet is None or party is None or called is None:
            return Hush("they are no party of the map any more")
        negotiation = sheet.negotiation
        there = negotiation.state is not NegotiationState.CLOSED
        if row.sent_ts is None and not self._reads(said.team, said.person or ""):
            return Hush("they have left")
        running = there and negotiation.scoring is Scoring.OPEN and negotiation.round == called
        if not running and row.sent_ts is None:
            return Hush("the round was over before it was said")
        return Call(negotiation, running, running and party.key in done(sheet))

    def stop(self, team: str, map_id: str, user: str) -> None:
        """End a round that comes to nothing: what was given is shown to nobody."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.authored(work, team, map_id, user)
            if negotiation.scoring is not Scoring.OPEN:
                raise OutOfDate("scoring_closed")
            stopped = replace(negotiation, scoring=Scoring.NOT_YET)
            work.negotiations.save(stopped)
            circle.note(work, stopped, user, ChangeKind.SCORING_STOPPED, now)

    def ballot(self, team: str, map_id: str, user: str) -> Ballot:
        """The person's own side's scores, for their window."""
        circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            sheet = work.seen.sheet(team, map_id, user)
        own = sheet.negotiation.party_of(user) if sheet else None
        if sheet is None or own is None:
            raise NotAllowed("no_side_to_score")
        if sheet.negotiation.scoring is not Scoring.OPEN:
            raise OutOfDate("scoring_closed")
        return Ballot(sheet, own.key)

    def give(self, team: str, map_id: str, user: str, given: Mapping[str, Given], round_: int) -> bool:
        """Keep the scores of some options, by their ids; True where this was the last one and all are revealed.

        `round_` is the round for which the form was opened: what was thought of another one does not count in this.
        """
        if any(not LOWEST <= point <= HIGHEST for points in given.values() for point in points):
            raise Invalid("", "required")
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            party = negotiation.party_of(user)
            if party is None:
                raise NotAllowed("no_side_to_score")
            if negotiation.scoring is not Scoring.OPEN or negotiation.round != round_:
                raise OutOfDate("scoring_closed")
            before = party.key in done(rounds.sheet_of(work, team, map_id))
            for option_id, points in given.items():
                option = work.options.get(team, option_id)
                if option is None or option.negotiation != map_id or option.state is OptionState.DROPPED:
                    continue
                place = (team, map_id, option_id, party.key, user)
                work.scores.give(Score(*place, *points, negotiation.round, now))
            sheet = rounds.sheet_of(work, team, map_id)
            if party.key in done(sheet) and not before:
                circle.note(work, negotiation, user, ChangeKind.SCORED, now, party=party.key)
            return rounds.settle(work, negotiation, user, now)

    def reveal(self, team: str, map_id: str, user: str) -> None:
        """Before every side is through: once at least two are."""
        with self._world.store.work() as work:
            negotiation = circle.authored(work, team, map_id, user)
            if negotiation.scoring is not Scoring.OPEN:
                raise OutOfDate("scoring_closed")
            through = done(rounds.sheet_of(work, team, map_id))
            if len(through) < rounds.FEWEST_SIDES:
                raise OutOfDate("reveal_too_early")
            rounds.reveal(work, negotiation, user, self._world.clock.now())
