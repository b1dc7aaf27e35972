"""What was asked already: the purposes of the catalogue's questions that stand in a text."""

from bot.domain.coaching.slot import UNSURE, as_slot
from bot.domain.coaching.words import CoachingWords
from bot.domain.model import Purpose


def purposes_in(text: str, object_: str, words: CoachingWords) -> frozenset[Purpose]:
    """A question that its owner reworded is not known again; nobody's free text is guessed at."""
    if "?" not in text:
        return frozenset()
    slots = {as_slot(object_), UNSURE}
    asked = (
        phrase for phrase in words.all_questions() if any(phrase.text.replace("{o}", slot) in text for slot in slots)
    )
    return frozenset(phrase.purpose for phrase in asked if phrase.purpose is not None)
