"""The map's form as it comes back: its draft, and the same form with room for one more party."""

from collections.abc import Sequence

from bot.domain.interest_map.demand import reads_like_a_demand
from bot.domain.interest_map.draft import Draft, Side
from bot.domain.interest_map.model import MOST_PARTIES, Negotiation
from bot.domain.model import MessageRef
from bot.views import maps
from bot.views.ids import decode
from bot.views.message import Modal
from handlers.desk import Json
from handlers.incoming import Answers, answers
from prompts.catalog import Catalogue


def read(team: str, view: Json) -> tuple[str, int, Draft]:
    """The map's id (empty for a new one), the version the person saw, and what they typed."""
    id_, version, channel, ts, thread = decode(view.get("private_metadata", ""), 5)
    filled = answers(view)
    source = MessageRef(team, channel, ts, thread or None) if channel else None
    keys = _keys(view)
    sides = tuple(_side(filled, place, keys) for place in range(count(view)))
    return id_, int(version or 0), Draft(filled.text("title"), sides, source)


def count(view: Json) -> int:
    """How many parties the form has room for."""
    names = {f"name_{place}" for place in range(MOST_PARTIES)}
    return sum(block.get("block_id") in names for block in view["blocks"])


def _side(filled: Answers, place: int, keys: Sequence[str]) -> Side:
    return Side(
        name=filled.text(f"name_{place}").strip(),
        user=filled.user(f"user_{place}"),
        position=filled.text(f"position_{place}").strip(),
        interest=filled.text(f"interest_{place}").strip(),
        risk=filled.text(f"risk_{place}").strip(),
        key=keys[place] if place < len(keys) else "",
    )


def _keys(view: Json) -> Sequence[str]:
    """What the sides of an existing map are called, in the form's order."""
    return decode(view.get("private_metadata", ""), 6)[5]


def with_one_more(words: Catalogue, view: Json) -> Modal:
    """The form with one more party, and everything that was typed."""
    id_, version, draft = read("", view)
    return maps.map_modal(words, draft, id_, version, draft.source, min(count(view) + 1, MOST_PARTIES))


def unasked_demand(view: Json, draft: Draft) -> str:
    """The first interest that reads like a demand, unless the form has asked about one already."""
    if any(block.get("block_id") == maps.DEMAND for block in view["blocks"]):
        return ""
    return next((side.interest for side in draft.sides if reads_like_a_demand(side.interest)), "")


def draft_of(negotiation: Negotiation) -> Draft:
    """An existing map as its form shows it."""
    sides = tuple(
        Side(party.name, party.user, party.position, risk=party.risk, key=party.key) for party in negotiation.parties
    )
    return Draft(negotiation.title, sides, negotiation.source)
