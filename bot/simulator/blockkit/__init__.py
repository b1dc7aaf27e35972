"""The simulator's own Block Kit check: what Slack would refuse in a message, a modal or a home tab, and why."""

from collections.abc import Iterator
from typing import Any

from bot.simulator.blockkit.blocks import IN_MESSAGE, IN_VIEW
from bot.simulator.blockkit.objects import KIND, plain_text
from bot.simulator.blockkit.rules import Report, boolean, fault, items, shape, string, typed

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 12_000
"""Characters over all blocks of a message; Slack's own bound is a little higher and undocumented."""

COMMON = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
BLOCKS = items(IN_VIEW, VIEW_BLOCKS)
VIEWS = {
    "modal": shape(
        {"type": KIND, "title": plain_text(24), "blocks": BLOCKS},
        {
            **COMMON,
            "submit": plain_text(24),
            "close": plain_text(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape({"type": KIND, "blocks": BLOCKS}, COMMON),
}


def check_blocks(blocks: Any) -> list[str]:
    """What is wrong with a message's blocks; an empty list when Slack would take them."""
    report: Report = []
    items(IN_MESSAGE, MESSAGE_BLOCKS)(blocks, "/blocks", report)
    if isinstance(blocks, list):
        _check_together(blocks, "/blocks", report)
        if sum(isinstance(b, dict) and b.get("type") == "table" for b in blocks) > 1:
            fault(report, "only one table allowed", "/blocks")
    return report


def check_view(view: Any) -> list[str]:
    """What is wrong with a modal or a home tab; an empty list when Slack would take it."""
    report: Report = []
    typed(VIEWS, "modal or home")(view, "/view", report)
    if isinstance(view, dict) and isinstance(view.get("blocks"), list):
        blocks = view["blocks"]
        _check_together(blocks, "/view/blocks", report)
        has_input = any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
        if view.get("type") == "modal" and has_input and not view.get("submit"):
            fault(report, "missing required field: submit (the view has an input block)", "/view")
    return report


def too_long(blocks: Any) -> bool:
    """Whether the text of all blocks together is more than a message can hold."""
    return sum(len(text) for text in _texts(blocks)) > MESSAGE_TEXT


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The interactive or visible elements directly inside one block."""
    inside = [*(block.get("elements") or []), block.get("element"), block.get("accessory")]
    return [e for e in inside if isinstance(e, dict)]


def _check_together(blocks: list[Any], at: str, report: Report) -> None:
    objects = [b for b in blocks if isinstance(b, dict)]
    seen: set[Any] = set()
    focused = 0
    for index, block in enumerate(objects):
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id:
            if block_id in seen:
                fault(report, f"`block_id` {block_id} already exists", f"{at}/{index}")
            seen.add(block_id)
        actions = [e["action_id"] for e in elements_of(block) if isinstance(e.get("action_id"), str)]
        if len(actions) != len(set(actions)):
            fault(report, "`action_id` already exists in this block", f"{at}/{index}")
        focused += sum(e.get("focus_on_load") is True for e in elements_of(block))
    if focused > 1:
        fault(report, "only one element can have focus_on_load", at)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
