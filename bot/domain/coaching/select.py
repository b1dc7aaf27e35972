"""The choice of words for one request: a pure function of its signals, its object and a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.domain.coaching.craft import as_mirror, as_slot
from bot.domain.coaching.words import CoachingWords, Variants
from bot.domain.model import Purpose, Signal, SignalKind

# A signal kind's place in the enum is its rank: what binds a person (a promise) comes before what dresses an ask.
RANK = {kind: place for place, kind in enumerate(SignalKind)}

# Where the signals give no (further) question: from what the request is for to what it takes.
FALLBACK = (
    Purpose.OUTCOME,
    Purpose.PROBLEM,
    Purpose.SIZE,
    Purpose.SMALLEST_STEP,
    Purpose.END_USER,
    Purpose.EVIDENCE,
    Purpose.TIMING,
    Purpose.DECISION,
    Purpose.TRADE_OFF,
    Purpose.DOWNSIDE,
    Purpose.OWNERSHIP,
    Purpose.IMPLEMENTATION,
)


@dataclass(frozen=True, slots=True)
class Question:
    purpose: Purpose
    text: str


@dataclass(frozen=True, slots=True)
class Coaching:
    """What to offer the owner; never more than two questions, and those with different purposes."""

    label: str
    questions: tuple[Question, ...]
    mirror: str | None


def ranked(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The strongest first, one of each kind."""
    first: dict[SignalKind, Signal] = {}
    for signal in signals:
        first.setdefault(signal.kind, signal)
    return tuple(sorted(first.values(), key=lambda signal: RANK[signal.kind]))


def distinct(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """The strongest first, none of which shows the words of a stronger one again."""
    kept: list[tuple[str, Signal]] = []
    for signal in ranked(signals):
        said = f" {' '.join(word.strip('.,;:!?') for word in signal.text.lower().split())} "
        if not any(said in other or other in said for other, _ in kept):
            kept.append((said, signal))
    return tuple(signal for _, signal in kept)


def coach(
    signals: Sequence[Signal],
    object_: str,
    seed: str,
    words: CoachingWords,
    asked: frozenset[Purpose] = frozenset(),
) -> Coaching:
    """Choose the words. The same arguments give the same words; `asked` are purposes the thread already had."""
    strongest = ranked(signals)
    slot = as_slot(object_)
    labels = words.labels[strongest[0].kind] if strongest else words.plain_labels
    return Coaching(
        label=_pick(labels, seed, slot),
        questions=_questions(strongest, slot, seed, words, asked),
        mirror=_mirror(strongest, object_),
    )


def _questions(
    strongest: tuple[Signal, ...], slot: str, seed: str, words: CoachingWords, asked: frozenset[Purpose]
) -> tuple[Question, ...]:
    chosen: dict[Purpose, Question] = {}
    for variants in _candidates(strongest, words):
        purpose = variants[0].purpose
        if purpose is None or purpose in asked or purpose in chosen:
            continue
        chosen[purpose] = Question(purpose, _pick(variants, seed, slot))
        if len(chosen) == 2:
            break
    return tuple(chosen.values())


def _candidates(strongest: tuple[Signal, ...], words: CoachingWords) -> Iterator[Variants]:
    """Question groups in the order to try them: each strong signal's first question, then its second, then the rest."""
    pairs = [words.by_signal[signal.kind] for signal in strongest[:2]] or [words.plain_questions]
    for place in range(max(len(pair) for pair in pairs)):
        yield from (pair[place] for pair in pairs if place < len(pair))
    yield from (words.by_purpose[purpose] for purpose in FALLBACK)


def _pick(variants: Variants, seed: str, slot: str) -> str:
    digest = blake2b(f"{seed}\0{variants[0].key}".encode(), digest_size=4).digest()
    return variants[int.from_bytes(digest, "big") % len(variants)].text.replace("{o}", slot)


def _mirror(strongest: tuple[Signal, ...], object_: str) -> str | None:
    """The words that carry the pressure, else the thing asked for; nothing rather than a weak mirror."""
    for words in (*(signal.text for signal in strongest), object_):
        if mirror := as_mirror(words):
            return mirror
    return None
