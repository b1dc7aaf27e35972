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
    fields = {block.get("block_id"): block for block in rest if block.get("type") == "input"}
    others = {field: text for field, text in fresh.now.items() if field in fields and _began(fields[field]) != text}
    changed = [_readable(fields[field], text) for field, text in others.items()]
    untouched = {field: text for field, text in others.items() if _typed(typed, field) == _began(fields[field])}
    again: Modal = {key: view[key] for key in ("type", "title", "submit", "close", "callback_id") if view.get(key)}
    again["private_metadata"] = encode(*ids)
    again["blocks"] = [
        *(block.to_dict() for block in answers.changed_meanwhile(words, changed)),
        *(_with(block, untouched) if block.get("block_id") in untouched else _filled(block, typed) for block in rest),
    ]
    return again


def _began(block: Json) -> str:
    """What a field showed when the form was opened: its text, its date or the value that was chosen."""
    element = block["element"]
    chosen = element.get("initial_option") or {}
    return str(element.get("initial_value") or element.get("initial_date") or chosen.get("value") or "")


def _typed(typed: Mapping[str, Json], field: str) -> str:
    found = (typed.get(field) or {}).get(VALUE) or {}
    return str(
        found.get("value") or found.get("selected_date") or (found.get("selected_option") or {}).get("value") or ""
    )


def _option(block: Json, value: str) -> Json | None:
    return next((option for option in block["element"].get("options", ()) if option.get("value") == value), None)


def _readable(block: Json, text: str) -> str:
    """The words of a choice, with what is chosen, where its value alone would say nothing."""
    if block["element"].get("type") == "plain_text_input":
        return text
    option = _option(block, text)
    return f"{block['label']['text']} {option['text']['text'] if option else text}"


def _with(block: Json, now: Mapping[str, str]) -> Json:
    """A field that the person did not touch, with what stands there now."""
    text = now[block["block_id"]]
    element = {key: value for key, value in block["element"].items() if not key.startswith("initial_")}
    option = _option(block, text)
    name = {"plain_text_input": "initial_value", "datepicker": "initial_date"}.get(element["type"])
    begins = {"initial_option": option} if option else {name: text} if name and text else {}
    return {**block, "element": {**element, **begins}}


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
