"""Who may see which record: every viewer against every record, asked of the store's own queries."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.interest_map.history import ChangeKind
from bot.domain.interest_map.model import Party, Scoring
from bot.domain.interest_map.sheet import Sheet
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
DRAFTED = "drafted before anybody else knew the map"
SHARED = {False: "n1", True: "n2"}

Ask = Callable[[Work, str, str, bool], object]


def sheet(work: Work, team: str, viewer: str, shared: bool) -> Sheet | None:
    return work.seen.sheet(team, SHARED[shared], viewer)


ASK: dict[Record, Ask] = {
    Record.PREP: lambda w, team, who, _: w.seen.prep(team, "p1", who),
    Record.NOTE: lambda w, team, who, _: (found := w.seen.prep(team, "p1", who)) and found.notes,
    Record.DEBRIEF: lambda w, team, who, _: w.seen.debrief(team, "d1", who),
    Record.NEGOTIATION: lambda w, team, who, shared: w.seen.negotiation(team, SHARED[shared], who),
    Record.INTEREST: lambda w, team, who, shared: (found := sheet(w, team, who, shared)) and found.interests,
    Record.OPTION: lambda w, team, who, shared: (found := sheet(w, team, who, shared)) and found.options,
    Record.TRADE: lambda w, team, who, shared: (found := sheet(w, team, who, shared)) and found.trades,
    Record.CHANGE: lambda w, team, who, shared: w.seen.changes(team, SHARED[shared], who, 9),
    Record.SCORE: lambda w, team, who, shared: (found := sheet(w, team, who, shared)) and found.scores,
    Record.SUSPICION: lambda w, team, who, shared: (found := sheet(w, team, who, shared)) and found.suspicions,
    Record.AGREEMENT: lambda w, team, who, shared: w.seen.agreement(team, f"of-{SHARED[shared]}", who),
    Record.REQUEST: lambda w, team, who, _: w.seen.request(team, "r1", who),
    Record.EXAMPLE: lambda w, team, who, _: w.seen.example(samples.example(team).ref, who),
}
MAY: dict[Visibility, dict[bool, set[str]]] = {
    Visibility.ME: {False: {AUTHOR}, True: {AUTHOR}},
    Visibility.PARTIES: {False: {AUTHOR}, True: {AUTHOR, PARTY}},
    Visibility.REVEALED: {False: {AUTHOR}, True: {AUTHOR, PARTY}},
    Visibility.CHANNEL: {False: {AUTHOR, OWNER}, True: {AUTHOR, OWNER}},
}


@pytest.fixture(scope="module")
def store(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One of every record, written by the same person; four maps.

    n1 is its author's alone; n2 was shared and its scores are revealed; n3 was shared while it is still scored; for n4
    the party was asked for their side.
    """
    engine = open_engine(f"sqlite:///{copy_of(migrated_sqlite, tmp_path_factory.mktemp('seen'))}")
    store = SqlStore(engine, Cipher.from_keys([Cipher.new_key()]))
    sides = (Party("Sales", PARTY), Party("Platform"))
    with store.work() as work:
        work.channels.save(samples.channel(owners=(OWNER,)))
        work.preps.add(samples.prep(user=AUTHOR, notes=(Note("1.1", "mine"),)))
        work.debriefs.add(samples.debrief(user=AUTHOR))
        work.requests.add(samples.request(requester=AUTHOR))
        work.examples.save(samples.example(author=AUTHOR))
        for id_ in ("n1", "n2", "n3", "n4"):
            scoring = Scoring.REVEALED if id_ == "n2" else Scoring.OPEN
            work.negotiations.add(samples.negotiation(id=id_, author=AUTHOR, parties=sides, scoring=scoring))
            put_on(work, id_)
            made = samples.agreement(id=f"of-{id_}", author=AUTHOR, owner=AUTHOR, negotiation=id_)
            work.agreements.add(made)
        share = samples.utterance(saying=Saying.SHARED_MAP, subject="n2", key="share", person=AUTHOR, channel="C1")
        work.outbox.say(share)
        work.outbox.say(replace(share, subject="n3", key="share 3"))
        work.outbox.say(replace(share, saying=Saying.MAP_ASK, subject="n4", key="ask", person=PARTY, channel=None))
    queue = SqlOutboxQueue(engine)
    for place, row in enumerate(queue.claim("w", 9, samples.NOW, samples.NOW, samples.LEASE)):
        assert queue.sent(row, "C1", f"5.{place}")
    yield store
    engine.dispose()


def put_on(work: Work, id_: str) -> None:
    """One of everything that stands on a map, all of it the author's."""
    on = {"negotiation": id_, "by": AUTHOR}
    work.interests.add(samples.interest(id=f"i-{id_}", **on))
    work.options.add(samples.option(id=f"o-{id_}", **on))
    work.trades.add(samples.trade(id=f"t-{id_}", **on))
    work.scores.give(samples.score(option=f"o-{id_}", **on))
    work.suspicions.add(samples.suspicion(id=f"s-{id_}", negotiation=id_, author=AUTHOR))
    drafted, after = (samples.map_change(**on, after=text) for text in (DRAFTED, "after"))
    opened = [] if id_ == "n1" else [samples.map_change(**on, what=ChangeKind.SHARED)]
    work.map_history.note(drafted, *opened, after)


@pytest.mark.parametrize("id_", ["n2", "n4"])
def test_what_was_drafted_before_others_knew_the_map_stays_with_its_author(store: SqlStore, id_: str) -> None:
    with store.reading() as work:
        mine, theirs = (work.seen.changes("T1", id_, who, 9) for who in (AUTHOR, PARTY))
    assert [change.after for change in mine] == ["after", "b", DRAFTED]
    assert [change.after for change in theirs] == ["after", "b"]


@pytest.mark.parametrize("record", Record)
@pytest.mark.parametrize("shared", [False, True])
def test_the_matrix(store: SqlStore, record: Record, shared: bool) -> None:
    with store.reading() as work:
        seen = {viewer for viewer in VIEWERS if ASK[record](work, T1, viewer, shared)}
        elsewhere = {viewer for viewer in VIEWERS if ASK[record](work, "T2", viewer, shared)}
    assert seen == MAY[VISIBLE_TO[record]][shared]
    assert elsewhere == set()


def test_before_the_reveal_a_party_learns_that_a_side_scored_and_nothing_of_how(store: SqlStore) -> None:
    with store.reading() as work:
        theirs, mine = (work.seen.sheet(T1, "n3", who) for who in (PARTY, AUTHOR))
        everybodys = work.sheets.shown(T1, "n3")
    assert theirs
    assert mine
    assert everybodys
    assert (theirs.scores, everybodys.scores, len(mine.scores)) == ((), (), 1)
    assert theirs.given == everybodys.given == {"o-n3": frozenset({"a"})}
    assert (theirs.suspicions, everybodys.suspicions) == ((), ())


def test_who_was_asked_sees_the_map_and_nobody_else(store: SqlStore) -> None:
    with store.reading() as work:
        assert {who for who in VIEWERS if work.seen.sheet(T1, "n4", who)} == {AUTHOR, PARTY}


@pytest.mark.parametrize("viewer", ["", "%", "UAUTHO", "uauthor"])
def test_nobody_is_not_everybody(store: SqlStore, viewer: str) -> None:
    with store.reading() as work:
        assert not [record for record in Record if ASK[record](work, T1, viewer, True)]


def test_every_record_has_its_visibility() -> None:
    assert set(VISIBLE_TO) == set(ASK) == set(Record)
    assert set(VISIBLE_TO.values()) == set(Visibility)
