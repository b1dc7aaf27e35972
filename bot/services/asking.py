"""Asking the parties for their side, and whether they were understood: each in their DM, with one form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from bot.domain.errors import Conflict, Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.interest_map.demand import reads_like_a_demand
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import MOST_INTERESTS, Interest, Negotiation, NegotiationState, Party
from bot.domain.model import Saying, Utterance
from bot.services import circle
from bot.services.ports import Work
from bot.services.world import Hush, World


@dataclass(frozen=True, slots=True)
class Asked:
    """What a party's DM shows: the map, their side, and what stands on it. `said` is what they wrote themselves."""

    negotiation: Negotiation
    party: Party
    interests: tuple[Interest, ...]
    said: tuple[Interest, ...]

    @property
    def closed(self) -> bool:
        return self.negotiation.state is NegotiationState.CLOSED

    @property
    def seen(self) -> str:
        """A short sign that changes with anything on their side."""
        return _seen(self.party, self.interests)

    @property
    def all_confirmed(self) -> bool:
        return self.party.confirmed and all(interest.confirmed for interest in self.interests)


@dataclass(frozen=True, slots=True)
class Correction:
    """A side as its own party put it right: the position, and each interest by its id; emptied ones go."""

    position: str
    texts: dict[str, str]
    more: str = ""
    seen: str = ""
    """What stood on their side when the form was opened (`Asked.seen`)."""


class AskingService:
    """Only who is asked, or reads where the map was shared, learns that there is a map."""

    def __init__(self, world: World) -> None:
        self._world = world

    def parties(self, team: str, map_id: str, user: str) -> Negotiation:
        """The map whose author wants to ask."""
        with self._world.store.reading() as work:
            return circle.authored(work, team, map_id, user)

    def ask(self, team: str, map_id: str, user: str, keys: Sequence[str], saying: Saying) -> int:
        """Write to those parties, at most once a day each; how many were written to."""
        with self._world.store.reading() as work:
            negotiation = circle.authored(work, team, map_id, user)
        chosen = [party for party in negotiation.parties if party.key in keys]
        people = [(party, party.user) for party in chosen if party.user and party.user != user]
        if not people:
            raise Invalid("parties", "nobody_to_ask")
        for party, who in people:
            person = self._world.slack.person(team, who)
            if person is not None and (person.bot or not person.active):
                raise Invalid("parties", "cannot_ask", name=party.name)
        now = self._world.clock.now()
        written = 0
        with self._world.store.work() as work:
            negotiation = circle.authored(work, team, map_id, user)
            for party, who in people:
                asks = saying if _has_words(work, negotiation, party) else Saying.MAP_ASK
                key = f"{asks}:{map_id}:{who}:{now.date()}"
                if work.outbox.say(Utterance(team, asks, map_id, key, now, person=who)):
                    circle.note(work, negotiation, user, ChangeKind.ASKED, now, party=party.key)
                    written += 1
        if not written:
            raise Invalid("parties", "asked_today")
        return written

    def asked(self, team: str, map_id: str, person: str) -> Asked | Hush:
        """What the party's message shows now."""
        with self._world.store.reading() as work:
            return _asked(work, team, map_id, person)

    def mine(self, team: str, map_id: str, user: str) -> Asked:
        """The same for a form."""
        found = self.asked(team, map_id, user)
        circle.admit(self._world, team, map_id, user)
        if isinstance(found, Hush):
            raise NotFound("not_found")
        return found

    def answer(self, team: str, map_id: str, user: str, text: str, kept: bool, form: str) -> bool:
        """Their own words land on their side. False where they read like a demand and nobody said that it is meant."""
        words = " ".join(text.split())
        if not words:
            raise Invalid("text", "required")
        if not kept and reads_like_a_demand(words):
            return False
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        id_ = self._world.ids.of("answer", team, map_id, user, form)
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            party = _side_of(negotiation, user)
            if work.interests.get(team, id_):
                return True
            if sum(one.party == party.key for one in work.interests.of(team, map_id)) >= MOST_INTERESTS:
                raise Invalid("text", "interests_full")
            work.interests.add(Interest(id_, team, map_id, party.key, words, user, now, confirmed=True))
            _show_them(work, negotiation, user, now)
            circle.note(work, negotiation, user, ChangeKind.ANSWERED, now, party=party.key, after=words)
        return True

    def confirm(self, team: str, map_id: str, user: str, seen: str) -> None:
        """Yes, that is right: their position and every line on their side, as it was `seen`."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            party = _side_of(negotiation, user)
            if seen != _seen(party, _lines(work, negotiation, party)):
                raise OutOfDate("side_changed")
            changed = _with(negotiation, replace(party, confirmed=True))
            work.negotiations.save(changed)
            for interest in work.interests.of(team, map_id):
                if interest.party == party.key and not interest.confirmed:
                    work.interests.save(replace(interest, confirmed=True))
            _show_them(work, negotiation, user, now)
            circle.note(work, negotiation, user, ChangeKind.CONFIRMED, now, party=party.key)

    def correct(self, team: str, map_id: str, user: str, fixed: Correction, form: str) -> None:
        """Their side as they put it; all of it is theirs then."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            party = _side_of(negotiation, user)
            lines = _lines(work, negotiation, party)
            more_id = self._world.ids.of("answer", team, map_id, user, form)
            if work.interests.get(team, more_id) or _stands(fixed, party, lines):
                return  # the form was sent twice
            if fixed.seen != _seen(party, lines):
                raise Conflict("conflict")
            position = " ".join(fixed.position.split())
            changed = _with(negotiation, replace(party, position=position, confirmed=True))
            work.negotiations.save(changed)
            for interest in lines:
                text = " ".join(fixed.texts.get(interest.id, interest.text).split())
                if text:
                    work.interests.save(replace(interest, text=text, confirmed=True))
                else:
                    work.interests.drop(team, interest.id)
                if text != interest.text:
                    what = ChangeKind.INTEREST_CHANGED if text else ChangeKind.INTEREST_REMOVED
                    words = {"party": party.key, "before": interest.text, "after": text}
                    circle.note(work, negotiation, user, what, now, **words)
            if more := " ".join(fixed.more.split()):
                if len(lines) >= MOST_INTERESTS:
                    raise Invalid("more", "interests_full")
                work.interests.add(Interest(more_id, team, map_id, party.key, more, user, now, confirmed=True))
                circle.note(work, negotiation, user, ChangeKind.INTEREST_ADDED, now, party=party.key, after=more)
            _show_them(work, negotiation, user, now)
            moved = {"before": party.position, "after": position} if position != party.position else {}
            circle.note(work, negotiation, user, ChangeKind.CORRECTED, now, party=party.key, **moved)


def _asked(work: Work, team: str, map_id: str, person: str) -> Asked | Hush:
    negotiation = work.negotiations.get(team, map_id)
    party = negotiation.party_of(person) if negotiation else None
    if negotiation is None or party is None:
        return Hush("they are no party of the map any more")
    mine = _lines(work, negotiation, party)
    return Asked(negotiation, party, mine, tuple(interest for interest in mine if interest.by == person))


def _lines(work: Work, negotiation: Negotiation, party: Party) -> tuple[Interest, ...]:
    found = work.interests.of(negotiation.team, negotiation.id)
    return tuple(interest for interest in found if interest.party == party.key)


def _seen(party: Party, lines: Sequence[Interest]) -> str:
    """A short sign that changes with anything on their side."""
    said = [party.position, *(f"{interest.id} {interest.text}" for interest in lines)]
    return blake2b("\n".join(said).encode("utf-8", "replace"), digest_size=6).hexdigest()


def _stands(fixed: Correction, party: Party, lines: Sequence[Interest]) -> bool:
    """Whether all of it is on the map already, in their words."""
    said = {one.id: one.text for one in lines if one.confirmed}
    texts = {id_: " ".join(text.split()) for id_, text in fixed.texts.items()}
    same = party.confirmed and party.position == " ".join(fixed.position.split())
    return same and not fixed.more.strip() and {id_: text for id_, text in texts.items() if text} == said


def _has_words(work: Work, negotiation: Negotiation, party: Party) -> bool:
    """Whether there is anything on their side that they could say yes to."""
    return bool(party.position) or bool(_lines(work, negotiation, party))


def _side_of(negotiation: Negotiation, user: str) -> Party:
    party = negotiation.party_of(user)
    if party is None:
        raise NotAllowed("not_your_side")
    return party


def _with(negotiation: Negotiation, party: Party) -> Negotiation:
    parties = tuple(party if one.key == party.key else one for one in negotiation.parties)
    return replace(negotiation, parties=parties)


def _show_them(work: Work, negotiation: Negotiation, user: str, now: datetime) -> None:
    """Whoever took part has the map in their DM from then on."""
    if user != negotiation.author:
        key = f"map:{negotiation.id}:{user}"
        work.outbox.say(Utterance(negotiation.team, Saying.MAP, negotiation.id, key, now, person=user))
