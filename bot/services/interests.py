"""A party's interests on the map: written, weighed, marked by the others, and what all of them share."""

from dataclasses import dataclass, replace

from bot.domain.errors import Conflict, Fresh, Invalid, NotAllowed, OutOfDate
from bot.domain.interest_map.demand import reads_like_a_demand
from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import (
    MOST_INTERESTS,
    Interest,
    Kind,
    Mark,
    Need,
    Negotiation,
    Weight,
)
from bot.domain.interest_map.sheet import Sheet
from bot.services import circle
from bot.services.ports import Work
from bot.services.world import World


@dataclass(frozen=True, slots=True)
class Line:
    """An interest as its form was filled in; `id` is empty for a new one. `kept`: the demand was read and is meant."""

    party: str
    text: str
    need: Need = Need.NEED
    kind: Kind | None = None
    weight: Weight | None = None
    id: str = ""
    version: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A party's window: the map as the viewer sees it, which party is open, and whether they may write there."""

    sheet: Sheet
    party: str
    viewer: str
    may_write: bool
    own: str
    """The key of the viewer's own party; empty where they stand for none."""


class InterestService:
    """The author writes for any side, as a guess; a party's own words are confirmed by being its own."""

    def __init__(self, world: World) -> None:
        self._world = world

    def look(self, team: str, map_id: str, user: str, party: str = "") -> Side:
        """A party's interests; without a party the viewer's own side, else the first."""
        circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            sheet = work.seen.sheet(team, map_id, user)
            if sheet is None:
                raise OutOfDate("party_gone")
        own = sheet.negotiation.party_of(user)
        shown = sheet.negotiation.party(party) or own or sheet.negotiation.parties[0]
        may_write = circle.may_write(sheet.negotiation, shown, user)
        return Side(sheet, shown.key, user, may_write, own.key if own else "")

    def get(self, team: str, map_id: str, user: str, id_: str) -> Interest:
        """One interest, for its form."""
        circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            return _on(work, circle.open_map(work, team, map_id), id_)

    def save(self, team: str, map_id: str, user: str, line: Line, form: str) -> bool:
        """Keep a new or changed interest. False where it reads like a demand and nobody said yet that it is meant."""
        text = _one_line(line.text)
        if not line.kept and reads_like_a_demand(text):
            return False
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            party = circle.side(negotiation, line.party)
            if not circle.may_write(negotiation, party, user):
                raise NotAllowed("not_your_side")
            said = {"text": text, "need": line.need, "kind": line.kind, "weight": line.weight}
            own = circle.speaks_for(party, user)
            if line.id:
                known = _on(work, negotiation, line.id)
                if known.version != line.version:
                    raise Conflict("conflict", fresh=_fresh(known))
                same = (known.text, known.need, known.kind, known.weight) == tuple(said.values())
                confirmed = circle.speaks_for(party, user) or (known.confirmed and same)
                work.interests.save(replace(known, **said, confirmed=confirmed))  # type: ignore[arg-type]
                what, before = ChangeKind.INTEREST_CHANGED, known.text
            else:
                id_ = self._world.ids.of("interest", team, map_id, user, form)
                if work.interests.get(team, id_):
                    return True
                if sum(one.party == party.key for one in work.interests.of(team, map_id)) >= MOST_INTERESTS:
                    raise Invalid("text", "interests_full")
                made = Interest(id_, team, map_id, party.key, text, user, now, confirmed=own)
                work.interests.add(replace(made, **said))  # type: ignore[arg-type]
                what, before = ChangeKind.INTEREST_ADDED, ""
            circle.note(work, negotiation, user, what, now, party=party.key, before=before, after=text)
        return True

    def remove(self, team: str, map_id: str, user: str, id_: str, version: int) -> None:
        """Take a line off as it was seen; removing what is gone already is fine."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            known = work.interests.get(team, id_)
            if known is None or known.negotiation != map_id:
                return
            if not circle.may_write(negotiation, circle.side(negotiation, known.party), user):
                raise NotAllowed("not_your_side")
            if known.version != version:
                raise Conflict("conflict", fresh=_fresh(known))
            work.interests.drop(team, id_)
            what = ChangeKind.INTEREST_REMOVED
            circle.note(work, negotiation, user, what, now, party=known.party, before=known.text)

    def weigh(self, team: str, map_id: str, user: str, id_: str, weight: Weight) -> None:
        """Say whether the side could give way here."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            known = _on(work, negotiation, id_)
            party = circle.side(negotiation, known.party)
            # For others their author may guess; what a side has said itself it weighs itself.
            if not circle.may_write(negotiation, party, user) or (
                known.confirmed and party.user and not circle.speaks_for(party, user)
            ):
                raise NotAllowed("not_your_side")
            work.interests.save(replace(known, weight=weight))
            what = ChangeKind.INTEREST_CHANGED
            circle.note(work, negotiation, user, what, now, party=known.party, before=known.text, after=known.text)

    def mark(self, team: str, map_id: str, user: str, id_: str, mark: Mark) -> None:
        """Say of another party's interest that it is ours too, or would help us; said again, it is taken back."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            known = _on(work, negotiation, id_)
            own = negotiation.party_of(user)
            if own is None or own.key == known.party:
                raise NotAllowed("mark_others")
            marks = {key: given for key, given in known.marks.items() if key != own.key}
            if known.marks.get(own.key) is not mark:
                marks[own.key] = mark
            work.interests.save(replace(known, marks=marks))
            circle.note(work, negotiation, user, ChangeKind.MARKED, now, party=known.party, after=known.text)

    def share_outcome(self, team: str, map_id: str, user: str, version: int, outcome: str, blocker: str) -> None:
        """Write what all want, and what stands between them."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            if negotiation.version != version:
                fresh = {"outcome": negotiation.shared_outcome, "blocker": negotiation.blocker}
                raise Conflict("conflict", fresh=Fresh(negotiation.version, fresh))
            changed = replace(negotiation, shared_outcome=_joined(outcome), blocker=_joined(blocker))
            work.negotiations.save(changed)
            before, after = negotiation.shared_outcome, changed.shared_outcome
            if before != after:
                circle.note(work, changed, user, ChangeKind.COMMON_CHANGED, now, before=before, after=after)
            before, after = negotiation.blocker, changed.blocker
            if before != after:
                circle.note(work, changed, user, ChangeKind.BLOCKER_CHANGED, now, before=before, after=after)


def _fresh(known: Interest) -> Fresh:
    chosen = {"need": known.need, "kind": known.kind or "", "weight": known.weight or ""}
    return Fresh(known.version, {"text": known.text, **chosen})


def _on(work: Work, negotiation: Negotiation, id_: str) -> Interest:
    known = work.interests.get(negotiation.team, id_)
    if known is None or known.negotiation != negotiation.id:
        raise OutOfDate("line_gone")
    return known


def _one_line(text: str) -> str:
    line = _joined(text)
    if not line:
        raise Invalid("text", "required")
    return line


def _joined(text: str) -> str:
    return " ".join(text.split())
