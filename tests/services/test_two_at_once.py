"""Two owners act on the same card: one decides, the other is told. Whatever they do, the card ends in one state."""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.domain.errors import DomainError, OutOfDate
from bot.domain.model import Delivery, DueState, FeatureRequest, RequestState, Saying, Settlement
from bot.domain.timing import Wait
from bot.services import ports
from bot.services.ports import Store, Work
from bot.store.cipher import Cipher
from bot.store.engine import READING
from bot.store.tables import Tables
from bot.store.transaction import Transaction
from bot.store.work import SqlWork
from tests.fakes import ANNA, BEN, CARA, TEAM
from tests.workplace import CHAT, Workplace, copy_of, workplace_in


class MeetingRequests:
    """Whoever has read the request waits a moment for the other to have read it too."""

    def __init__(self, inner: ports.FeatureRequests, meeting: threading.Barrier) -> None:
        self._inner = inner
        self._meeting = meeting

    def get(self, team: str, id_: str) -> FeatureRequest | None:
        found = self._inner.get(team, id_)
        with suppress(threading.BrokenBarrierError):
            self._meeting.wait(timeout=0.3)
        return found

    def at(self, team: str, channel: str, ts: str) -> FeatureRequest | None:
        return self._inner.at(team, channel, ts)

    def add(self, request: FeatureRequest) -> bool:
        return self._inner.add(request)

    def save(self, request: FeatureRequest) -> None:
        self._inner.save(request)

    def unfinished_in(self, team: str, channel: str) -> Sequence[FeatureRequest]:
        return self._inner.unfinished_in(team, channel)

    def unfinished_by(self, team: str, requester: str) -> Sequence[FeatureRequest]:
        return self._inner.unfinished_by(team, requester)

    def between(self, team: str, channel: str, first: str, last: str) -> Sequence[FeatureRequest]:
        return self._inner.between(team, channel, first, last)

    def these(self, team: str, ids: Collection[str]) -> Sequence[FeatureRequest]:
        return self._inner.these(team, ids)

    def objects_in(self, team: str, channel: str, limit: int) -> Mapping[str, str]:
        return self._inner.objects_in(team, channel, limit)

    def latest_in(self, team: str, channel: str, limit: int) -> Sequence[FeatureRequest]:
        return self._inner.latest_in(team, channel, limit)


class MeetingSeen:
    """The same for who reads the request as one who may act on it."""

    def __init__(self, inner: ports.Seen, meeting: threading.Barrier) -> None:
        self._meeting = meeting
        self._inner = inner
        self.prep, self.debrief, self.example = inner.prep, inner.debrief, inner.example
        self.negotiation, self.agreement, self.sheet = inner.negotiation, inner.agreement, inner.sheet
        self.changes = inner.changes

    def request(self, team: str, id_: str, viewer: str) -> FeatureRequest | None:
        found = self._inner.request(team, id_, viewer)
        with suppress(threading.BrokenBarrierError):
            self._meeting.wait(timeout=0.3)
        return found


class MeetingWork:
    def __init__(self, inner: Work, meeting: threading.Barrier) -> None:
        self.requests = MeetingRequests(inner.requests, meeting)
        self.thread_posts, self.asides = inner.thread_posts, inner.asides
        self.channels, self.people, self.examples = inner.channels, inner.people, inner.examples
        self.mutes = inner.mutes
        self.negotiations, self.agreements = inner.negotiations, inner.agreements
        self.preps, self.debriefs, self.outbox = inner.preps, inner.debriefs, inner.outbox
        self.records, self.audit = inner.records, inner.audit
        self.interests, self.options, self.trades = inner.interests, inner.options, inner.trades
        self.scores, self.suspicions, self.sheets = inner.scores, inner.suspicions, inner.sheets
        self.map_history, self.map_traces = inner.map_history, inner.map_traces
        self.seen = MeetingSeen(inner.seen, meeting)


class MeetingStore:
    """A store in which two who act at the same time meet between reading and writing, if anything lets them."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner
        self.meeting = threading.Barrier(2)

    @contextmanager
    def work(self, delivery: Delivery | None = None) -> Iterator[Work]:
        with self._inner.work(delivery) as work:
            yield MeetingWork(work, self.meeting)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        with self._inner.reading() as work:
            yield work


class LateStore:
    """The negative control: it takes the write lock only when it writes, as SQLite does by itself."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tables = Tables(Cipher.from_keys([Cipher.new_key()]))

    @contextmanager
    def work(self, delivery: Delivery | None = None) -> Iterator[Work]:
        with self._engine.connect() as connection:
            late = connection.execution_options(**{READING: True})
            yield SqlWork(Transaction(late, self._tables, writing=True))
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        with self.work() as work:
            yield work


Press = Callable[[str], None]


def both_press(press: Press) -> dict[str, Exception | None]:
    """Anna and Ben at the same time; what each of them got."""
    ready = threading.Barrier(2)

    def one(user: str) -> Exception | None:
        ready.wait()
        try:
            press(user)
        except (DomainError, OperationalError) as error:
            return error
        return None

    with ThreadPoolExecutor(2) as pool:
        return dict(zip((ANNA, BEN), pool.map(one, (ANNA, BEN)), strict=True))


@pytest.fixture
def asked(place: Workplace) -> str:
    place.turn_on()
    return place.hear()


@pytest.mark.parametrize("second", ["post", "dismiss"])
def test_one_of_two_owners_wins_and_the_other_is_told(place: Workplace, asked: str, second: str) -> None:
    store = MeetingStore(place.store)
    coaching = place.over(store).coaching

    def press(user: str) -> None:
        if user == BEN and second == "dismiss":
            coaching.dismiss(TEAM, asked, user)
        else:
            coaching.post(TEAM, asked, user, f"from {user}")

    answers = both_press(press)
    assert store.meeting.broken  # they never stood in the same place
    (winner,) = [user for user, error in answers.items() if error is None]
    (told,) = [error for error in answers.values() if error is not None]
    assert isinstance(told, OutOfDate)
    assert place.request(asked).settled_by == winner
    posted = winner == ANNA or second == "post"
    assert [said.subject for said in place.said(Saying.OWNER_POST)] == ([asked] if posted else [])
    if posted:
        assert place.request(asked).posted_text == f"from {winner}"


def test_without_the_early_lock_they_meet_and_one_gets_no_answer(place: Workplace, asked: str) -> None:
    """The control: the same two presses over a store that locks late end in a fault instead of an answer."""
    store = MeetingStore(LateStore(place.engine))
    coaching = place.over(store).coaching
    answers = both_press(lambda user: coaching.post(TEAM, asked, user, f"from {user}"))
    assert not store.meeting.broken
    faults = [error for error in answers.values() if error is not None]
    assert [type(error) for error in faults] == [OperationalError]


def test_a_crowd_pressing_post_posts_once(place: Workplace) -> None:
    owners = tuple(f"U{n}" for n in range(8))
    place.turn_on(owners=owners)
    id_ = place.hear()

    def press(user: str) -> bool:
        try:
            place.coaching.post(TEAM, id_, user, None)
        except OutOfDate:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, owners)) == 1
    assert len(place.said(Saying.OWNER_POST)) == 1


# -- any sequence ----------------------------------------------------------------------------------------------

Act = Callable[[Workplace, str, str], object]
ACTS: dict[str, Act] = {
    "post": lambda at, id_, who: at.coaching.post(TEAM, id_, who, f"from {who}"),
    "wait": lambda at, id_, who: at.coaching.wait(TEAM, id_, who, Wait.TWO_HOURS),
    "dismiss": lambda at, id_, who: at.coaching.dismiss(TEAM, id_, who),
    "reopen": lambda at, id_, who: at.coaching.reopen(TEAM, id_, who),
    "prepare": lambda at, id_, who: at.preps.start_from_card(TEAM, id_, who),
    "send": lambda at, id_, who: at.send(),
    "time passes": lambda at, id_, who: at.clock.pass_by(hours=1),
}
FINAL = {Settlement.POSTED, Settlement.PREPARING}
steps = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from([ANNA, BEN, CARA])), max_size=8)


@pytest.fixture(scope="module")
def shared_place(migrated: Path) -> Iterator[Workplace]:
    with TemporaryDirectory() as folder, workplace_in(copy_of(migrated, Path(folder))) as found:
        found.turn_on()
        yield found


def fresh_request(place: Workplace) -> str:
    """Another message in the same channel: examples do not see each other."""
    return place.hear(ts=f"{place.ids.new()}.0")


def about(place: Workplace, id_: str, saying: Saying, *states: DueState) -> int:
    return sum(row.utterance.subject == id_ for row in place.rows(saying, frozenset(states or DueState)))


def consistent(place: Workplace, id_: str) -> None:
    request = place.request(id_)
    settled = request.state is RequestState.SETTLED
    assert settled == (request.settled_by is not None) == (request.settled_as is not None)
    assert about(place, id_, Saying.OWNER_POST) == int(request.settled_as is Settlement.POSTED)
    assert about(place, id_, Saying.WAIT_OVER, DueState.DUE) <= int(request.settled_as is Settlement.WAITING)


@settings(max_examples=40, deadline=None)
@given(steps)
def test_any_sequence_of_acts_leaves_one_settlement(shared_place: Workplace, sequence: list[tuple[str, str]]) -> None:
    place = shared_place
    id_ = fresh_request(place)
    final: FeatureRequest | None = None
    for name, who in sequence:
        with suppress(DomainError):
            ACTS[name](place, id_, who)
        consistent(place, id_)
        request = place.request(id_)
        assert request.settled_by != CARA  # she owns nothing here
        if final is not None:
            assert (request.settled_by, request.settled_as, request.posted_text) == (
                final.settled_by,
                final.settled_as,
                final.posted_text,
            )
        elif request.settled_as in FINAL:
            final = request


@settings(max_examples=25, deadline=None)
@given(steps, st.integers(0, 8), st.booleans())
def test_a_withdrawn_request_is_never_answered(
    shared_place: Workplace, sequence: list[tuple[str, str]], when: int, deleted: bool
) -> None:
    """At some moment the requester rewords or deletes the message; what was posted before stays, nothing follows."""
    place = shared_place
    ts = f"{place.ids.new()}.0"
    id_ = place.hear(ts=ts)
    for count, (name, who) in enumerate([*sequence, ("time passes", ANNA)]):
        if count == min(when, len(sequence)):
            if deleted:
                place.noticing.deleted(place.request(id_).ref, None)
            else:
                place.hear(CHAT, ts=ts)
        with suppress(DomainError):
            ACTS[name](place, id_, who)
        request = place.request(id_)
        if request.state is RequestState.WITHDRAWN:
            assert (request.settled_by, request.settled_as) == (None, None)
            assert about(place, id_, Saying.OWNER_POST) == 0
            assert about(place, id_, Saying.WAIT_OVER, DueState.DUE) <= 1  # to say that it was taken back
            assert about(place, id_, Saying.CARD, DueState.DUE) == 0
        else:
            consistent(place, id_)
