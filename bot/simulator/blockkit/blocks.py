"""The blocks themselves, with their required fields and limits."""

from bot.simulator.blockkit.elements import (
    BUTTON,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from bot.simulator.blockkit.objects import (
    ID,
    IMAGE_ELEMENT,
    KIND,
    SLACK_FILE,
    URL,
    any_text,
    mrkdwn,
    plain_text,
)
from bot.simulator.blockkit.rich_text import RICH_TEXT
from bot.simulator.blockkit.rules import (
    Rule,
    anything,
    at_least_one,
    boolean,
    each,
    exactly_one,
    integer,
    items,
    number,
    one_of,
    shape,
    string,
    typed,
)


def block(required: dict[str, Rule] | None = None, **optional: Rule) -> Rule:
    return shape({"type": KIND, **(required or {})}, {"block_id": ID, **optional})


CONTEXT_PARTS = typed(
    {"image": IMAGE_ELEMENT, "plain_text": plain_text(), "mrkdwn": mrkdwn()}, "element of a context block"
)
CELL = typed(
    {
        "rich_text": RICH_TEXT,
        "raw_text": shape({"type": KIND, "text": string(3000)}),
        "raw_number": shape({"type": KIND, "value": number(), "text": string(3000)}),
    },
    "cell of a table",
)
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
CARD = block(
    None,
    hero_image=IMAGE_ELEMENT,
    icon=IMAGE_ELEMENT,
    title=mrkdwn(150),
    subtitle=mrkdwn(150),
    body=mrkdwn(200),
    actions=items(typed({"button": BUTTON}, "action of a card"), 3),
)
SOURCE = shape({"type": one_of("url"), "url": URL, "text": string(3000)})
TASK = block(
    {
        "task_id": string(255),
        "title": string(3000),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    details=RICH_TEXT,
    output=RICH_TEXT,
    sources=items(SOURCE, 100),
)

EVERYWHERE: dict[str, Rule] = {
    "actions": block({"elements": items(IN_ACTIONS, 25, 1)}),
    "context": block({"elements": items(CONTEXT_PARTS, 10, 1)}),
    "divider": block(),
    "header": block({"text": plain_text(150)}),
    "image": each(
        exactly_one("image_url", "slack_file"),
        block(
            {"alt_text": string(2000)},
            image_url=URL,
            slack_file=SLACK_FILE,
            title=plain_text(2000),
        ),
    ),
    "input": block(
        {"label": plain_text(2000), "element": IN_INPUT},
        hint=plain_text(2000),
        optional=boolean,
        dispatch_action=boolean,
    ),
    "rich_text": RICH_TEXT,
    "section": each(
        at_least_one("text", "fields"),
        block(
            None,
            text=any_text(3000),
            fields=items(any_text(2000), 10, 1),
            accessory=IN_SECTION,
            expand=boolean,
        ),
    ),
    "video": block(
        {
            "alt_text": string(2000),
            "title": plain_text(200),
            "thumbnail_url": URL,
            "video_url": URL,
        },
        title_url=URL,
        author_name=string(50),
        provider_name=string(255),
        provider_icon_url=URL,
        description=plain_text(200),
    ),
    "alert": block({"text": any_text()}, level=one_of("default", "info", "warning", "error", "success")),
    "card": CARD,
    "carousel": block({"elements": items(typed({"card": CARD}, "card"), 10, 1)}),
}

CONTAINED = typed({k: EVERYWHERE[k] for k in EVERYWHERE if k not in {"alert", "card", "carousel"}}, "child")

EVERYWHERE["container"] = block(
    {"child_blocks": items(CONTAINED, 10, 1)},
    title=plain_text(150),
    rich_text_title=RICH_TEXT,
    subtitle=any_text(150),
    width=one_of("narrow", "standard", "wide", "full"),
    icon=IMAGE_ELEMENT,
    is_collapsible=boolean,
    default_collapsed=boolean,
    has_header_divider=boolean,
)

MESSAGE_ONLY: dict[str, Rule] = {
    "context_actions": block({"elements": items(IN_CONTEXT_ACTIONS, 5, 1)}),
    "file": block({"external_id": string(255), "source": one_of("remote")}),
    "markdown": block({"text": string(12_000, 1)}),
    "table": block({"rows": items(items(CELL, 20), 100, 1)}, column_settings=items(COLUMN, 20)),
    "data_table": block(
        {"caption": string(3000), "rows": items(items(CELL, 20), 1000, 1)},
        page_size=integer(1, 100),
        row_header_column_index=integer(0, 19),
    ),
    "task_card": TASK,
    "plan": block({"title": string(3000)}, tasks=items(anything, 50)),
}

IN_MESSAGE = typed({**EVERYWHERE, **MESSAGE_ONLY}, "block of a message")
IN_VIEW = typed(EVERYWHERE, "block of a view")
