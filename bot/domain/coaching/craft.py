"""The house rules for a question and a label, as functions that name what is broken."""

import re
from collections.abc import Mapping

MAX_QUESTION_WORDS = 22
MAX_LABEL_WORDS = 20

STEMS = ("It sounds like ", "It seems ", "It looks like ")
WORD = re.compile(r"[^\W_](?:[\w'\u2019/&+.-]*[\w+])?")
_QUESTION_MARKS = ("?", "\uff1f", "\u061f", "\u037e")
_I = re.compile(r"\bI\b|\bI['\u2019]\w+")
WHY = re.compile(r"\bwhy\b|\bhow come\b", re.IGNORECASE)
_OPEN = re.compile(r"(?:how|what)\b", re.IGNORECASE)
_OPEN_AFTER_LABEL = re.compile(r"(?:how|what|which|who|when|where)\b", re.IGNORECASE)
# "How about X" and "What if" put a solution forward instead of asking for the problem.
_PROPOSAL = re.compile(r"(?:how|what) about\b|what if\b|how can't\b|how (?:can|could) you not\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"\b(?:don't|doesn't|didn't|isn't|aren't|won't|wouldn't|can't|couldn't|shouldn't) (?:you|we|they|it|that)\b"
    r"|, (?:right|ok|okay|correct|yes|no)\?|\bor not\b",
    re.IGNORECASE,
)
_ACCUSING = re.compile(
    r"\byou (?:always|never|should|shouldn't|must|have to|failed|people|forgot|ignored|claim|insist)\b|\byour fault\b"
    r"|\bmakes you think\b|\bwere you thinking\b|\b(?:obviously|surely|actually|really)\b",
    re.IGNORECASE,
)
_CONCEDING = re.compile(
    r"\bwe(?:'ll| will| must| have to| need to| should| are going to|'re going to| can do| owe)\b"
    r"|\b(?:when|once|after) (?:we|it) (?:ships?|builds?|built|shipped|is live|add|adds)\b"
    r"|\b(?:has to|must|will|needs to|should) be (?:built|done|shipped|added|delivered)\b"
    r"|\b(?:of course|no problem|happy to|consider it done|will do|you can have|count on)\b",
    re.IGNORECASE,
)
# Words that rub the wrong way without adding anything.
_IRRITATING = re.compile(
    r"\b(?:fair|reasonable|simply|honestly|frankly|as i said|with (?:all )?(?:due )?respect|clearly|calm down)\b",
    re.IGNORECASE,
)
# A label names what is going on, not what somebody is or feels.
_DIAGNOSIS = re.compile(
    r"\byou(?:'re| are| feel| seem| look| sound| want| need| think)\b"
    r"|\b(?:angry|upset|afraid|insecure|anxious|stressed|annoyed|jealous|desperate|defensive)\b",
    re.IGNORECASE,
)


def count_words(text: str) -> int:
    return len(WORD.findall(text))


def broken(checks: Mapping[str, bool]) -> tuple[str, ...]:
    """The names of the rules that were not kept."""
    return tuple(rule for rule, kept in checks.items() if not kept)


def question_shape_faults(text: str) -> tuple[str, ...]:
    """The rules this question breaks in whatever language it is written."""
    checks = {
        "one question mark, at the end": sum(map(text.count, _QUESTION_MARKS)) == 1 and text.endswith(_QUESTION_MARKS),
        "at most 22 words": count_words(_split_label(text)[1]) <= MAX_QUESTION_WORDS,
    }
    return broken(checks)


def label_shape_faults(text: str) -> tuple[str, ...]:
    """The rules this label breaks in whatever language it is written."""
    checks = {
        "one statement": not any(mark in text for mark in (*_QUESTION_MARKS, "!")) and text.count(".") <= 1,
        "at most 20 words": count_words(text) <= MAX_LABEL_WORDS,
    }
    return broken(checks)


def question_faults(text: str) -> tuple[str, ...]:
    """The rules this English question breaks; none for a good one."""
    label, body = _split_label(text)
    opening = _OPEN_AFTER_LABEL if label else _OPEN
    checks = {
        "starts with how or what, or follows a label": bool(opening.match(body)),
        "no why": not WHY.search(text),
        "no yes-or-no form": not _YES_NO.search(body),
        "no proposal": not _PROPOSAL.match(body),
        "no accusation": not _ACCUSING.search(text),
        "no concession": not _CONCEDING.search(text),
        "no irritator": not _IRRITATING.search(text),
        "nothing wrong with the label before it": not label or not label_faults(label),
    }
    return (*question_shape_faults(text), *broken(checks))


def label_faults(text: str) -> tuple[str, ...]:
    """The rules this English label breaks; none for a good one."""
    checks = {
        "starts with It sounds like, It seems or It looks like": text.startswith(STEMS),
        "ends with a full stop": text.endswith("."),
        "no I": not _I.search(text),
        "names the situation, not the person": not _DIAGNOSIS.search(text),
        "no accusation": not _ACCUSING.search(text),
        "no concession": not _CONCEDING.search(text),
        "no irritator": not _IRRITATING.search(text),
    }
    return (*label_shape_faults(text), *broken(checks))


def _split_label(text: str) -> tuple[str, str]:
    """A leading label, if there is one, and what follows it."""
    if not text.startswith(STEMS):
        return "", text
    label, dot, rest = text.partition(". ")
    return (label + ".", rest) if dot else ("", text)
