"""What a person, or a handler, finds in a message or a form."""

from collections.abc import Iterator
from typing import Any

from bot.views.message import Message
from tests.views.samples import Shown


def blocks_of(shown: Shown) -> list[Any]:
    return list(shown.blocks) if isinstance(shown, Message) else shown["blocks"]


def read(shown: Shown) -> str:
    """All the mrkdwn and plain text a person sees, in order."""
    return "\n".join(_texts(blocks_of(shown)))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") in {"mrkdwn", "plain_text"}:
            yield node["text"]
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def elements(shown: Shown) -> dict[str, Any]:
    """Every element that can be touched, by its action id; an input's by its field."""
    found = {}
    for block in blocks_of(shown):
        if block["type"] == "input":
            found[block["block_id"]] = block["element"]
        inside = [*block.get("elements", []), block.get("accessory")]
        found.update({element["action_id"]: element for element in inside if element and "action_id" in element})
    return found
