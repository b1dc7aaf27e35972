"""The outbox: said once, when due, by one sender; cancelled and refreshed as the product changes its mind."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.model import DueState, LocalTime, OutboxRow, Saying, Utterance
from bot.domain.timing import to_utc
from bot.services.queues import DeadLetter, Upcoming
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.work import SqlStore
from tests.store import samples
from tests.store.samples import utterance

NOW, LEASE = samples.NOW, samples.LEASE
SECOND = timedelta(seconds=1)


def say(store: SqlStore, *utterances: Utterance) -> None:
    with store.work() as work:
        for said in utterances:
            assert work.outbox.say(said)


def claim(queue: SqlOutboxQueue, civil: datetime = NOW, real: datetime = NOW, limit: int = 10) -> list[OutboxRow]:
    return list(queue.claim("w", limit, civil, real, LEASE))


def one(queue: SqlOutboxQueue, civil: datetime = NOW, real: datetime = NOW) -> OutboxRow:
    (row,) = claim(queue, civil, real)
    return row


def stored(store: SqlStore, key: str = "card:r1:U1") -> OutboxRow:
    with store.reading() as work:
        row = work.outbox.by_key("T1", key)
    assert row is not None
    return row


def refresh(store: SqlStore) -> None:
    with store.work() as work:
        work.outbox.refresh("T1", Saying.CARD, "r1", NOW)


def send(store: SqlStore, queue: SqlOutboxQueue, *utterances: Utterance) -> list[OutboxRow]:
    say(store, *utterances)
    rows = claim(queue)
    for n, row in enumerate(rows):
        assert queue.sent(row, "D1", f"5.{n}")
    return rows


@pytest.mark.parametrize("fate", ["due", "sent", "cancelled", "dead"])
def test_a_key_is_used_once_whatever_became_of_it(store: SqlStore, queue: SqlOutboxQueue, fate: str) -> None:
    say(store, utterance())
    if fate != "due":
        row = one(queue)
        ends = {
            "sent": lambda: queue.sent(row, "D1", "5.1"),
            "cancelled": lambda: queue.cancel(row, "gone"),
            "dead": lambda: queue.bury(row, "is_archived", NOW),
        }
        assert ends[fate]()
    with store.work() as work:
        assert not work.outbox.say(utterance(subject="other"))
        assert work.outbox.say(utterance("T2"))
    assert stored(store).state == fate


def test_a_row_comes_out_whole_when_it_is_due(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    assert claim(queue, civil=NOW - SECOND) == []
    row = one(queue, real=NOW + timedelta(days=900))
    assert row == OutboxRow(
        row.id, utterance(), DueState.CLAIMED, 1, first_claimed_at=NOW + timedelta(days=900), claim=row.claim
    )
    assert row.claim
    assert stored(store) == row
    assert queue.get("T1", row.id) == row
    assert queue.get("T2", row.id) is None


def test_oldest_due_first_and_no_more_than_asked_for(store: SqlStore, queue: SqlOutboxQueue) -> None:
    dues = [utterance(key=f"k{n}", due_at=NOW - SECOND * n) for n in range(5)]
    say(store, *dues)
    assert [row.utterance.key for row in claim(queue, limit=3)] == ["k4", "k3", "k2"]
    assert [row.utterance.key for row in claim(queue, limit=3)] == ["k1", "k0"]


def test_sent(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    row = one(queue)
    assert queue.sent(row, "D1", "5.1")
    assert not queue.sent(row, "D1", "5.1")
    assert claim(queue, real=NOW + 2 * LEASE) == []
    with store.reading() as work:
        (said,) = work.outbox.said("T1", Saying.CARD, "r1")
        assert work.outbox.standing_at("T1", "D1", "5.1") == said
        assert work.outbox.standing_at("T1", "D1", "5.2") is None
    assert (said.state, said.sent_channel, said.sent_ts) == (DueState.SENT, "D1", "5.1")


def test_said_is_in_order_and_leaves_out_what_was_not_sent(store: SqlStore, queue: SqlOutboxQueue) -> None:
    send(store, queue, utterance(key="b"), utterance(key="a", due_at=NOW - SECOND))
    say(store, utterance(key="c"))
    with store.reading() as work:
        assert [row.utterance.key for row in work.outbox.said("T1", Saying.CARD, "r1")] == ["a", "b"]


def test_retry_waits_on_real_time(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    assert queue.retry(one(queue), NOW + SECOND, "ratelimited")
    assert claim(queue, civil=NOW + timedelta(days=30)) == []
    again = one(queue, real=NOW + SECOND)
    assert (again.attempts, again.first_claimed_at, again.reason) == (2, NOW, "ratelimited")


def test_moving_civil_time_expires_no_lease(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    one(queue)
    assert claim(queue, civil=NOW + timedelta(days=30), real=NOW + LEASE - SECOND) == []


def test_an_expired_lease_is_taken_over_and_the_late_sender_changes_nothing(
    store: SqlStore, queue: SqlOutboxQueue
) -> None:
    say(store, utterance())
    late = one(queue)
    taken = one(queue, real=NOW + LEASE)
    assert (taken.attempts, taken.first_claimed_at) == (2, NOW)
    assert taken.claim != late.claim
    assert not queue.sent(late, "D1", "5.1")
    assert not queue.retry(late, NOW, "late")
    assert not queue.postpone(late, NOW, None)
    assert not queue.bury(late, "late", NOW)
    assert not queue.cancel(late, "late")
    assert stored(store) == taken
    assert queue.sent(taken, "D1", "5.2")


def test_postponing_is_no_attempt(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    later, wall = NOW + timedelta(hours=8), LocalTime(datetime.fromisoformat("2026-03-03T09:00"), "Asia/Tokyo")
    assert queue.postpone(one(queue), later, wall)
    row = stored(store)
    assert row.utterance == replace(utterance(), due_at=later, local=wall)
    assert (row.state, row.attempts, row.first_claimed_at) == (DueState.DUE, 0, None)
    assert claim(queue) == []
    assert one(queue, civil=later).attempts == 1


def test_postponing_keeps_what_earlier_attempts_left_open(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    one(queue)
    assert queue.postpone(one(queue, real=NOW + LEASE), NOW, None)
    row = stored(store)
    assert (row.attempts, row.first_claimed_at, row.utterance.local) == (1, NOW, None)


def test_dead_letters(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    row = one(queue)
    assert queue.bury(row, "is_archived", NOW + SECOND)
    assert list(queue.dead()) == [DeadLetter(row.id, "card", "is_archived", NOW + SECOND)]
    assert claim(queue, real=NOW + 2 * LEASE) == []
    assert queue.redrive(row.id)
    assert not queue.redrive(row.id)
    assert queue.dead() == []
    again = one(queue, real=NOW + timedelta(days=9))
    assert again.attempts == 2, "it may have reached Slack before it died, so it must be looked up"
    assert again.first_claimed_at == NOW + timedelta(days=9), "its age counts from here"


def test_cancel_ends_what_is_due_and_leaves_alone_what_is_on_its_way(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance(key="on its way"))
    going = one(queue)
    say(store, utterance(key="waits"), utterance(key="other", subject="r2"), utterance(key="kind", saying=Saying.MAP))
    with store.work() as work:
        assert work.outbox.cancel("T1", Saying.CARD, "r1", "withdrawn") == 1
        assert work.outbox.cancel("T1", Saying.CARD, "r1", "withdrawn") == 0
    waits = stored(store, "waits")
    assert (waits.state, waits.reason) == (DueState.CANCELLED, "withdrawn")
    assert stored(store, "other").state == stored(store, "kind").state == DueState.DUE
    assert queue.sent(going, "D1", "5.1")


def test_a_sender_may_cancel(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    assert queue.cancel(one(queue), "opted out")
    assert (stored(store).state, stored(store).reason) == (DueState.CANCELLED, "opted out")


def test_refresh_updates_what_stands_and_what_is_on_its_way(store: SqlStore, queue: SqlOutboxQueue) -> None:
    in_dm, in_channel = utterance(key="dm"), utterance(key="channel", person=None, channel="C1")
    sent = send(store, queue, in_dm, in_channel)
    say(store, utterance(key="going"))
    going = one(queue)
    say(store, utterance(key="due"), utterance(key="other", subject="r2"))
    refresh(store)
    rows = [row for row in claim(queue) if row.utterance.saying is Saying.REFRESH]
    assert [(r.utterance.subject, r.utterance.person, r.utterance.channel) for r in rows] == [
        (str(sent[0].id), "U1", None),
        (str(sent[1].id), None, "C1"),
        (str(going.id), "U1", None),
    ]
    assert {row.utterance.due_at for row in rows} == {NOW}


def test_a_refresh_that_waits_is_not_doubled_one_that_runs_is_followed(store: SqlStore, queue: SqlOutboxQueue) -> None:
    send(store, queue, utterance())
    refresh(store)
    refresh(store)
    running = one(queue)
    refresh(store)
    refresh(store)
    second = one(queue)
    assert second.utterance.subject == running.utterance.subject
    assert second.utterance.key != running.utterance.key
    queue.sent(running, "D1", "5.0")
    queue.sent(second, "D1", "5.0")
    refresh(store)
    assert one(queue).utterance.saying is Saying.REFRESH


def test_a_refresh_for_a_later_hour_does_not_stand_for_one_that_is_wanted_now(
    store: SqlStore, queue: SqlOutboxQueue
) -> None:
    (message,) = send(store, queue, utterance())
    later = utterance(saying=Saying.REFRESH, subject=str(message.id), key="later", due_at=NOW + timedelta(minutes=5))
    say(store, later)
    refresh(store)
    assert one(queue).utterance.due_at == NOW


def test_a_refresh_is_not_what_stands_there(store: SqlStore, queue: SqlOutboxQueue) -> None:
    (card,) = send(store, queue, utterance())
    refresh(store)
    assert queue.sent(one(queue), "D1", "5.0")
    with store.reading() as work:
        standing = work.outbox.standing_at("T1", "D1", "5.0")
        assert standing is not None
        assert standing.id == card.id
        assert len(work.outbox.said("T1", Saying.CARD, "r1")) == 1


def test_a_refresh_that_was_sent_stands_nowhere_by_itself(store: SqlStore, queue: SqlOutboxQueue) -> None:
    say(store, utterance())
    card = one(queue)
    refresh(store)
    assert queue.sent(one(queue), "D1", "5.0")
    with store.reading() as work:
        assert work.outbox.standing_at("T1", "D1", "5.0") is None
    assert queue.sent(card, "D1", "5.0")


def test_no_sender_renders_a_refresh_from_what_a_running_transaction_replaces(
    store: SqlStore, queue: SqlOutboxQueue
) -> None:
    """On SQLite, which has one writer, the claim waits for the transaction; on PostgreSQL it passes the rows over."""
    send(store, queue, utterance())
    refresh(store)
    say(store, utterance(key="due"))
    with ThreadPoolExecutor(1) as pool:
        with store.work() as work:
            work.outbox.refresh("T1", Saying.CARD, "r1", NOW)
            claiming = pool.submit(claim, queue)
            wait([claiming], timeout=0.3)
            assert not claiming.done() or claiming.result() == []
        assert len(claiming.result() + claim(queue)) == 2


def test_the_census(store: SqlStore, queue: SqlOutboxQueue) -> None:
    assert queue.census().oldest_waiting is None
    say(store, utterance(key="a"), utterance(key="b", due_at=NOW + SECOND))
    row = one(queue)
    census = queue.census()
    assert census.counts == {"due": 1, "claimed": 1, "sent": 0, "dead": 0, "cancelled": 0}
    assert census.oldest_waiting == NOW
    queue.sent(row, "D1", "5.1")
    assert queue.census().oldest_waiting == NOW + SECOND


def test_upcoming_is_what_is_not_said_yet_the_first_due_first(store: SqlStore, queue: SqlOutboxQueue) -> None:
    later, soon, now = (
        utterance(saying=saying, key=key, due_at=NOW + wait)
        for saying, key, wait in (
            (Saying.REVIEW_DUE, "later", 60 * SECOND),
            (Saying.DEBRIEF, "soon", SECOND),
            (Saying.CARD, "now", 0 * SECOND),
        )
    )
    assert queue.upcoming(10) == []
    say(store, later, soon, now)
    row = one(queue)
    waiting = [Upcoming(NOW, Saying.CARD, "U1"), Upcoming(NOW + SECOND, Saying.DEBRIEF, "U1")]
    assert queue.upcoming(2) == waiting  # what a sender holds is not said yet
    assert queue.sent(row, "D1", "5.1")
    assert queue.upcoming(10) == [waiting[1], Upcoming(NOW + 60 * SECOND, Saying.REVIEW_DUE, "U1")]


MONDAY_NINE = datetime.fromisoformat("2026-03-09T09:00")


def at_nine(key: str, zone: str, person: str = "U1") -> Utterance:
    local = LocalTime(MONDAY_NINE, zone)
    return utterance(key=key, saying=Saying.REVIEW_DUE, due_at=to_utc(local), local=local, person=person)


def test_what_is_due_for_a_person_keeps_its_wall_time_in_a_new_zone(store: SqlStore, queue: SqlOutboxQueue) -> None:
    mine, theirs = at_nine("mine", "Europe/Madrid"), at_nine("theirs", "Europe/Madrid", person="U2")
    plain = utterance(key="plain", local=None, due_at=NOW + SECOND)
    say(store, mine, theirs, plain)
    with store.work() as work:
        work.outbox.rezone("T1", "U1", "America/New_York")
        work.outbox.rezone("T2", "U1", "Asia/Tokyo")
    moved = stored(store, "mine").utterance
    assert moved.local == LocalTime(MONDAY_NINE, "America/New_York")
    assert moved.due_at == datetime.fromisoformat("2026-03-09T13:00Z")
    assert (stored(store, "theirs").utterance, stored(store, "plain").utterance) == (theirs, plain)


def test_what_was_said_is_not_moved(store: SqlStore, queue: SqlOutboxQueue) -> None:
    said, held = utterance(key="said"), utterance(key="held")
    send(store, queue, said)
    say(store, held)
    one(queue)
    with store.work() as work:
        work.outbox.rezone("T1", "U1", "Asia/Tokyo")
    assert (stored(store, "said").utterance, stored(store, "held").utterance) == (said, held)


def test_the_house_keeps_what_was_said_and_forgets_how_often_it_was_shown_anew(
    store: SqlStore, queue: SqlOutboxQueue
) -> None:
    (card,) = send(store, queue, utterance())
    for fate in ("sent", "cancelled", "dead"):
        refresh(store)
        row = one(queue)
        ends = {
            "sent": lambda row: queue.sent(row, "D1", "5.0"),
            "cancelled": lambda row: queue.cancel(row, "gone"),
            "dead": lambda row: queue.bury(row, "is_archived", NOW),
        }
        assert ends[fate](row)
    refresh(store)  # this one is still to be done
    say(store, utterance(key="due"))
    assert queue.purge(NOW) == 0
    assert queue.purge(NOW + SECOND) == 3
    assert queue.census().counts == {"due": 2, "claimed": 0, "sent": 1, "dead": 0, "cancelled": 0}
    assert stored(store).id == card.id


def test_after_the_house_was_kept_a_message_is_shown_anew_again(store: SqlStore, queue: SqlOutboxQueue) -> None:
    send(store, queue, utterance())
    for _ in range(3):
        refresh(store)
        assert queue.sent(one(queue), "D1", "5.0")
        queue.purge(NOW + SECOND)
    refresh(store)
    assert one(queue).utterance.saying is Saying.REFRESH
