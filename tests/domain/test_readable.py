"""Quoted words read as their reader saw them, and nothing in them can ping."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.readable import readable


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("<@U1|ana> and <@U1>", "@ana and @someone"),
        ("<@U1|>", "@someone"),
        ("<@W1|@ana>", "@ana"),
        ("in <#C1|sales> or <#C1> or <#C1|>", "in #sales or a channel or a channel"),
        ("<https://a.example/x|the plan>, <https://a.example>", "the plan, https://a.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<!here> <!channel|channel> <!everyone|@everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@po> <!subteam^S1>", "@po @a group"),
        ("<!date^1700000000^{date}|on Monday> <!date^1>", "on Monday a date"),
        ("a < b, <b>bold</b> and x > y", "a < b, <b>bold</b> and x > y"),
        ("<<@U1|ana>", "@ana"),
        ("<@U1 and <!here", "@U1 and !here"),
        ("> quoted\n*mine* `code` :wave:", "> quoted\n*mine* `code` :wave:"),
        ("", ""),
    ],
)
def test_markup_becomes_what_a_reader_saw(marked: str, words: str) -> None:
    assert readable(marked) == words


pieces = st.sampled_from(["<", ">", "@", "!", "#", "|", "U1", "here", "subteam^", "date^", "https://", " ", "\n"])


@given(st.lists(pieces | st.text(max_size=5), max_size=40).map("".join))
def test_nothing_is_left_that_pings(text: str) -> None:
    said = readable(text)
    assert "<@" not in said
    assert "<!" not in said
    assert "<#" not in said


@given(st.text(alphabet=st.characters(exclude_characters="<>"), max_size=200))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize("unit", ["<", "<@", "<a|", "<!", "<@U1|", "a<", "<https://x|", "|", "<<@U1>"])
def test_time_does_not_run_away(unit: str) -> None:
    text = (unit * 400_000)[:400_000]
    started = time.process_time()
    readable(text)
    assert time.process_time() - started < 1.0
