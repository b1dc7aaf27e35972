"""The thing asked for, in the writer's own words, or nothing where it cannot be told."""

import re

from bot.classifier.lexicon.shapes import compiled
from bot.domain.detection.lexicon import (
    ADJECTIVES,
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    DETERMINERS,
    HOLLOW,
    NUMBERS,
    POLITE,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    words,
)
from bot.domain.detection.normalise import fold

MAX_WORDS = 6
MAX_LOOK = 120

_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ][\w'&/+\-]*")
_GAP = re.compile(r"[ ]+\"?|\"")

# After these the thing asked for follows. Ordered: the more surely a trigger announces it, the earlier it is tried.
_BEFORE = tuple(
    compiled(lines)
    for lines in (
        r"(?:feature )?requests?(?: for|:)(?= )",
        r"""
        (?:(?:support|supporting) for|(?:eta|etas|timeline) (?:for|on))(?= )
        any (?:chance|appetite|plans?|news|updates?|movement|eta|progress|word|thoughts?)[ ]
            (?:for|on|about|regarding|of)(?= )
        """,
        r"(?:asking|asked|asks?|begging|pushing|looking|wait(?:ing)?) (?:us |me |again )?(?:for|about|whether)(?= )",
        r"""
        (?:add|adding|build|building|implement|introduce|support|provide|offer|enable|include|ship|shipping|deliver|get
            |see|have|having|expose|integrate|integrate with|consider|show|give (?:us|them|me)
            |whether|everyone else has)(?= )
        """,
        r"""
        (?:needs?|needed|wants?|wanted|requires?|requested|requests|expects?|demands?|would love|would like
            |[a-z]{1,8}'d love|[a-z]{1,8}'d like|love|like|wish for|wish (?:we|there|i) (?:had|was|were)|lacks?
            |missing|need for)(?= )
        promised(?: (?:them|him|her|it|the \w{2,20}|(?-i:[A-Z])\w{2,20}))?(?= )
        """,
        r"(?:blocked by|blocked on|hinges on|depends on|over|without|with no|no|is there|are there|about|set up)(?= )",
        r"(?:when will|when is|what about|how about)(?= )|\A(?:is|are|will)(?= )",
    )
)
# Before these the thing asked for stands, where the sentence begins with it.
_AFTER = compiled(
    r"""
    would (?:be|make|help|save|really|also|solve|let)\b
    (?:is|are) (?:on the|anywhere|a must|missing|still missing|planned)\b
    (?:is|are) (?:coming|needed|blocking|non-negotiable|table stakes|the (?:blocker|one|top|number))\b
    (?:on the roadmap|in the roadmap|in the backlog|any ?time soon|anywhere on|please)\b
    """
)

_STOP = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | PRONOUNS | ADVERBS | POLITE | CALENDAR
# Words that read as verbs but also name things: they may stand in a noun phrase, though not alone at its end.
_NOUN_TOO = words("export import search sort filter support report view copy")
_NO_END = _STOP | ADJECTIVES | (VERBS - _NOUN_TOO) | NUMBERS | DETERMINERS
_LEADING = DETERMINERS | words("own proper real better simple basic new more native")
_NAMES_A_THING = words("warning onboarding billing tagging sorting reporting invoicing pricing sharing")
_PEOPLE = words(
    "customers customer clients client users user people team teams ceo cto cfo vp board sales legal finance marketing "
    "engineering everyone prospect prospects accounts guys folks admins managers boss leadership procurement"
)


def object_in(text: str) -> str:
    """The noun phrase asked for, one to six words copied from plain text; empty when unsure."""
    folded = fold(text)
    for trigger in _BEFORE:
        for match in trigger.finditer(folded):
            if phrase := _phrase(folded, match.end()):
                return text[slice(*phrase)]
    return _opening(text, folded)


def _phrase(folded: str, start: int) -> tuple[int, int] | None:
    """Where the noun phrase begins and ends that follows a place, without its article."""
    spans: list[tuple[int, int]] = []
    place = start
    limit = min(len(folded), start + MAX_LOOK)
    while place < limit and len(spans) <= MAX_WORDS:
        gap = _GAP.match(folded, place)
        token = _TOKEN.match(folded, gap.end() if gap else place)
        if not token:
            break
        low = token[0].lower()
        if low in _LEADING and not spans:
            place = token.end()
            continue
        if low in _STOP or low in DETERMINERS or (low in VERBS and low not in _NOUN_TOO):
            break
        spans.append(token.span())
        place = token.end()
    return _accept(folded, spans)


def _accept(folded: str, spans: list[tuple[int, int]]) -> tuple[int, int] | None:
    if not 1 <= len(spans) <= MAX_WORDS:
        return None
    lows = [folded[slice(*span)].lower() for span in spans]
    if lows[-1] in _NO_END or lows[-1].endswith("ly") or lows[0] in NUMBERS or lows[0].isdigit():
        return None
    if all(low in HOLLOW | ADJECTIVES | VERBS for low in lows):
        return None
    if len(lows) == 1 and lows[0].endswith(("ed", "ing")) and lows[0] not in _NAMES_A_THING:
        return None
    if lows[-1] in _PEOPLE or lows == ["support"] or lows[-1].endswith(("'s", "'")) or lows[-1].isdigit():
        return None
    return spans[0][0], spans[-1][1]


def _opening(text: str, folded: str) -> str:
    """The noun phrase a sentence opens with, where what follows says that it is wished for."""
    for match in _AFTER.finditer(folded):
        start = max(folded.rfind(mark, 0, match.start()) for mark in ".!?\n,;:") + 1
        phrase = _phrase(folded, start)
        if phrase and match.start() - phrase[1] <= 1:
            return text[slice(*phrase)]
    return ""
