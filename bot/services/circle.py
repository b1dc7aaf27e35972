"""Who takes part in a map: its author, and the parties named in it once it was shared with them or they were asked."""

from datetime import datetime

from bot.domain.errors import NotAllowed, NotFound, OutOfDate
from bot.domain.interest_map.history import Change, ChangeKind, from_where_they_part
from bot.domain.interest_map.model import Negotiation, NegotiationState, Party
from bot.domain.model import MAP_INVITATIONS, DueState, Saying
from bot.services.ports import Work
from bot.services.world import World

MAP_SAYINGS = (Saying.MAP, Saying.SHARED_MAP, *sorted(MAP_INVITATIONS))
NOTED = 200
"""Characters of a text that the history keeps."""


def admit(world: World, team: str, id_: str, user: str) -> Negotiation:
    """The map, for whoever may see it: its author, a party that was asked, or one that reads where it was shared.

    Raises NotAllowed for who reads it there and stands for no side, NotFound for everybody else. Asks Slack who is in
    the channel: never call it inside a transaction.
    """
    with world.store.reading() as work:
        negotiation = work.seen.negotiation(team, id_, user)
        places = places_of(work, negotiation) if negotiation else set()
        was_asked = bool(negotiation) and asked(work, team, id_, user)
        there = work.negotiations.get(team, id_) if negotiation is None else None
        places = places_of(work, there) if there else places
    if negotiation is None:
        if there is not None and reads(world, team, user, places):
            raise NotAllowed("no_side")
        raise NotFound("not_found")
    party = negotiation.party_of(user) is not None
    if negotiation.author != user and not (party and (was_asked or reads(world, team, user, places))):
        raise NotFound("not_found")
    return negotiation


def asked(work: Work, team: str, id_: str, user: str) -> bool:
    """Whether that person was asked for their side, or for their scores."""
    return any(work.outbox.addressed(team, saying, id_, user) for saying in MAP_INVITATIONS)


def asked_for_words(work: Work, team: str, id_: str, user: str) -> bool:
    """Whether that person was asked for their side."""
    sayings = (Saying.MAP_ASK, Saying.MAP_CHECK)
    return any(work.outbox.addressed(team, saying, id_, user) for saying in sayings)


def reads(world: World, team: str, user: str, places: set[str]) -> bool:
    """Whether the person is in one of the channels where the map was shared."""
    return any(world.is_member(team, channel, user) for channel in sorted(places))


def places_of(work: Work, negotiation: Negotiation) -> set[str]:
    """The channels in which the map stands."""
    said = work.outbox.said(negotiation.team, Saying.SHARED_MAP, negotiation.id)
    return {row.utterance.channel for row in said if row.utterance.channel}


def known(work: Work, team: str, id_: str) -> Negotiation:
    negotiation = work.negotiations.get(team, id_)
    if negotiation is None:
        raise NotFound("not_found")
    return negotiation


def open_map(work: Work, team: str, id_: str) -> Negotiation:
    """A map that can still be acted on, locked in a writing transaction; raises where it is closed or gone."""
    negotiation = known(work, team, id_)
    if negotiation.state is NegotiationState.CLOSED:
        raise OutOfDate("map_closed")
    return negotiation


def authored(work: Work, team: str, id_: str, user: str) -> Negotiation:
    """The open map, for its author alone."""
    written_by(work, team, id_, user)
    return open_map(work, team, id_)


def written_by(work: Work, team: str, id_: str, user: str) -> Negotiation:
    """The map in any state, for its author alone."""
    negotiation = known(work, team, id_)
    if negotiation.author != user:
        # A party of a shared map knows that it exists; nobody else needs to learn it.
        party = negotiation.party_of(user) is not None
        known_to_them = party and (places_of(work, negotiation) or asked(work, team, id_, user))
        raise NotAllowed("not_author") if known_to_them else NotFound("not_found")
    return negotiation


def side(negotiation: Negotiation, key: str) -> Party:
    """That side of the map; raises where it was taken off meanwhile."""
    party = negotiation.party(key)
    if party is None:
        raise OutOfDate("party_gone")
    return party


def speaks_for(party: Party, user: str) -> bool:
    """Whether what this person writes for the party is the party's own word."""
    return bool(user) and party.user == user


def may_write(negotiation: Negotiation, party: Party, user: str) -> bool:
    """The party itself, and the map's author, whose words for others are a guess."""
    return user == negotiation.author or speaks_for(party, user)


def note(
    work: Work,
    negotiation: Negotiation,
    by: str,
    what: ChangeKind,
    now: datetime,
    *,
    party: str = "",
    before: str = "",
    after: str = "",
) -> None:
    """A line of the map's history, in the transaction of the change, and every message that shows the map anew."""
    before, after = from_where_they_part(before, after)
    change = Change(negotiation.team, negotiation.id, now, by, what, party, before[:NOTED], after[:NOTED])
    work.map_history.note(change)
    refresh(work, negotiation.team, negotiation.id, now)


def refresh(work: Work, team: str, id_: str, now: datetime) -> None:
    """Every message that shows the map is rendered anew."""
    for saying in MAP_SAYINGS:
        work.outbox.refresh(team, saying, id_, now)


def free_key(work: Work, team: str, key: str) -> str:
    """The key, or one after it where nothing came of what was to be said under it."""
    while (row := work.outbox.by_key(team, key)) and row.state in {DueState.DEAD, DueState.CANCELLED}:
        key = f"{key}:{row.id}"
    return key
