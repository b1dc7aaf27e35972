"""The interest map: what each side asks for and what it protects, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import Conflict, Invalid, NotAllowed, NotFound, OutOfDate
from bot.domain.model import Agreement, DueState, MessageRef, Negotiation, NegotiationState, Party, Saying, Utterance
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
            listed = [(found, _places(work, found)) for found in work.negotiations.open_for(team, user)]
        return [found for found, places in listed if found.author == user or _reads(self._world, team, user, places)]

    def open(self, team: str, id_: str, user: str) -> Map:
        """The map with its agreements, as this person may see it."""
        admit(self._world, team, id_, user)
        with self._world.store.reading() as work:
            negotiation = _known(work, team, id_)
            return Map(negotiation, tuple(work.agreements.of_negotiation(team, id_)))

    def get_open(self, team: str, id_: str, user: str) -> Negotiation:
        """A map on which this person may record an agreement."""
        admit(self._world, team, id_, user)
        with self._world.store.reading() as work:
            return open_map(work, team, id_)

    def get_for_change(self, team: str, id_: str, user: str) -> Negotiation:
        """A map whose form this person may open."""
        with self._world.store.reading() as work:
            return _authored(work, team, id_, user)

    def start(self, team: str, user: str, draft: Draft, form: str) -> Negotiation:
        """Keep a new map and show it to its author in their DM; the same form sent again is the same map."""
        title, parties = _checked(draft)
        now = self._world.clock.now()
        id_ = self._world.ids.of("map", team, user, form)
        negotiation = Negotiation(id_, team, user, title, parties, now, draft.source)
        with self._world.store.work() as work:
            known = work.negotiations.get(team, id_)
            if known:
                return known
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
            negotiation = _written_by(work, team, id_, user)
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
        if not self._world.is_member(team, channel, user):
            raise Invalid("channel", "not_your_channel")
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = _authored(work, team, id_, user)
            key = _free_key(work, team, f"share:{negotiation.id}:{channel}:{thread_ts or ''}")
            place = Utterance(team, Saying.SHARED_MAP, id_, key, now, person=user, channel=channel, thread_ts=thread_ts)
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


def admit(world: World, team: str, id_: str, user: str) -> None:
    """Raise NotFound unless the person may see the map: its author, or a party where it was shared.

    Asks Slack who is in the channel: never call it inside a transaction.
    """
    with world.store.reading() as work:
        negotiation = work.seen.negotiation(team, id_, user)
        places = _places(work, negotiation) if negotiation else set()
    if negotiation is None:
        raise NotFound("not_found")
    party = any(party.user == user for party in negotiation.parties)
    if negotiation.author != user and not (party and _reads(world, team, user, places)):
        raise NotFound("not_found")


def _reads(world: World, team: str, user: str, places: set[str]) -> bool:
    """Whether the person is in one of the channels where the map was shared."""
    return any(world.is_member(team, channel, user) for channel in sorted(places))


def _places(work: Work, negotiation: Negotiation) -> set[str]:
    said = work.outbox.said(negotiation.team, Saying.SHARED_MAP, negotiation.id)
    return {row.utterance.channel for row in said if row.utterance.channel}


def _free_key(work: Work, team: str, key: str) -> str:
    """The key, or one after it where nothing came of what was to be said under it."""
    while (row := work.outbox.by_key(team, key)) and row.state in {DueState.DEAD, DueState.CANCELLED}:
        key = f"{key}:{row.id}"
    return key


def _known(work: Work, team: str, id_: str) -> Negotiation:
    negotiation = work.negotiations.get(team, id_)
    if negotiation is None:
        raise NotFound("not_found")
    return negotiation


def open_map(work: Work, team: str, id_: str) -> Negotiation:
    """A map that can still be acted on; raises where it is closed or gone."""
    negotiation = _known(work, team, id_)
    if negotiation.state is NegotiationState.CLOSED:
        raise OutOfDate("map_closed")
    return negotiation


def _authored(work: Work, team: str, id_: str, user: str) -> Negotiation:
    _written_by(work, team, id_, user)
    return open_map(work, team, id_)


def _written_by(work: Work, team: str, id_: str, user: str) -> Negotiation:
    negotiation = _known(work, team, id_)
    if negotiation.author != user:
        # A party of a shared map knows that it exists; nobody else needs to learn it.
        party = any(party.user == user for party in negotiation.parties)
        raise NotAllowed("not_author") if party and _places(work, negotiation) else NotFound("not_found")
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
