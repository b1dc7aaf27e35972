"""The interest map as a whole: started, edited, shared, put away and taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import Conflict, Fresh, Invalid, NotFound
from bot.domain.interest_map.draft import KEYS, Draft, Side, checked, edited, gone, party_of
from bot.domain.interest_map.history import ChangeKind, edits
from bot.domain.interest_map.model import Interest, Negotiation, NegotiationState, Party
from bot.domain.interest_map.sheet import Sheet
from bot.domain.model import Agreement, Saying, Utterance
from bot.services import circle, rounds
from bot.services.coaching import owned_request
from bot.services.ports import Work
from bot.services.world import Hush, World


@dataclass(frozen=True, slots=True)
class Map:
    """What a map message shows: everything that all parties may see (the viewer's own as well, in a window)."""

    sheet: Sheet
    agreements: tuple[Agreement, ...] = ()

    @property
    def negotiation(self) -> Negotiation:
        return self.sheet.negotiation


class NegotiationService:
    """A map is its author's until they share it or ask; then the parties named in it may act on it too."""

    def __init__(self, world: World) -> None:
        self._world = world

    # -- looking -----------------------------------------------------------------------------------------------

    def open_for(self, team: str, user: str) -> Sequence[Negotiation]:
        """My open maps, and those in which I am a party and that I may see; newest first."""
        with self._world.store.reading() as work:
            listed = [
                (found, circle.places_of(work, found), circle.asked(work, team, found.id, user))
                for found in work.negotiations.open_for(team, user)
            ]
        return [
            found
            for found, places, asked in listed
            if found.author == user or asked or circle.reads(self._world, team, user, places)
        ]

    def open(self, team: str, id_: str, user: str) -> Map:
        """The map with everything on it that this person may see."""
        circle.admit(self._world, team, id_, user)
        with self._world.store.reading() as work:
            sheet = work.seen.sheet(team, id_, user)
            if sheet is None:
                raise NotFound("not_found")
            return Map(sheet, tuple(work.agreements.of_negotiation(team, id_)))

    def get_open(self, team: str, id_: str, user: str) -> Negotiation:
        """A map on which this person may record an agreement."""
        circle.admit(self._world, team, id_, user)
        with self._world.store.reading() as work:
            return circle.open_map(work, team, id_)

    def get_for_change(self, team: str, id_: str, user: str) -> Negotiation:
        """A map whose form this person may open."""
        with self._world.store.reading() as work:
            return circle.authored(work, team, id_, user)

    def draft_about(self, team: str, request: str, user: str) -> Draft:
        """A map to start from: the owner's side and the requester's, about what was asked for."""
        with self._world.store.reading() as work:
            found = owned_request(work, team, request, user)
        return Draft(found.object, (Side("", user=user), Side("", user=found.requester)), found.ref)

    def map(self, team: str, id_: str) -> Map | Hush:
        """The map as it stands now, for the messages that show it: nobody's notes, no score before the reveal."""
        with self._world.store.reading() as work:
            sheet = work.sheets.shown(team, id_)
            if sheet is None:
                return Hush("the map is gone")
            return Map(sheet, tuple(work.agreements.of_negotiation(team, id_)))

    # -- changing ----------------------------------------------------------------------------------------------

    def start(self, team: str, user: str, draft: Draft, form: str) -> Negotiation:
        """Keep a new map and show it to its author in their DM; the same form sent again is the same map."""
        title, sides = checked(draft)
        now = self._world.clock.now()
        id_ = self._world.ids.of("map", team, user, form)
        parties = tuple(party_of(side, key, None, user) for side, key in zip(sides, KEYS, strict=False))
        negotiation = Negotiation(id_, team, user, title, parties, now, draft.source)
        with self._world.store.work() as work:
            known = work.negotiations.get(team, id_)
            if known:
                return known
            work.negotiations.add(negotiation)
            self._first_interests(work, negotiation, parties, sides, user, now)
            work.outbox.say(Utterance(team, Saying.MAP, id_, f"map:{id_}", now, person=user))
            circle.note(work, negotiation, user, ChangeKind.STARTED, now, after=title)
        return negotiation

    def edit(self, team: str, id_: str, user: str, version: int, draft: Draft) -> Negotiation:
        """Save the author's changes; raises Conflict where the map changed since they opened the form."""
        title, sides = checked(draft)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.authored(work, team, id_, user)
            if negotiation.version != version:
                raise Conflict("conflict", fresh=_fresh(negotiation))
            parties = edited(negotiation, sides, user)
            retired = negotiation.retired + "".join(sorted(gone(negotiation, parties)))
            changed = replace(negotiation, title=title, parties=parties, retired=retired)
            work.negotiations.save(changed)
            self._drop_gone(work, negotiation, changed)
            for what, party, before, after in edits(negotiation, changed):
                circle.note(work, changed, user, what, now, party=party, before=before, after=after)
            new = [(party, side) for party, side in zip(parties, sides, strict=True) if not side.key]
            first = self._first_interests(work, changed, [one for one, _ in new], [one for _, one in new], user, now)
            for interest in first:
                added = {"party": interest.party, "after": interest.text}
                circle.note(work, changed, user, ChangeKind.INTEREST_ADDED, now, **added)
            rounds.follow(work, negotiation, changed, user, now)
        return changed

    def close(self, team: str, id_: str, user: str) -> None:
        """Put the map away; its messages stay and say so."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = replace(circle.authored(work, team, id_, user), state=NegotiationState.CLOSED)
            work.negotiations.save(negotiation)
            circle.note(work, negotiation, user, ChangeKind.CLOSED, now)

    def reopen(self, team: str, id_: str, user: str) -> None:
        """Take a closed map out again."""
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.written_by(work, team, id_, user)
            agreed = bool(work.agreements.of_negotiation(team, id_))
            state = NegotiationState.AGREED if agreed else NegotiationState.OPEN
            work.negotiations.save(replace(negotiation, state=state))
            circle.note(work, negotiation, user, ChangeKind.REOPENED, now)
            rounds.resume(work, negotiation, user, now)

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
            negotiation = circle.authored(work, team, id_, user)
            key = circle.free_key(work, team, f"share:{negotiation.id}:{channel}:{thread_ts or ''}")
            place = Utterance(team, Saying.SHARED_MAP, id_, key, now, person=user, channel=channel, thread_ts=thread_ts)
            said = work.outbox.say(place)
            if said:
                circle.note(work, negotiation, user, ChangeKind.SHARED, now, after=channel)
            return said

    def _first_interests(
        self,
        work: Work,
        negotiation: Negotiation,
        parties: Sequence[Party],
        sides: Sequence[Side],
        user: str,
        now: datetime,
    ) -> Sequence[Interest]:
        """The one line that the form asked each new side for: a guess, except for the author's own side."""
        added = []
        for party, side in zip(parties, sides, strict=True):
            if text := " ".join(side.interest.split()):
                id_ = self._world.ids.of("interest", negotiation.team, negotiation.id, party.key)
                own = circle.speaks_for(party, user)
                place = (id_, negotiation.team, negotiation.id, party.key)
                added.append(Interest(*place, text, user, now, confirmed=own))
                work.interests.add(added[-1])
        return added

    def _drop_gone(self, work: Work, before: Negotiation, after: Negotiation) -> None:
        """What stood on a side that was taken off goes with it."""
        off = gone(before, after.parties)
        for interest in work.interests.of(after.team, after.id):
            if interest.party in off:
                work.interests.drop(after.team, interest.id)


def _fresh(negotiation: Negotiation) -> Fresh:
    """The form's fields as they are now, for who saved a moment too late."""
    now = {"title": negotiation.title}
    for place, party in enumerate(negotiation.parties):
        now |= {f"name_{place}": party.name, f"position_{place}": party.position, f"risk_{place}": party.risk}
    return Fresh(negotiation.version, now)
