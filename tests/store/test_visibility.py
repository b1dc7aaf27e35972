"""Who may see which record: every viewer against every record, asked of the store's own queries."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.domain.interest_map.model import Party
from bot.domain.model import Note, Saying
from bot.domain.visibility import VISIBLE_TO, Record, Visibility
from bot.services.ports import Work
from bot.store.cipher import Cipher
from bot.store.engine import open_engine
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.work import SqlStore
from tests.store import samples
from tests.workplace import copy_of

T1 = "T1"
AUTHOR, PARTY, OWNER, OTHER = VIEWERS = ("UAUTHOR", "UPARTY", "UOWNER", "UOTHER")
SHARED = {False: "n1", True: "n2"}

Ask = Callable[[Work, str, str, bool], object]
ASK: dict[Record, Ask] = {
    Record.PREP: lambda w, team, who, _: w.seen.prep(team, "p1", who),
    Record.NOTE: lambda w, team, who, _: (found := w.seen.prep(team, "p1", who)) and found.notes,
    Record.DEBRIEF: lambda w, team, who, _: w.seen.debrief(team, "d1", who),
    Record.NEGOTIATION: lambda w, team, who, shared: w.seen.negotiation(team, SHARED[shared], who),
    Record.AGREEMENT: lambda w, team, who, shared: w.seen.agreement(team, f"of-{SHARED[shared]}", who),
    Record.REQUEST: lambda w, team, who, _: w.seen.request(team, "r1", who),
    Record.EXAMPLE: lambda w, team, who, _: w.seen.example(samples.example(team).ref, who),
}
MAY: dict[Visibility, dict[bool, set[str]]] = {
    Visibility.ME: {False: {AUTHOR}, True: {AUTHOR}},
    Visibility.PARTIES: {False: {AUTHOR}, True: {AUTHOR, PARTY}},
    Visibility.CHANNEL: {False: {AUTHOR, OWNER}, True: {AUTHOR, OWNER}},
}


@pytest.fixture(scope="module")
def store(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One of every record, written by the same person; two maps, of which the second was shared."""
    engine = open_engine(f"sqlite:///{copy_of(migrated_sqlite, tmp_path_factory.mktemp('seen'))}")
    store = SqlStore(engine, Cipher.from_keys([Cipher.new_key()]))
    sides = (Party("Sales", PARTY), Party("Platform"))
    with store.work() as work:
        work.channels.save(samples.channel(owners=(OWNER,)))
        work.preps.add(samples.prep(user=AUTHOR, notes=(Note("1.1", "mine"),)))
        work.debriefs.add(samples.debrief(user=AUTHOR))
        work.requests.add(samples.request(requester=AUTHOR))
        work.examples.save(samples.example(author=AUTHOR))
        for id_ in SHARED.values():
            work.negotiations.add(samples.negotiation(id=id_, author=AUTHOR, parties=sides))
            made = samples.agreement(id=f"of-{id_}", author=AUTHOR, owner=AUTHOR, negotiation=id_)
            work.agreements.add(made)
        share = samples.utterance(saying=Saying.SHARED_MAP, subject="n2", key="share", person=AUTHOR, channel="C1")
        work.outbox.say(share)
    queue = SqlOutboxQueue(engine)
    (row,) = queue.claim("w", 9, samples.NOW, samples.NOW, samples.LEASE)
    assert queue.sent(row, "C1", "5.1")
    yield store
    engine.dispose()


@pytest.mark.parametrize("record", Record)
@pytest.mark.parametrize("shared", [False, True])
def test_the_matrix(store: SqlStore, record: Record, shared: bool) -> None:
    with store.reading() as work:
        seen = {viewer for viewer in VIEWERS if ASK[record](work, T1, viewer, shared)}
        elsewhere = {viewer for viewer in VIEWERS if ASK[record](work, "T2", viewer, shared)}
    assert seen == MAY[VISIBLE_TO[record]][shared]
    assert elsewhere == set()


@pytest.mark.parametrize("viewer", ["", "%", "UAUTHO", "uauthor"])
def test_nobody_is_not_everybody(store: SqlStore, viewer: str) -> None:
    with store.reading() as work:
        assert not [record for record in Record if ASK[record](work, T1, viewer, True)]


def test_every_record_has_its_visibility() -> None:
    assert set(VISIBLE_TO) == set(ASK) == set(Record)
    assert set(VISIBLE_TO.values()) == set(Visibility)
