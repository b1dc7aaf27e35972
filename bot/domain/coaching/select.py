"""The choice of words for one request: a pure function of what was found in it, of who asks, and a seed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.domain.coaching.mirror import mirror
from bot.domain.coaching.pressure import STRONG, bears_out, distinct, ranked, read_as
from bot.domain.coaching.slot import UNSURE, as_slot
from bot.domain.coaching.words import CoachingWords, Phrase, Variants
from bot.domain.model import NOTHING_TOLD, Counterpart, Purpose, Signal, Told

MOST_QUESTIONS = 2

FIRST, PRESSED, SECOND = 0.7, 0.5, 0.8
"""How surely a coach would send a question before it is offered; where a strong pressure calls for an answer; and a
second beside it. Some messages say all that is needed, and one good question beats one and a filler."""

LABEL, SHOWN, COMPETING = 0.8, 0.75, 0.5
"""How surely a label has to suit: one that names what a message only tells; that of a strong pressure, which it shows
in words of its own; and those of two strong ones, between which a person chooses. Below that nothing is named."""

QUESTIONS = "questions."
"""How the keys of questions begin."""

HARM = "harm"
"""The catalogue's name for what is said where somebody is hurt: it comes before whatever else would suit."""

BROAD = 0.07
"""How much better an entry that suits nearly every message has to suit: what this one asks for in particular says that
it was read."""

AS_GOOD = 0.03
"""Questions this close together are worth the same: the seed chooses, so that cards do not repeat each other."""


@dataclass(frozen=True, slots=True)
class Question:
    purpose: Purpose
    text: str


@dataclass(frozen=True, slots=True)
class Coaching:
    """What to offer the owner: one label, or two to choose from where two pressures compete; none to fill a gap with.

    At most two questions, with different purposes; none where nothing would surely help, or all was asked.
    """

    labels: tuple[str, ...]
    questions: tuple[Question, ...]
    mirror: str | None

    @property
    def label(self) -> str:
        """The label that suits best; empty where there is nothing to name."""
        return self.labels[0] if self.labels else ""

    @property
    def has_words(self) -> bool:
        """Whether there is anything to post as it stands."""
        return bool(self.labels or self.questions)


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

    What suits the message (`told`) decides; where nobody read it, what presses and who asks do.
    """
    pressing = _pressing(signals)
    slot = slot_for(object_, told)
    entries = dict.fromkeys(words.by_situation[HARM] if told.harm else _open_to(words, pressing, counterpart, told))
    left = [one for one in entries if one[0].purpose not in asked and counterpart not in one[0].not_for]
    return Coaching(
        labels=tuple(_pick(variants, seed, slot) for variants in _labels(pressing, words, told, counterpart)),
        questions=tuple(
            Question(purpose, _pick(variants, seed, slot))
            for variants in (_for_harm(left, told, seed) if told.harm else _chosen(left, told, seed, _least(pressing)))
            if (purpose := variants[0].purpose)
        ),
        mirror=mirror(pressing, object_ if told.named else ""),
    )


def worth_asking(signals: Sequence[Signal], told: Told) -> bool:
    """Whether some question would surely help; of what nobody read that is taken for granted."""
    least = _least(_pressing(signals))
    return not told.fits or any(fit >= least for key, fit in told.fits if key.startswith(QUESTIONS))


def _pressing(signals: Sequence[Signal]) -> tuple[Signal, ...]:
    """What really presses, the strongest first."""
    return tuple(signal for signal in ranked([read_as(signal) for signal in signals]) if bears_out(signal))


def _least(pressing: Sequence[Signal]) -> float:
    """How surely the first question has to suit."""
    return PRESSED if any(signal.kind in STRONG for signal in pressing) else FIRST


def slot_for(object_: str, told: Told) -> str:
    """What stands for `{o}`: the request's own noun only where the message says that it is what is asked for."""
    return as_slot(object_) if told.named else UNSURE


def _labels(
    pressing: tuple[Signal, ...], words: CoachingWords, told: Told, who: Counterpart | None
) -> tuple[Variants, ...]:
    """The best that surely suits; beside it another strong pressure's, to choose from.

    A pressure's label needs the pressure's words in the message: the card shows them.
    """
    if told.harm:
        return (words.situations[HARM],)
    kinds = [signal.kind for signal in distinct(pressing) if who not in words.labels[signal.kind][0].not_for]
    if not told.fits:
        return tuple(words.labels[kind] for kind in (kinds[:2] if STRONG.issuperset(kinds[:2]) else kinds[:1]))
    fits = dict(told.fits)

    def fit(one: Variants) -> float:
        return fits.get(one[0].entry, 0)

    strong = [words.labels[kind] for kind in kinds if kind in STRONG]
    others = [words.labels[kind] for kind in kinds if kind not in STRONG]
    others += [one for one in words.situations.values() if who not in one[0].not_for]
    competing = [one for one in strong if fit(one) >= COMPETING]
    shown = competing if len(competing) > 1 else [one for one in strong if fit(one) >= SHOWN]
    sure = sorted([*shown, *(one for one in others if fit(one) >= LABEL)], key=fit, reverse=True)
    beside = [one for one in sure[1:] if one in shown]
    return (*sure[:1], *beside[:1])


def _open_to(
    words: CoachingWords, pressing: Sequence[Signal], who: Counterpart | None, told: Told
) -> Iterator[Variants]:
    """The questions that may be asked at all, in the order to try them where nothing else is known.

    What belongs to a pressure needs its words in the message. Nobody is asked what belongs to another counterpart; who
    asks need not be known where the message was read, for what suits it says that too.
    """
    for signal in pressing:
        yield from words.by_signal[signal.kind]
    for counterpart in [who] if who else Counterpart if told.fits else ():
        yield from words.by_counterpart[counterpart]
    yield from words.plain_questions
    yield from (variants for entries in words.by_situation.values() for variants in entries)
    yield from words.by_purpose.values()


def _for_harm(entries: Sequence[Variants], told: Told, seed: str) -> Sequence[Variants]:
    """One question, the one that suits best, however well: somebody hurt is not met with silence."""
    fits = dict(told.fits)
    best = max((fits.get(one[0].entry, 0) for one in entries), default=0)
    good = [one for one in entries if fits.get(one[0].entry, 0) == best]
    return good[_number(seed, HARM) % len(good) :][:1] if good else ()


def _chosen(entries: Sequence[Variants], told: Told, seed: str, least: float) -> Sequence[Variants]:
    """The one that suits best, and another of another purpose, where each suits well enough.

    Where nobody read the message, two in their usual order.
    """
    fits = dict(told.fits)
    known = [one for one in entries if one[0].entry in fits]
    if not fits:
        return _first_of_each_purpose(entries)[:MOST_QUESTIONS]
    found: list[Variants] = []
    while len(found) < MOST_QUESTIONS:
        sure = [one for one in known if fits[one[0].entry] >= (SECOND if found else least)]
        if not sure:
            break
        worth = {one: fits[one[0].entry] - BROAD * one[0].broad for one in sure}
        good = [one for one in sure if worth[one] >= max(worth.values()) - AS_GOOD]
        found.append(good[_number(seed, str(len(found))) % len(good)])
        known = [one for one in known if not _alike(one[0], found[-1][0])]
    return found


def _alike(one: Phrase, other: Phrase) -> bool:
    """Whether both would be one too many on one card."""
    return one.purpose is other.purpose or (one.broad and other.broad)


def _first_of_each_purpose(entries: Iterable[Variants]) -> list[Variants]:
    first: dict[Purpose | None, Variants] = {}
    for variants in entries:
        first.setdefault(variants[0].purpose, variants)
    return list(first.values())


def _pick(variants: Variants, seed: str, slot: str) -> str:
    return variants[_number(seed, variants[0].key) % len(variants)].text.replace("{o}", slot)


def _number(seed: str, of: str) -> int:
    return int.from_bytes(blake2b(f"{seed}\0{of}".encode(), digest_size=4).digest(), "big")
