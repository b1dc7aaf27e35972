"""Slack's markup turned into the plain words a person wrote themselves."""

import re
from collections.abc import Iterator

LIMIT = 4_000

_FENCE = re.compile(r"```[\s\S]*?(?:```|\Z)")
_INLINE_CODE = re.compile(r"`[^`\n]*`")
_QUOTE = re.compile(r"^[ \t]*>[^\n]*$", re.MULTILINE)
_ANGLE = re.compile(r"<([^<>|\n]*)(?:\|([^<>\n]*))?>")
_BARE_LINK = re.compile(r"\bhttps?://[^\s<>]{1,2000}", re.IGNORECASE)
_EMOJI = re.compile(r"(?<![\w:]):[a-z+\-][a-z0-9_+\-']{0,80}:(?!\w)", re.IGNORECASE)
_OPENING_MARK = re.compile(r"(?<![\w*_~])[*_~](?=\S)")
_CLOSING_MARK = re.compile(r"(?<=[^\s*_~])[*_~](?!\w)")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\s*\n\s*")
_END = re.compile(r"[.!?]+(?=[\s\"')]|$)|\n")

# One character for one, so that a place in the folded text is the same place in the original.
_FOLD = str.maketrans("\u2018\u2019\u02bc\u201c\u201d\u2013\u2014\u00a0", "'''\"\"-- ")


def plain(text: str) -> str:
    """The writer's own words: no code, quotations, mentions, emoji or addresses; at most 4,000 characters."""
    words = _FENCE.sub(" ", text[:LIMIT])
    words = _INLINE_CODE.sub(" ", words)
    words = _QUOTE.sub(" ", words)
    words = _ANGLE.sub(_read_angle, words)
    words = _BARE_LINK.sub(" ", words)
    words = _EMOJI.sub(" ", words)
    words = _CLOSING_MARK.sub("", _OPENING_MARK.sub("", words))
    return _BLANK_LINES.sub("\n", _SPACES.sub(" ", words)).strip()


def fold(text: str) -> str:
    """The text with typographic quotes and dashes made plain, of the same length."""
    return text.translate(_FOLD)


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with the place where it starts; its closing mark belongs to it."""
    start = 0
    for end in _END.finditer(text):
        if text[start : end.end()].strip():
            yield start, text[start : end.end()]
        start = end.end()
    if text[start:].strip():
        yield start, text[start:]


def _read_angle(match: re.Match[str]) -> str:
    """What a reader sees of `<...>`: a link's or date's label, a channel's name, nothing of a mention."""
    target, label = match[1], match[2] or ""
    if target.startswith(("@", "!")) and not target.startswith("!date"):
        return " "
    if target.startswith("#"):
        return f"#{label}" if label else " "
    if label and not label.startswith("http"):
        return label
    return " "
