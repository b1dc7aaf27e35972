"""The choice of words for one request: a pure function of its signals, its object and a seed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.domain.coaching.mirror import mirror
from bot.domain.coaching.pressure import STRONG, bears_out, distinct, ranked, read_as
from bot.domain.coaching.slot import UNSURE, as_slot
from bot.domain.coaching.words import CoachingWords, Variants
from bot.domain.model import NOTHING_TOLD, Counterpart, Purpose, Signal, SignalKind, Situation, Told

LEADERS_IDEA = "leaders_idea"

# What presses less than these situations weigh: of a rule or of harm one does not ask how little would do.
GRAVE = frozenset({Situation.HARM, Situation.RULE})

# What is named before any pressure, and asked about whatever the message tells of itself.
FIRST = frozenset({Situation.HARM, Situation.LOST, Situation.LEAVING, Situation.SCOPE_CHOICE})

# What needs no second label.
ALONE = frozenset({Situation.LOST, Situation.LEAVING})

# A date beside a choice of scope is mostly the one by which to choose.
SCOPE = Situation.SCOPE_CHOICE

# What binds whoever speaks for themselves too, in words that need no "them".
DATED = frozenset({SignalKind.DEADLINE})

# Where the signals give no (further) question: from what the request is for to what it takes.
FALLBACK = (
    Purpose.OUTCOME,
    Purpose.PROBLEM,
    Purpose.EVIDENCE,
    Purpose.SMALLEST_STEP,
    Purpose.SIZE,
    Purpose.END_USER,
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
    """What to offer the owner: one label, or two to choose from where two pressures compete; none to fill a gap with.

    Never more than two questions, and those with different purposes.
    """

    labels: tuple[str, ...]
    questions: tuple[Question, ...]
    mirror: str | None

    @property
    def label(self) -> str:
        """The label for the strongest pressure, or for the situation; empty where there is nothing to name."""
        return self.labels[0] if self.labels else ""


def coach(
    signals: Sequence[Signal],
    object_: str,
    seed: str,
    words: CoachingWords,
    asked: frozenset[Purpose] = frozenset(),
    counterpart: Counterpart | None = None,
    told: Told = NOTHING_TOLD,
) -> Coaching:
    """Choose the words. The same arguments give the same words; `asked` are purposes the thread already had.

    What the message answers itself (`told`) is asked only where nothing else is left.
    """
    pressing = tuple(signal for signal in ranked([read_as(signal) for signal in signals]) if bears_out(signal))
    if counterpart is None and told.own:
        counterpart = Counterpart.CUSTOMER
    situation = _situation(pressing, counterpart, told)
    if situation is Situation.LEAVING:  # it says the same, of whoever speaks
        pressing = tuple(signal for signal in pressing if signal.kind is not SignalKind.CHURN)
    slot = slot_for(object_, told)
    groups = tuple(_candidates(pressing, words, counterpart, situation))
    answered = () if situation in FIRST or counterpart is Counterpart.CUSTOMER else told.answered
    new = (variants for variants in groups if variants[0].purpose not in answered)
    return Coaching(
        labels=tuple(
            _pick(variants, seed, slot)
            for variants in _labels(pressing, words, counterpart, situation or _unsaid(told))
        ),
        questions=_questions((*new, *groups), slot, seed, asked),
        mirror=mirror(pressing, object_ if told.named else ""),
    )


def slot_for(object_: str, told: Told) -> str:
    """What stands for `{o}`: the request's own noun only where the message says that it is what is asked for."""
    return as_slot(object_) if told.named else UNSURE


def _situation(pressing: tuple[Signal, ...], who: Counterpart | None, told: Told) -> Situation | None:
    """A customer who may leave says so of themselves: that is another talk than one about a customer."""
    leaves = who is Counterpart.CUSTOMER and any(signal.kind is SignalKind.CHURN for signal in pressing)
    return Situation.LEAVING if leaves and told.situation is not Situation.HARM else told.situation


def _unsaid(told: Told) -> str:
    """What can be named of a calm request whose situation is not told; a label to fill the gap would say nothing."""
    return Situation.TROUBLE if Purpose.PROBLEM in told.answered else ""


def _labels(
    pressing: tuple[Signal, ...], words: CoachingWords, who: Counterpart | None, situation: str
) -> tuple[Variants, ...]:
    """The strongest pressure's, and the next one's where both are strong and ask for different advice.

    Of harm the label speaks first whatever presses; where nothing presses it names the situation, if there is one.
    """
    kinds = [signal.kind for signal in distinct(pressing)[:2]]
    strong = [kind for kind in kinds if kind in STRONG]
    if situation in FIRST or (situation == Situation.RULE and not strong):
        beside = [] if situation in ALONE else [kind for kind in strong if kind not in DATED or situation != SCOPE][:1]
        return (words.situations[situation], *(words.labels[kind] for kind in beside))
    if not kinds:
        name = LEADERS_IDEA if who is Counterpart.LEADERSHIP and situation == Situation.IDEA else situation
        return (words.situations[name],) if name else ()
    advice = {words.by_signal[kind][0][0].purpose for kind in kinds}
    compete = STRONG.issuperset(kinds) and len(advice) == len(kinds)
    return tuple(words.labels[kind] for kind in (kinds if compete else kinds[:1]))


def _questions(groups: Iterable[Variants], slot: str, seed: str, asked: frozenset[Purpose]) -> tuple[Question, ...]:
    chosen: dict[Purpose, Question] = {}
    for variants in groups:
        purpose = variants[0].purpose
        if purpose is None or purpose in asked or purpose in chosen:
            continue
        chosen[purpose] = Question(purpose, _pick(variants, seed, slot))
        if len(chosen) == 2:
            break
    return tuple(chosen.values())


def _candidates(
    pressing: tuple[Signal, ...], words: CoachingWords, who: Counterpart | None, situation: Situation | None
) -> Iterator[Variants]:
    """Question groups in the order to try them: what presses, then the situation, then who asks, then all the rest.

    So one pressure leaves the second question to the situation, two leave none unless they ask for the same. Whoever
    pushes what is in or out, or tells of harm, is asked about that first; a rule comes right after the first pressure.
    """
    theirs = words.by_counterpart[who] if who else ()
    own = words.by_situation[situation] if situation else ()
    if situation in GRAVE:
        pressing = tuple(signal for signal in pressing if signal.kind in STRONG)
    pairs = [words.by_signal[signal.kind] for signal in pressing[:2]]
    firsts = [pair[0] for pair in pairs]
    if situation in {Situation.SCOPE_CHOICE, Situation.LOST, Situation.LEAVING}:
        yield from (*own, *firsts, *theirs)
    elif situation is Situation.HARM:
        yield from (own[0], *firsts, *own[1:])
    elif who is Counterpart.CUSTOMER and situation not in GRAVE:
        dated = [words.by_signal[signal.kind][0] for signal in pressing[:2] if signal.kind in DATED]
        yield from (*dated[:1], *theirs, *own)  # to somebody who speaks for themselves nobody speaks of "people"
    elif pairs and own and not STRONG.intersection(signal.kind for signal in pressing[:2]) and situation not in GRAVE:
        yield from (*own[:1], *firsts, *own[1:], *theirs)  # what is told weighs more than how it is dressed
    elif pairs:
        yield from (*firsts[:1], *own[:1], *firsts[1:], *theirs) if situation in GRAVE else (*firsts, *own, *theirs)
    else:
        yield from (*own[:1], *theirs[:1], *(own or words.plain_questions), *theirs[1:], *words.plain_questions)
    for place in range(1, max((len(pair) for pair in pairs), default=0)):
        yield from (pair[place] for pair in pairs if place < len(pair))
    yield from (words.by_purpose[purpose] for purpose in FALLBACK)


def _pick(variants: Variants, seed: str, slot: str) -> str:
    digest = blake2b(f"{seed}\0{variants[0].key}".encode(), digest_size=4).digest()
    return variants[int.from_bytes(digest, "big") % len(variants)].text.replace("{o}", slot)
