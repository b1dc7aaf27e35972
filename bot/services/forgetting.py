"""Having oneself forgotten: what is one's own goes, what others share stays with a former member in one's place."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.interest_map.model import Negotiation
from bot.domain.model import MAP_INVITATIONS, NOTHING_TOLD, Agreement, Person, Saying
from bot.domain.trail import channel_changes
from bot.domain.visibility import NOBODY
from bot.services import circle, ownership, rounds
from bot.services.agreements import hand_over_reviews
from bot.services.following import drop_asides
from bot.services.noticing import erase_words_of
from bot.services.ports import Work
from bot.services.standing import refresh_cards
from bot.services.world import World

AGREEMENT_SAYINGS = (Saying.AGREEMENT, Saying.REVIEW_AHEAD, Saying.REVIEW_DUE, Saying.REVIEW_RESULT)
REVIEWS = (Saying.REVIEW_AHEAD, Saying.REVIEW_DUE)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much of each went, and how much of what others share stayed."""

    preps: int
    debriefs: int
    requests: int
    unsaid: int
    channels: int
    maps: int
    agreements: int
    maps_shared: int
    agreements_shared: int
    opted_out: bool


class ForgettingService:
    """One transaction: everything of the person goes, or nothing."""

    def __init__(self, world: World) -> None:
        self._world = world

    def forget(self, team: str, user: str) -> Forgotten:
        """Erase what this person has here. Only their wish not to be read outlives it."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            opted_out = work.people.get(team, user).opted_out
            channels = _leave_channels(work, team, user, now)
            requests = _forget_requests(work, team, user, now)
            hand_over_reviews(work, team, user, self._world.habits.hours, now)
            maps, maps_shared = _forget_maps(work, team, user, now)
            agreements, agreements_shared = _forget_agreements(work, team, user, now)
            private = work.records.drop_private(team, user)
            work.map_traces.forget(team, user)
            work.thread_posts.drop_of(team, user)
            work.asides.forget(team, user)
            unsaid = work.records.drop_traces(team, user, now)
            work.audit.forget(team, user)
            if opted_out:
                work.people.save(Person(team, user, opted_out=True))
        return Forgotten(
            preps=private["preps"],
            debriefs=private["debriefs"],
            requests=requests,
            unsaid=unsaid,
            channels=channels,
            maps=maps,
            agreements=agreements,
            maps_shared=maps_shared,
            agreements_shared=agreements_shared,
            opted_out=opted_out,
        )


def _leave_channels(work: Work, team: str, user: str, now: datetime) -> int:
    """The cards of those channels go to the other owners."""
    owned = work.channels.owned_by(team, user)
    for channel in owned:
        without = ownership.without(channel, user)
        ownership.change(work, without, now)
        work.audit.note(*channel_changes(channel, without, user, now))
    return len(owned)


def _forget_requests(work: Work, team: str, user: str, now: datetime) -> int:
    """What was found in their messages goes, in cards and in other people's preps; so do the answers they gave."""
    erase_words_of(work, team, user, now)
    for prep in work.preps.quoting(team, user):
        work.preps.save(replace(prep, requester=None))
    found = work.records.requests_of(team, user)
    for request in found:
        left = request
        if request.requester == user:
            drop_asides(work, request, now)
            left = replace(left, requester=NOBODY, signals=(), object="", told=NOTHING_TOLD, parts=())
        if request.settled_by == user:
            left = replace(left, settled_by=None, posted_text=None)
        work.requests.save(left)
        refresh_cards(work, left, now)
    return sum(request.requester == user for request in found)


def _forget_maps(work: Work, team: str, user: str, now: datetime) -> tuple[int, int]:
    """A map that nobody else was shown goes with its agreements; how many went, how many stayed."""
    found = work.records.maps_of(team, user)
    for negotiation in found:
        if _is_private(work, negotiation, user):
            for agreement in work.agreements.of_negotiation(team, negotiation.id):
                _drop(work, agreement)
            work.records.drop_map(team, negotiation.id)
            continue
        sides = tuple(replace(side, user=None) if side.user == user else side for side in negotiation.parties)
        author = NOBODY if negotiation.author == user else negotiation.author
        without = replace(negotiation, author=author, parties=sides)
        work.negotiations.save(without)
        circle.refresh(work, team, negotiation.id, now)
        rounds.follow(work, negotiation, without, NOBODY, now)
    kept = sum(work.negotiations.get(team, negotiation.id) is not None for negotiation in found)
    return len(found) - kept, kept


def _is_private(work: Work, negotiation: Negotiation, user: str) -> bool:
    agreements = work.agreements.of_negotiation(negotiation.team, negotiation.id)
    return (
        negotiation.author == user
        and not any(
            work.outbox.said(negotiation.team, saying, negotiation.id)
            for saying in (Saying.SHARED_MAP, *MAP_INVITATIONS)
        )
        and not any(_others(agreement, user) for agreement in agreements)
    )


def _forget_agreements(work: Work, team: str, user: str, now: datetime) -> tuple[int, int]:
    """One that nobody else takes part in goes; the others stay, with nobody in this person's place."""
    found = work.records.agreements_of(team, user)
    kept = [agreement for agreement in found if _others(agreement, user) or _is_shared(work, agreement)]
    for agreement in found:
        if agreement not in kept:
            _drop(work, agreement)
            continue
        mine = agreement.author == user
        work.agreements.save(
            replace(
                agreement,
                author=NOBODY if mine else agreement.author,
                owner=NOBODY if agreement.owner == user else agreement.owner,
                outcome_by=NOBODY if agreement.outcome_by == user else agreement.outcome_by,
                prep=None if mine else agreement.prep,
            )
        )
        for saying in AGREEMENT_SAYINGS:
            work.outbox.refresh(team, saying, agreement.id, now)
    return len(found) - len(kept), len(kept)


def _others(agreement: Agreement, user: str) -> set[str]:
    return {agreement.author, agreement.owner} - {user, NOBODY}


def _is_shared(work: Work, agreement: Agreement) -> bool:
    """Whether it stands where the map was shared, or in the request's thread."""
    if agreement.request:
        return work.requests.get(agreement.team, agreement.request) is not None
    return bool(agreement.negotiation and work.outbox.said(agreement.team, Saying.SHARED_MAP, agreement.negotiation))


def _drop(work: Work, agreement: Agreement) -> None:
    for saying in REVIEWS:
        work.outbox.cancel(agreement.team, saying, agreement.id, "the agreement was forgotten")
    work.records.drop_agreement(agreement.team, agreement.id)
