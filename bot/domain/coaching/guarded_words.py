"""Words that make a reply harder to hear: patterns over folded text, each with its rule and what may stand instead.

Every pattern takes time in proportion to the text. `swap` is a key of the prompts' swaps; None where no other words
fit without knowing more, so that the writer's own stay.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

DROP = "drop"


class Rule(StrEnum):
    """What a reply is checked for."""

    ABSOLUTE = "absolute"
    ACCUSING = "accusing"
    WHY = "why"
    IRRITATOR = "irritator"
    REASONS = "reasons"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Guarded:
    """Words to mark, wherever the pattern finds them."""

    rule: Rule
    pattern: re.Pattern[str]
    swap: str | None


def _words(rule: Rule, pattern: str, swap: str | None = None) -> Guarded:
    return Guarded(rule, re.compile(pattern, re.IGNORECASE), swap)


def _after(*words: str) -> str:
    """Directly behind one of these."""
    return f"(?:{'|'.join(f'(?<={word} )' for word in words)})"


# "Do you always …?" asks, and "if you forgot" supposes; neither accuses.
_YOU = r"(?<!\bdo )(?<!\bdid )(?<!\bif )(?<!\bwhen )(?<!\bthank )\byou "
_NOT_NOT = r"(?<!\bnot )(?<!n't )"
_BE = _after(r"\bis", "'s", r"\bare", "'re", r"\bwas", r"\bwere", r"\bbe")
_ARTICLE = _after(r"\ba", r"\bthe", r"\bany", r"\bthis", r"\bour", r"\byour", r"\bmore")
_HELPING = ("will", "would", "could", "should", "can", "have", "has", "had", "is", "are", "was", "were", "does", "did")
_AUX = _after(*(rf"\b{word}" for word in _HELPING), "'ll")

# The first that fits a place wins.
GUARDED = (
    _words(Rule.WHY, r"\bwhy (?:did you not|didn't you)\b", "why_did_you_not"),
    _words(Rule.WHY, r"\bwhy did you\b", "why_did_you"),
    _words(Rule.WHY, r"\bwhy (?:don't|won't|can't|couldn't|wouldn't) you\b", "why_do_you_not"),
    _words(Rule.WHY, r"\bwhy (?:do|would) you\b", "why_do_you"),
    _words(Rule.WHY, r"\bwhy are you(?= \w+ing\b)", "why_are_you"),
    _words(Rule.WHY, r"\bwhy (?:are|were|have|haven't|aren't|weren't|is|was|did|does|has) your?\b"),
    _words(Rule.WHY, r"(?<!\bis )(?<!'s )(?<!\breason )(?<!\breasons )\bwhy you\b", "why_you"),
    _words(Rule.WHY, r"\bwhy\?", "why_alone"),
    _words(Rule.ACCUSING, _YOU + r"(?:should not|shouldn't) have\b", "you_should_not_have"),
    _words(Rule.ACCUSING, _YOU + r"should(?: have|'ve)\b", "you_should_have"),
    _words(Rule.ACCUSING, _YOU + r"(?:should not|shouldn't)\b", "you_should_not"),
    _words(Rule.ACCUSING, _YOU + r"(?:should|must|have to|ought to)\b", "you_should"),
    _words(Rule.ACCUSING, _YOU + r"(?:guys |all )?(?:always|constantly)\b", "you_always"),
    _words(Rule.ACCUSING, _YOU + r"(?:guys |all )?never\b", "you_never"),
    _words(Rule.ACCUSING, _YOU + r"keep(?= \w+ing\b)", "you_keep"),
    _words(Rule.ACCUSING, _YOU + r"(?:did not|didn't)(?= \w)", "you_did_not"),
    _words(Rule.ACCUSING, _YOU + r"ignored\b", "you_ignored"),
    _words(Rule.ACCUSING, _YOU + r"people\b", "you_people"),
    _words(Rule.ACCUSING, r"(?<!\bnot )\byour (?:own )?fault\b", "your_fault"),
    _words(Rule.ACCUSING, _YOU + r"(?:failed|forgot|neglected|refused?|broke|messed up|screwed up|insist)\b"),
    _words(Rule.ABSOLUTE, r"\b(?:must not|mustn't)\b", "must_not"),
    _words(
        Rule.ABSOLUTE,
        r"(?<!\ba )\bmust\b(?!-| have (?:been|had|seen|\w+ed)\b| (?:i|we|you|they|it|he|she)\b)",
        "must",
    ),
    _words(Rule.ABSOLUTE, r"\b(?:will|would|may|might|could) have to\b", "must"),
    _words(Rule.ABSOLUTE, r"(?:(?<='ll )|(?<='d ))have to\b", "need_to"),
    _words(Rule.ABSOLUTE, _NOT_NOT + r"(?<!\bto )(?<!\bdo )\bha(?:ve|s) to\b(?! (?:say|admit|ask|we|i)\b)", "must"),
    _words(Rule.ABSOLUTE, _NOT_NOT + r"(?<!\bas )(?<!\byou )\balways\b", "always"),
    _words(Rule.ABSOLUTE, _AUX + r"never\b", "not_ever"),
    _words(Rule.ABSOLUTE, r"(?<!\byou )\bnever\b(?! mind\b)"),
    _words(
        Rule.ABSOLUTE,
        r"\bimpossible\b(?= (?!to\b|for\b|without\b|because\b|and\b|with\b|in\b|by\b|right\b|now\b|before\b)\w)",
    ),
    _words(Rule.ABSOLUTE, _BE + r"impossible(?= to\b)", "impossible_to"),
    _words(Rule.ABSOLUTE, _BE + r"(?:impossible|out of the question)\b", "impossible"),
    _words(Rule.ABSOLUTE, r"\b(?:impossible|out of the question|non-negotiable|no way)\b"),
    _words(Rule.IRRITATOR, r"\bto be fair\b", DROP),
    _words(
        Rule.IRRITATOR,
        _BE
        + r"(?:not )?(?:only |more than |very |perfectly |quite )?(?:un)?(?:fair|reasonable)\b"
        + r"(?=\s*(?:[.,;:!?\n]|\Z|and\b|because\b|if\b|or\b))",
        "yardstick",
    ),
    _words(
        Rule.IRRITATOR,
        _ARTICLE + r"(?:fair|reasonable)\b(?= (?!enough\b|and\b|to\b|trade\b|play\b|use\b|share\b|amount\b|for\b)\w)",
        DROP,
    ),
    _words(Rule.IRRITATOR, r"\b(?:un)?(?:fair|reasonable)\b(?! (?:enough|trade|play|use|share|amount)\b)"),
    _words(Rule.IRRITATOR, _NOT_NOT + r"\b(?:obviously|simply|actually|clearly|of course)\b", DROP),
    _words(
        Rule.IRRITATOR,
        _NOT_NOT
        + r"(?<!\bonly )(?<!\bhas )(?<!\bhave )(?<!\bhad )(?<!'ve )\bjust\b"
        + r"(?!-| (?:now|in|yesterday|today|before|after|as|like|about|under|over|then|because)\b)",
        DROP,
    ),
)

_DONE = r"do (?:it|that|this|so|these|those|them|the)"
_VERBS = rf"(?:{_DONE}|add|build|make|ship|fix|change|deliver|include|support|squeeze|finish|implement)"
_FOLLOW = r"(?:look|get|take care|handle|sort|send|check|see to|follow|come|let)"
_SOFT = r"(?:just |simply |definitely |gladly |also )?"
PROMISE = re.compile(
    rf"\b(?:we|I)(?:'ll| will| can)(?= {_SOFT}{_VERBS}\b)"
    rf"|\b(?:let's|happy to)(?= {_SOFT}{_VERBS}\b)"
    r"|\b(?:quick|small|tiny|little|simple) (?:tweak|fix|change|one|win)\b|\bconsider it done\b|\bno problem\b",
    re.IGNORECASE,
)
FOLLOW_UP = re.compile(
    rf"\b(?:we|I)(?:'ll| will)(?= {_SOFT}{_FOLLOW}\b)|\bwill do(?=[.!,\n]|\Z)"
    r"|\b(?:leave it with me|someone will)\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|noon|midnight|eod|eow|eom|q[1-4]"
    r"|january|february|april|june|july|august|september|october|november|december|(?:by|in|until|on) (?:march|may)"
    r"|(?:next|this|end of (?:the )?) ?(?:week|month|sprint|quarter|year|afternoon|morning|day)"
    r"|\d{1,2}(?::\d\d)? ?(?:am|pm)|\d{1,2}[./:-]\d{1,2}|\d{4}-\d\d-\d\d"
    r"|(?:in|within) (?:\d{1,3}|an?|one|two|three|four|five|six) (?:minutes?|hours?|days?|weeks?|months?))\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?:limited to|only|up to|at most|no more than|nothing (?:else|more)|first version)\b", re.IGNORECASE
)
OWNER = re.compile(r"\bI\b|(?<!\w)@\w|<@")
REASON = re.compile(
    r"\b(?:because|due to|besides|moreover|furthermore|secondly|thirdly|another reason|on top of that|not to mention)"
    r"\b",
    re.IGNORECASE,
)
