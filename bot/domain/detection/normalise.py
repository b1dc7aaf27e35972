"""Slack's markup turned into the words a person wrote: cut out for people, blanked in place for the classifier."""

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
_HALF = re.compile(r"[\ud800-\udfff]")
_MARKED_UP = re.compile(r"<[^<>\n]*>|`[^`\n]*`")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_END = re.compile(r"[.!?]+(?=[\s\"')]|$)|\n")

# One character for one, so that a place in the folded text is the same place in the original.
_CODE_MARK = str.maketrans("`", "'")
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


def masked(text: str) -> str:
    """The text with its markup blanked in place, letter for letter as long: a span in it is a span in the text.

    A mention reads `@someone`, a link its label or `link`; quotations and code within a line stay where the writer
    adds words of their own.
    """
    kept = _FENCE.sub(_blank, _HALF.sub("\ufffd", text[:LIMIT]))
    own = _INLINE_CODE.sub(_blank, _QUOTE.sub(_blank, kept))
    if not own.strip():
        return own
    kept = _ANGLE.sub(_mask_angle, kept)
    kept = _BARE_LINK.sub(lambda link: _fit("link", len(link[0])), kept)
    kept = _EMOJI.sub(_blank, kept)
    kept = _CLOSING_MARK.sub(" ", _OPENING_MARK.sub(" ", kept))
    kept = _ENTITY.sub(lambda entity: _fit(_ENTITIES[entity[1]], len(entity[0])), kept)
    return fold(kept.translate(_CODE_MARK))


def whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The place made larger where it would cut a mention, a link or code in two."""
    for marked in _MARKED_UP.finditer(text[:LIMIT]):
        if marked.start() < end and marked.end() > start:
            start, end = min(start, marked.start()), max(end, marked.end())
    return start, end


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


def _mask_angle(match: re.Match[str]) -> str:
    target, label, length = match[1], match[2] or "", len(match[0])
    if target.startswith("@"):
        return _fit("@someone" if length > len("@someone") else "@", length)
    if target.startswith("!") and not target.startswith("!date"):
        return _fit("@all", length)
    if label:
        mark = "#" if target.startswith("#") else " "
        return f"{mark:>{match.start(2) - match.start()}}{label}".ljust(length)
    return _fit("link", length)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _fit(word: str, length: int) -> str:
    return word[:length].ljust(length)
