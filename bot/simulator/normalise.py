"""What Slack adds to blocks when it takes them: generated ids and defaults."""

from copy import deepcopy
from typing import Any

from bot.simulator.blockkit import elements_of
from bot.simulator.ids import short_id
from bot.simulator.text import stored
from bot.simulator.values import Json

WITHOUT_ACTION = frozenset({"image", "plain_text", "mrkdwn"})


def normalised(blocks: list[Json]) -> list[Json]:
    """A copy with block_ids, action_ids and the defaults Slack fills in."""
    taken = {b["block_id"] for b in blocks if b.get("block_id")}
    out = []
    for given in blocks:
        block: Json = deepcopy(given)
        if not block.get("block_id"):
            block["block_id"] = _fresh(taken)
        if block["type"] == "input":
            block.setdefault("optional", False)
            block.setdefault("dispatch_action", False)
        for element in elements_of(block):
            kind = element.get("type", "")
            if block["type"] in {"actions", "section", "input", "context_actions"} and (
                kind not in WITHOUT_ACTION and not element.get("action_id")
            ):
                element["action_id"] = short_id()
            if kind == "plain_text_input":
                element.setdefault("multiline", False)
        _texts(block)
        out.append(block)
    return out


def _fresh(taken: set[str]) -> str:
    while (found := short_id()) in taken:
        pass
    taken.add(found)
    return found


def _texts(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _texts(item)
    elif isinstance(node, dict):
        if node.get("type") == "plain_text":
            node.setdefault("emoji", True)
        elif node.get("type") == "mrkdwn":
            node.setdefault("verbatim", False)
            node["text"] = stored(node["text"])
        for value in node.values():
            _texts(value)


def plain(text: Any) -> Any:
    """A view's title, submit or close with its default."""
    return {"emoji": True, **text} if isinstance(text, dict) else text
