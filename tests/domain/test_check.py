"""Check my reply: what is marked and what is not, and a rewrite that keeps the writer's own sentence."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.coaching.check import check
from bot.domain.coaching.guarded_words import DROP, GUARDED, Rule
from bot.domain.coaching.rewrite import rewrite
from prompts.catalog import load

WORDS = load().coaching


def marks(text: str) -> list[tuple[str, str]]:
    return [(finding.rule, text[finding.start : finding.end]) for finding in check(text)]


def said_again(text: str) -> str:
    return rewrite(text, check(text), WORDS)


@pytest.mark.parametrize(
    ("text", "rule", "marked"),
    [
        ("It always fails on Mondays.", Rule.ABSOLUTE, "always"),
        ("We never agreed to that.", Rule.ABSOLUTE, "never"),
        ("This must be out in May.", Rule.ABSOLUTE, "must"),
        ("The team has to stop.", Rule.ABSOLUTE, "has to"),
        ("That is impossible.", Rule.ABSOLUTE, "impossible"),
        ("You never read my notes.", Rule.ACCUSING, "You never"),
        ("You should have told us.", Rule.ACCUSING, "You should have"),
        ("You didn\u2019t tell us.", Rule.ACCUSING, "You didn\u2019t"),
        ("This is your fault.", Rule.ACCUSING, "your fault"),
        ("Why did you promise it?", Rule.WHY, "Why did you"),
        ("Tell me why you need it.", Rule.WHY, "why you"),
        ("Why?", Rule.WHY, "Why?"),
        ("Be reasonable, please.", Rule.IRRITATOR, "reasonable"),
        ("Obviously it is late.", Rule.IRRITATOR, "Obviously"),
        ("It's just a label.", Rule.IRRITATOR, "just"),
        ("We simply moved it.", Rule.IRRITATOR, "simply"),
        ("Because it is late. Because it is dear. Because I say so.", Rule.REASONS, "Because I say so"),
        ("No, because it is late, it is dear, and it is old.", Rule.REASONS, "it is old"),
        ("Sure, quick tweak!", Rule.PROMISE, "quick tweak"),
        ("OK, we'll do it.", Rule.PROMISE, "we'll"),
        ("We'll ship the export by Friday.", Rule.PROMISE, "We'll"),
        ("I'll get back to you.", Rule.PROMISE, "I'll"),
    ],
)
def test_what_is_marked(text: str, rule: Rule, marked: str) -> None:
    assert marks(text) == [(rule, marked)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thanks, that helps. What would it change for them?",
        "> You always do that\nI see.",
        'They wrote: "you never listen" and \u201cthis is impossible\u201d.',
        "Set `always = must` there, or ```just\nobviously```",
        "You don't have to come.",
        "It must have been late. He is on a must-have list. That is a must.",
        "That is why you see it twice.",
        "Do you always use the export?",
        "It has just shipped, just now.",
        "It is not just Sales.",
        "Fair enough, never mind.",
        "We wait because the audit is close.",
        "It is late because of the audit, the code, nothing else.",
        "No, because, as you know, it is late.",
        "Because sales, support, and marketing need it.",
        "I'll send the list by Thursday noon.",
        "We'll ship the export, limited to CSV, by 2026-06-05.",
        "Can we do it?",
        "We will do our best.",
        "Shall we'll do it?",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("You always change it.", "Lately you often change it."),
        ("Well, you never answer.", "Well, lately you seldom answer."),
        ("The export must be ready.", "The export would need to be ready."),
        ("We'll have to wait, it has to rest.", "We'll need to wait, it would need to rest."),
        ("We will never build it.", "We will not build it."),
        ("We never agreed to it.", "We never agreed to it."),
        ("That is impossible.", "That is hard as it stands."),
        ("It is impossible to do by then.", "It is hard to do by then."),
        ("We'd have to drop SSO, and you guys never ask.", "We'd need to drop SSO, and lately you seldom ask."),
        ("Why did you tell them?", "What led you to tell them?"),
        ("Why don't you wait?", "What would it take for you to wait?"),
        ("You should have asked.", "It would have helped if you had asked."),
        ("You didn't ask.", "I did not see you ask."),
        ("Obviously, we are late.", "We are late."),
        ("That is a fair idea, actually.", "That is an idea."),
        ("That is not fair.", "That is something to measure by a yardstick we both accept."),
        ("No, because it is late, it is dear, and it is old.", "No, because it is late, it is dear."),
        ("A, because B. Besides, C. Moreover, D.", "A, because B. Besides, C."),
        ("OK, we'll do it.", "OK, we'll do it, [owner: who], [by when], [limited to what]."),
        ("I'll ship it tomorrow and look again.", "I'll ship it tomorrow and look again."),
        ("I'll come back to you!", "I'll come back to you, [by when]!"),
    ],
)
def test_how_it_is_said_again(text: str, again: str) -> None:
    assert said_again(text) == again


PIECES = (
    "You always", "why did you", "must", "just", "fair", "because", ", and", "we'll do it", "by Friday", ". ", "? ",
    "!", "\n", "> ", "`", '"', "\u201c", "<@U1>", "the export", "\u2019", "impossible", "you should have", "Obviously,",
    "never", "a fair", "Besides,", "🧭",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_marks_are_in_order_apart_and_have_words(text: str) -> None:
    place = 0
    for finding in check(text):
        assert place <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip()
        place = finding.end


@settings(max_examples=150, deadline=None)
@example("we'll do it 0.0")
@given(texts)
def test_the_rewrite_keeps_every_word_that_was_not_marked(text: str) -> None:
    findings = check(text)
    if not findings:
        assert rewrite(text, findings, WORDS) == text.strip()
        return
    bare = list(text)
    for finding in findings:
        bare[finding.start : finding.end] = " " * (finding.end - finding.start)
    kept = [word.strip(",.!?").lower() for word in "".join(bare).split()]
    again = rewrite(text, findings, WORDS).lower()
    small = {"a", "an", "and", "plus", "also", "but", ""}
    assert [word for word in kept if word not in small and word not in again] == []


@pytest.mark.parametrize(
    "text",
    [piece * 4000 for piece in ('"', "`", "<", ", ", "because ", "why ", "you keep ", "'", "you always ", " ", "a")]
    + ["you keep " + "a" * 40_000, "because a" + ", b" * 10_000, "must have " + "e" * 9_000, "is not very " * 3_000],
    ids=lambda text: text[:12],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.perf_counter()
    rewrite(text, check(text), WORDS)
    assert time.perf_counter() - start < 0.5


def test_every_swap_is_written_and_used() -> None:
    used = {words.swap for words in GUARDED if words.swap} | {DROP}
    assert used == set(WORDS.swaps)


def test_a_swap_brings_nothing_new_to_mark() -> None:
    for key, said in WORDS.swaps.items():
        assert marks(f"Well, {said} it.") == [], key


def test_what_a_promise_lacks_has_its_blank() -> None:
    assert {"owner", "date", "limit"} <= set(WORDS.blanks)
