"""A message's text as its reader saw it, for quoting: names for Slack's markup, and nothing that can ping."""

import re

SOMEONE, SOME_GROUP, SOME_CHANNEL, SOME_DAY = "@someone", "@a group", "a channel", "a date"

_ANGLE = re.compile(r"<([^<>|\n]*)(?:\|([^<>\n]*))?>")
# Possessive, so that a long row of brackets costs no time.
_LEFT_OVER = re.compile(r"(?<!<)<++(?=[@!#])")


def readable(text: str) -> str:
    """The text (entities unescaped) with every mention, link and date as plain words."""
    return _LEFT_OVER.sub("", _ANGLE.sub(_read, text))


def _read(match: re.Match[str]) -> str:
    target, label = match[1], (match[2] or "").strip()
    match target[:1]:
        case "@":
            return _named("@", label) or SOMEONE
        case "#":
            return _named("#", label) or SOME_CHANNEL
        case "!":
            return _special(target[1:], label)
    if "://" in target or target.startswith(("mailto:", "tel:")):
        return label or target
    return match[0]  # brackets that a person typed


def _special(target: str, label: str) -> str:
    if target.startswith("date^"):
        return label or SOME_DAY
    if target.startswith("subteam^"):
        return _named("@", label) or SOME_GROUP
    return _named("@", label or target) or SOMEONE


def _named(sign: str, label: str) -> str:
    """The label behind its sign, which Slack sometimes sends with it."""
    bare = label.lstrip(sign).strip()
    return f"{sign}{bare}" if bare else ""
