"""Check my reply: what a text says that the other side will hear as a blow, a lecture or a blank cheque."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.coaching.guarded_words import (
    DATE,
    DROP,
    FOLLOW_UP,
    GUARDED,
    LIMIT,
    OWNER,
    PROMISE,
    REASON,
    Rule,
)
from bot.domain.detection.normalise import fold

LONGEST = 4_000
MOST_REASONS = 2
WHOLE = 3
"""From so many words on, an item of a list behind a "because" is taken for a reason of its own."""

_QUOTED = re.compile(
    r"```[\s\S]*?(?:```|\Z)|`[^`\n]*`|^[ \t]*>[^\n]*$"
    r"|<(?:[@#!]|https?:)[^<>\n]*>|\"[^\"\n]*\"|\u201c[^\u201d\n]*\u201d",
    re.MULTILINE,
)
# A mark with more behind it ends nothing: 2.5 days, v1.2.
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=[^\s.!?]))+[.!?]*")
_LIST = re.compile(r",\s+(?:and\s+)?")
_LEAD = re.compile(r"\s*(?:,\s*)?(?:(?:and|plus|also|but)\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Some words of the text and the rule they break.

    `swap` names the words that may stand instead; None where the writer's own have to stay. A promise is completed
    at `fill_at` by the blanks of what it lacks.
    """

    rule: Rule
    start: int
    end: int
    swap: str | None = None
    lacks: tuple[str, ...] = ()
    fill_at: int = 0


def check(text: str) -> tuple[Finding, ...]:
    """Everything to mark, in the order of the text; no two marks overlap. Quoted words and code are left alone."""
    own = fold(_QUOTED.sub(lambda quoted: _blank(quoted[0]), text[:LONGEST]))
    found: list[Finding] = []
    taken = bytearray(len(own))
    for finding in (*_reasons(own), *_guarded(own), *_promises(own, text)):
        if not any(taken[finding.start : finding.end]):
            taken[finding.start : finding.end] = b"\1" * (finding.end - finding.start)
            found.append(finding)
    return tuple(sorted(found, key=lambda finding: finding.start))


def _blank(quoted: str) -> str:
    """As long and with the same line breaks."""
    return re.sub(r"[^\n]", "\ufffc", quoted)


def _guarded(own: str) -> Iterator[Finding]:
    for words in GUARDED:
        for match in words.pattern.finditer(own):
            if match.end() > match.start():
                yield Finding(words.rule, match.start(), match.end(), words.swap)


def _reasons(own: str) -> list[Finding]:
    """The third reason and those after it: the weakest of them is what gets answered."""
    given = [reason for sentence in _SENTENCE.finditer(own) for reason in _reasons_in(sentence)]
    return [Finding(Rule.REASONS, start, end, DROP) for start, end in given[MOST_REASONS:]]


def _reasons_in(sentence: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where each reason of a sentence starts and ends: behind a connective, or an item of its list."""
    said, base = sentence[0], sentence.start()
    starts = [match.start() for match in REASON.finditer(said)]
    if not starts:
        return
    items = [match.end() for match in _LIST.finditer(said, starts[0])]
    if len(items) >= MOST_REASONS and all(len(each.split()) >= WHOLE for each in _LIST.split(said[starts[0] :])):
        starts = sorted({*starts, *items})
    last = len(said.rstrip(".!? "))
    for start, following in zip(starts, (*starts[1:], last), strict=True):
        end = following if following == last else following - _lead(said[:following])
        if end > start:
            yield base + start, base + end


def _lead(before: str) -> int:
    """How long the comma and the little words are that lead to what follows."""
    tail = before[-12:]
    found = _LEAD.search(tail)
    return len(found[0]) if found else 0


def _promises(own: str, text: str) -> Iterator[Finding]:
    """A promise needs its day, and a name or a limit; at most one mark a sentence."""
    for sentence in _SENTENCE.finditer(own):
        said = sentence[0]
        if "?" in said:
            continue
        match = PROMISE.search(said)
        building = match is not None
        match = match or FOLLOW_UP.search(said)
        if match is None:
            continue
        has = {
            "owner": bool(OWNER.search(text[sentence.start() : sentence.end()])),
            "date": bool(DATE.search(said)),
            "limit": bool(LIMIT.search(said)) or not building,
        }
        if has["date"] and (has["owner"] or (building and has["limit"])):
            continue
        lacks = tuple(name for name, there in has.items() if not there)
        base, end = sentence.start(), len(said.rstrip(".! "))
        yield Finding(Rule.PROMISE, base + match.start(), base + match.end(), None, lacks, base + end)
