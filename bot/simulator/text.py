"""Slack's message text: what a person types, what is stored, what is read."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.simulator.values import Json

ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
MARKUP = re.compile(r"<(?:[@#!][^<>]+|(?:https?|mailto|slack|tel):[^<>]*)>")
TYPED = re.compile(r"(?<![\w/])[@#][\w.\-]+|https?://[^\s<>]+")
TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")

LONGEST_NAME = 82
"""Slack's names have at most 80 characters; one more for the sign."""

Lookup = Callable[[str], str | None]
"""From `@name` or `#channel` to its markup, or None when nobody and nothing has that name."""


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str, lookup: Lookup, *, links: bool = True) -> str:
    """What a client sends for what a person typed: mentions and links become markup, the rest is escaped."""
    out, at = [], 0
    for match in TYPED.finditer(text):
        word = match.group()
        found, used = _resolve(word, lookup, links=links)
        if found is not None:
            out += [escape(text[at : match.start()]), found]
            at = match.start() + used
    return "".join([*out, escape(text[at:])])


def _resolve(word: str, lookup: Lookup, *, links: bool) -> tuple[str | None, int]:
    if word.startswith("http"):
        address = word.rstrip(".,;:!?)")
        return (f"<{escape(address)}>", len(address)) if links else (None, 0)
    for end in range(min(len(word), LONGEST_NAME), 1, -1):
        found = lookup(word[:end])
        if found is not None:
            return found, end
    return None, 0


def stored(text: str) -> str:
    """What Slack keeps of an app's text: markup stays, stray `& < >` are escaped."""
    out, at = [], 0
    for match in MARKUP.finditer(text):
        out += [_stray(text[at : match.start()]), match.group()]
        at = match.end()
    return "".join([*out, _stray(text[at:])])


def _stray(text: str) -> str:
    return ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def rich_text(text: str, block_id: str) -> Json:
    """The rich_text block a client sends along with a stored text."""
    elements: list[Json] = []
    at = 0
    for match in TOKEN.finditer(text):
        if match.start() > at:
            elements.append({"type": "text", "text": unescape(text[at : match.start()])})
        elements.append(_token(*match.groups()))
        at = match.end()
    if at < len(text):
        elements.append({"type": "text", "text": unescape(text[at:])})
    return {
        "type": "rich_text",
        "block_id": block_id,
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def _token(sign: str, target: str, label: str | None) -> Json:
    if sign == "@":
        return {"type": "user", "user_id": target}
    if sign == "#":
        return {"type": "channel", "channel_id": target}
    if sign == "!":
        return {"type": "broadcast", "range": target.partition("^")[0]}
    link: Json = {"type": "link", "url": unescape(target)}
    return {**link, "text": unescape(label)} if label else link


Names = Callable[[str, str], str]
"""From a sign (@ # !) and an id to what a client shows."""


def as_ids(sign: str, target: str) -> str:
    return f"{sign}{target}"


def readable(text: str, names: Names = as_ids) -> str:
    """Stored text as a client shows it: names for mentions, words for links, no escapes."""
    out, at = [], 0
    for match in TOKEN.finditer(text):
        sign, target, label = match.groups()
        out.append(unescape(text[at : match.start()]))
        dated = sign == "!" and target.startswith("date^") and label
        out.append(names(sign, target) if sign and not dated else unescape(label or target))
        at = match.end()
    return "".join([*out, unescape(text[at:])])


def visible(node: Any, names: Names = as_ids) -> str:
    """All text of blocks, one line a piece, in reading order; buttons stand in brackets."""
    return "\n".join(piece for piece in _pieces(node, names) if piece.strip())


READ = """title rich_text_title subtitle label text body fields alt_text caption elements element accessory
hint actions child_blocks rows placeholder positive_button negative_button details output tasks"""
FIELDS = tuple(READ.split())
"""Fields that hold visible text, in reading order."""
LINES = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})


def _pieces(node: Any, names: Names) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _pieces(item, names)
    elif isinstance(node, dict):
        kind = str(node.get("type", ""))
        if kind in LINES:
            yield "".join(_inline(e, names) for e in node.get("elements", []))
        elif kind == "mrkdwn":
            yield readable(str(node.get("text", "")), names)
        elif kind == "button":
            yield f"[{node['text']['text']}]"
        else:
            yield from _fields(node, names)


def _fields(node: Json, names: Names) -> Iterator[str]:
    shown = (*FIELDS, "options") if node.get("type") in {"radio_buttons", "checkboxes"} else FIELDS
    for key in shown:
        value = node.get(key)
        if isinstance(value, str):
            yield value
        elif value is not None:
            yield from _pieces(value, names)


def _inline(element: Json, names: Names) -> str:
    for key, sign in (("user_id", "@"), ("channel_id", "#"), ("range", "!")):
        if key in element:
            return names(sign, element[key])
    if "name" in element:
        return f":{element['name']}:"
    return str(element.get("text") or element.get("url") or element.get("fallback") or "")
