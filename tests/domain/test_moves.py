"""Moves: the words offered, their blanks, and the rules that the catalogue keeps."""

from dataclasses import replace

import pytest

from bot.domain.coaching.moves import FORMS, blanks_left, draft, move_faults
from bot.domain.model import Move
from prompts.catalog import load

WORDS = load().coaching
SEEDS = [f"C1:{number}.0" for number in range(24)]


def test_every_move_has_a_form() -> None:
    assert set(FORMS) == set(Move) == set(WORDS.moves)


@pytest.mark.parametrize("move", Move)
def test_a_draft_has_no_slot_left_and_every_variant_is_offered(move: Move) -> None:
    offered = {draft(move, WORDS, seed, "audit log", "Tue 2 Jun, 09:00") for seed in SEEDS}
    assert len(offered) == len(WORDS.moves[move])
    assert not any(set("{}") & set(text) for text in offered)
    assert draft(move, WORDS, SEEDS[0]) == draft(move, WORDS, SEEDS[0])


@pytest.mark.parametrize("move", Move)
def test_what_its_owner_must_fill_in_is_told_apart(move: Move) -> None:
    to_fill = FORMS[move].slots - {"o", "when"}
    for seed in SEEDS:
        assert blanks_left(draft(move, WORDS, seed, "SSO", "noon"), WORDS) == bool(to_fill)


def test_the_requests_own_noun_stands_in_quotes_or_is_left_out() -> None:
    said = {draft(Move.NO_ORIENTED, WORDS, seed, "audit log") for seed in SEEDS}
    assert any('"audit log"' in text for text in said)
    assert not any("Acme" in draft(Move.NO_ORIENTED, WORDS, seed, "Acme") for seed in SEEDS)


def test_a_persons_braces_are_words() -> None:
    moves = {**WORDS.moves, Move.CANVAS: (replace(WORDS.moves[Move.CANVAS][0], text="About {o}."),)}
    said = draft(Move.CANVAS, replace(WORDS, moves=moves), "seed", "audit {news} log")
    assert said == 'About "audit {news} log".'


@pytest.mark.parametrize(
    ("move", "text", "rule"),
    [
        (Move.HOLDING, "I will come back soon.", "has {when}"),
        (Move.HOLDING, "You will hear from me by {when}, but not before.", "no but"),
        (Move.HOLDING, "Is {when} fine?", "asks 0 questions"),
        (Move.HOLDING, "We will build it by {when}.", "no concession"),
        (Move.HOLDING, "By {when} {thing}.", "no slot but its own"),
        (Move.HOLDING, "Until {when}", "ends a sentence"),
        (Move.NO_ORIENTED, "What would be bad?", "a no moves it on"),
        (Move.NO_ORIENTED, "Would it be a bad idea to " + "wait and " * 20 + "see?", "at most 22 words"),
        (Move.AUDIT, "You may feel alone. The news: {news}. What now?", "two or three harsh thoughts"),
        (Move.SUMMARY, "For {interest}? What did I miss?", "a question stands at the end"),
        (Move.SUMMARY, "So it is {interest}. Why is that?", "no why"),
        (Move.RESET, "You always do that: {goal}.", "no accusation"),
        (Move.RESET, "You're right about {goal}.", "gives nothing away"),
    ],
)
def test_a_broken_rule_is_named(move: Move, text: str, rule: str) -> None:
    assert any(rule in found for found in move_faults(move, text))
