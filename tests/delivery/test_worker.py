"""The inbox worker: every event handled in order within its conversation, tried again, and given up in the end."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_bolt import App, BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.delivery.pacing import Paces
from bot.delivery.worker import InboxWorker, through
from bot.domain.errors import AlreadyHandled
from bot.domain.model import Delivery, InboxRow
from tests.delivery.fakes import NOON, TEAM, StillTime
from tests.delivery.memory import Inbox
from tests.delivery.slack import until

PACES = Paces(poll=0.02, inbox_workers=4)


class Handlers:
    """Answers with a status or raises; remembers what it was given, and how many ran at once."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.status = 200
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.running = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, row: InboxRow) -> int:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self.gate.wait(5)
        with self._lock:
            self.seen.append((row.conversation, str(row.body["n"])))
            self.running -= 1
        if self.error:
            raise self.error
        return self.status


class Office:
    def __init__(self) -> None:
        self.inbox, self.handlers, self.time = Inbox(), Handlers(), StillTime()
        self.worker = InboxWorker(self.inbox, self.handlers, self.time, "w1", PACES)

    def put(self, n: int, conversation: str = "C1:1.0", version: str = "") -> None:
        body: dict[str, object] = {"n": n, "event": {"type": "message"}}
        self.inbox.put(TEAM, f"Ev{n}", conversation, body, NOON, version=version)

    def claimed(self) -> InboxRow:
        [row] = self.inbox.claim("w1", 1, self.time.now(), timedelta(60))
        return row


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.handlers.gate.set()


def test_a_handled_event_is_closed(office: Office) -> None:
    office.put(1)
    office.worker.handle(office.claimed())
    assert office.inbox.closed == {1: "done"}


def test_a_message_that_a_newer_version_overtook_is_closed_unheard(office: Office) -> None:
    office.put(1, version="1700000060.000200")
    office.worker.handle(office.claimed())
    office.put(2, version="1700000000.000100")
    office.worker.handle(office.claimed())
    assert (office.inbox.closed, len(office.handlers.seen)) == ({1: "done", 2: "done"}, 1)


@pytest.mark.parametrize("status", [404, 500])
def test_another_status_is_a_failure(office: Office, status: int) -> None:
    office.put(1)
    office.handlers.status = status
    office.worker.handle(office.claimed())
    assert office.inbox.closed == {}
    assert NOON + timedelta(seconds=2) <= office.inbox.retry_at[1] <= NOON + timedelta(seconds=2.5)


def test_a_failing_event_becomes_a_dead_letter(office: Office) -> None:
    office.put(1)
    office.handlers.error = ValueError("what somebody wrote")
    while not office.inbox.closed:
        office.worker.handle(office.claimed())
        office.time.pass_by(1000)
    assert office.inbox.closed == {1: "dead: ValueError"}
    assert len(office.handlers.seen) == 8


def test_what_another_worker_handled_is_left_alone(office: Office) -> None:
    office.put(1)
    office.handlers.error = AlreadyHandled()
    office.worker.handle(office.claimed())
    assert (office.inbox.closed, office.inbox.retry_at) == ({}, {})


def test_order_holds_in_a_conversation_and_conversations_run_side_by_side(office: Office) -> None:
    for n in range(60):
        office.put(n, f"C{n % 3}:1.0")
    office.handlers.gate.clear()
    office.worker.start()
    until(lambda: office.handlers.running == 3)
    office.handlers.gate.set()
    until(lambda: len(office.inbox.closed) == 60)
    assert office.worker.stop(2)
    for conversation in ("C0:1.0", "C1:1.0", "C2:1.0"):
        numbers = [int(n) for c, n in office.handlers.seen if c == conversation]
        assert numbers == sorted(numbers)


def test_a_new_event_is_handled_at_once_when_woken(office: Office) -> None:
    worker = InboxWorker(office.inbox, office.handlers, office.time, "w1", Paces(poll=60))
    worker.start()
    time.sleep(0.05)
    office.put(1)
    worker.wake()
    until(lambda: office.inbox.closed == {1: "done"}, within=1)
    assert worker.stop(1)


def test_stopping_finishes_what_runs_and_starts_nothing_else(office: Office) -> None:
    for n in range(3):
        office.put(n, "C1:1.0")
    office.handlers.gate.clear()
    office.worker.start()
    until(lambda: office.handlers.running == 1)
    threading.Timer(0.1, office.handlers.gate.set).start()
    assert office.worker.stop(2)
    assert office.handlers.seen == [("C1:1.0", "0")]
    assert office.inbox.closed == {1: "done"}


def test_stopping_does_not_wait_for_ever(office: Office) -> None:
    office.put(1)
    office.handlers.gate.clear()
    office.worker.start()
    until(lambda: office.handlers.running == 1)
    assert not office.worker.stop(0.1)


def test_what_never_started_stops(office: Office) -> None:
    assert office.worker.stop(0.1)


def test_an_inbox_that_is_away_is_asked_again(office: Office) -> None:
    office.inbox.broken = True
    office.worker.start()
    time.sleep(0.1)
    office.inbox.broken = False
    office.put(1)
    until(lambda: office.inbox.closed == {1: "done"})
    assert office.worker.stop(2)


# -- through Bolt ------------------------------------------------------------------------------------------------


def authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-1", bot_id="B1", bot_user_id="UBOT")


@pytest.fixture
def app() -> App:
    client = WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/api/", retry_handlers=[])
    return App(authorize=authorize, client=client, process_before_response=True, signing_secret="unused")


def row(text: str) -> InboxRow:
    event = {"type": "message", "channel": "C1", "user": "U1", "text": text, "ts": "1.0"}
    return InboxRow(7, TEAM, "C1:1.0", {"type": "event_callback", "team_id": TEAM, "event": event}, claim="c1")


def test_the_listener_ran_when_dispatch_returns_and_knows_its_delivery(app: App) -> None:
    seen: list[Delivery] = []

    @app.event("message")
    def listen(context: BoltContext) -> None:
        seen.append(context["delivery"])

    assert through(app)(row("hello")) == 200
    assert seen == [Delivery(7, "c1")]


def test_a_listener_that_fails_is_seen(app: App) -> None:
    @app.event("message")
    def listen() -> None:
        raise ValueError

    @app.error
    def quiet() -> None:
        return None

    assert through(app)(row("hello")) == 500
