"""Mirrors: one to three of the requester's own words handed back as a question, or none where that would be weak.

A mirror invites to go on. Words that carry pressure do that best, but only where they can stand alone: "Won't renew?"
and "Still no export?" can, "Director rang?" and "Up each time?" cannot. So each kind of pressure says which of its
words may be echoed; pressure that is shown by people or by amounts has hardly any. Else the thing asked for is named.
"""

import re
from collections.abc import Mapping, Sequence

from bot.domain.coaching.craft import WHY, WORD, broken
from bot.domain.coaching.slot import UNSURE, as_slot, counts, is_name
from bot.domain.detection.lexicon import HOLLOW, POLITE, PRONOUNS
from bot.domain.model import Signal, SignalKind

_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight|christmas|easter|summer|winter|spring|"
    "autumn"
)
_WHEN = f"{_DAY}|{_MONTH}"
_EVENT = (
    "audit|audits|launch|go-live|rollout|demo|pilot|summit|conference|tender|season|holidays|holiday|review|kick-off|"
    "kickoff|deadline|inspection|exam|exams|opening|release|migration|training|renewal|visit"
)
_WONT = "won't|will not|can't|cannot|wouldn't|will never"
_SPAN = "weeks|months|years|ages"

_ECHOES: Mapping[SignalKind, tuple[str, ...]] = {
    SignalKind.PROMISE: (
        "in the contract",
        "in writing",
        r"already (?:promised|sold|agreed|committed)",
        r"(?:was|were|been) (?:promised|sold|guaranteed)",
    ),
    SignalKind.CHURN: (
        rf"(?:{_WONT}) (?:sign|renew|extend|stay|buy|wait|continue|roll out|go live)",
        r"(?:walk|walking|walks) (?:away|out)",
        r"(?:go|going|look|looking|went) elsewhere",
        r"back to (?:paper|excel|spreadsheets)",
        r"(?:ready|about|threatening|going) to (?:leave|cancel|walk|switch)",
        r"(?:lose|losing) the (?:deal|account|client|customer|contract|pilot)",
        r"no deal",
        r"at risk",
        r"pull out",
        r"cancelling|churning",
    ),
    SignalKind.REPEAT: (
        r"(?:second|third|fourth|fifth|sixth|seventh|tenth|umpteenth) time",
        r"still no [a-z][a-z-]+",
        rf"for (?:{_SPAN})",
        r"over and over",
        r"keeps coming (?:up|back)",
        r"(?:once|yet) again",
        r"every (?:week|month|time|quarter|year|morning|day)",
    ),
    SignalKind.RENEWAL: (
        rf"renewal (?:in|is in|before) (?:{_WHEN})",
        rf"renews? in (?:{_WHEN})",
        r"up for renewal",
        r"before the renewal",
        r"renewal (?:talks?|call|meeting|date)",
        r"the renewal",
    ),
    SignalKind.REVENUE: (r"sticking point", r"the whole deal"),
    SignalKind.AUTHORITY: (r"from above", r"from the top", r"the board"),
    SignalKind.ESCALATION: (r"to the (?:board|top|founders|management)", r"take it higher"),
    SignalKind.DEADLINE: (
        rf"(?:by|before|until) (?:{_WHEN})",
        rf"(?:by|before|until) (?:the )?(?:{_EVENT})",
        r"this (?:week|month|quarter|sprint)",
        r"end of (?:week|month|quarter|year|sprint)",
    ),
    SignalKind.COMPETITOR: (r"every(?:one|body) else", r"table stakes", r"feature parity", r"all the others"),
    SignalKind.VOLUME: (
        r"every (?:single )?(?:demo|call|customer|client|school|team|ticket|week|day|visit|training|onboarding)",
        r"keeps? asking",
        r"all the time",
        r"over and over",
    ),
    SignalKind.MINIMISING: (
        r"(?:just|only) (?:a|one|the) (?:small |tiny |quick |little )?[a-z][a-z-]+",
        r"(?:tiny|small|quick|little|minor|simple) (?:tweak|thing|change|fix|one|addition|ask|request|wish|favou?r)",
        r"(?:can't|cannot|shouldn't) (?:be|take) (?:hard|long|much)",
        r"no big deal",
        r"no-brainer",
        r"trivial",
    ),
    SignalKind.ABSOLUTE: (
        r"non-negotiable",
        r"not negotiable",
        r"no way around",
        r"no choice",
        r"no exceptions",
        r"(?:the )?only option",
        r"hard requirement",
        r"must-have",
        r"deal-?breaker",
        r"(?:can't|cannot|won't|will not) (?:launch|open|ship|start|go live|go ahead|go without)",
    ),
}
_PATTERNS = {
    kind: tuple(re.compile(rf"(?<![\w'])(?:{echo})(?![\w'-])", re.IGNORECASE) for echo in echoes)
    for kind, echoes in _ECHOES.items()
}
_SINGLE = re.compile(
    r"cancelling|churning|no-brainer|trivial|non-negotiable|must-have|deal-?breaker",
    re.IGNORECASE,
)
MOST_WORDS = 3
# Nouns that say nothing even after "just a"; some of the hollow ones do: "just a fix".
_EMPTY = (HOLLOW - {"change", "changes", "fix", "thing", "question"}) | {"few", "little", "same", "way"}


_ORDINALS = frozenset({"first", "second", "third"})
# "Everyone else?" and "Third time?" point at nobody and count nothing.
_POINTING = (PRONOUNS | {"my", "our", "your", "his", "her", "their", "its"}) - {"everyone", "everybody", "this"}


def mirror_faults(text: str) -> tuple[str, ...]:
    """The rules this mirror breaks; none for a good one."""
    spoken = WORD.findall(text)
    low = [word.lower().replace("\u2019", "'") for word in spoken]
    checks = {
        "one to three words": 1 <= len(spoken) <= MOST_WORDS,
        "a question": text.endswith("?") and text.count("?") == 1,
        "no number or amount": not any(counts(word) for word in low if word not in _ORDINALS)
        and not re.search(r"[$€£%]", text),
        "no name": not any(is_name(word, opens=False) for word in spoken[1:]),
        "no politeness": not POLITE.intersection(low),
        "no pronoun": not any(word.partition("'")[0] in _POINTING for word in low),
        "no why": not WHY.search(text),
    }
    return broken(checks)


def mirror(signals: Sequence[Signal], object_: str) -> str | None:
    """The words of the strongest signal that can be echoed, else the thing asked for, else nothing."""
    for signal in signals:
        if echo := echoed(signal):
            return echo
    return named(object_)


def echoed(signal: Signal) -> str | None:
    """Those words of a signal that make a mirror."""
    words = " ".join(signal.text.replace("\u2019", "'").split())
    for pattern in _PATTERNS[signal.kind]:
        for found in pattern.finditer(words):
            if not _hollow(found[0]) and not mirror_faults(said := _asked(found[0])):
                return said
    return None


def named(object_: str) -> str | None:
    """The thing asked for as a mirror: two or three words that name it, or a term of one."""
    slot = as_slot(object_)
    if slot == UNSURE or len(slot.split()) > MOST_WORDS:
        return None
    asked = _asked(slot.strip('"'))
    return None if mirror_faults(asked) else asked


def _hollow(words: str) -> bool:
    """Too long, or ending in a noun that says nothing: "just the one", "only a bit"."""
    parts = words.lower().split()
    if len(parts) == 1:
        return not _SINGLE.fullmatch(parts[0])
    return len(parts) > MOST_WORDS or (parts[0] in {"just", "only", "still"} and parts[-1] in _EMPTY)


def _asked(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}?"
