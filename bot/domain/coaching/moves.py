"""Moves: the choice of their words, the blanks their owner has to fill, and the house rules they keep."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from bot.domain.coaching.craft import count_words, question_faults
from bot.domain.coaching.slot import as_slot
from bot.domain.coaching.words import CoachingWords
from bot.domain.model import Move

WHEN, OBJECT, HEARD = "when", "o", "heard"

_SLOT = re.compile(r"\{([a-z_]+)\}")
_BUT = re.compile(r"\bbut\b", re.IGNORECASE)
_CONCESSION = re.compile(r"\b(?:you're right|you are right|my fault|our fault|I promise|guarantee)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.?!]+[.?!]")
_HARSH = re.compile(r"\s*(?:You|It|This|That) may (?:feel|think|look|seem|sound)\b")
_NO_ORIENTED = re.compile(r"(?:Would it (?:be|hurt)|Would you be against|Is it off the table)\b")
# Of the rules for a question, these hold for everything that is said.
_FOR_ALL = ("no why", "no accusation", "no concession")


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of move looks like: its slots, its length in words, and how many questions it asks."""

    slots: frozenset[str]
    longest: int
    questions: tuple[int, ...] = (0,)
    needs: frozenset[str] = frozenset()


def _form(longest: int, *slots: str, questions: tuple[int, ...] = (0,), needs: tuple[str, ...] = ()) -> Form:
    return Form(frozenset(slots), longest, questions, frozenset(needs))


FORMS: Mapping[Move, Form] = {
    Move.HOLDING: _form(25, OBJECT, WHEN, needs=(WHEN,)),
    Move.NO_ORIENTED: _form(22, OBJECT, questions=(1,)),
    Move.AUDIT: _form(60, OBJECT, "news", questions=(1,), needs=("news",)),
    Move.SUMMARY: _form(40, OBJECT, "party", "interest", "constraint", "risk", questions=(1,), needs=("interest",)),
    Move.FRAME_OUTCOME: _form(22, OBJECT, "outcome", needs=("outcome",)),
    Move.FRAME_DATA: _form(22, OBJECT, "data", needs=("data",)),
    Move.FRAME_COST: _form(22, OBJECT, "cost", needs=("cost",)),
    Move.RESET: _form(40, OBJECT, "goal", questions=(0, 1), needs=("goal",)),
    Move.CANVAS: _form(30, OBJECT),
    Move.HEARD: _form(25, HEARD, questions=(1,), needs=(HEARD,)),
    Move.CALL: _form(25, OBJECT, questions=(1,)),
}


def draft(move: Move, words: CoachingWords, seed: str, object_: str = "", when: str = "", *, heard: str = "") -> str:
    """The words to offer: the same arguments give the same words, with blanks where the owner has to write."""
    variants = words.moves[move]
    digest = blake2b(f"{seed}\0{variants[0].key}".encode(), digest_size=4).digest()
    known = {OBJECT: as_slot(object_), WHEN: when} | ({HEARD: heard} if heard else {})

    def fill(match: re.Match[str]) -> str:
        return known[match[1]] if match[1] in known else words.blanks[match[1]]

    return _SLOT.sub(fill, variants[int.from_bytes(digest, "big") % len(variants)].text)


def blanks_left(text: str, words: CoachingWords) -> bool:
    """Whether there is still something that its owner meant to fill in."""
    return any(blank in text for blank in words.blanks.values())


def move_faults(move: Move, text: str) -> tuple[str, ...]:
    """The rules this entry of the catalogue breaks, slots and all; none for a good one."""
    form, slots = FORMS[move], set(_SLOT.findall(text))
    bare = _SLOT.sub("it", text)
    checks = {
        f"at most {form.longest} words": count_words(bare) <= form.longest,
        "no slot but its own": slots <= form.slots,
        f"has {', '.join(f'{{{name}}}' for name in sorted(form.needs))}": form.needs <= slots,
        f"asks {' or '.join(map(str, form.questions))} questions": text.count("?") in form.questions,
        "a question stands at the end": "?" not in text or (text.count("?") == 1 and text.endswith("?")),
        "ends a sentence": text.endswith((".", "?")),
        "no but": not _BUT.search(text),
        "gives nothing away": not _CONCESSION.search(text),
    }
    found = [rule for rule, kept in checks.items() if not kept]
    return (*found, *(rule for rule in question_faults(bare) if rule in _FOR_ALL), *_own_faults(move, text))


def _own_faults(move: Move, text: str) -> Iterator[str]:
    """What only one kind of move has to keep."""
    if move is Move.AUDIT and sum(bool(_HARSH.match(said)) for said in _SENTENCE.findall(text)) not in {2, 3}:
        yield "two or three harsh thoughts, each as it may look to them"
    if move is Move.NO_ORIENTED and not _NO_ORIENTED.match(text):
        yield "a no moves it on"
