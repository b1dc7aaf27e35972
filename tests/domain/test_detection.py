"""Text is made plain for people and masked in place for the classifier; a verdict says what was found, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.detection.normalise import LIMIT, fold, masked, plain, sentences
from bot.domain.detection.reading import Pressure, Reading, Span
from bot.domain.detection.verdict import judge, object_of, signals_of
from bot.domain.model import Signal, SignalKind

MARKUP = st.text(alphabet="ab <>@!#|:*_~`&;\n/UCAB123", max_size=200)
TEXT = "Acme won't renew unless the audit log exports by Friday"


def where(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


SEEN = Reading(
    0.8,
    "pressured",
    (
        Pressure(SignalKind.DEADLINE, where("by Friday")),
        Pressure(SignalKind.RENEWAL, where("won't renew")),
        Pressure(SignalKind.DEADLINE, where("Friday")),
    ),
    where("audit log exports"),
)


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("hi <@U123> and <!channel>, see <#C1|general>", "hi and , see #general"),
        ("read <https://a.example/x|the plan> at <https://a.example>", "read the plan at"),
        ("> can we add tags\nmine", "mine"),
        ("a ```can we add\ntags``` b `code` c", "a b c"),
        ("a ```never closed", "a"),
        (":wave: *bold* _it_ ~gone~ at 10:30:45 snake_case_name", "bold it gone at 10:30:45 snake_case_name"),
        ("<!date^1^{date}|on Monday> <!subteam^S1|@po>", "on Monday"),
        ("x" * (LIMIT + 50), "x" * LIMIT),
        ("", ""),
    ],
)
def test_markup_becomes_what_a_reader_sees(marked: str, words: str) -> None:
    assert plain(marked) == words


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("hi <@U123ABCDE> and <!channel>", "hi @someone and @all"),
        ("hi <@U1>", "hi @"),
        ("see <#C12345|general> or <https://a.example/x|the plan>", "see #general or the plan"),
        ("at <https://a.example> or https://b.example now", "at link or link now"),
        ("a &amp; b &lt;c&gt;", "a & b < c>"),
        ("```code``` `flag` *bold* :wave:", "'flag' bold"),
        ("> they ask for tags\nwhat do we say", "> they ask for tags what do we say"),
        ("> only a quotation", ""),
        ("`only code` `and more`", ""),
        ("\u201cit\u2019s\u201d", '"it\'s"'),
    ],
)
def test_masked_text_shows_the_words_and_keeps_their_places(marked: str, words: str) -> None:
    assert " ".join(masked(marked).split()) == words
    assert len(masked(marked)) == len(marked)


@given(MARKUP | st.text(max_size=300))
def test_masking_keeps_every_place(text: str) -> None:
    assert len(masked(text)) == len(text)
    assert len(fold(plain(text))) == len(plain(text))


@given(st.text(alphabet="ab.!? \n", max_size=200))
def test_sentences_lose_nothing_that_can_be_read(text: str) -> None:
    kept = {place for start, sentence in sentences(text) for place in range(start, start + len(sentence))}
    assert all(place in kept for place, letter in enumerate(text) if letter.isalpha())


def test_signals_come_once_a_kind_strongest_first_with_their_words() -> None:
    assert signals_of(TEXT, SEEN) == (
        Signal(SignalKind.RENEWAL, "won't renew"),
        Signal(SignalKind.DEADLINE, "by Friday"),
    )


def test_the_object_is_copied_from_the_text() -> None:
    assert object_of(TEXT, SEEN) == "audit log exports"
    assert object_of(TEXT, Reading(0.9)) == ""


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("we told <@U12AB34CD> so", "told <@U12", "told"),
        ("put it in <#C12AB34CD|general> now", "in <#C12", "in #general"),
        ("see <https://a.example/x|the plan> of May", "see <htt", "see the plan"),
        ("the `dry run` flag", "run` flag", "flag"),
    ],
)
def test_no_mention_link_or_code_is_cut_in_two(text: str, words: str, shown: str) -> None:
    start = text.index(words)
    assert object_of(text, Reading(0.9, asked=Span(start, start + len(words)))) == shown


@given(MARKUP, st.integers(0, 200), st.integers(0, 200))
def test_no_id_is_ever_shown(text: str, first: int, second: int) -> None:
    marked = f"{text} <@U12AB34CD> and <!subteam^S12AB34CD> {text}"
    start, end = sorted((min(first, len(marked)), min(second, len(marked))))
    assert "12AB34CD" not in object_of(marked, Reading(0.9, asked=Span(start, end)))


def test_a_request_says_why_for_a_person_to_read() -> None:
    verdict = judge(TEXT, SEEN, 0.8)
    assert verdict.is_request
    assert verdict.why == (
        "asks for a capability: 'audit log exports'",
        "signals: renewal 'won't renew', deadline 'by Friday'",
    )
    assert judge(TEXT, Reading(0.9), 0.8).why == ("asks for something that it does not name",)


def test_below_the_threshold_nothing_presses() -> None:
    verdict = judge(TEXT, SEEN, 0.81)
    assert (verdict.is_request, verdict.signals, verdict.object, verdict.why) == (False, (), "", ())
    assert verdict.probability == 0.8
