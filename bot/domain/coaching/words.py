"""The coaching words as values: phrases with their source, and where each belongs."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.model import Counterpart, Move, Purpose, SignalKind


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence to offer. `fits` and `never` are messages it must and must not suit; a label has no purpose.

    `not_for` are those to whom it is never put, whatever they wrote. A `broad` one suits nearly every message: what
    suits this one in particular goes before it.
    """

    key: str
    text: str
    source: str
    purpose: Purpose | None = None
    when: str = ""
    when_not: str = ""
    fits: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    not_for: frozenset[Counterpart] = frozenset()
    broad: bool = False

    @property
    def entry(self) -> str:
        """The key of the entry that this is a variant of: what its variants say is the same."""
        return self.key.rpartition(".")[0]


Variants = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class CoachingWords:
    """Every label and question of one language; a tuple of variants says the same thing in different words."""

    labels: Mapping[SignalKind, Variants]
    situations: Mapping[str, Variants]
    """By name: what a message tells beside pressure, and what is known only later."""
    by_signal: Mapping[SignalKind, tuple[Variants, ...]]
    plain_questions: tuple[Variants, ...]
    by_counterpart: Mapping[Counterpart, tuple[Variants, ...]]
    by_situation: Mapping[str, tuple[Variants, ...]]
    by_purpose: Mapping[Purpose, Variants]
    moves: Mapping[Move, Variants]
    blanks: Mapping[str, str]
    """What stands in a move where its owner has to write something."""
    swaps: Mapping[str, str]
    """What stands in a checked reply in place of the words that were marked; empty where they are left out."""

    def all_labels(self) -> Variants:
        groups = (*self.labels.values(), *self.situations.values())
        return tuple(phrase for group in groups for phrase in group)

    def entries(self) -> tuple[Variants, ...]:
        """Every question's entry."""
        groups = (
            *self.by_signal.values(),
            self.plain_questions,
            *self.by_situation.values(),
            *self.by_counterpart.values(),
            tuple(self.by_purpose.values()),
        )
        return tuple(variants for group in groups for variants in group)

    def all_questions(self) -> Variants:
        return tuple(phrase for variants in self.entries() for phrase in variants)
