"""A round of scores while it runs: who is called to it, whose scores stay, and when all is shown together."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.errors import OutOfDate
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import Negotiation, NegotiationState, Party, Scoring
from bot.domain.interest_map.sheet import Sheet
from bot.domain.interest_map.weighing import complete, done, scorers
from bot.domain.model import Saying, Utterance
from bot.services import circle
from bot.services.ports import Work

FEWEST_SIDES = 2
_KEY = re.compile(rf"{Saying.MAP_SCORE}:(\d+):", re.ASCII)


def called_to(key: str) -> int | None:
    """The round to which a message calls, by its key."""
    found = _KEY.match(key)
    return int(found[1]) if found else None


def call(work: Work, negotiation: Negotiation, parties: Iterable[Party], now: datetime) -> None:
    """Tell these sides in their DM that the options wait for their scores; who drew the map knows.

    Nobody is told twice of one round, and whoever was not told because the map was put away is told now.
    """
    for party in parties:
        if party.user and party.user != negotiation.author:
            plain = f"{Saying.MAP_SCORE}:{negotiation.round}:{negotiation.id}:{party.user}"
            key = circle.free_key(work, negotiation.team, plain)
            said = Utterance(negotiation.team, Saying.MAP_SCORE, negotiation.id, key, now, person=party.user)
            work.outbox.say(said)


def resume(work: Work, negotiation: Negotiation, user: str, now: datetime) -> None:
    """The map is taken out again: a round that runs goes on, or is over if what it waited for went meanwhile."""
    if negotiation.scoring is Scoring.OPEN:
        call(work, negotiation, scorers(negotiation), now)
        settle(work, negotiation, user, now)


def follow(work: Work, before: Negotiation, after: Negotiation, user: str, now: datetime) -> None:
    """The sides changed: who speaks for one now scores anew and is told so; what others gave stays."""
    if after.scoring is not Scoring.OPEN:
        return
    known = {party.key: party.user for party in before.parties}
    changed = [party for party in after.parties if party.key in known and known[party.key] != party.user]
    for party in changed:
        work.scores.drop(after.team, after.id, party.key)
    call(work, after, [party for party in scorers(after) if known.get(party.key) != party.user], now)
    settle(work, after, user, now)


def settle(work: Work, negotiation: Negotiation, user: str, now: datetime) -> bool:
    """Show all scores where every side is through: the last one scored, or what it had not scored is gone."""
    found = sheet_of(work, negotiation.team, negotiation.id)
    now_so = found.negotiation
    if now_so.scoring is not Scoring.OPEN or now_so.state is NegotiationState.CLOSED:
        return False
    if len(done(found)) < FEWEST_SIDES or not complete(found):
        return False
    reveal(work, now_so, user, now)
    return True


def reveal(work: Work, negotiation: Negotiation, user: str, now: datetime) -> None:
    """Show what the sides gave that are through; half a side's scores are not theirs to show."""
    through = done(sheet_of(work, negotiation.team, negotiation.id))
    for party in negotiation.parties:
        if party.key not in through:
            work.scores.drop(negotiation.team, negotiation.id, party.key)
    revealed = replace(negotiation, scoring=Scoring.REVEALED)
    work.negotiations.save(revealed)
    circle.note(work, revealed, user, ChangeKind.SCORES_REVEALED, now)


def sheet_of(work: Work, team: str, map_id: str) -> Sheet:
    sheet = work.sheets.shown(team, map_id)
    if sheet is None:
        raise OutOfDate("line_gone")
    return sheet
