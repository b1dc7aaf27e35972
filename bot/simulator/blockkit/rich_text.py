"""Rich text: the blocks a person's own message is made of, and an input of the same kind."""

from collections.abc import Mapping

from bot.simulator.blockkit.objects import ID, KIND
from bot.simulator.blockkit.rules import Rule, boolean, integer, items, number, one_of, shape, string, typed

STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)


def inline(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    return shape({"type": KIND, **required}, {"style": STYLE, **(optional or {})})


INLINE: dict[str, Rule] = {
    "text": inline({"text": string(40_000)}),
    "link": inline({"url": string(3000)}, {"text": string(40_000), "unsafe": boolean}),
    "emoji": inline({"name": string(255)}, {"unicode": string(255), "url": string(3000)}),
    "user": inline({"user_id": ID}),
    "usergroup": inline({"usergroup_id": ID}),
    "channel": inline({"channel_id": ID}),
    "team": inline({"team_id": ID}),
    "broadcast": inline({"range": one_of("here", "channel", "everyone")}),
    "color": inline({"value": string(255)}),
    "date": inline({"timestamp": number(), "format": string(3000)}, {"url": string(3000), "fallback": string(3000)}),
}
RUN = items(typed(INLINE, "rich text element"), 10_000)
BORDER = integer(0, 1)
SECTION = shape({"type": KIND, "elements": RUN})

PARTS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_list": shape(
        {
            "type": KIND,
            "style": one_of("bullet", "ordered"),
            "elements": items(typed({"rich_text_section": SECTION}, "list item"), 10_000),
        },
        {"indent": integer(0, 8), "offset": integer(0, 100_000), "border": BORDER},
    ),
    "rich_text_quote": shape({"type": KIND, "elements": RUN}, {"border": BORDER}),
    "rich_text_preformatted": shape(
        {
            "type": KIND,
            "elements": items(typed({k: INLINE[k] for k in ("text", "link")}, "preformatted text"), 10_000),
        },
        {"border": BORDER, "language": string(255)},
    ),
}

RICH_TEXT = shape({"type": KIND, "elements": items(typed(PARTS, "rich text part"), 10_000)}, {"block_id": ID})
