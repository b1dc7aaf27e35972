"""Whether somebody was hurt, is grieving or is in danger: then that is named and asked about, and nothing else is.

Such messages are rare, and one wrong word about them is one too many; so this is not left to what was learned from few.
"""

from bot.domain.detection.normalise import fold, plain
from bot.domain.detection.patterns import any_of

FIRST_WORDS = 60
"""What is read of a message: a long one is a report, and what it tells later has little to do with what it asks for."""

_KIN = r"(?:wife|husband|mother|father|mum|mom|dad|partner|son|daughter|sister|brother|child|baby|friend|colleague)"
_ROLE = (
    r"(?:guest|customer|client|patient|parent|resident|citizen|tenant|passenger|driver|rider|nurse|clerk|technician"
    r"|worker|operator|teacher|student|pupil|visitor|user|agent|woman|man|girl|boy|kid|person|gentleman|lady)s?"
)
_BE = r"(?:'s|'re|'m| is| are| was| were| am| got| gets| get| has been| have been| had been)"
_SOMEBODY = (
    rf"(?:she|he|they|i|we|people|somebody|someone"
    rf"|(?:my|our|her|his|their|the|a|an|one|two|three|of our) (?:\w+ )?(?:{_KIN}|{_ROLE}))"
)

_HARM = any_of(
    rf"{_SOMEBODY}(?:'ve| has| have| had| just| sadly)* (?:died|passed away)|{_SOMEBODY}{_BE} dying"
    rf"|who (?:has |have )?died",
    r"bereave\w+|in grief|grieving|miscarriage|overdos\w+|suicid\w+|self-harm|want(?:s|ed)? to die",
    rf"(?:late|deceased) {_KIN}(?! ?board)|{_KIN}'s (?:death|funeral)|death certificates?|(?:the|her|his) deceased",
    rf"{_SOMEBODY}{_BE} (?:in tears|crying)|{_SOMEBODY} cried|(?:came|sat|stood) (?:\w+ ){{0,3}}in tears|still shaking",
    rf"{_SOMEBODY}{_BE} (?:\w+ )?(?:hurt|burned|burnt|injured|abused|assaulted|harassed|stalked"
    rf"|threatened|hospitali[sz]ed"
    r"|humiliated)",
    rf"{_SOMEBODY} (?:had|has had) an? (?:\w+ )?(?:accident|seizure|fall)|hurt (?:him|her|them|my)sel(?:f|ves)",
    r"deadnam\w+|outed (?:him|her|them|me)|can the old name go",
    r"(?:her|his|my) (?:violent|abusive) \w+|women's shelter|violent ex|heartbreaking",
    r"(?:the|a|gave|got|took) (?:\w+ ){0,3}wrong (?:dose|patient|medication|medicine|drug|pill|resident"
    r"|baby)|near[- ]miss(?:es)?",
    r"dangerous (?:for|to) (?:me|him|her|them|people|kids|children|patients|the elderly|anyone)"
    r"|(?:the design|that|this|it) is (?:just )?cruel",
    r"epileptic (?:fit|seizure)|seizures? (?:at|in|during|last|yesterday)|out of insulin",
)
# Ways of speaking, and harm that was none.
_NOT_MEANT = any_of(
    r"(?:nobody|no one|no-one)(?:'s| is| was| got)? (?:dying|hurt|harmed|injured|died)|nobody (?:got|was) hurt",
    r"cry(?:ing|ied)? (?:out )?(?:for|with)|tears of (?:joy|laughter)|dying (?:to|for)|died laughing"
    r"|i(?:'m| am) not dying",
    r"threatened to \w+|(?:feelings|numbers|business) (?:were|was|got) hurt|(?:got|get|been) burned by|not injured",
)


def tells_of_harm(text: str) -> bool:
    """Whether a message (entities unescaped) tells that somebody is hurt, in grief or in danger."""
    said = " ".join(fold(plain(text)).split()[:FIRST_WORDS])
    return bool(_HARM.search(_NOT_MEANT.sub(" … ", said)))
