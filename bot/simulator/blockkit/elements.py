"""The elements a person can touch: buttons, menus, pickers and inputs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.simulator.blockkit.objects import (
    CONFIRM,
    DISPATCH,
    FILTER,
    ID,
    IMAGE_ELEMENT,
    KIND,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    RICH_OPTION,
    STYLE,
    URL,
    plain_text,
)
from bot.simulator.blockkit.rich_text import RICH_TEXT
from bot.simulator.blockkit.rules import (
    Report,
    Rule,
    boolean,
    each,
    exactly_one,
    fault,
    integer,
    items,
    number,
    one_of,
    pattern,
    shape,
    string,
    typed,
)

PLACEHOLDER = plain_text(150)
DATE = pattern(r"\d{4}-\d{2}-\d{2}", "a date in the format YYYY-MM-DD")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time in the format HH:mm")


def element(required: Mapping[str, Rule] = MappingProxyType({}), /, **optional: Rule) -> Rule:
    common = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean}
    return shape({"type": KIND, **required}, {**common, **optional})


def text_input(**optional: Rule) -> Rule:
    return shape(
        {"type": KIND},
        {
            "action_id": ID,
            "focus_on_load": boolean,
            "placeholder": PLACEHOLDER,
            "dispatch_action_config": DISPATCH,
            **optional,
        },
    )


def initial_among_options(value: Any, at: str, report: Report) -> None:
    """An initial option must be one of the options, exactly as given there."""
    if not isinstance(value, dict):
        return
    groups = value.get("option_groups")
    if isinstance(groups, list):
        options = [o for g in groups if isinstance(g, dict) for o in g.get("options") or []]
    else:
        options = value.get("options") or []
    initial = [value["initial_option"]] if "initial_option" in value else value.get("initial_options") or []
    for chosen in initial:
        if chosen not in options:
            fault(report, "initial option is not among the options", at)


def one_menu(**optional: Rule) -> Rule:
    return element(placeholder=PLACEHOLDER, **optional)


def many_menu(**optional: Rule) -> Rule:
    return element(placeholder=PLACEHOLDER, max_selected_items=integer(1, 100), **optional)


def listed(menu: Rule) -> Rule:
    return each(exactly_one("options", "option_groups"), initial_among_options, menu)


OPTIONS = items(PLAIN_OPTION, 100, 1)
GROUPS = items(OPTION_GROUP, 100, 1)
IDS = items(ID, 100)

BUTTON = shape(
    {"type": KIND, "text": plain_text(75)},
    {
        "action_id": ID,
        "url": URL,
        "value": string(2000),
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
PARAMETER = shape({"name": string(255), "value": string(3000)})
WORKFLOW = shape({"trigger": shape({"url": URL}, {"customizable_input_parameters": items(PARAMETER, 100)})})
WORKFLOW_BUTTON = shape(
    {"type": KIND, "text": plain_text(75), "workflow": WORKFLOW},
    {"action_id": ID, "style": STYLE, "confirm": CONFIRM, "accessibility_label": string(75)},
)

MENUS: dict[str, Rule] = {
    "static_select": listed(
        one_menu(options=OPTIONS, option_groups=GROUPS, initial_option=PLAIN_OPTION),
    ),
    "external_select": one_menu(initial_option=PLAIN_OPTION, min_query_length=integer(0, 100)),
    "users_select": one_menu(initial_user=ID),
    "conversations_select": one_menu(
        initial_conversation=ID,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=FILTER,
    ),
    "channels_select": one_menu(initial_channel=ID, response_url_enabled=boolean),
    "multi_static_select": listed(
        many_menu(options=OPTIONS, option_groups=GROUPS, initial_options=items(PLAIN_OPTION, 100)),
    ),
    "multi_external_select": many_menu(initial_options=items(PLAIN_OPTION, 100), min_query_length=integer(0, 100)),
    "multi_users_select": many_menu(initial_users=IDS),
    "multi_conversations_select": many_menu(
        initial_conversations=IDS, default_to_current_conversation=boolean, filter=FILTER
    ),
    "multi_channels_select": many_menu(initial_channels=IDS),
}

CHOICES: dict[str, Rule] = {
    "checkboxes": each(
        initial_among_options,
        element({"options": items(RICH_OPTION, 10, 1)}, initial_options=items(RICH_OPTION, 10, 1)),
    ),
    "radio_buttons": each(
        initial_among_options,
        element({"options": items(RICH_OPTION, 10, 1)}, initial_option=RICH_OPTION),
    ),
}

DATEPICKER = element(placeholder=PLACEHOLDER, initial_date=DATE)
TIMEPICKER = element(placeholder=PLACEHOLDER, initial_time=TIME, timezone=string(255))
DATETIMEPICKER = element(initial_date_time=integer(1_000_000_000, 9_999_999_999))
OVERFLOW = shape({"type": KIND, "options": items(OVERFLOW_OPTION, 5, 1)}, {"action_id": ID, "confirm": CONFIRM})
RICH_INPUT = text_input(initial_value=RICH_TEXT, min_lines=number(1), max_lines=number(1))

INPUTS: dict[str, Rule] = {
    "plain_text_input": text_input(
        initial_value=string(3000),
        multiline=boolean,
        min_length=integer(0, 3000),
        max_length=integer(1, 3000),
    ),
    "email_text_input": text_input(initial_value=string(3000)),
    "url_text_input": text_input(initial_value=string(3000)),
    "number_input": each(
        lambda value, at, report: (
            None
            if not isinstance(value, dict) or "is_decimal_allowed" in value
            else fault(report, "missing required field: is_decimal_allowed", at)
        ),
        text_input(
            is_decimal_allowed=boolean,
            initial_value=string(255),
            min_value=string(255),
            max_value=string(255),
        ),
    ),
    "file_input": shape(
        {"type": KIND},
        {"action_id": ID, "filetypes": items(string(255), 100), "max_files": integer(1, 10)},
    ),
    "rich_text_input": RICH_INPUT,
}

PICKERS: dict[str, Rule] = {"datepicker": DATEPICKER, "timepicker": TIMEPICKER}

FEEDBACK = shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})

IN_ACTIONS = typed(
    {
        "button": BUTTON,
        "workflow_button": WORKFLOW_BUTTON,
        "overflow": OVERFLOW,
        "datetimepicker": DATETIMEPICKER,
        "rich_text_input": RICH_INPUT,
        **PICKERS,
        **CHOICES,
        **MENUS,
    },
    "element of an actions block",
)
IN_SECTION = typed(
    {
        "button": BUTTON,
        "workflow_button": WORKFLOW_BUTTON,
        "overflow": OVERFLOW,
        "image": IMAGE_ELEMENT,
        **PICKERS,
        **CHOICES,
        **MENUS,
    },
    "accessory of a section",
)
IN_INPUT = typed(
    {"datetimepicker": DATETIMEPICKER, **INPUTS, **PICKERS, **CHOICES, **MENUS}, "element of an input block"
)
IN_CONTEXT_ACTIONS = typed(
    {
        "feedback_buttons": shape(
            {"type": KIND, "positive_button": FEEDBACK, "negative_button": FEEDBACK}, {"action_id": ID}
        ),
        "icon_button": shape(
            {"type": KIND, "icon": one_of("trash"), "text": plain_text(75)},
            {
                "action_id": ID,
                "value": string(2000),
                "confirm": CONFIRM,
                "accessibility_label": string(75),
                "visible_to_user_ids": IDS,
            },
        ),
    },
    "element of a context_actions block",
)
