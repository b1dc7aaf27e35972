"""Only what a message asks for is spoken of by name; whatever is read, none of its words is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.detection.naming import names
from bot.domain.detection.verdict import judge
from tests.reader import EXAMPLES, reader


@pytest.mark.parametrize(
    ("named", "text", "object_"),
    [
        (True, "dark mode pls", "dark mode"),
        (True, "Could we have a calendar view?", "calendar view"),
        (True, "They asked for role-based access.", "role-based access"),
        (True, "Where do we stand on single sign-on?", "single sign-on"),
        (False, "We copy the meter readings by hand.", "meter readings"),
        (False, "It would be nice if the absence list would simply go to them.", "absence list"),
        (False, "Archived jobs slow down the export.", "Archived jobs"),
        (False, "Could we have one?", "calendar view"),
        (False, "", ""),
    ],
)
def test_only_what_is_asked_for_is_named(named: bool, text: str, object_: str) -> None:
    assert names(text, object_) is named


@given(st.text(), st.text(max_size=30))
def test_any_text_is_read(text: str, object_: str) -> None:
    assert names(text, object_) is names(text, object_)


def test_what_is_kept_of_a_message_are_entries_of_the_catalogue() -> None:
    known = set(reader().card.advice)
    for example in EXAMPLES:
        found = judge(example, reader().read(example), 0.0)
        if found.is_request:
            assert {key for key, _ in found.told.fits} <= known
            fits = [fit for _, fit in found.told.fits]
            assert fits == sorted(fits, reverse=True)
            assert all(0 < fit <= 1 for fit in fits)
