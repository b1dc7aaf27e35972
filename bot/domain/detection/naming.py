"""Whether the noun that was found is what the message asks for, and not what a sentence is about otherwise."""

import re

from bot.domain.detection.normalise import fold, plain

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


def names(text: str, object_: str) -> bool:
    """Whether the message says of `object_` that it is what is asked for; else nobody is asked about it by name."""
    return _is_named(fold(plain(text)), fold(object_))


def _is_named(own: str, object_: str) -> bool:
    place = own.find(object_)
    if not object_ or place < 0:
        return False
    before, after = own[:place], own[place + len(object_) :]
    if _STARTS.search(before):
        return bool(_STANDS.search(after))
    return bool(_ASKING.search(before)) and not _GOES_ON.search(after)
