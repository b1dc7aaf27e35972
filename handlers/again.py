"""A form that came a moment too late, shown again: what the others wrote meanwhile, and everything that was typed."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.errors import Conflict, Fresh
from bot.views import answers
from bot.views.ids import VALUE, decode, encode
from bot.views.message import Modal
from handlers.desk import Json
from prompts.catalog import Catalogue

VERSION_AT = 1
"""In a form's metadata: the record's id, then the version it was opened with, then whatever the form needs."""
MOST_IDS = 8


def can_be_shown_again(view: Json, wish: Conflict) -> bool:
    """Forms without a version in their metadata have nothing to catch up with."""
    return wish.fresh is not None and decode(view.get("private_metadata", ""), MOST_IDS)[VERSION_AT].isdigit()


def shown_again(words: Catalogue, view: Json, fresh: Fresh) -> Modal:
    """The form with the newest version in it; saving once more replaces what the others wrote."""
    typed = (view.get("state") or {}).get("values") or {}
    ids = list(decode(view["private_metadata"], view["private_metadata"].count("|") + 1))
    ids[VERSION_AT] = str(fresh.version)
    rest = [block for block in view["blocks"] if block.get("block_id") != answers.CHANGED]
    changed = [text for field, text in fresh.now.items() if _seen_otherwise(rest, field, text)]
    again: Modal = {key: view[key] for key in ("type", "title", "submit", "close", "callback_id") if view.get(key)}
    again["private_metadata"] = encode(*ids)
    again["blocks"] = [
        *(block.to_dict() for block in answers.changed_meanwhile(words, changed)),
        *(_filled(block, typed) for block in rest),
    ]
    return again


def _seen_otherwise(blocks: list[Json], field: str, now: str) -> bool:
    """Whether the form showed another text there when it was opened."""
    return any(
        block.get("block_id") == field and (block["element"].get("initial_value") or "") != now
        for block in blocks
        if block.get("type") == "input"
    )


def _filled(block: Json, typed: Mapping[str, Json]) -> Json:
    """The field with what the person typed or chose in place of what it began with."""
    if block.get("type") != "input":
        return block
    element = {key: value for key, value in block["element"].items() if not key.startswith("initial_")}
    found = (typed.get(block.get("block_id", "")) or {}).get(VALUE) or {}
    return {**block, "element": {**element, **dict(_initial(found))}}


_INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_date": "initial_date",
    "selected_conversation": "initial_conversation",
}


def _initial(found: Json) -> Iterator[tuple[str, Any]]:
    return ((_INITIAL[name], value) for name, value in found.items() if name in _INITIAL and value)
