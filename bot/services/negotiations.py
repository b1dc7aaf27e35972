"""The interest map: what each side asks for and what it protects, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import Conflict, Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import Agreement, MessageRef, Negotiation, NegotiationState, Party, Saying, Utterance
from bot.services.ports import Work
from bot.services.world import Hush, World

FEWEST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Draft:
    """The map's form as a person filled it in."""

    title: str
    parties: tuple[Party, ...]
    source: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class Map:
    """What a map message shows."""

    negotiation: Negotiation
    agreements: tuple[Agreement, ...]


class NegotiationService:
    """A map is its author's until they share it; then the parties named in it may act on it too."""

    def __init__(self, world: World) -> None:
        self._world = world

    def open_for(self, team: str, user: str) -> Sequence[Negotiation]:
        """My open maps, and those shared ones in which I am a party; newest first."""
        with self._world.store.reading() as work:
            return [found for found in work.negotiations.open_for(team, user) if _may_see(work, found, user)]

    def open(self, team: str, id_: str, user: str) -> Map:
        """The map with its agreements, as this person may see it."""
        with self._world.store.reading() as work:
            negotiation = _visible(work, team, id_, user)
            return Map(negotiation, tuple(work.agreements.of_negotiation(team, id_)))

    def get_open(self, team: str, id_: str, user: str) -> Negotiation:
        """A map on which this person may record an agreement."""
        with self._world.store.reading() as work:
            return open_map(work, team, id_, user)

    def get_for_change(self, team: str, id_: str, user: str) -> Negotiation:
        """A map whose form this person may open."""
        with self._world.store.reading() as work:
            return _authored(work, team, id_, user)

    def start(self, team: str, user: str, draft: Draft) -> Negotiation:
        """Keep a new map and show it to its author in their DM."""
        title, parties = _checked(draft)
        now = self._world.clock.now()
        negotiation = Negotiation(self._world.ids.new(), team, user, title, parties, now, draft.source)
        with self._world.store.work() as work:
            work.negotiations.add(negotiation)
            key = f"map:{negotiation.id}"
            work.outbox.say(Utterance(team, Saying.MAP, negotiation.id, key, now, person=user))
        return negotiation

    def edit(self, team: str, id_: str, user: str, version: int, draft: Draft) -> Negotiation:
        """Save the author's changes; raises Conflict where the map changed since they opened the form."""
        title, parties = _checked(draft)
        with self._world.store.work() as work:
            negotiation = _authored(work, team, id_, user)
            if negotiation.version != version:
                raise Conflict("conflict")
            changed = replace(negotiation, title=title, parties=parties)
            work.negotiations.save(changed)
            self._refresh(work, changed)
        return changed

    def close(self, team: str, id_: str, user: str) -> None:
        """Put the map away; its messages stay and say so."""
        with self._world.store.work() as work:
            negotiation = replace(_authored(work, team, id_, user), state=NegotiationState.CLOSED)
            work.negotiations.save(negotiation)
            self._refresh(work, negotiation)

    def reopen(self, team: str, id_: str, user: str) -> None:
        """Take a closed map out again."""
        with self._world.store.work() as work:
            negotiation = _visible(work, team, id_, user)
            if negotiation.author != user:
                raise NotAllowed("not_author")
            agreed = bool(work.agreements.of_negotiation(team, id_))
            state = NegotiationState.AGREED if agreed else NegotiationState.OPEN
            work.negotiations.save(replace(negotiation, state=state))
            self._refresh(work, negotiation)

    def share(self, team: str, id_: str, user: str, channel: str, thread_ts: str | None = None) -> bool:
        """Post the map in a channel or a thread there; False where it stands already."""
        if not channel:
            raise Invalid("channel", "no_channel")
        seen = self._world.slack.channel(team, channel)
        if seen is None or not seen.member:
            raise Invalid("channel", "not_member")
        if seen.shared:
            raise Invalid("channel", "shared_channel")
        if not self._world.slack.is_member(team, channel, user):
            raise Invalid("channel", "not_your_channel")
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = _authored(work, team, id_, user)
            key = f"share:{negotiation.id}:{channel}:{thread_ts or ''}"
            place = Utterance(team, Saying.SHARED_MAP, id_, key, now, channel=channel, thread_ts=thread_ts)
            return work.outbox.say(place)

    def _refresh(self, work: Work, negotiation: Negotiation) -> None:
        now = self._world.clock.now()
        for saying in (Saying.MAP, Saying.SHARED_MAP):
            work.outbox.refresh(negotiation.team, saying, negotiation.id, now)

    def map(self, team: str, id_: str) -> Map | Hush:
        """The map as it stands now, for the messages that show it."""
        with self._world.store.reading() as work:
            negotiation = work.negotiations.get(team, id_)
            if negotiation is None:
                return Hush("the map is gone")
            return Map(negotiation, tuple(work.agreements.of_negotiation(team, id_)))


def _may_see(work: Work, negotiation: Negotiation, user: str) -> bool:
    if negotiation.author == user:
        return True
    party = any(party.user == user for party in negotiation.parties)
    return party and bool(work.outbox.said(negotiation.team, Saying.SHARED_MAP, negotiation.id))


def _visible(work: Work, team: str, id_: str, user: str) -> Negotiation:
    negotiation = work.negotiations.get(team, id_)
    if negotiation is None or not _may_see(work, negotiation, user):
        raise NotFound("not_found")
    return negotiation


def open_map(work: Work, team: str, id_: str, user: str) -> Negotiation:
    """A map this person may act on; raises where it is closed, gone or not theirs."""
    negotiation = _visible(work, team, id_, user)
    if negotiation.state is NegotiationState.CLOSED:
        raise OutOfDate("map_closed")
    return negotiation


def _authored(work: Work, team: str, id_: str, user: str) -> Negotiation:
    negotiation = open_map(work, team, id_, user)
    if negotiation.author != user:
        raise NotAllowed("not_author")
    return negotiation


def _checked(draft: Draft) -> tuple[str, tuple[Party, ...]]:
    title = " ".join(draft.title.split())
    if not title:
        raise Invalid("title", "no_title")
    filled = [(place, party) for place, party in enumerate(draft.parties) if party != Party("")]
    for place, party in filled:
        if not party.name.strip():
            raise Invalid(f"name_{place}", "no_party_name")
    if not FEWEST <= len(filled) <= MOST:
        raise Invalid("name_1", "no_parties")
    return title, tuple(party for _, party in filled)
