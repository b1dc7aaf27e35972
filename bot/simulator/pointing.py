"""Pointing at something by its words: filling fields beside it, clicking it."""

from bot.simulator import forms, interactions
from bot.simulator.values import Json, SimulatorError
from bot.simulator.workspace import Workspace


def enter(ws: Workspace, blocks: list[Json], values: forms.State, state: Json | None) -> None:
    for wanted, value in (state or {}).items():
        for block, element in forms.stateful(blocks):
            if wanted in {element["action_id"], forms.label_of(block, element)}:
                entry = forms.chosen(ws, element, value)
                values[block["block_id"]][element["action_id"]] = entry
                break
        else:
            raise SimulatorError(f"nothing here is called {wanted!r}")


def acted(ws: Workspace, blocks: list[Json], values: forms.State, wanted: str, block_id: str | None) -> Json:
    found = forms.find(blocks, wanted, block_id)
    if not found:
        raise SimulatorError(f"there is no {wanted!r} to click; there are: {forms.clickable(blocks)}")
    if len(found) > 1:
        places = [b["block_id"] for b, _, _ in found]
        raise SimulatorError(f"{wanted!r} is there {len(found)} times: choose with block=, one of {places}")
    block, element, option = found[0]
    kind = element["type"]
    if kind == "overflow" and option is None:
        raise SimulatorError(f"choose an option: {[o['text']['text'] for o in element['options']]}")
    entry = None
    if kind in forms.VALUE_KEYS:
        entry = values[block["block_id"]][element["action_id"]]
        if option is not None:
            _choose(entry, option)
    return interactions.action(ws, block, element, option, entry)


def _choose(entry: Json, option: Json) -> None:
    """A click on a radio button or menu entry selects it; on a checkbox it toggles."""
    if entry["type"] != "checkboxes":
        entry["selected_option"] = option
    elif option in entry["selected_options"]:
        entry["selected_options"] = [o for o in entry["selected_options"] if o != option]
    else:
        entry["selected_options"] = [*entry["selected_options"], option]
