"""The house rules proved over the moves of a catalogue, their blanks, and the words of what surrounds them."""

import re
from collections.abc import Iterator

from bot.domain.coaching.moves import FORMS, OBJECT, WHEN, move_faults
from bot.domain.coaching.words import CoachingWords
from prompts.catalog import Catalogue

TITLE_LIMIT, BUTTON_LIMIT, FIELD_LIMIT = 24, 30, 60
AREAS = "ways|why|hold|frame|bad_news|canvas|check|aside|limits"
TITLES = re.compile(rf"(?:{AREAS})\.(?:title|form_title)")
BUTTONS = re.compile(
    rf"(?:{AREAS})\.(?:submit|button|open|menu)|ways\.(?!\w+_for)(?!title|intro)\w+"
    r"|aside\.(?:post|edit|edit_post|call|fill|limit|dismiss)"
)
FIELDS = re.compile(rf"(?:{AREAS})\.\w+_field")

_BLANK = re.compile(r"\[[^\[\]{}]{3,60}\]")
_SLOT = re.compile(r"\{[^}]*\}?")
_ARTICLE_BEFORE_SLOT = re.compile(r"\b(?:a|an|the|this|these|your|their|its) \{o\}", re.IGNORECASE)


def findings(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """The key of an entry, the rule that it breaks, and its text."""
    yield from _moves(catalogue.coaching)
    yield from _blanks(catalogue.coaching)
    yield from _sizes(catalogue)


def _moves(words: CoachingWords) -> Iterator[tuple[str, str, str]]:
    for move, variants in words.moves.items():
        for phrase in variants:
            rules = [*move_faults(move, phrase.text)]
            if _ARTICLE_BEFORE_SLOT.search(phrase.text):
                rules.append("no article before {o}")
            yield from ((phrase.key, rule, phrase.text) for rule in rules)


def _blanks(words: CoachingWords) -> Iterator[tuple[str, str, str]]:
    asked = {slot for form in FORMS.values() for slot in form.slots} - {OBJECT, WHEN}
    for name in sorted(asked - set(words.blanks)):
        yield f"blanks.{name}", "is written", ""
    for name, text in words.blanks.items():
        if not _BLANK.fullmatch(text):
            yield f"blanks.{name}", "says between square brackets what belongs there", text


def _sizes(catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    for pattern, limit in ((TITLES, TITLE_LIMIT), (BUTTONS, BUTTON_LIMIT), (FIELDS, FIELD_LIMIT)):
        for key, text in catalogue.texts.items():
            if pattern.fullmatch(key) and len(_SLOT.sub("", text)) > limit:
                yield key, f"at most {limit} characters", text
