"""What a request tells beside its pressure: its situation, what it answers already, whether its noun is the thing."""

import re

from bot.domain.detection.lexicon import DETERMINERS, HOLLOW, PRONOUNS
from bot.domain.detection.normalise import fold, plain, sentences
from bot.domain.detection.situations import ASKS, CUES, HANDWORK, HARM, MISTAKES, SCOPE, SURELY_SCOPE, any_of
from bot.domain.model import Purpose, Situation, Told

SCOPE_KIND = "scope"
"""The guide's kind of request that pushes what is in or out."""

TOLD_KIND = "indirect"
"""What is wanted is never said."""

BURIED_KIND = "buried"
"""An ask within a message about something else."""

VAGUE_WORDS = 14
"""A message without a noun of its own and no longer than this leaves open what it means."""

LONG_WORDS = 60
"""Of a longer message about something else only the sentences about the thing asked for are read."""

_COUNT = (
    r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|ninety|dozens|hundreds"
    r"|half)"
)
_PEOPLE = (
    r"(?:tickets?|customers?|clients?|accounts?|users?|people|persons|times|calls|mails|requests?|votes|cases|teams"
    r"|members"
    r"|patients|drivers|singers|growers|clicks|lines|firms|companies|hotels|schools|hospitals|clinics|sites|agencies)"
)
_BROUGHT_UP = any_of(
    r"makes? (?:people|us|them|me)|no signal|literally|polling|forwards? (?:me|us)|(?:they|people|customers) (?:call"
    r"|forward|ping)"
    r"|(?:my|our) calls|for my \w+ on \w+day|lose .{3,40} over|all my customers?|yesterday|this morning|last night"
    r"|just (?:got off|heard|had|watched|saw|spoke)|because|bc|after (?:visiting"
    r"|the|a)|since",
    r"(?:he|she|they|a \w+) (?:told|wrote|rang|called|asked|asks|said)|i (?:saw|watched|met|heard)|reason:|otherwise"
    r"|it's the reason",
)
# Whoever wants that something cannot be done is not stuck there.
_PREVENTS = any_of(r"(?:want|make sure|so) that (?:\w+ ){1,4}(?:can ?not|can't|doesn't|don't)")
_ANSWERED = {
    Purpose.SIZE: any_of(
        rf"{_COUNT} (?:of )?(?:\w+ ){{0,3}}?{_PEOPLE}|\d+ ?%|per ?cent|(?:twice|\w+ times) (?:a|per|each) \w+"
        rf"|every (?:single )?"
        r"(?:demo|call|ticket|user|customer|client|fifth|third|second|other)|most of (?:our|the|my|them)"
        r"|\d+ ?x (?:a|per|each)|half (?:the|of the|a) day|all of (?:them|our|us)|(?:second|third|fourth|fifth"
        r"|\d+(?:nd|rd|th))(?: one)? (?:this|since|today)"
        r"|(?:nr|no|number|#) ?\d+|today alone|\d+ (?:since|today|this (?:week|month))",
        r"(?:every|each) (?:day|morning|evening|night|week|month|monday|friday)|daily|hourly|i do \d+",
    ),
    Purpose.OUTCOME: any_of(
        r"so that|so (?:we|they|people|i|he|she|customers|users) (?:can|could|don't|do not|wouldn't|won't|stop)"
        r"|in order to",
        r"would (?:save|cut|halve|stop|mean|spare)|could go away|(?:he|she|they|i)'d (?:\w+ )?(?:use|pay|be able)",
        r"instead of|rather than|i'd like (?:that|it) to be|either i can|that's what they'd like|would pay for an? \w+"
        r"|why not (?:a|just)|let them \w+|mask \w+|not only|not just|i want (?:fewer|less|half)|(?:and|then) (?:i"
        r"|we|they) could",
    ),
    Purpose.SMALLEST_STEP: any_of(
        r"that's (?:all|it)|that is all|nothing (?:else|more)|no more,? no less|whole wish|only thing"
        r"|(?:just )?one (?:checkbox|line|button|field)",
        r"(?:would|is|be) enough|for now|doesn't have to be|at least (?:for|a)|only for|just for|would already"
        r"|even just|all (?:i|they|we) (?:ask|want|need)",
    ),
    Purpose.END_USER: any_of(r"(?:i am|i'm|we are|we're|as) an? \w+|i (?:run|work|do|have) \d+"),
    Purpose.DECISION: any_of(
        r"(?:won't|will not|wouldn't|only|can't) (?:sign|renew|buy)(?: \w+){0,3} (?:without|unless|if|until)"
        r"|signed|annex|contract says|sticking point|only (?:open|condition|thing)",
        r"(?:chose|choose|went with|go with) (?:\w+ ){0,4}(?:because|over|for)|(?:deal"
        r"|renewal) (?:\w+ ){0,3}(?:hangs|depends) on",
    ),
    Purpose.TRADE_OFF: any_of(
        r"instead of|rather than|i'd (?:trade|swap|lose)|in exchange|at the cost of|costs us|saves \w+ \w+"
    ),
    Purpose.DOWNSIDE: any_of(
        r"i know it (?:would|will)|the risk (?:is|here)|the danger|otherwise|doubles the work|it'll live forever"
    ),
    Purpose.TIMING: any_of(r"no rush|low prio\w*|whenever|not urgent"),
}

_ONESELF = any_of(r"i|i'm|i'd|i've|i'll|my|mine|me")
_OTHERS = any_of(
    r"they|them|their|he|she|his|her|him|people|customers?|clients?|users?|everyone|everybody|colleagues?|teams?|guests?"
    r"|patients?|members?|somebody|someone|kids?|children|students?|drivers?|nurses?|who|we|our|us|@\w+"
)

# What is asked for stands after one of these, with a little between, or begins what is said.
_ASKING = re.compile(
    r"(?:\b(?:add|adding|need|needs|needed|wants?|wanted|have|having|get|getting|supports?|supporting|offers?"
    r"|offering|for"
    r"|about|without|love|likes?|stand on|include|build|provide|introduce|enable|asks?|asked|asking|missing|no|plan|see"
    r"|expects?|ship|launch|w/|called|promised|had|lacks?|plus|any|be|is|wish (?:\w+ ){0,4}(?:be|is))\b|[:;(-])\s*"
    r"(?:(?:a|an|the|some|any|our|their|your|proper|real|native|full|simple|new|better|basic|more|second|custom|that"
    r"|this"
    r"|just|for)\s+){0,3}[\"'*]*\Z",
    re.IGNORECASE,
)
_STARTS = re.compile(r"\A\W*(?:(?:hi|hey|hello|please|pls|and|so|ok|okay|the|a|an)\b\W*){0,3}\Z", re.IGNORECASE)
_STANDS = re.compile(
    r"\A[\"'*]*(?:\s*(?:[,.;:!?()-]|\Z)|\s+(?:please|pls|when|would|for|in|per|on|anyone|is (?:the|what)))",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\A[\"'*]*\s+(?:needs?|should|would|could|can|cannot|can't|must|is|are|was|were|has|have|had|doesn't|does|don't"
    r"|goes|go|that)\b",
    re.IGNORECASE,
)


def told_by(text: str, object_: str, kind: str) -> Told:
    """Read a message once; `kind` is the classifier's (docs/labelling.md), `object_` what it found to be asked for."""
    whole = fold(plain(text))
    own = _around(whole, fold(object_)) if kind == BURIED_KIND else whole
    answered = {purpose for purpose, cue in _ANSWERED.items() if cue.search(own)}
    if any(cue.search(own) for cue in (HANDWORK, HARM, MISTAKES, _BROUGHT_UP)):
        answered.add(Purpose.PROBLEM)
    return Told(
        _situation(own, object_, kind),
        tuple(purpose for purpose in Purpose if purpose in answered),
        _is_named(whole, fold(object_)),
        bool(_ONESELF.search(own)) and not _OTHERS.search(own),
    )


def _around(own: str, object_: str) -> str:
    """Of a long message the sentences about the thing asked for: what it tells besides is about something else."""
    place = own.find(object_) if object_ else -1
    if place < 0 or len(own.split()) <= LONG_WORDS:
        return own
    parts = list(sentences(own))
    at = max(number for number, (start, _) in enumerate(parts) if start <= place)
    return " ".join(part for _, part in parts[max(0, at - 1) : at + 2])


def _situation(own: str, object_: str, kind: str) -> Situation | None:
    if SURELY_SCOPE.search(own) or (kind == SCOPE_KIND and SCOPE.search(own)):
        return Situation.SCOPE_CHOICE
    if _PREVENTS.search(own):
        return None
    found = next((situation for situation, cue in CUES.items() if cue.search(own)), None)
    if found in {None, Situation.IDEA} and _is_vague(own, object_):
        return Situation.VAGUE
    if found is None and kind == TOLD_KIND and "?" not in own and not ASKS.search(own):
        return Situation.TROUBLE
    return found


def _is_vague(own: str, object_: str) -> bool:
    words = {word.strip(".,;:!?'\"()").lower() for word in object_.split()}
    return len(own.split()) <= VAGUE_WORDS and words <= DETERMINERS | PRONOUNS | HOLLOW


def _is_named(own: str, object_: str) -> bool:
    place = own.find(object_)
    if not object_ or place < 0:
        return False
    before, after = own[:place], own[place + len(object_) :]
    if _STARTS.search(before):
        return bool(_STANDS.search(after))
    return bool(_ASKING.search(before)) and not _GOES_ON.search(after)
