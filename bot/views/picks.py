"""Which one did you mean? A short list with a button each."""

from collections.abc import Sequence

from bot.domain.interest_map.model import Negotiation
from bot.views import blocks
from bot.views.ids import Action, encode
from bot.views.message import Message
from bot.views.text import line
from prompts.catalog import Catalogue

MOST = 10
REST = 1800
"""UTF-16 units of what came after the command; a button carries at most 2,000 characters, and an emoji may be two."""


def commands(words: Catalogue, typed: str, candidates: Sequence[str], rest: str) -> Message:
    """Several commands begin so; a button runs one with the words that came after."""
    text = words.text("picks.command", typed=line(typed, 40))
    said = rest.encode("utf-16-le", "ignore")[: 2 * REST].decode("utf-16-le", "ignore").replace("|", " ")
    buttons = [
        blocks.button(f"/interests {name}", f"{Action.COMMAND_PICK}_{name}", encode(name, said)) for name in candidates
    ]
    return blocks.message(text, blocks.section(text), blocks.actions(*buttons[:MOST]))


def maps(words: Catalogue, command: str, found: Sequence[Negotiation]) -> Message:
    """Several maps have these words in their title."""
    text = words.text("picks.map")
    shown = [
        blocks.section(
            f"*{line(negotiation.title, 120)}*",
            accessory=blocks.button(
                words.text("picks.this"), f"{Action.MAP_PICK}_{place}", encode(negotiation.id, command)
            ),
        )
        for place, negotiation in enumerate(found[:MOST])
    ]
    return blocks.message(text, blocks.section(text), *shown)


def none(words: Catalogue, typed: str) -> Message:
    """No map of theirs has these words, or they have none."""
    text = words.text("picks.none", typed=line(typed, 60)) if typed else words.text("list.empty")
    new = blocks.actions(blocks.button(words.text("list.new"), Action.MAP_NEW, "new", style="primary"))
    return blocks.message(text, blocks.section(text), new)
