"""The choice of words for one request: a pure function of its signals, its object and a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.domain.coaching.mirror import mirror
from bot.domain.coaching.slot import as_slot
from bot.domain.coaching.words import CoachingWords, Variants
from bot.domain.model import Counterpart, Purpose, Signal, SignalKind

# A signal kind's place in the enum is its rank: what binds a person (a promise) comes before what dresses an ask.
RANK = {kind: place for place, kind in enumerate(SignalKind)}

# Pressure that binds somebody or names a stake; what ranks below it only dresses an ask and competes with nothing.
STRONG = frozenset(
    {
        SignalKind.PROMISE,
        SignalKind.CHURN,
        SignalKind.REPEAT,
        SignalKind.RENEWAL,
        SignalKind.REVENUE,
        SignalKind.AUTHORITY,
        SignalKind.ESCALATION,
        SignalKind.DEADLINE,
    }
)

SCOPE, SCOPE_CHOICE = "scope", "scope_choice"
"""The guide's kind of request that pushes what is in or out, and the label for it."""

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
    """What to offer the owner: one label, or two to choose from where two pressures compete.

    Never more than two questions, and those with different purposes.
    """

    labels: tuple[str, ...]
    questions: tuple[Question, ...]
    mirror: str | None

    @property
    def label(self) -> str:
        """The label for the strongest pressure."""
        return self.labels[0]


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
    counterpart: Counterpart | None = None,
    *,
    scope: bool = False,
) -> Coaching:
    """Choose the words. The same arguments give the same words; `asked` are purposes the thread already had.

    `scope`: the request pushes what is in or out, so that asking what the thing is good for would miss it.
    """
    strongest = ranked(signals)
    slot = as_slot(object_)
    candidates = _about_scope(strongest, words) if scope else _candidates(strongest, words, counterpart)
    return Coaching(
        labels=tuple(_pick(variants, seed, slot) for variants in _labels(signals, words, scope=scope)),
        questions=_questions(candidates, slot, seed, asked),
        mirror=mirror(strongest, object_),
    )


def _labels(signals: Sequence[Signal], words: CoachingWords, *, scope: bool) -> tuple[Variants, ...]:
    """The strongest pressure's, and the next one's where both are strong and ask for different advice."""
    kinds = [signal.kind for signal in distinct(signals)[:2]]
    if scope and not STRONG.intersection(kinds):
        return (words.situations[SCOPE_CHOICE],)
    if not kinds:
        return (words.plain_labels,)
    advice = {words.by_signal[kind][0][0].purpose for kind in kinds}
    compete = STRONG.issuperset(kinds) and len(advice) == len(kinds)
    return tuple(words.labels[kind] for kind in (kinds if compete else kinds[:1]))


def _questions(candidates: Iterator[Variants], slot: str, seed: str, asked: frozenset[Purpose]) -> tuple[Question, ...]:
    chosen: dict[Purpose, Question] = {}
    for variants in candidates:
        purpose = variants[0].purpose
        if purpose is None or purpose in asked or purpose in chosen:
            continue
        chosen[purpose] = Question(purpose, _pick(variants, seed, slot))
        if len(chosen) == 2:
            break
    return tuple(chosen.values())


def _candidates(
    strongest: tuple[Signal, ...], words: CoachingWords, counterpart: Counterpart | None
) -> Iterator[Variants]:
    """Question groups in the order to try them: what presses goes first, then who asks, then all the rest.

    So one pressure leaves the second question to the counterpart, two leave none unless they ask for the same.
    """
    theirs = words.by_counterpart[counterpart] if counterpart else ()
    pairs = [words.by_signal[signal.kind] for signal in strongest[:2]] or [words.plain_questions]
    firsts = [pair[0] for pair in pairs]
    yield from (*firsts, *theirs) if strongest else (*theirs[:1], *firsts, *theirs[1:])
    for place in range(1, max(len(pair) for pair in pairs)):
        yield from (pair[place] for pair in pairs if place < len(pair))
    yield from (words.by_purpose[purpose] for purpose in FALLBACK)


def _about_scope(strongest: tuple[Signal, ...], words: CoachingWords) -> Iterator[Variants]:
    """What the first version is for, what the choice costs, and only then what presses."""
    yield from words.scope_questions
    yield from (words.by_signal[signal.kind][0] for signal in strongest)
    yield from (words.by_purpose[purpose] for purpose in FALLBACK)


def _pick(variants: Variants, seed: str, slot: str) -> str:
    digest = blake2b(f"{seed}\0{variants[0].key}".encode(), digest_size=4).digest()
    return variants[int.from_bytes(digest, "big") % len(variants)].text.replace("{o}", slot)
