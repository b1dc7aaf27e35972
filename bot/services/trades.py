"""The ledger of give and get, what matters most to whom, and the yardsticks all would accept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import Conflict, Fresh, Invalid, NotAllowed, OutOfDate
from bot.domain.interest_map.history import ChangeKind, renamed
from bot.domain.interest_map.model import Criterion
from bot.domain.interest_map.options import MOST_TRADES, Benefit, Trade
from bot.services import circle
from bot.services.world import World


@dataclass(frozen=True, slots=True)
class Bargain:
    """A line of the ledger as its form was filled in; `id` is empty for a new one."""

    giver: str
    gives: str
    getter: str
    gets: str
    unlocks: Benefit
    note: str = ""
    id: str = ""
    version: int = 0


class TradeService:
    """Trade, do not give: each line says what comes back."""

    def __init__(self, world: World) -> None:
        self._world = world

    def get(self, team: str, map_id: str, user: str, id_: str) -> Trade:
        """One line, for its form."""
        circle.admit(self._world, team, map_id, user)
        with self._world.store.reading() as work:
            circle.open_map(work, team, map_id)
            trade = work.trades.get(team, id_)
        if trade is None or trade.negotiation != map_id:
            raise OutOfDate("line_gone")
        return trade

    def save(self, team: str, map_id: str, user: str, bargain: Bargain, form: str) -> None:
        """Keep a new or changed line."""
        gives, gets, note = (" ".join(text.split()) for text in (bargain.gives, bargain.gets, bargain.note))
        if not gives:
            raise Invalid("gives", "required")
        if bargain.giver == bargain.getter:
            raise Invalid("getter", "trade_with_oneself")
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        said = {"giver": bargain.giver, "gives": gives, "getter": bargain.getter, "gets": gets, "note": note}
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            for key in (bargain.giver, bargain.getter):
                circle.side(negotiation, key)
            if bargain.id:
                known = work.trades.get(team, bargain.id)
                if known is None or known.negotiation != map_id:
                    raise OutOfDate("line_gone")
                if known.version != bargain.version:
                    raise Conflict("conflict", fresh=_fresh(known))
                rank = known.rank if known.getter == bargain.getter else None
                work.trades.save(replace(known, **said, unlocks=bargain.unlocks, rank=rank))  # type: ignore[arg-type]
                before, after = renamed(known.gives, gives, [(known.gets, gets), (known.note, note)])
                circle.note(work, negotiation, user, ChangeKind.TRADE_CHANGED, now, before=before, after=after)
                return
            id_ = self._world.ids.of("trade", team, map_id, user, form)
            if work.trades.get(team, id_):
                return
            if len(work.trades.of(team, map_id)) >= MOST_TRADES:
                raise Invalid("gives", "trades_full")
            place = (id_, team, map_id, user)
            work.trades.add(Trade(*place, bargain.giver, gives, bargain.getter, gets, bargain.unlocks, now, note))
            circle.note(work, negotiation, user, ChangeKind.TRADE_ADDED, now, party=bargain.giver, after=gives)

    def remove(self, team: str, map_id: str, user: str, id_: str, version: int) -> None:
        """Take a line off as it was seen; removing what is gone already is fine."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            known = work.trades.get(team, id_)
            if known is None or known.negotiation != map_id:
                return
            if known.version != version:
                raise Conflict("conflict", fresh=_fresh(known))
            work.trades.drop(team, id_)
            circle.note(work, negotiation, user, ChangeKind.TRADE_REMOVED, now, party=known.giver, before=known.gives)

    def rank(self, team: str, map_id: str, user: str, order: Sequence[str]) -> None:
        """What is offered to my side, by how much it matters to us: the ids of the lines, most first."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            own = negotiation.party_of(user)
            if own is None:
                raise NotAllowed("not_your_side")
            ranks = {id_: place for place, id_ in enumerate(order, start=1)}
            for trade in work.trades.of(team, map_id):
                if trade.getter == own.key and trade.rank != ranks.get(trade.id):
                    work.trades.save(replace(trade, rank=ranks.get(trade.id)))
            circle.note(work, negotiation, user, ChangeKind.RANKED, now, party=own.key)

    def pick(self, team: str, map_id: str, user: str, criteria: Collection[Criterion]) -> None:
        """The yardsticks my side would accept whichever way they come out."""
        circle.admit(self._world, team, map_id, user)
        now = self._world.clock.now()
        with self._world.store.work() as work:
            negotiation = circle.open_map(work, team, map_id)
            own = negotiation.party_of(user)
            if own is None:
                raise NotAllowed("not_your_side")
            picked = tuple(criterion for criterion in Criterion if criterion in criteria)
            parties = tuple(
                replace(party, criteria=picked) if party.key == own.key else party for party in negotiation.parties
            )
            changed = replace(negotiation, parties=parties)
            work.negotiations.save(changed)
            circle.note(work, changed, user, ChangeKind.CRITERIA_PICKED, now, party=own.key)


def _fresh(known: Trade) -> Fresh:
    chosen = {"giver": known.giver, "getter": known.getter, "unlocks": known.unlocks or ""}
    return Fresh(known.version, {"gives": known.gives, "gets": known.gets, "note": known.note, **chosen})
