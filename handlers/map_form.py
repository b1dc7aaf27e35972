"""The map's form as it comes back: its draft, and the same form with room for one more party."""

from bot.domain.model import MessageRef, Party
from bot.services.negotiations import MOST, Draft
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
    parties = tuple(_party(filled, place) for place in range(count(view)))
    return id_, int(version or 0), Draft(filled.text("title"), parties, source)


def count(view: Json) -> int:
    """How many parties the form has room for."""
    names = {f"name_{place}" for place in range(MOST)}
    return sum(block.get("block_id") in names for block in view["blocks"])


def _party(filled: Answers, place: int) -> Party:
    return Party(
        name=filled.text(f"name_{place}").strip(),
        user=filled.user(f"user_{place}"),
        position=filled.text(f"position_{place}").strip(),
        interest=filled.text(f"interest_{place}").strip(),
    )


def with_one_more(words: Catalogue, view: Json) -> Modal:
    """The form with one more party, and everything that was typed."""
    id_, version, draft = read("", view)
    return maps.map_modal(words, draft, id_, version, draft.source, min(count(view) + 1, MOST))
