"""Whether somebody was hurt, is grieving or is in danger: then nobody is asked for the smallest step.

Such messages are rare, and one wrong word about them is one too many; so this is not left to what was learned from few.
"""

import re

from bot.domain.detection.normalise import fold, plain
from bot.domain.detection.patterns import any_of

LONG_WORDS = 60
"""A longer message is a report: what it tells of besides mostly has nothing to do with what it asks for."""

_KIN = r"(?:wife|husband|mother|father|mum|mom|dad|partner|son|daughter|sister|brother|child|baby)"
_THEY = r"(?:she|he|they|i|kids?|people|guests?|customers?|patients?|parents?|a \w+)"

_HARM = any_of(
    r"(?:has |have |had |he |she |who )?(?:died|passed away)|(?:is|was|are|were) dying|bereave\w+|in grief|grieving",
    rf"(?:late|deceased) {_KIN}(?! ?board)|{_KIN}'s (?:death|funeral)|death certificates?|(?:the|her|his) deceased",
    r"suicid\w+|self-harm|want(?:s|ed)? to die|could (?:have )?die[ds]?|life or death",
    rf"{_THEY}(?:'s|'re|'m| is| are| was| were| am)? (?:crying|cried|in tears)|(?:was|were|came"
    rf"|sat) in tears|still shaking",
    r"humiliat\w+|deadnam\w+|outed (?:him|her|them|me)|old name(?= \w+ (?:gone|off)| gone| stays| keeps)",
    r"(?:was|were|been|got|being|is|are) (?:abused|assaulted|harassed|stalked|threatened|injured"
    r"|hospitali[sz]ed|humiliated)",
    r"abusive|(?:her|his|my) (?:violent|abusive) \w+|women's shelter|violent ex",
    r"(?:got|get|gets|been|was|were|is) (?:hurt|burned|burnt|injured)|hurt (?:him|her|them|my|his)self"
    r"|had an? (?:accident|seizure)",
    r"overdos\w+|wrong (?:dose|patient|medication|medicine|drug|pill|resident|child|baby)"
    r"|near[- ]miss(?:es)?|miscarriage",
    r"(?:is|was|it's|gets|becomes) dangerous|(?:the design|that|this|it) is (?:just )?cruel|heartbreaking",
    r"epileptic (?:fit|seizure)|seizures? (?:at|in|during|last|yesterday)|out of insulin",
)
# Ways of speaking, and harm that was none.
_NOT_MEANT = any_of(
    r"(?:nobody|no one|no-one)(?:'s| is| was| got) (?:dying|hurt|harmed|injured)|nobody (?:died|got hurt)"
    r"|cry(?:ing)? with (?:joy|laughter)",
    r"tears of (?:joy|laughter)|dying to \w+|almost died laughing|died laughing|i(?:'m| am) not dying",
    r"(?:battery|server|laptop|phone|build|process|job|link|session|connection|pod|screen|printer"
    r"|disk) (?:has |had )?died",
    r"died (?:down|out|off)|dangerous goods|threatened to (?:leave|cancel|call|write|go|churn|switch|move)",
)


def tells_of_harm(text: str) -> bool:
    """Whether a message (entities unescaped) tells that somebody is hurt, in grief or in danger."""
    said = re.sub(r"\s+", " ", fold(plain(text)))
    if len(said.split()) > LONG_WORDS:
        return False
    return bool(_HARM.search(said)) and not _NOT_MEANT.search(said)
