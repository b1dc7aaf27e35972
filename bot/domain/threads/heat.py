"""Heat in a reply: words that strike, or two lesser signs together. One alone is a manner of writing, not a quarrel."""

import re
from itertools import pairwise

from bot.domain.coaching.check import check
from bot.domain.coaching.guarded_words import Rule
from bot.domain.detection.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, VERBS

_STRIKING = re.compile(
    r"(?<!\bnot )(?<!n't )\b(?:ridiculous|unacceptable|outrageous|absurd|disgraceful|pathetic|nonsense|bullshit"
    r"|insulting|a joke|a disgrace|beyond a joke)\b"
    r"|\b(?:fed up|sick (?:and tired )?of|had enough of|tired of (?:hearing|asking|this|being)|waste of (?:my|our|every"
    r"(?:one|body)'s) time|wasting (?:my|our|every(?:one|body)'s) time)\b"
    r"|\b(?:move|moves|moved|moving|shift|shifts|shifted|shifting) the goal ?posts?\b"
    r"|\bare you (?:kidding|serious|joking)\b|\byou(?:'ve| have) got to be (?:kidding|joking)\b"
    r"|\b(?:do|does|did|has|have) (?:you|anyone|anybody|your team) even\b"
    r"|\bstop (?:blocking|stalling|ignoring|dodging|hiding|wasting|pretending)\b"
    r"|\b(?:tell|explain|build|do|fix) (?:it|that|this|them|him|her|the (?:customer|client)s?) (?:to \w+ )?yourself\b"
    r"|\bnot my (?:problem|job|fault)\b|\bgetting (?:silly|ridiculous|old)\b"
    r"|\bbroken? (?:your|every) (?:word|promise)",
    re.IGNORECASE,
)
_LESSER = (
    re.compile(
        r"\b(?:as|like) (?:i|we) (?:already |have already )?(?:said|told|wrote|explained)\b"
        r"|\bfor the (?:last|tenth) time\b|\bhow many (?:more )?times\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:yet |once )?again(?:[!?]{1,3}|,? (?:no|nothing)\b)|\bof course not\b|\bas (?:always|usual)\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?:\A|[.!?]\s+)(?:whatever|fine|great, thanks|unbelievable|wow|seriously)\s*[.!?]", re.IGNORECASE),
    re.compile(r"[!?]*(?:!!|!\?|\?!|\?\?)[!?]*"),
)
_GLAD = re.compile(
    r"\b(?:thanks?|thank you|great|awesome|love|amazing|perfect|congrat\w*|brilliant|fantastic|hooray|yay|nice)\b",
    re.IGNORECASE,
)
_SHARP = frozenset({Rule.ACCUSING, Rule.WHY})
_LOUD = re.compile(r"[A-Z][A-Z']+")
_PLAIN_WORDS = ADVERBS | AUXILIARIES | DETERMINERS | PREPOSITIONS | PRONOUNS | VERBS


def is_heated(own: str) -> bool:
    """Whether a reply in its writer's own words carries heat."""
    if _STRIKING.search(own):
        return True
    glad = bool(_GLAD.search(own))
    lesser = [pattern for pattern in _LESSER if pattern.search(own)]
    if glad and _LESSER[-1] in lesser:
        lesser.remove(_LESSER[-1])
    rules = {finding.rule for finding in check(own)}
    return len(lesser) + len(rules & _SHARP) + _is_loud(own) >= 2


def _is_loud(own: str) -> bool:
    """Two words in capitals side by side, one of them an everyday word: THIS WEEK, not SSO API."""
    words = own.split()
    return any(
        all(_LOUD.fullmatch(word.strip(".,!?")) for word in pair)
        and any(word.strip(".,!?").lower() in _PLAIN_WORDS for word in pair)
        for pair in pairwise(words)
    )
