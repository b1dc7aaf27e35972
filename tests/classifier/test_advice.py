"""What suits a message: entries of the catalogue, each with a probability, and who writes where that is plain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bot.classifier.advice import LEAST, MOST, MOST_LABELS, SURE_OF_WHO, WHO, Advice
from bot.domain.model import Counterpart
from prompts.catalog import load
from tests.reader import EXAMPLES, reader

WORDS = load().coaching
WIDTH = 4
ENTRIES = ("questions.a", "questions.b", "labels.c", f"{WHO}{Counterpart.SUPPORT}", f"{WHO}{Counterpart.CUSTOMER}")
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
    assert {key for key in learned if not key.startswith(WHO)} <= labels | questions
    assert {key.removeprefix(WHO) for key in learned if key.startswith(WHO)} == set(Counterpart)
    assert len(questions - learned) <= len(questions) // 20, questions - learned


def test_the_best_come_first_and_what_hardly_suits_is_left_out() -> None:
    fits, who = head(a=0.0, b=2.0, c=-9.0).read(NOTHING)
    assert [key for key, _ in fits] == ["questions.b", "questions.a"]
    assert dict(fits)["questions.a"] == pytest.approx(0.5)
    assert who is None


def test_who_writes_is_said_only_where_it_is_plain() -> None:
    sure = float(np.log(SURE_OF_WHO / (1 - SURE_OF_WHO)))
    assert head(support=sure + 0.1, customer=sure - 0.1).read(NOTHING)[1] is Counterpart.SUPPORT
    assert head(support=sure - 0.1).read(NOTHING)[1] is None


@given(summaries, arrays(np.float16, (len(ENTRIES), WIDTH + 1), elements=st.floats(-20, 20, width=16)))
def test_whatever_the_network_makes_of_a_message_probabilities_come_out(
    meaning: "np.ndarray[tuple[int], np.dtype[np.float32]]",
    weights: "np.ndarray[tuple[int, int], np.dtype[np.float16]]",
) -> None:
    fits, who = Advice(ENTRIES, weights).read(meaning)
    assert all(LEAST <= fit <= 1 for _, fit in fits)
    assert [fit for _, fit in fits] == sorted((fit for _, fit in fits), reverse=True)
    assert not any(key.startswith(WHO) for key, _ in fits)
    assert who is None or who in Counterpart


def test_names_and_weights_belong_together() -> None:
    with pytest.raises(ValueError, match="5 entries, 4 rows"):
        Advice(ENTRIES, np.zeros((4, WIDTH + 1), dtype=np.float16))


def test_a_head_that_has_learned_nothing_says_nothing() -> None:
    assert Advice((), np.zeros((0, WIDTH + 1), dtype=np.float16)).read(NOTHING) == ((), None)


def test_of_real_messages_enough_is_kept_for_a_long_thread() -> None:
    for example in EXAMPLES:
        found = reader().read(example)
        if found.probability > 0.5:
            assert 8 <= len(found.fits) <= MOST + MOST_LABELS


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("My client at Kestrel asked whether their drivers could see the order twice.", Counterpart.CUSTOMER_FACING),
        (
            "I pay every month and I still have to type my address again each time. Please change that.",
            Counterpart.CUSTOMER,
        ),
    ],
)
def test_a_message_can_say_by_itself_who_writes(text: str, who: Counterpart) -> None:
    assert reader().read(text).who is who
