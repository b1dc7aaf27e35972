"""The inbox: each event once, a conversation in order, nothing stuck for ever."""

from datetime import timedelta

import pytest

from bot.domain.errors import AlreadyHandled
from bot.domain.model import Delivery, InboxRow, Person
from bot.services.queues import DeadLetter
from bot.store.inbox import SqlInbox
from bot.store.work import SqlStore
from tests.store import samples

NOW, LEASE = samples.NOW, samples.LEASE
SECOND = timedelta(seconds=1)


def body(n: int = 0, **more: object) -> dict[str, object]:
    return {"type": "event_callback", "event": {"type": "message", "text": f"text {n}"}, **more}


def put(inbox: SqlInbox, *conversations: str) -> None:
    for n, conversation in enumerate(conversations):
        assert inbox.put("T1", f"Ev{n}", conversation, body(n), NOW)


def one(inbox: SqlInbox) -> InboxRow:
    (row,) = inbox.claim("w", 1, NOW, LEASE)
    return row


def test_an_event_comes_out_as_it_went_in(inbox: SqlInbox) -> None:
    odd = body(text="\x00 \ud83d und ✂", nested=[1, None, {"a": True}], long="x" * 1_000_000)
    assert inbox.put("T1", "Ev1", "C1", odd, NOW)
    (row,) = inbox.claim("w1", 5, NOW, LEASE)
    assert row == InboxRow(row.id, "T1", "C1", odd, attempts=1, claim=row.claim)
    assert row.claim


def test_a_redelivery_is_not_stored_before_or_after_it_was_done(inbox: SqlInbox) -> None:
    put(inbox, "C1")
    assert not inbox.put("T1", "Ev0", "C1", body(), NOW)
    assert inbox.put("T2", "Ev0", "C1", body(), NOW)
    for row in inbox.claim("w", 5, NOW, LEASE):
        assert inbox.finish(row.delivery)
    assert not inbox.put("T1", "Ev0", "C1", body(), NOW)
    assert inbox.claim("w", 5, NOW, LEASE) == []


def test_a_conversation_is_unfinished_until_its_last_event_is_done(inbox: SqlInbox) -> None:
    put(inbox, "C1", "C1", "C2")
    for _ in range(3):
        row = one(inbox)
        assert inbox.unfinished("T1", row.conversation)
        assert inbox.finish(row.delivery)
    assert not any(inbox.unfinished(*place) for place in (("T1", "C1"), ("T1", "C2"), ("T2", "C1")))
    assert inbox.put("T1", "Ev9", "C1", body(), NOW)
    inbox.bury(one(inbox).delivery, "too often", NOW)
    assert not inbox.unfinished("T1", "C1")


def test_one_event_a_conversation_oldest_first(inbox: SqlInbox) -> None:
    put(inbox, "A", "A", "B", "A", "C")
    first = inbox.claim("w1", 2, NOW, LEASE)
    assert [(row.conversation, row.body) for row in first] == [("A", body(0)), ("B", body(2))]
    assert [row.conversation for row in inbox.claim("w2", 9, NOW, LEASE)] == ["C"]
    assert inbox.finish(first[0].delivery)
    (second,) = inbox.claim("w2", 9, NOW, LEASE)
    assert second.body == body(1)


OLD, NEW = "1700000000.000100", "1700000060.000200"


@pytest.mark.parametrize(
    ("mine", "other", "overtaken"),
    [(OLD, NEW, True), (NEW, OLD, False), (OLD, OLD, False), ("", NEW, False), (OLD, "", False)],
)
def test_an_event_that_comes_after_a_newer_version_was_done_is_overtaken(
    inbox: SqlInbox, mine: str, other: str, overtaken: bool
) -> None:
    for team, conversation in (("T1", "B"), ("T2", "A")):
        inbox.put(team, "Ev0", conversation, body(), NOW, version=NEW)
    inbox.put("T1", "Ev1", "A", body(), NOW, version=other)
    for row in inbox.claim("w", 9, NOW, LEASE):
        inbox.finish(row.delivery)
    inbox.put("T1", "Ev2", "A", body(), NOW, version=mine)
    assert one(inbox).overtaken is overtaken


def test_a_newer_version_that_was_given_up_overtakes_nothing(inbox: SqlInbox) -> None:
    inbox.put("T1", "Ev1", "A", body(), NOW, version=NEW)
    inbox.bury(one(inbox).delivery, "KeyError", NOW)
    inbox.put("T1", "Ev2", "A", body(), NOW, version=OLD)
    assert not one(inbox).overtaken


def test_the_same_conversation_name_in_two_teams_is_two_conversations(inbox: SqlInbox) -> None:
    assert inbox.put("T1", "Ev1", "C1", body(), NOW)
    assert inbox.put("T2", "Ev1", "C1", body(), NOW)
    assert len(inbox.claim("w", 9, NOW, LEASE)) == 2


def test_a_failed_event_holds_its_conversation_until_its_retry(inbox: SqlInbox) -> None:
    put(inbox, "A", "A")
    assert inbox.retry(one(inbox).delivery, NOW + 5 * SECOND, "TimeoutError")
    assert inbox.claim("w", 9, NOW + 4 * SECOND, LEASE) == []
    (again,) = inbox.claim("w", 9, NOW + 5 * SECOND, LEASE)
    assert (again.body, again.attempts) == (body(0), 2)


def test_a_dead_letter_lets_its_conversation_go_on(inbox: SqlInbox) -> None:
    put(inbox, "A", "A")
    buried = one(inbox)
    assert inbox.bury(buried.delivery, "KeyError", NOW + SECOND)
    assert list(inbox.dead()) == [DeadLetter(buried.id, "message", "KeyError", NOW + SECOND)]
    assert one(inbox).body == body(1)


def test_a_letter_driven_again_waits_for_the_event_in_hand(inbox: SqlInbox) -> None:
    put(inbox, "A", "A")
    buried = one(inbox)
    inbox.bury(buried.delivery, "KeyError", NOW)
    in_hand = one(inbox)
    assert inbox.redrive(buried.id, NOW)
    assert not inbox.redrive(buried.id, NOW)
    assert inbox.claim("w", 9, NOW, LEASE) == []
    inbox.finish(in_hand.delivery)
    again = one(inbox)
    assert (again.id, again.attempts, again.body) == (buried.id, 1, body(0))


def test_an_expired_lease_is_taken_over_and_the_late_worker_changes_nothing(inbox: SqlInbox) -> None:
    put(inbox, "A")
    late = one(inbox)
    assert inbox.claim("w2", 9, NOW + LEASE - SECOND, LEASE) == []
    (taken,) = inbox.claim("w2", 9, NOW + LEASE, LEASE)
    assert (taken.id, taken.attempts, taken.body) == (late.id, 2, late.body)
    assert taken.claim != late.claim
    assert not inbox.finish(late.delivery)
    assert not inbox.retry(late.delivery, NOW, "late")
    assert not inbox.bury(late.delivery, "late", NOW)
    assert inbox.finish(taken.delivery)
    assert not inbox.finish(taken.delivery)


def test_a_worker_past_its_lease_may_finish_what_nobody_took_over(inbox: SqlInbox) -> None:
    put(inbox, "A")
    assert inbox.finish(one(inbox).delivery)


@pytest.mark.parametrize("odd", [{}, {"type": "block"}, {"event": "text"}, {"event": {"type": 5}}, {"type": "x" * 500}])
def test_a_malformed_event_is_kept_and_can_be_buried(inbox: SqlInbox, odd: dict[str, object]) -> None:
    assert inbox.put("T1", "Ev1", "A", odd, NOW)
    assert inbox.bury(one(inbox).delivery, "malformed", NOW)
    (letter,) = inbox.dead()
    assert 0 < len(letter.kind) <= 80


def test_purge_empties_old_letters_and_forgets_old_events(inbox: SqlInbox) -> None:
    put(inbox, "A", "B", "C")
    done, dead, _open = inbox.claim("w", 9, NOW, LEASE)
    inbox.finish(done.delivery)
    inbox.bury(dead.delivery, "KeyError", NOW)
    assert inbox.purge(dead_before=NOW, done_before=NOW) == 0
    assert inbox.purge(dead_before=NOW + SECOND, done_before=NOW + SECOND) == 2
    assert inbox.purge(dead_before=NOW + SECOND, done_before=NOW + SECOND) == 0
    assert [letter.id for letter in inbox.dead()] == [dead.id]
    assert not inbox.redrive(dead.id, NOW)
    assert inbox.census().counts == {"open": 0, "claimed": 1, "done": 0, "dead": 1}


def test_the_census(inbox: SqlInbox) -> None:
    assert inbox.census().oldest_waiting is None
    put(inbox, "A")
    inbox.put("T1", "Ev9", "B", body(), NOW + SECOND)
    first = one(inbox)
    assert inbox.census().counts == {"open": 1, "claimed": 1, "done": 0, "dead": 0}
    assert inbox.census().oldest_waiting == NOW
    inbox.finish(first.delivery)
    assert inbox.census().oldest_waiting == NOW + SECOND


def test_work_closes_its_event_in_the_same_transaction(store: SqlStore, inbox: SqlInbox) -> None:
    put(inbox, "A")
    with store.work(one(inbox).delivery) as work:
        work.people.save(samples.person())
    assert inbox.census().counts["done"] == 1
    with store.reading() as read:
        assert read.people.get("T1", "U1").opted_out


def test_work_that_fails_leaves_its_event_claimed(store: SqlStore, inbox: SqlInbox) -> None:
    put(inbox, "A")
    row = one(inbox)
    with pytest.raises(RuntimeError), store.work(row.delivery):
        raise RuntimeError
    assert inbox.retry(row.delivery, NOW, "RuntimeError")


@pytest.mark.parametrize("fate", ["finished", "taken over", "buried", "retried", "unknown"])
def test_work_for_an_event_no_longer_held_writes_nothing(store: SqlStore, inbox: SqlInbox, fate: str) -> None:
    put(inbox, "A")
    row = one(inbox)
    delivery = row.delivery if fate != "unknown" else Delivery(row.id, "somebody")
    if fate == "finished":
        inbox.finish(row.delivery)
    elif fate == "taken over":
        inbox.claim("w2", 1, NOW + LEASE, LEASE)
    elif fate == "buried":
        inbox.bury(row.delivery, "KeyError", NOW)
    elif fate == "retried":
        inbox.retry(row.delivery, NOW, "KeyError")
    before = inbox.census()

    def handle() -> None:
        with store.work(delivery) as work:
            work.people.save(samples.person())
            work.outbox.say(samples.utterance())
            work.preps.add(samples.prep())

    with pytest.raises(AlreadyHandled):
        handle()
    with store.reading() as read:
        assert read.people.get("T1", "U1") == Person("T1", "U1")
        assert read.outbox.by_key("T1", "card:r1:U1") is None
        assert read.preps.get("T1", "p1", "U1") is None
    assert inbox.census() == before


def test_a_finished_event_keeps_no_body(store: SqlStore, inbox: SqlInbox) -> None:
    put(inbox, "A", "B")
    by_hand, by_work = inbox.claim("w", 2, NOW, LEASE)
    inbox.finish(by_hand.delivery)
    with store.work(by_work.delivery):
        pass
    table = inbox._inbox
    with inbox._engine.connect() as connection:
        assert [row.body for row in connection.execute(table.select())] == [None, None]
