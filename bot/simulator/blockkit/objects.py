"""Block Kit's composition objects: texts, options, confirmation dialogs, filters, files."""

from bot.simulator.blockkit.rules import (
    Rule,
    anything,
    boolean,
    each,
    exactly_one,
    items,
    one_of,
    shape,
    string,
    typed,
)

KIND = anything
"""Stands for the `type` field, which `typed` has already checked."""


def plain_text(most: int = 3000) -> Rule:
    inner = shape({"type": KIND, "text": string(most, 1)}, {"emoji": boolean})
    return typed({"plain_text": inner}, "plain_text")


def mrkdwn(most: int = 3000) -> Rule:
    inner = shape({"type": KIND, "text": string(most, 1)}, {"verbatim": boolean})
    return typed({"mrkdwn": inner}, "mrkdwn")


def any_text(most: int = 3000) -> Rule:
    return typed({"plain_text": plain_text(most), "mrkdwn": mrkdwn(most)}, "plain_text or mrkdwn")


ID = string(255)
URL = string(3000)
STYLE = one_of("primary", "danger")

CONFIRM = shape(
    {"text": any_text(300)},
    {"title": plain_text(100), "confirm": plain_text(30), "deny": plain_text(30), "style": STYLE},
)


def option(text: Rule) -> Rule:
    return shape({"text": text, "value": string(150)}, {"description": any_text(75)})


PLAIN_OPTION = option(plain_text(75))
RICH_OPTION = option(any_text(75))
OVERFLOW_OPTION = shape({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75), "url": URL})
OPTION_GROUP = shape({"label": plain_text(75), "options": items(PLAIN_OPTION, 100, 1)})

DISPATCH = shape(
    {},
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)},
)

FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4, 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

SLACK_FILE = each(exactly_one("id", "url"), shape({}, {"id": string(255), "url": URL}))

IMAGE_ELEMENT = each(
    exactly_one("image_url", "slack_file"),
    shape({"type": KIND, "alt_text": string(2000)}, {"image_url": URL, "slack_file": SLACK_FILE}),
)
