"""What suits a message: entries of the catalogue, each with a probability."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.classifier.advice import LEAST, MOST, MOST_LABELS, Advice
from prompts.catalog import load
from tests.reader import EXAMPLES, reader

WORDS = load().coaching
WIDTH = 4
ENTRIES = ("questions.a", "questions.b", "labels.c")
summaries = arrays(np.float32, WIDTH, elements=st.floats(-1, 1, width=32))


def head(**alone: float) -> Advice:
    """One that says the same of every message: its rows' last weights, by the last part of their names."""
    weights = np.zeros((len(ENTRIES), WIDTH + 1), dtype=np.float16)
    weights[:, -1] = [alone.get(entry.rpartition(".")[2], -9.0) for entry in ENTRIES]
    return Advice(ENTRIES, weights)


NOTHING = np.zeros(WIDTH, dtype=np.float32)


def test_every_entry_that_was_learned_stands_in_the_catalogue_and_every_question_was_learned() -> None:
    learned = set(reader().card.advice)
    labels = {variants[0].entry for variants in (*WORDS.labels.values(), *WORDS.situations.values())}
    questions = {variants[0].entry for variants in WORDS.entries()}
    assert learned <= labels | questions
    assert len(questions - learned) <= len(questions) // 12, questions - learned


def test_the_best_come_first_and_what_hardly_suits_is_left_out() -> None:
    fits = head(a=0.0, b=2.0, c=-9.0).read(NOTHING)
    assert [key for key, _ in fits] == ["questions.b", "questions.a"]
    assert dict(fits)["questions.a"] == pytest.approx(0.5)


@given(summaries, arrays(np.float16, (len(ENTRIES), WIDTH + 1), elements=st.floats(-20, 20, width=16)))
def test_whatever_the_network_makes_of_a_message_probabilities_come_out(
    meaning: "np.ndarray[tuple[int], np.dtype[np.float32]]",
    weights: "np.ndarray[tuple[int, int], np.dtype[np.float16]]",
) -> None:
    fits = Advice(ENTRIES, weights).read(meaning)
    assert all(LEAST <= fit <= 1 for _, fit in fits)
    assert [fit for _, fit in fits] == sorted((fit for _, fit in fits), reverse=True)


def test_names_and_weights_belong_together() -> None:
    with pytest.raises(ValueError, match="3 entries, 2 rows"):
        Advice(ENTRIES, np.zeros((2, WIDTH + 1), dtype=np.float16))


def test_a_head_that_has_learned_nothing_says_nothing() -> None:
    assert Advice((), np.zeros((0, WIDTH + 1), dtype=np.float16)).read(NOTHING) == ()


def test_of_real_messages_enough_is_kept_for_a_long_thread() -> None:
    for example in EXAMPLES:
        found = reader().read(example)
        if found.probability > 0.5:
            assert 8 <= len(found.fits) <= MOST + MOST_LABELS
