"""What the map's services need from the store, as protocols."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.domain.interest_map.history import Change, ChangeKind
from bot.domain.interest_map.model import Suspicion
from bot.domain.interest_map.options import Score
from bot.domain.interest_map.sheet import Sheet

Piece = TypeVar("Piece")


class Pieces(Protocol[Piece]):
    """One kind of thing that stands on maps and is saved by version: interests, options, trades."""

    def get(self, team: str, id_: str) -> Piece | None: ...

    def of(self, team: str, negotiation: str) -> Sequence[Piece]:
        """In the order in which they were written."""
        ...

    def add(self, piece: Piece) -> None: ...

    def save(self, piece: Piece) -> None:
        """Raises Conflict when its version is not the stored one. Bumps the version."""
        ...

    def drop(self, team: str, id_: str) -> None: ...


class Suspicions(Protocol):
    """Private notes: each is its author's alone."""

    def get(self, team: str, id_: str, author: str) -> Suspicion | None: ...

    def of(self, team: str, negotiation: str, author: str) -> Sequence[Suspicion]: ...

    def add(self, suspicion: Suspicion) -> None: ...

    def save(self, suspicion: Suspicion) -> None:
        """Raises Conflict when its version is not the stored one. Bumps the version."""
        ...

    def drop(self, team: str, id_: str, author: str) -> None: ...


class Scores(Protocol):
    """Written here, read through a sheet, which knows who may see them."""

    def drop(self, team: str, negotiation: str, party: str) -> None:
        """Take back what a side gave in every round."""
        ...

    def give(self, score: Score) -> None:
        """The party's score of that option in that round; one that was given before is replaced."""
        ...


class MapHistory(Protocol):
    """Written here, read through `Seen`, which knows who may."""

    def note(self, *changes: Change) -> None: ...

    def count(self, team: str, negotiation: str, what: ChangeKind, since: datetime) -> int:
        """How often that happened to the map after `since`: no word of it."""
        ...


class Sheets(Protocol):
    def shown(self, team: str, negotiation: str) -> Sheet | None:
        """What may be shown where everybody in a channel reads it: nobody's notes, no score before the reveal."""
        ...


class MapTraces(Protocol):
    def forget(self, team: str, user: str) -> int:
        """Their notes go, and nobody stands in their place on what others share; returns how many notes went."""
        ...
