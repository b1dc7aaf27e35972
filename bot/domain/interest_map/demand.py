"""Whether a line that should be an interest reads like a demand: something to do to the product, or by a date.

A position names one answer (an action, a feature, a date); an interest could be met by several (Getting to Yes).
"""

import re

from bot.domain.detection.normalise import fold, plain

_WHO = r"(?:we|i|they|you|he|she|it|the \w+|our \w+|customers?|sales|product|engineering|marketing|support)"
_MUST = r"(?:need|needs|want|wants|must|require|requires|expect|expects|would like|insist on|have to|has to|should)"
_DO = (
    r"(?:add|adds|added|build|built|ship|shipped|deliver|delivered|release|released|launch|launched|implement"
    r"|implemented|create|make|give|provide|enable|support|fix|change|remove|drop|keep|deploy|roll out|go live"
    r"|get|have|finish|finished|integrate|migrate|move|postpone|delay|stop|freeze|refactor|rewrite|hire)"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_WHEN = (
    rf"(?:today|tonight|tomorrow|asap|immediately|now|this (?:week|month|sprint|quarter|friday|release)"
    rf"|next (?:week|month|sprint|quarter|release)"
    rf"|by (?:the )?(?:end|{_DAY}|{_MONTH}|\d|next|q\d|then|noon|eow|eom|eod)"
    rf"|before (?:the )?(?:{_DAY}|{_MONTH}|\d|release|launch|demo|renewal)"
    rf"|on {_DAY}|until {_DAY}|in (?:q[1-4]|\d+ (?:day|week)s?)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)\b|\d{{4}}-\d\d-\d\d|v?\d+\.\d+)"
)
_THING = (
    r"(?:feature|button|export|import|integration|api|dashboard|report|field|column|filter|sso|login|page|screen"
    r"|endpoint|toggle|flag|app|module|plugin|version|release|mode|template|connector|webhook|widget|function)s?"
)
_ACTS = re.compile(
    rf"^(?:please |just )?{_DO}\b|\b{_WHO} (?:\w+ )?{_MUST}\b(?: (?:to )?{_DO}\b)?|\b(?:can|could) you\b"
)
_NAMES = re.compile(rf"\b{_THING}\b")
_DATES = re.compile(rf"\b{_WHEN}")
_BARE = re.compile(r"^(?:not? (?:now|this|before|until|ever)\b|(?:no|yes|never)[.!]*$|this (?:week|month|sprint)\b)")
_DEEPER = re.compile(
    r"\b(?:so that|because|in order to|without|to (?:avoid|keep|protect|win|prove|show|stay|be able)|afraid|worried"
    r"|risk|trust|calm|confidence|lose|losing|keep)\b"
)


def reads_like_a_demand(text: str) -> bool:
    """Two of: an action asked for, a thing of the product, a date. A stated reason speaks against it."""
    words = fold(plain(text)).strip().lower()
    if not words:
        return False
    marks = sum(bool(found) for found in (_ACTS.search(words), _NAMES.search(words), _DATES.search(words)))
    if _BARE.search(words):
        marks += 2 if len(words.split()) <= 6 else 1
    return marks - bool(_DEEPER.search(words)) >= 2
