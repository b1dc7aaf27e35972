"""What a person can press, submit or type anywhere, and what of it a stretch of the simulator's record holds."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.domain.silence import MuteFor, Why
from bot.views.ids import CHECK, PREPARE, Action, Form
from handlers.commands import SUBCOMMANDS
from tests.views.reading import blocks_of
from tests.views.samples import WORDS, everything

Json = dict[str, Any]
COMMAND = "/interests"


def known() -> frozenset[str]:
    """Every control, by the name under which it comes back to the bot.

    A button is its action id, a menu's entry that and its choice (`card_more 2h`), a form its callback id, a shortcut
    its own. One that no sample of a view shows is known by its enum all the same.
    """
    shown = {name for _, view in everything("hello") for block in blocks_of(view) for name in _controls(block)}
    unseen = {str(action) for action in Action if not any(belongs(name, action) for name in shown)}
    return frozenset(shown | unseen | set(map(str, Form)) | {PREPARE, CHECK} | set(_commands()))


def _controls(block: Json) -> Iterator[str]:
    for element in (*block.get("elements", ()), block.get("accessory")):
        if not element or "action_id" not in element:
            continue
        if element["type"] == "overflow":
            yield from (_entry(element["action_id"], option) for option in element["options"])
        else:
            yield str(element["action_id"])


def _entry(action: str, option: Json) -> str:
    return f"{action} {option['value'].rpartition('|')[2]}"


def belongs(name: str, action: str) -> bool:
    """Whether a control is that action, or one of its choices."""
    return name == action or name.startswith((f"{action}_", f"{action} "))


def _commands() -> Iterator[str]:
    for name in SUBCOMMANDS:
        yield f"{COMMAND} {name}"
    yield from (f"{COMMAND} mute {choice}" for choice in MuteFor)


def used(rows: list[Json]) -> frozenset[str]:
    """The controls whose use reached the bot."""
    said = (row for row in rows if row["direction"] == "to_app" and row["kind"] == "envelope")
    return frozenset(name for row in said for name in _used(row["name"], row["payload"].get("payload") or {}))


def _used(kind: str, payload: Json) -> Iterator[str]:
    if kind == "slash_commands":
        name, _, rest = str(payload.get("text") or "list").strip().lower().partition(" ")
        yield f"{COMMAND} {name}"
        yield f"{COMMAND} {name} {rest.strip()}"
    elif kind == "interactive" and payload["type"] == "block_actions":
        for action in payload["actions"]:
            menu = action["type"] == "overflow"
            yield _entry(action["action_id"], action["selected_option"]) if menu else action["action_id"]
    elif kind == "interactive" and payload["type"] == "view_submission":
        yield payload["view"]["callback_id"]
    elif kind == "interactive":
        yield str(payload.get("callback_id", ""))


def given(rows: list[Json], log: str) -> frozenset[Why]:
    """The reasons for silence that an owner read in a form, or that the bot logged when a card's moment had come."""
    shown = "\n".join(json.dumps(row["payload"], ensure_ascii=False) for row in rows if row["name"] == "views.open")
    # A card that went to a test channel instead is not counted anywhere.
    told = {why: f"{WORDS.text(f'hushed.{why}')}: " for why in Why if why is not Why.REHEARSAL}
    read = {why for why, words in told.items() if words in shown}
    return frozenset(read | {why for why in Why if re.search(rf"\breason={why}\b", log)})
