"""What a person said in their replies, in their own few words: what a summary says back."""

from collections.abc import Sequence

from bot.domain.coaching.pressure import distinct
from bot.domain.coaching.slot import UNSURE, as_slot, is_name
from bot.domain.model import Signal

MOST = 3
LONGEST = 8
_MONEY = frozenset("$€£¥%")


def heard_in(signals: Sequence[Signal], objects: Sequence[str]) -> tuple[str, ...]:
    """Up to three phrases, the strongest pressure first, then what is asked for; no name, no amount, nothing twice."""
    found = [signal.text for signal in distinct(signals) if _may_be_said_back(signal.text)]
    for each in objects:
        said = as_slot(each).strip('"')
        if said != UNSURE and not any(said.lower() in known.lower() for known in found):
            found.append(said)
    return tuple(" ".join(phrase.split()) for phrase in found[:MOST])


def in_quotes(phrases: Sequence[str]) -> str:
    """Side by side, each in quotation marks, so that no grammar can break the sentence around them."""
    return ", ".join(f'"{phrase}"' for phrase in phrases)


def _may_be_said_back(text: str) -> bool:
    words = text.split()
    plain = 0 < len(words) <= LONGEST and '"' not in text and not _MONEY.intersection(text)
    return plain and not any(is_name(word, opens=place == 0) for place, word in enumerate(words))
