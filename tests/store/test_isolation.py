"""A team never reads, changes or blocks another team's rows, whichever method is asked."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.errors import Conflict
from bot.domain.model import Channel, MessageRef, Person, Saying, Settlement
from bot.services import ports
from bot.services.ports import Work
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.work import SqlStore
from tests.store import samples

DAY = timedelta(days=1)
NOW, LEASE = samples.NOW, samples.LEASE
THERE = MessageRef("T2", "C1", samples.prep().source.ts)

# What team T2 asks for, by the ids of team T1's rows, and what it must be told.
READS: dict[str, tuple[Callable[[Work], object], object]] = {
    "map_history.count": (lambda w: w.map_history.count("T2", "n1", samples.map_change().what, NOW - DAY), 0),
    "channels.get": (lambda w: w.channels.get("T2", "C1"), Channel("T2", "C1")),
    "channels.owned_by": (lambda w: list(w.channels.owned_by("T2", "U1")), []),
    "people.get": (lambda w: w.people.get("T2", "U1"), Person("T2", "U1")),
    "mutes.holds": (lambda w: w.mutes.holds("T2", "U1", "C1"), False),
    "mutes.drop": (lambda w: w.mutes.drop("T2", "U1", "C1"), False),
    "examples.of": (lambda w: list(w.examples.of("T2", "C1", NOW)), []),
    "examples.drop": (lambda w: w.examples.drop(MessageRef("T2", "C1", samples.example().ref.ts)), None),
    "examples.drop_of": (lambda w: w.examples.drop_of("T2", "U5"), None),
    "examples.forget_text": (lambda w: w.examples.forget_text(replace(samples.example().ref, team="T2")), None),
    "examples.forget_texts": (lambda w: w.examples.forget_texts("T2", "C1"), None),
    "requests.get": (lambda w: w.requests.get("T2", "r1"), None),
    "requests.unfinished_in": (lambda w: list(w.requests.unfinished_in("T2", "C1")), []),
    "requests.unfinished_by": (lambda w: list(w.requests.unfinished_by("T2", "U5")), []),
    "requests.between": (lambda w: list(w.requests.between("T2", "C1", "0", "9")), []),
    "requests.objects_in": (lambda w: w.requests.objects_in("T2", "C1", 9), {}),
    "requests.these": (lambda w: list(w.requests.these("T2", ["r1"])), []),
    "requests.latest_in": (lambda w: list(w.requests.latest_in("T2", "C1", 9)), []),
    "requests.at": (lambda w: w.requests.at("T2", "C1", samples.request().ts), None),
    "thread_posts.get": (lambda w: w.thread_posts.get("T2", "x1"), None),
    "thread_posts.drop_about": (lambda w: w.thread_posts.drop_about("T2", "r1"), None),
    "thread_posts.drop_of": (lambda w: w.thread_posts.drop_of("T2", "U5"), None),
    "asides.get": (lambda w: w.asides.get("T2", "s1"), None),
    "asides.about": (lambda w: list(w.asides.about("T2", "r1")), []),
    "asides.standing_in": (lambda w: list(w.asides.standing_in("T2", "C1")), []),
    "asides.drop_about": (lambda w: w.asides.drop_about("T2", "r1"), None),
    "asides.forget": (lambda w: w.asides.forget("T2", "U1"), None),
    "negotiations.get": (lambda w: w.negotiations.get("T2", "n1"), None),
    "negotiations.open_for": (lambda w: list(w.negotiations.open_for("T2", "U1")), []),
    "interests.get": (lambda w: w.interests.get("T2", "i1"), None),
    "interests.of": (lambda w: list(w.interests.of("T2", "n1")), []),
    "interests.drop": (lambda w: w.interests.drop("T2", "i1"), None),
    "options.get": (lambda w: w.options.get("T2", "o1"), None),
    "options.of": (lambda w: list(w.options.of("T2", "n1")), []),
    "options.drop": (lambda w: w.options.drop("T2", "o1"), None),
    "trades.get": (lambda w: w.trades.get("T2", "t1"), None),
    "trades.of": (lambda w: list(w.trades.of("T2", "n1")), []),
    "trades.drop": (lambda w: w.trades.drop("T2", "t1"), None),
    "suspicions.get": (lambda w: w.suspicions.get("T2", "s1", "U1"), None),
    "suspicions.of": (lambda w: list(w.suspicions.of("T2", "n1", "U1")), []),
    "suspicions.drop": (lambda w: w.suspicions.drop("T2", "s1", "U1"), None),
    "scores.drop": (lambda w: w.scores.drop("T2", "n1", "a"), None),
    "sheets.shown": (lambda w: w.sheets.shown("T2", "n1"), None),
    "map_traces.forget": (lambda w: w.map_traces.forget("T2", "U1"), 0),
    "preps.get": (lambda w: w.preps.get("T2", "p1", "U1"), None),
    "preps.of": (lambda w: w.preps.of("U1", THERE), None),
    "preps.about": (lambda w: list(w.preps.about(THERE)), []),
    "preps.quoting": (lambda w: list(w.preps.quoting("T2", "U5")), []),
    "debriefs.get": (lambda w: w.debriefs.get("T2", "d1", "U1"), None),
    "debriefs.of_prep": (lambda w: w.debriefs.of_prep("T2", "p1", "U1"), None),
    "debriefs.last_lesson": (lambda w: w.debriefs.last_lesson("T2", "U1"), ""),
    "agreements.get": (lambda w: w.agreements.get("T2", "a1"), None),
    "agreements.of_negotiation": (lambda w: list(w.agreements.of_negotiation("T2", "n1")), []),
    "agreements.of_request": (lambda w: list(w.agreements.of_request("T2", "r1")), []),
    "agreements.unreviewed_of": (lambda w: list(w.agreements.unreviewed_of("T2", "U2")), []),
    "outbox.by_key": (lambda w: w.outbox.by_key("T2", "card:r1:U1"), None),
    "outbox.cards_between": (
        lambda w: list(w.outbox.cards_between("T2", NOW - DAY, NOW + DAY, channel="C1", person="U1", requester="U5")),
        [],
    ),
    "outbox.said": (lambda w: list(w.outbox.said("T2", Saying.CARD, "r1")), []),
    "outbox.addressed": (lambda w: w.outbox.addressed("T2", Saying.CARD, "r1", "U1"), False),
    "outbox.standing_at": (lambda w: w.outbox.standing_at("T2", "D1", "5.1"), None),
    "outbox.cancel": (lambda w: w.outbox.cancel("T2", Saying.REVIEW_DUE, "a1", "gone"), 0),
    "outbox.rezone": (lambda w: w.outbox.rezone("T2", "U1", "Asia/Tokyo"), None),
    "records.of": (lambda w: [rows for rows in w.records.of("T2", "U1").values() if rows], []),
    "records.requests_of": (lambda w: list(w.records.requests_of("T2", "U5")), []),
    "records.maps_of": (lambda w: list(w.records.maps_of("T2", "U1")), []),
    "records.agreements_of": (lambda w: list(w.records.agreements_of("T2", "U1")), []),
    "records.drop_private": (lambda w: w.records.drop_private("T2", "U1"), {"preps": 0, "debriefs": 0}),
    "records.drop_map": (lambda w: w.records.drop_map("T2", "n1"), None),
    "records.drop_agreement": (lambda w: w.records.drop_agreement("T2", "a1"), None),
    "records.drop_traces": (lambda w: w.records.drop_traces("T2", "U1", NOW), 0),
    "audit.of_channel": (lambda w: list(w.audit.of_channel("T2", "C1", 9)), []),
    "audit.forget": (lambda w: w.audit.forget("T2", "U1"), None),
    "seen.prep": (lambda w: w.seen.prep("T2", "p1", "U1"), None),
    "seen.debrief": (lambda w: w.seen.debrief("T2", "d1", "U1"), None),
    "seen.negotiation": (lambda w: w.seen.negotiation("T2", "n1", "U1"), None),
    "seen.sheet": (lambda w: w.seen.sheet("T2", "n1", "U1"), None),
    "seen.changes": (lambda w: list(w.seen.changes("T2", "n1", "U1", 9)), []),
    "seen.agreement": (lambda w: w.seen.agreement("T2", "a1", "U1"), None),
    "seen.request": (lambda w: w.seen.request("T2", "r1", "U1"), None),
    "seen.example": (lambda w: w.seen.example(replace(samples.example().ref, team="T2"), "U1"), None),
    "outbox.refresh": (lambda w: w.outbox.refresh("T2", Saying.CARD, "r1", NOW), None),
}


def _on_a_map(work: Work) -> Work:
    """What stands on a map needs a map of its own team."""
    work.negotiations.add(samples.negotiation("T2"))
    return work


def _scored(work: Work) -> None:
    _on_a_map(work).options.add(samples.option("T2"))
    work.scores.give(samples.score("T2"))


# What team T2 writes under the same ids as team T1; true stands for "as if T1 had nothing".
WRITES: dict[str, Callable[[Work], object]] = {
    "channels.save": lambda w: w.channels.save(Channel("T2", "C1")),
    "people.save": lambda w: w.people.save(Person("T2", "U1")),
    "mutes.add": lambda w: w.mutes.add("T2", "U1", "C1"),
    "examples.save": lambda w: w.examples.save(samples.example("T2")),
    "requests.add": lambda w: w.requests.add(samples.request("T2")),
    "thread_posts.add": lambda w: w.thread_posts.add(samples.thread_post("T2")),
    "asides.add": lambda w: w.asides.add(samples.aside("T2")),
    "negotiations.add": lambda w: w.negotiations.add(samples.negotiation("T2")),
    "interests.add": lambda w: _on_a_map(w).interests.add(samples.interest("T2")),
    "options.add": lambda w: _on_a_map(w).options.add(samples.option("T2")),
    "trades.add": lambda w: _on_a_map(w).trades.add(samples.trade("T2")),
    "suspicions.add": lambda w: _on_a_map(w).suspicions.add(samples.suspicion("T2")),
    "scores.give": _scored,
    "map_history.note": lambda w: _on_a_map(w).map_history.note(samples.map_change("T2")),
    "preps.add": lambda w: w.preps.add(samples.prep("T2")),
    "debriefs.add": lambda w: w.debriefs.add(samples.debrief("T2")),
    "agreements.add": lambda w: w.agreements.add(samples.agreement("T2")),
    "outbox.say": lambda w: w.outbox.say(samples.utterance("T2")),
    "audit.note": lambda w: w.audit.note(samples.change("T2")),
}

# The nightly round goes over every team: it learns only ids of channels, and deletes what is old.
OF_ALL_TEAMS = {"examples.places", "examples.purge", "records.purge", "audit.purge"}

SAVES: dict[str, Callable[[Work], object]] = {
    "requests.save": lambda w: w.requests.save(samples.request("T2")),
    "asides.save": lambda w: w.asides.save(samples.aside("T2")),
    "negotiations.save": lambda w: w.negotiations.save(samples.negotiation("T2")),
    "interests.save": lambda w: w.interests.save(samples.interest("T2")),
    "options.save": lambda w: w.options.save(samples.option("T2")),
    "trades.save": lambda w: w.trades.save(samples.trade("T2")),
    "suspicions.save": lambda w: w.suspicions.save(samples.suspicion("T2")),
    "preps.save": lambda w: w.preps.save(samples.prep("T2")),
    "debriefs.save": lambda w: w.debriefs.save(samples.debrief("T2")),
    "agreements.save": lambda w: w.agreements.save(samples.agreement("T2")),
}


@pytest.fixture
def of_team_1(store: SqlStore, queue: SqlOutboxQueue) -> SqlStore:
    with store.work() as work:
        work.channels.save(samples.channel())
        work.people.save(samples.person())
        work.mutes.add("T1", "U1", "C1")
        work.examples.save(samples.example())
        work.requests.add(samples.request(settled_as=Settlement.WAITING))
        work.asides.add(samples.aside(settled_as=None))
        work.negotiations.add(samples.negotiation())
        work.interests.add(samples.interest())
        work.options.add(samples.option())
        work.trades.add(samples.trade())
        work.suspicions.add(samples.suspicion())
        work.scores.give(samples.score())
        work.map_history.note(samples.map_change())
        work.preps.add(samples.prep())
        work.debriefs.add(samples.debrief())
        work.agreements.add(samples.agreement())
        work.audit.note(samples.change())
        work.outbox.say(samples.utterance())
    (row,) = queue.claim("w", 10, NOW, NOW, LEASE)
    queue.sent(row, "D1", "5.1")
    with store.work() as work:
        work.outbox.say(samples.utterance(saying=Saying.REVIEW_DUE, subject="a1", key="review:a1"))
    return store


class Undone(Exception):
    """What was written in this transaction is not to stay."""


def everything(store: SqlStore) -> list[object]:
    with store.reading() as work:
        return everything_in(work)


def everything_in(work: Work) -> list[object]:
    return [
        work.channels.get("T1", "C1"),
        work.people.get("T1", "U1"),
        work.mutes.holds("T1", "U1", "C1"),
        list(work.examples.of("T1", "C1", NOW)),
        work.requests.get("T1", "r1"),
        work.asides.get("T1", "s1"),
        work.negotiations.get("T1", "n1"),
        work.seen.sheet("T1", "n1", "U1"),
        list(work.seen.changes("T1", "n1", "U1", 9)),
        work.preps.get("T1", "p1", "U1"),
        work.debriefs.get("T1", "d1", "U1"),
        work.agreements.get("T1", "a1"),
        list(work.audit.of_channel("T1", "C1", 9)),
        work.outbox.by_key("T1", "card:r1:U1"),
        work.outbox.by_key("T1", "review:a1"),
    ]


def test_another_team_reads_nothing(of_team_1: SqlStore, queue: SqlOutboxQueue) -> None:
    before, rows = everything(of_team_1), queue.census().counts
    read: dict[str, object] = {}
    touched: list[str] = []
    for method, (ask, _) in READS.items():
        with of_team_1.work() as work:
            read[method] = ask(work)
        if (everything(of_team_1), queue.census().counts) != (before, rows):
            touched.append(method)
    assert read == {method: nothing for method, (_, nothing) in READS.items()}
    assert not touched


def tried(store: SqlStore, write: Callable[[Work], object]) -> tuple[object, list[object]]:
    """What the write says and what stands of team T1 after it; then it is undone, so that the next finds no row."""
    found: list[tuple[object, list[object]]] = []
    with suppress(Undone), store.work() as work:
        found.append((write(work), everything_in(work)))
        raise Undone
    return found[0]


def test_another_team_has_its_own_row_under_the_same_id(of_team_1: SqlStore) -> None:
    before = everything(of_team_1)
    for method, write in WRITES.items():
        said, left = tried(of_team_1, write)
        assert said in {None, True}, method
        assert left == before, method


def test_another_team_cannot_save_over_a_row(of_team_1: SqlStore) -> None:
    before = everything(of_team_1)
    for method, save in SAVES.items():
        with pytest.raises(Conflict), of_team_1.work() as work:
            save(work)
        assert everything(of_team_1) == before, method


def test_a_queue_row_handed_back_under_another_team_changes_nothing(of_team_1: SqlStore, queue: SqlOutboxQueue) -> None:
    (row,) = queue.claim("w", 10, NOW, NOW, LEASE)
    stolen = replace(row, utterance=replace(row.utterance, team="T2"))
    assert not queue.sent(stolen, "D2", "6.1")
    assert queue.sent(row, "D1", "5.2")


def test_every_method_of_every_repository_is_in_the_tables_above() -> None:
    repositories: dict[str, Any] = {
        name: getattr(ports, member.fget.__annotations__["return"].__name__)
        for name, member in vars(Work).items()
        if isinstance(member, property) and member.fget
    }
    methods = {
        f"{name}.{method}"
        for name, port in repositories.items()
        for method in vars(port)
        if not method.startswith("_") and callable(getattr(port, method))
    }
    assert methods == {*READS, *WRITES, *SAVES, *OF_ALL_TEAMS}
