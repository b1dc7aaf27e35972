"""The sender at work in its threads: pace, fairness, leases, stopping."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.delivery.faults import Passing, RateLimited
from bot.delivery.pacing import Paces
from bot.delivery.sender import OutboxSender
from bot.delivery.speech import NotYet
from bot.domain.model import DueState, Saying, Utterance
from bot.views.message import Message
from tests.delivery.fakes import CHANNEL, TEAM, Mouth, RealTime, Script, Store
from tests.delivery.memory import SenderOutbox
from tests.delivery.slack import until

PACES = Paces(message_interval=0.05, poll=0.02, outbox_backoff=0.05, not_yet=0.02, senders=4)


class TimedMouth(Mouth):
    """Remembers when and how many at once; a gate can hold every post."""

    def __init__(self) -> None:
        super().__init__()
        self.at: list[tuple[str, float]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.running = 0
        self.together: list[set[str]] = []
        self._inside: set[str] = set()
        self._lock = threading.Lock()

    def post(self, team: str, channel: str, message: Message, thread_ts: str | None, mark: str) -> str:
        with self._lock:
            assert channel not in self._inside, "two messages at once in one channel"
            self._inside.add(channel)
            self.together.append(set(self._inside))
            self.at.append((channel, time.monotonic()))
        self.gate.wait(5)
        with self._lock:
            try:
                return super().post(team, channel, message, thread_ts, mark)
            finally:
                self._inside.discard(channel)


class Guarded(SenderOutbox):
    """The threads share it, so each change is one step."""

    def __init__(self) -> None:
        super().__init__()
        self._one = threading.RLock()

    def claim(self, *args: object, **kwargs: object):  # type: ignore[no-untyped-def]
        with self._one:
            return super().claim(*args, **kwargs)  # type: ignore[arg-type]

    def _end(self, row, change):  # type: ignore[no-untyped-def]
        with self._one:
            return super()._end(row, change)


class Post:
    def __init__(self, paces: Paces = PACES) -> None:
        self.outbox, self.mouth, self.script = Guarded(), TimedMouth(), Script()
        self.store, self.time = Store(self.outbox), RealTime()
        self.paces = paces
        self.senders: list[OutboxSender] = []

    def start(self) -> OutboxSender:
        name = f"w{len(self.senders)}"
        sender = OutboxSender(self.outbox, self.mouth, self.script, self.store, self.time, self.time, name, self.paces)
        self.senders.append(sender)
        sender.start()
        return sender

    def say(self, n: int, channel: str = CHANNEL) -> None:
        due = datetime.now(UTC) - timedelta(hours=1) + timedelta(seconds=n)
        self.outbox.say(Utterance(TEAM, Saying.MAP, str(n), f"k{n}", due, channel=channel))

    def states(self) -> set[DueState]:
        return {row.state for row in self.outbox.rows.values()}

    def all_sent(self) -> bool:
        return self.states() == {DueState.SENT}


Open = Callable[[Paces], Post]


@pytest.fixture
def opened() -> Iterator[Open]:
    posts: list[Post] = []

    def open_one(paces: Paces) -> Post:
        posts.append(Post(paces))
        return posts[-1]

    yield open_one
    for post in posts:
        post.mouth.gate.set()
        for sender in post.senders:
            sender.stop(2)


@pytest.fixture
def post(opened: Open) -> Post:
    return opened(PACES)


def test_everything_is_said_once_in_order_and_at_the_pace(post: Post) -> None:
    for n in range(24):
        post.say(n, f"C{n % 3}")
    post.start()
    until(post.all_sent)
    assert sorted(int(p.text) for p in post.mouth.posted) == list(range(24))
    for channel in ("C0", "C1", "C2"):
        texts = [int(p.text) for p in post.mouth.posted if p.channel == channel]
        assert texts == sorted(texts)
        times = [at for where, at in post.mouth.at if where == channel]
        assert all(b - a >= 0.049 for a, b in pairwise(times))


def test_channels_are_written_to_side_by_side(post: Post) -> None:
    for n in range(4):
        post.say(n, f"C{n}")
    post.mouth.gate.clear()
    post.start()
    until(lambda: len(post.mouth.at) == 4)
    post.mouth.gate.set()
    until(post.all_sent)
    assert max(len(channels) for channels in post.mouth.together) == 4


def test_a_busy_channel_does_not_hold_up_the_others(opened: Open) -> None:
    post = opened(replace(PACES, message_interval=0.2, outbox_batch=10, outbox_lease=1.2))
    for n in range(30):
        post.say(n, "CBUSY")
    post.say(99, "CQUIET")
    post.start()
    until(lambda: any(p.channel == "CQUIET" for p in post.mouth.posted), within=1.5)


def test_rows_whose_turn_comes_after_their_lease_are_given_back_and_said_once(opened: Open) -> None:
    post = opened(replace(PACES, message_interval=0.05, outbox_lease=0.45))
    for n in range(15):
        post.say(n)
    post.start()
    until(post.all_sent)
    assert sorted(int(p.text) for p in post.mouth.posted) == list(range(15))
    assert all(row.attempts == 1 for row in post.outbox.rows.values())


def test_a_rate_limit_is_waited_out(post: Post) -> None:
    post.mouth.faults = [RateLimited(0.3)]
    began = time.monotonic()
    for n in range(3):
        post.say(n)
    post.start()
    until(post.all_sent)
    assert time.monotonic() - began >= 0.3
    assert len(post.mouth.posted) == 3


def test_passing_faults_lose_and_double_nothing(post: Post) -> None:
    post.mouth.faults = [Passing("http_503"), Passing("timeout")]
    post.mouth.accept_then_fail = Passing("timeout")
    for n in range(4):
        post.say(n)
    post.start()
    until(post.all_sent)
    assert sorted(int(p.text) for p in post.mouth.posted) == [0, 1, 2, 3]


def test_a_wake_is_enough(opened: Open) -> None:
    post = opened(replace(PACES, poll=60))
    sender = post.start()
    time.sleep(0.05)
    post.say(1)
    sender.wake()
    until(post.all_sent, within=1)


def test_more_than_a_batch_is_claimed_without_waiting_for_the_poll(opened: Open) -> None:
    post = opened(replace(PACES, poll=60, outbox_batch=5))
    for n in range(40):
        post.say(n, f"C{n}")
    post.start()
    until(post.all_sent, within=3)


def test_two_senders_say_everything_once(post: Post) -> None:
    for n in range(30):
        post.say(n, f"C{n}")
    post.start()
    post.start()
    until(post.all_sent)
    assert sorted(int(p.text) for p in post.mouth.posted) == list(range(30))


def test_stopping_finishes_the_call_and_gives_the_rest_back(post: Post) -> None:
    for n in range(5):
        post.say(n)
    post.mouth.gate.clear()
    sender = post.start()
    until(lambda: len(post.mouth.at) == 1)
    threading.Timer(0.1, post.mouth.gate.set).start()
    assert sender.stop(2)
    assert len(post.mouth.posted) == 1
    assert [row.state for row in post.outbox.rows.values()] == [DueState.SENT] + [DueState.DUE] * 4
    assert [row.attempts for row in post.outbox.rows.values()] == [1, 0, 0, 0, 0]


def test_stopping_does_not_wait_for_ever(post: Post) -> None:
    post.say(1)
    post.mouth.gate.clear()
    sender = post.start()
    until(lambda: len(post.mouth.at) == 1)
    assert not sender.stop(0.1)


def test_what_never_started_stops(post: Post) -> None:
    sender = OutboxSender(post.outbox, post.mouth, post.script, post.store, post.time, post.time, "w", PACES)
    assert sender.stop(0.1)


def test_a_database_that_is_away_is_asked_again(post: Post) -> None:
    post.say(1)
    post.outbox.broken = True
    post.start()
    time.sleep(0.1)
    post.outbox.broken = False
    until(post.all_sent)


def test_what_is_not_ready_does_not_spin(post: Post) -> None:
    post.say(1)
    post.script.answer = NotYet(0.1)
    post.start()
    time.sleep(0.5)
    assert 2 <= len(post.script.rendered) <= 8
    post.script.answer = None
    until(post.all_sent)
