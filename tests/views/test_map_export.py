"""The map as Markdown: everything all parties see, and no markup out of what people wrote."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.interest_map.model import Scoring
from bot.services.negotiations import Map
from bot.views import map_export
from bot.views.text import escape
from tests.views.samples import WORDS, an_agreement
from tests.views.samples_map import full

TROUBLE = (
    "# head",
    "- item",
    "<b>bold</b>",
    "[x](http://e)",
    "![i](x)",
    "`code`",
    "a\n\n## b",
    "| a | b |",
    "1. one",
    "@all",
)


def test_everything_all_see_is_in_it() -> None:
    found = Map(full("Acme stays", 2, 2, 4, scoring=Scoring.REVEALED), (an_agreement("send the draft"),))
    text = map_export.document(WORDS, found).content
    for word in ("# Acme stays", "## Across", "Common ground", "## Options", "### Acme stays", "## Give and get"):
        assert word in text
    assert "Impact: Acme stays 1, Acme stays 2" in text
    assert "send the draft" in text


def test_scores_that_are_not_revealed_are_not_in_it() -> None:
    text = map_export.markdown(WORDS, Map(full("Acme", 2, 2, 4, scoring=Scoring.OPEN)))
    assert "Impact" not in text


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.sampled_from(TROUBLE), st.text(max_size=80)))
def test_nobodys_words_change_its_structure(said: str) -> None:
    plain, other = (map_export.markdown(WORDS, Map(full(text, 2, 2, 2))) for text in ("words", f"x{said}x"))
    assert [_start(line) for line in other.split("\n")] == [_start(line) for line in plain.split("\n")]
    assert not re.search(r"(?<!\\)[<>`\[\]]", other)


def _start(line: str) -> str:
    found = re.match(r"#* ?(?:  )?(?:- )?", line)
    return found.group() if found else ""


@pytest.mark.parametrize("letter", ["a", "&", "<", "é", "\U0001f600"])
def test_the_longest_line_fits_a_message(letter: str) -> None:
    text = letter * 9000 + "\nend\n"
    pieces = map_export._pieces(text)
    assert "".join(pieces) == text
    assert all(len(escape(piece)) <= 2900 for piece in pieces)
