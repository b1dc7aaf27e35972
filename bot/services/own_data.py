"""A person's own data, in their hands: as a file in their DM, or in messages there where files are refused."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.model import Saying, Utterance
from bot.services.ports import Work
from bot.services.world import World

PIECE = 2800
"""Characters of a piece as Slack counts them, escaped; a few of them make a message."""
LONGEST_ENTITY = 5
PIECES_A_MESSAGE = 3
MOST_PIECES = 4
"""What the last message holds where more came in after the messages were counted."""


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything at the moment of sending, as JSON."""

    team: str
    user: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One of several messages: the pieces it holds, and its place among them."""

    pieces: tuple[str, ...]
    number: int
    of: int


class OwnDataService:
    """What is handed over is read when it is sent, never kept."""

    def __init__(self, world: World) -> None:
        self._world = world

    def ask(self, team: str, user: str) -> bool:
        """Put the file on its way to the person's DM; False where one left within this minute."""
        now = self._world.clock.now()
        key = f"mydata:{user}:{now:%Y%m%d%H%M}"
        with self._world.store.work() as work:
            return work.outbox.say(Utterance(team, Saying.MY_DATA, key, key, now, person=user))

    def file(self, team: str, user: str) -> OwnData:
        """What the file holds now."""
        with self._world.store.reading() as work:
            return OwnData(team, user, _told(work, team, user))

    def passage(self, team: str, user: str, subject: str) -> Passage:
        """What one of the messages holds now; the last holds the rest, and one that nothing is left for is empty."""
        number, of = (int(part) for part in subject.rpartition(":")[2].split("/"))
        with self._world.store.reading() as work:
            pieces = cut(_told(work, team, user))
        first = (number - 1) * PIECES_A_MESSAGE
        last = first + (MOST_PIECES if number == of else PIECES_A_MESSAGE)
        return Passage(pieces[first:last], number, of)


def tell_in_messages(work: Work, refused: Utterance) -> None:
    """Slack takes no file: the same comes as messages, in their order."""
    if refused.person is None:
        return
    pieces = len(cut(_told(work, refused.team, refused.person)))
    of = -(-pieces // PIECES_A_MESSAGE)
    for number in range(1, of + 1):
        name = f"{refused.key}:{number}/{of}"
        said = Utterance(refused.team, Saying.MY_DATA_TEXT, name, name, refused.due_at, person=refused.person)
        work.outbox.say(said)


def cut(text: str) -> tuple[str, ...]:
    """The text in pieces between lines; a line that is longer than a piece is cut where it must be."""
    pieces, sizes = list[str](), list[int]()
    for line in text.split("\n"):
        for part in _parts(line):
            size = _size(part)
            if pieces and sizes[-1] + 1 + size <= PIECE:
                pieces[-1] += f"\n{part}"
                sizes[-1] += 1 + size
            else:
                pieces.append(part)
                sizes.append(size)
    return tuple(pieces)


def _parts(line: str) -> Iterator[str]:
    while _size(line) > PIECE:
        fits = PIECE // LONGEST_ENTITY if _size(line[:PIECE]) > PIECE else PIECE
        yield line[:fits]
        line = line[fits:]
    yield line


def _size(text: str) -> int:
    """How long it is once `&`, `<` and `>` are escaped."""
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def _told(work: Work, team: str, user: str) -> str:
    everything = {"workspace": team, "person": user, **work.records.of(team, user)}
    return json.dumps(everything, ensure_ascii=False, indent=1)
