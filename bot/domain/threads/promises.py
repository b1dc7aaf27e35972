"""Words that close a deal too early: an agreement without who and when, and work called small without an edge."""

import re
from collections.abc import Iterable

from bot.domain.coaching.guarded_words import DATE, LIMIT, OWNER
from bot.domain.detection.normalise import sentences

_OPEN = re.compile(
    r"\bsounds? (?:good|great|fine|perfect|like a plan)\b|\bworks for (?:me|us)\b"
    r"|\b(?:good|fine) (?:by|with) (?:me|us)\b"
    r"|\blet'?s (?:just )?(?:do|go (?:for|with)|go ahead with|ship|build) (?:it|that|this)\b|\blet'?s go ahead\b"
    r"|(?:\A|[.!,;]\s+)(?:ok(?:ay)?,? |great,? |yes,? )?"
    r"(?:agreed|deal|done deal|it'?s a deal|will do|on it)(?=\s*[.!]|\s*\Z)"
    r"|\bagreed,? (?:let'?s|we'll|we will|i'll|i will)\b"
    r"|\bshould be (?:fine|ok|okay|doable|possible)\b"
    r"|\b(?:we|i)(?:'ll| will| can) (?:just |definitely |gladly |probably |surely )?"
    r"(?:look (?:into|at)|see to|take care of"
    r"|sort (?:out)?|handle|get to|figure out|do|fix|build|add|ship|make|deliver)(?: it| that| this| them| the)\b"
    r"|\b(?:leave it with (?:me|us)|someone (?:will|should|can)|somebody (?:will|should|can))\b"
    r"|\b(?:at some point|happy to do (?:it|that)|consider it done)\b",
    re.IGNORECASE,
)
_THUMBS = re.compile(r"\s*\+1[.!]?\s*")
_NOT_YET = re.compile(
    r"\b(?:not|never|no|don't|doesn't|isn't|aren't|won't|can't|cannot|haven't|hasn't|until|wouldn't) (?:\w+ ){0,2}\Z",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|unless|as long as|provided|depends)\b", re.IGNORECASE)
_SMALL = re.compile(
    r"\b(?:quick|small|tiny|little|simple|minor|easy) "
    r"(?:tweaks?|fix(?:es)?|changes?|wins?|things?|additions?|ones?|jobs?)\b"
    r"|\bquick one\b|\b(?:just|only) (?:an? )?(?:\w+ )?(?:tweak|toggle|flag|checkbox|one-liner|line of code|label)\b"
    r"|\b(?:won't|shouldn't|can't|doesn't|wouldn't) take (?:us |you |me )?(?:long|more than)\b"
    r"|\b(?:five|ten|5|10)[- ]minutes?(?: job| of work| fix| max| tops)?\b"
    r"|\bno-brainer\b|\bin no time\b|\bno big deal\b",
    re.IGNORECASE,
)
_COMMITS = re.compile(
    r"\b(?:i|we|you|they)(?:'ll| will| can)\b|\blet'?s\b|\bhappy to\b|\bno (?:problem|worries)\b|\bsure\b|\bok(?:ay)?\b"
    r"|\bgo ahead\b|\b(?:consider it|as good as) done\b|\b(?:will|can) do\b|\bon it\b"
    r"|\b(?:slip|squeeze|sneak|throw|drop)(?:ping|ing)? (?:it|that|this) in\b|\bagreed\b|\bdeal\b"
    r"|\b(?:that's|should be|will be) (?:fine|ok|okay|doable)\b|\bsounds good\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(r"\bquick (?:question|call|chat|look|sync|note|word|reply|update)\b", re.IGNORECASE)


def is_left_open(own: str) -> bool:
    """Whether a reply agrees to something and does not say both who does it and by when."""
    if _THUMBS.fullmatch(own):
        return True
    said = list(_statements(own))
    agrees = any(_unrefused(_OPEN, sentence) for sentence in said)
    return agrees and not has_owner_and_day((own,))


def is_called_small(own: str) -> bool:
    """Whether work is promised and called small in one breath, without an edge and a day to look at it."""
    said = list(_statements(own))
    small = any(_unrefused(_SMALL, sentence) and not _SMALL_TALK.search(sentence) for sentence in said)
    commits = any(_unrefused(_COMMITS, sentence) for sentence in said)
    return small and commits and not (LIMIT.search(own) and DATE.search(own))


def has_owner_and_day(texts: Iterable[str]) -> bool:
    """Whether one of these messages says who does something and by when."""
    return any(OWNER.search(text) and DATE.search(text) for text in texts)


def _statements(own: str) -> Iterable[str]:
    """The sentences that ask nothing and hang on no condition."""
    return (sentence for _, sentence in sentences(own) if "?" not in sentence and not _CONDITION.search(sentence))


def _unrefused(pattern: re.Pattern[str], sentence: str) -> bool:
    """Whether the words stand there without a no or an if right before them."""
    return any(not _NOT_YET.search(sentence[: found.start()]) for found in pattern.finditer(sentence))
