"""What a person can fill in: the current value of every stateful element, and choosing a new one."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from bot.simulator.blockkit import elements_of
from bot.simulator.values import Json, SimulatorError
from bot.simulator.workspace import Workspace

State = dict[str, dict[str, Json]]

VALUE_KEYS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", ""),
}
"""For each stateful element: where its value stands in a state, and where its initial value is given."""

LISTS = frozenset(k for k, (value, _) in VALUE_KEYS.items() if value.endswith("s"))


def stateful(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every block with an element that holds a value."""
    for block in blocks:
        if block["type"] in {"actions", "section", "input"}:
            for element in elements_of(block):
                if element.get("type") in VALUE_KEYS:
                    yield block, element


def initial(element: Json) -> Json:
    key, initial_key = VALUE_KEYS[element["type"]]
    empty: Any = [] if element["type"] in LISTS else None
    return {"type": element["type"], key: element.get(initial_key, empty)}


def state_of(blocks: list[Json], before: State | None = None) -> State:
    """The values of all stateful elements; what a person already chose stays while its ids stay."""
    state: State = {}
    for block, element in stateful(blocks):
        kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        same = kept is not None and kept["type"] == element["type"]
        state.setdefault(block["block_id"], {})[element["action_id"]] = (
            dict(kept) if kept is not None and same else initial(element)
        )
    return state


def is_empty(entry: Json) -> bool:
    return entry[VALUE_KEYS[entry["type"]][0]] in (None, "", [])


def label_of(block: Json, element: Json) -> str:
    """The words a person reads beside or on an element."""
    for holder, key in ((element, "text"), (block, "label"), (element, "placeholder"), (block, "text")):
        if isinstance(holder.get(key), dict):
            return str(holder[key]["text"])
    return str(element.get("action_id", ""))


def options_of(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(o for g in groups for o in g["options"])]


def find_option(element: Json, wanted: Any) -> Json:
    for option in options_of(element):
        if wanted in (option["text"]["text"], option.get("value")) or wanted == option:
            return option
    names = [o["text"]["text"] for o in options_of(element)]
    raise SimulatorError(f"there is no option {wanted!r}; there are: {names}")


def chosen(ws: Workspace, element: Json, value: Any) -> Json:
    """The state entry after a person enters `value`; refuses what a client refuses."""
    kind = element["type"]
    key = VALUE_KEYS[kind][0]
    if value is None:
        return {"type": kind, key: [] if kind in LISTS else None}
    if kind in LISTS:
        single = [value] if isinstance(value, str | dict) or not isinstance(value, list | tuple | set) else value
        entered: Any = [_one(ws, element, v) for v in single]
        most = element.get("max_selected_items", len(entered))
        if len(entered) > most:
            raise SimulatorError(f"at most {most} can be chosen")
    else:
        entered = _one(ws, element, value)
    return {"type": kind, key: entered}


def _one(ws: Workspace, element: Json, value: Any) -> Any:
    kind = element["type"]
    if "option" in VALUE_KEYS[kind][0]:
        return find_option(element, value)
    if "user" in kind:
        user = ws.user_named(str(getattr(value, "user", value)))
        if user is None:
            raise SimulatorError(f"there is no person {value!r}")
        return user.id
    if "channel" in kind or "conversation" in kind:
        return ws.channel_of(value).id
    return _typed(element, value)


def _typed(element: Json, value: Any) -> Any:
    kind = element["type"]
    if kind == "datetimepicker":
        return int(value.timestamp()) if isinstance(value, datetime) else int(value)
    if kind == "datepicker":
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).strftime("%Y-%m-%d")
    if kind == "timepicker":
        return datetime.strptime(str(value), "%H:%M").strftime("%H:%M")  # noqa: DTZ007 - a time of day
    if kind == "number_input":
        return _number(element, str(value))
    if kind == "plain_text_input":
        return _text(element, str(value))
    return value


def _text(element: Json, value: str) -> str:
    most, least = element.get("max_length", 3000), element.get("min_length", 0)
    if len(value) > most:
        raise SimulatorError(f"the field takes at most {most} characters, these are {len(value)}")
    if value and len(value) < least:
        raise SimulatorError(f"the field needs at least {least} characters, these are {len(value)}")
    return value


def _number(element: Json, value: str) -> str:
    try:
        amount = float(value) if element.get("is_decimal_allowed") else int(value)
    except ValueError as error:
        raise SimulatorError(f"{value!r} is not a number this field takes") from error
    least, most = element.get("min_value"), element.get("max_value")
    if (least is not None and amount < float(least)) or (most is not None and amount > float(most)):
        raise SimulatorError(f"{value} is not between {least} and {most}")
    return value


def find(blocks: list[Json], wanted: str, block_id: str | None = None) -> list[tuple[Json, Json, Json | None]]:
    """Everything a person could mean by a label, an action_id or an option: (block, element, option)."""
    found: list[tuple[Json, Json, Json | None]] = []
    for block in blocks:
        if block_id not in {None, block["block_id"]}:
            continue
        for element in elements_of(block):
            if "action_id" not in element:
                continue
            if element["action_id"] == wanted or _on_it(element) == wanted:
                found.append((block, element, None))
            if element["type"] in {"overflow", "radio_buttons", "checkboxes", "static_select"}:
                found += [
                    (block, element, o) for o in options_of(element) if wanted in {o["text"]["text"], o.get("value")}
                ]
    return found


def _on_it(element: Json) -> str | None:
    text = element.get("text")
    return str(text["text"]) if isinstance(text, dict) else None


def clickable(blocks: list[Json]) -> list[str]:
    """Labels of everything that can be clicked, for an error message."""
    labels: list[str] = []
    for block in blocks:
        for element in elements_of(block):
            if "action_id" not in element:
                continue
            labels += [_on_it(element) or element["action_id"]]
            labels += [o["text"]["text"] for o in options_of(element)]
    return labels
