"""The checked reply said again: marked words swapped for plain ones, everything else the writer's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.coaching.check import Finding
from bot.domain.coaching.guarded_words import DROP, Rule
from bot.domain.coaching.words import CoachingWords

_BEFORE = re.compile(r"(?:,?\s+(?:and|plus|also|but))?[,\s]*\Z", re.IGNORECASE)
_AFTER = re.compile(r",?[ \t]+")
_ARTICLE = re.compile(r"\b(an?) \Z", re.IGNORECASE)
_ENDS = re.compile(r"[.!?]*[ \t]*")


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def rewrite(text: str, findings: Sequence[Finding], words: CoachingWords) -> str:
    """One way to say the same, for the writer to change; what only the writer knows is left as a blank."""
    edits = sorted((edit for finding in findings for edit in _edits(text, finding, words)), key=lambda edit: edit.start)
    parts, place = [], 0
    for edit in edits:
        if edit.start < place:
            continue  # inside what is left out already
        parts += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join((*parts, text[place:])).strip()


def _edits(text: str, finding: Finding, words: CoachingWords) -> list[_Edit]:
    if finding.rule is Rule.PROMISE:
        blanks = "".join(f", {words.blanks[name]}" for name in finding.lacks)
        return [_Edit(finding.fill_at, finding.fill_at, blanks)]
    if finding.swap is None:
        return []
    if finding.rule is Rule.REASONS:
        return [_without_reason(text, finding)]
    if finding.swap == DROP:
        return [_dropped(text, finding)]
    said = words.swaps[finding.swap]
    capital = text[finding.start].isupper() and _opens(text, finding.start)
    return [_Edit(finding.start, finding.end, _capital(said) if capital else said)]


def _without_reason(text: str, finding: Finding) -> _Edit:
    """The reason with the comma before it; a sentence that held nothing else goes with its mark."""
    if _opens(text, finding.start):
        return _Edit(finding.start, _ends(_ENDS, text, finding.end), "")
    tail = text[max(0, finding.start - 12) : finding.start]
    lead = _BEFORE.search(tail)
    return _Edit(finding.start - (len(lead[0]) if lead else 0), finding.end, "")


def _dropped(text: str, finding: Finding) -> _Edit:
    """The word with the space behind it; what follows takes its capital, and an article before it fits again."""
    start, end = finding.start, _ends(_AFTER, text, finding.end)
    if end == finding.end:  # the last word before a mark
        while start and text[start - 1] in " \t,":
            start -= 1
        return _Edit(start, end, "")
    if _opens(text, start) and end < len(text):
        return _Edit(start, end + 1, text[end].upper())
    article = _ARTICLE.search(text[max(0, start - 4) : start])
    if article is None or end >= len(text):
        return _Edit(start, end, "")
    fitting = f"{article[1][0]}{'n' if text[end].lower() in 'aeiou' else ''} "
    return _Edit(start - len(article[0]), end, fitting)


def _ends(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins there."""
    before = text[:place].rstrip(" \t")
    return not before or before[-1] in ".!?\n:"


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
