"""People's words: escaped once, cut whole, in no position to ping or to turn the line round."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.text import LONG, clip, day, escape, line, link, paragraph, pieces, quote, when


def test_only_three_characters_are_escaped() -> None:
    assert escape("""a & b < c > d "e" 'f' *g*""") == """a &amp; b &lt; c &gt; d "e" 'f' *g*"""


def test_what_was_escaped_before_shows_as_it_was_typed() -> None:
    assert escape("&lt;") == "&amp;lt;"


@pytest.mark.parametrize("limit", range(2, 20))
def test_an_entity_is_never_cut_in_half(limit: int) -> None:
    cut = clip(escape("a&b<c>d&"), limit)
    assert len(cut) <= limit
    assert "&" not in cut.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")


def test_short_words_stay() -> None:
    assert clip("abc", 3) == "abc"
    assert clip("abcd", 3) == "ab…"


@given(st.text(), st.integers(2, 50))
def test_a_line_is_one_line_and_fits(text: str, limit: int) -> None:
    found = line(text, limit)
    assert "\n" not in found
    assert len(found.strip("\u2068\u2069")) <= limit


def test_a_paragraph_keeps_its_lines() -> None:
    assert paragraph("one\ntwo ") == "one\ntwo"


def test_direction_overrides_are_dropped_and_rtl_is_isolated() -> None:
    assert line("abc \u202edef") == "abc def"
    assert line("\u05e9\u05dc") == "\u2068\u05e9\u05dc\u2069"


def test_every_line_of_a_quote_is_marked() -> None:
    assert quote("one\n\n> two") == "> one\n> \n> &gt; two"
    assert quote("") == ""


@given(st.text(alphabet="ab &<>\n", max_size=9000))
def test_pieces_fit_and_lose_nothing_that_fits(text: str) -> None:
    found = pieces(text, 3)
    assert len(found) <= 3
    assert all(len(piece) <= LONG for piece in found)
    if len(escape(text)) < LONG:
        assert found == (escape(text.strip()),)


def test_a_link_address_cannot_end_the_link() -> None:
    assert link("https://a/?b=1&c=2|x>y", "see > this") == "<https://a/?b=1&amp;c=2%7Cx%3Ey|see &gt; this>"


def test_a_moment_has_a_reading_for_clients_without_dates() -> None:
    moment = datetime(2026, 12, 4, 9, 5, tzinfo=UTC)
    stamp = int(moment.timestamp())
    assert when(moment) == f"<!date^{stamp}^{{date_short_pretty}} at {{time}}|Fri 4 Dec 2026, 09:05 UTC>"


def test_a_day_is_the_same_on_every_machine() -> None:
    assert day(date(2026, 12, 4)) == "Fri 4 Dec 2026"
