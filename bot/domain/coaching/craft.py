"""The house rules for a question, a label and a mirror, as functions that name what is broken."""

import re
from collections.abc import Mapping

from bot.domain.detection.lexicon import (
    ACTIONS,
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    DETERMINERS,
    HOLLOW,
    NUMBERS,
    PLAIN_OPENERS,
    POLITE,
    PREPOSITIONS,
    PRODUCTS,
    PRONOUNS,
    VERBS,
    words,
)

MAX_QUESTION_WORDS = 22
MAX_LABEL_WORDS = 20
MAX_MIRROR_WORDS = 3
UNSURE = "this"

_SMALL = DETERMINERS | PRONOUNS | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS
# Echoed, these point at the wrong person or at nothing.
_POINTING = PRONOUNS | words("my our your his her their its let")
# What a mirror need not begin with; a negation (won't sign) and a no (no choice) carry the point and stay.
_RUN_UP = (
    CONJUNCTIONS
    | words("a an the otherwise already also then keep keeps kept")
    | frozenset(word for word in AUXILIARIES if not word.endswith("n't") and word != "cannot")
)
# Single words that weigh enough to be echoed alone.
_LOADED = words("promised committed guaranteed cancelling churning escalate escalating mandatory contractually")
# A phrase that stops after one of these has lost its point.
_OPEN_ENDS = (
    DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | words("wants asked expects needs said says told requires saw sees heard read thinks wonders")
)
_RUN_OUT = words("now too then already")
# Echoed, these mock.
_MOCKING = frozenset({"no way", "fed up", "come on", "for real", "of course", "big deal"})
# Words whose capital only says that a sentence starts here.
_COMMON = _SMALL | PLAIN_OPENERS | ADJECTIVES | VERBS | HOLLOW | NUMBERS

STEMS = ("It sounds like ", "It seems ", "It looks like ")
_WORD = re.compile(r"[^\W_](?:[\w'\u2019/&+.-]*[\w+])?")
_QUESTION_MARKS = ("?", "\uff1f", "\u061f", "\u037e")
_EDGES = " \t\n.,;:!?\"'()“”"
_I = re.compile(r"\bI\b|\bI['\u2019]\w+")
_WHY = re.compile(r"\bwhy\b|\bhow come\b", re.IGNORECASE)
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
    return len(_WORD.findall(text))


def _broken(checks: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(rule for rule, kept in checks.items() if not kept)


def question_shape_faults(text: str) -> tuple[str, ...]:
    """The rules this question breaks in whatever language it is written."""
    checks = {
        "one question mark, at the end": sum(map(text.count, _QUESTION_MARKS)) == 1 and text.endswith(_QUESTION_MARKS),
        "at most 22 words": count_words(_split_label(text)[1]) <= MAX_QUESTION_WORDS,
    }
    return _broken(checks)


def label_shape_faults(text: str) -> tuple[str, ...]:
    """The rules this label breaks in whatever language it is written."""
    checks = {
        "one statement": not any(mark in text for mark in (*_QUESTION_MARKS, "!")) and text.count(".") <= 1,
        "at most 20 words": count_words(text) <= MAX_LABEL_WORDS,
    }
    return _broken(checks)


def question_faults(text: str) -> tuple[str, ...]:
    """The rules this English question breaks; none for a good one."""
    label, body = _split_label(text)
    opening = _OPEN_AFTER_LABEL if label else _OPEN
    checks = {
        "starts with how or what, or follows a label": bool(opening.match(body)),
        "no why": not _WHY.search(text),
        "no yes-or-no form": not _YES_NO.search(body),
        "no proposal": not _PROPOSAL.match(body),
        "no accusation": not _ACCUSING.search(text),
        "no concession": not _CONCEDING.search(text),
        "no irritator": not _IRRITATING.search(text),
        "nothing wrong with the label before it": not label or not label_faults(label),
    }
    return (*question_shape_faults(text), *_broken(checks))


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
    return (*label_shape_faults(text), *_broken(checks))


def mirror_faults(text: str) -> tuple[str, ...]:
    """The rules this mirror breaks; none for a good one."""
    spoken = _WORD.findall(text)
    low = [word.lower() for word in spoken]
    checks = {
        "one to three words": 1 <= len(spoken) <= MAX_MIRROR_WORDS,
        "a question": text.endswith("?") and text.count("?") == 1,
        "no number or amount": not any(map(_counts, low)) and not re.search(r"[$€£%]", text),
        "no name": not any(_is_name(word, opens=False) for word in spoken[1:]),
        "no politeness": not POLITE.intersection(low),
        "more than small words": not (_SMALL | NUMBERS).issuperset(low),
        "a whole phrase": bool(low) and low[-1] not in _OPEN_ENDS and not low[-1].endswith(("'d", "'ll", "\u2019d")),
        "no pronoun": not any(map(_points, low)),
        "two words, or one that says enough": len(spoken) != 1 or _says_enough(spoken[0]),
        "no why": not _WHY.search(text),
        "does not mock": " ".join(low) not in _MOCKING,
    }
    return _broken(checks)


def as_mirror(found: str) -> str | None:
    """The words that weigh, handed back as a question, or None where the echo would be weak or rude."""
    if "\n" in found.strip():
        return None
    parts = found.split()
    for run in sorted(_runs(parts), key=len, reverse=True):
        while run and run[-1].lower().strip(_EDGES) in _RUN_OUT:
            run.pop()
        bare = " ".join(run).strip(_EDGES)
        if not bare or _is_name(run[0], opens=run[0] is parts[0]):
            continue
        mirror = f"{bare[0].upper()}{bare[1:]}?"
        if not mirror_faults(mirror):
            return mirror
    return None


def _runs(parts: list[str]) -> list[list[str]]:
    """The words between the pronouns, without their run-up."""
    runs: list[list[str]] = [[]]
    for part in parts:
        low = part.lower().strip(_EDGES)
        if _points(low):
            runs.append([])
        elif runs[-1] or low not in _RUN_UP:
            runs[-1].append(part)
    return [run for run in runs if run]


def _points(word: str) -> bool:
    """Whether the word stands for somebody or something: they, they'd, their; not won't."""
    return word.replace("\u2019", "'").partition("'")[0] in _POINTING


def as_slot(object_: str) -> str:
    """What stands for `{o}`: the object in quotation marks where it reads as a noun, else `this`."""
    parts = object_.split()
    if not 1 <= len(parts) <= 4 or '"' in object_ or "\n" in object_ or len(object_) > 60:
        return UNSURE
    low = [word.lower().strip(".,;:!?") for word in parts]
    weak = (
        low[0] in _SMALL | VERBS | NUMBERS | {"own", "same"},
        low[-1] in _SMALL | ADJECTIVES | VERBS | NUMBERS | CALENDAR or low[-1].endswith("ly"),
        any(map(_counts, low)),
        _is_action(low),
        len(parts) == 1 and not _is_term(parts[0]),
        any(_is_name(word, opens=place == 0) for place, word in enumerate(parts)),
    )
    if any(weak):
        return UNSURE
    return f'"{_decapitalise(object_)}"'


def _is_action(low: list[str]) -> bool:
    """Whether the words say what to do and not what there would be: split a bill, drag tasks, way to reorder stops."""
    if len(low) < 2:
        return False
    acts = low[0] in ACTIONS and low[-1].endswith("s") and not low[-1].endswith("ss")
    return acts or low[1] in DETERMINERS or (low[0] in HOLLOW and low[1] in {"to", "for"})


def _split_label(text: str) -> tuple[str, str]:
    """A leading label, if there is one, and what follows it."""
    if not text.startswith(STEMS):
        return "", text
    label, dot, rest = text.partition(". ")
    return (label + ".", rest) if dot else ("", text)


def _counts(word: str) -> bool:
    return word in NUMBERS or any(letter.isdigit() for letter in word)


def _is_term(word: str) -> bool:
    """Whether one word says enough alone: an acronym, a compound, a product's name; not column or notes."""
    return (word[:2].isupper() and len(word) > 1) or "-" in word.strip("-") or word.lower() in PRODUCTS


def _says_enough(word: str) -> bool:
    """Whether one word makes a mirror: a term, or a word that is loaded."""
    low = word.lower()
    return low in _LOADED or (_is_term(word) and low not in _COMMON - PLAIN_OPENERS)


def _is_name(word: str, *, opens: bool) -> bool:
    """Whether a capital makes the word somebody's own: not an acronym, a known product or a sentence's first word."""
    low = word.lower().rstrip(".,;:!?")
    if not word[0].isupper() or low in PRODUCTS | CALENDAR:
        return False
    if word[1:] != low[1:] and not word[1:].islower():  # SSO and PDFs against McKay
        return not word[:2].isupper()
    return not (opens and low in _COMMON)


def _decapitalise(text: str) -> str:
    """Lower the capital of a sentence's first word; acronyms and names keep theirs."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if first[1:] == first[1:].lower() and first.lower().rstrip("?") in PLAIN_OPENERS:
        return text[0].lower() + text[1:]
    return text
