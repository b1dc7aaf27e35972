"""Whatever is stored comes back as it was, on both engines."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.detection.learning import Example, Feedback
from bot.domain.interest_map.history import Change, ChangeKind
from bot.domain.interest_map.model import Interest, Negotiation, NegotiationState, Party, Suspicion
from bot.domain.interest_map.options import Benefit, Option, Trade
from bot.domain.interest_map.sheet import Sheet
from bot.domain.model import (
    Agreement,
    Aside,
    AsideKind,
    Channel,
    Debrief,
    DebriefState,
    FeatureRequest,
    MessageRef,
    Note,
    OutboxRow,
    Person,
    Prep,
    Signal,
    SignalKind,
    ThreadPost,
)
from bot.services.ports import Work
from bot.store.work import SqlStore
from tests.store import samples

NOW = samples.NOW


def on_a_map(write: Callable[[Work, Any], object]) -> Callable[[Work, Any], object]:
    """What stands on a map needs the map first."""

    def written(work: Work, value: Any) -> object:
        work.negotiations.add(samples.negotiation())
        return write(work, value)

    return written


def on_an_option(write: Callable[[Work, Any], object]) -> Callable[[Work, Any], object]:
    def written(work: Work, value: Any) -> object:
        work.options.add(samples.option())
        return write(work, value)

    return on_a_map(written)


def shown(work: Work) -> Sheet:
    sheet = work.seen.sheet("T1", "n1", "U1")
    assert sheet is not None
    return sheet


def changes(work: Work) -> Sequence[Change]:
    return work.seen.changes("T1", "n1", "U1", 9)


FULL: list[tuple[Any, Callable[[Work, Any], object], Callable[[Work], object]]] = [
    (samples.channel(), lambda w, v: w.channels.save(v), lambda w: w.channels.get("T1", "C1")),
    (samples.person(), lambda w, v: w.people.save(v), lambda w: w.people.get("T1", "U1")),
    (samples.request(), lambda w, v: w.requests.add(v), lambda w: w.requests.get("T1", "r1")),
    (samples.negotiation(), lambda w, v: w.negotiations.add(v), lambda w: w.negotiations.get("T1", "n1")),
    (samples.prep(), lambda w, v: w.preps.add(v), lambda w: w.preps.get("T1", "p1", "U1")),
    (samples.debrief(), lambda w, v: w.debriefs.add(v), lambda w: w.debriefs.get("T1", "d1", "U1")),
    (samples.example(), lambda w, v: w.examples.save(v), lambda w: w.examples.of("T1", "C1", NOW)[0]),
    (samples.agreement(), lambda w, v: w.agreements.add(v), lambda w: w.agreements.get("T1", "a1")),
    (samples.interest(), on_a_map(lambda w, v: w.interests.add(v)), lambda w: w.interests.get("T1", "i1")),
    (samples.option(), on_a_map(lambda w, v: w.options.add(v)), lambda w: w.options.get("T1", "o1")),
    (samples.trade(), on_a_map(lambda w, v: w.trades.add(v)), lambda w: w.trades.get("T1", "t1")),
    (samples.suspicion(), on_a_map(lambda w, v: w.suspicions.add(v)), lambda w: w.suspicions.get("T1", "s1", "U1")),
    (samples.score(), on_an_option(lambda w, v: w.scores.give(v)), lambda w: shown(w).scores[0]),
    (samples.map_change(), on_a_map(lambda w, v: w.map_history.note(v)), lambda w: changes(w)[0]),
    (samples.thread_post(), lambda w, v: w.thread_posts.add(v), lambda w: w.thread_posts.get("T1", "x1")),
    (samples.aside(), lambda w, v: w.asides.add(v), lambda w: w.asides.get("T1", "s1")),
]
SPARSE: list[tuple[Any, Callable[[Work, Any], object], Callable[[Work], object]]] = [
    (Channel("T1", "C1"), *FULL[0][1:]),
    (Person("T1", "U1"), *FULL[1][1:]),
    (FeatureRequest("r1", "T1", "C1", "1.1", "U5", (), "", NOW), *FULL[2][1:]),
    (Negotiation("n1", "T1", "U1", "", (), NOW), *FULL[3][1:]),
    (Prep("p1", "T1", "U1", MessageRef("T1", "C1", "1.1"), NOW), *FULL[4][1:]),
    (Debrief("d1", "T1", "U1", "p1", NOW), *FULL[5][1:]),
    (Example(MessageRef("T1", "C1", "1.1"), "U5", Feedback.USED, 0.5, NOW), *FULL[6][1:]),
    (Agreement("a1", "T1", "U1", "U2", "", NOW.date(), NOW.date(), "UTC", NOW), *FULL[7][1:]),
    (Interest("i1", "T1", "n1", "a", "", "U1", NOW), *FULL[8][1:]),
    (Option("o1", "T1", "n1", "U1", "", NOW), *FULL[9][1:]),
    (Trade("t1", "T1", "n1", "U1", "a", "", "b", "", Benefit.TIME, NOW), *FULL[10][1:]),
    (Suspicion("s1", "T1", "n1", "U1", "a", "", NOW), *FULL[11][1:]),
    (Change("T1", "n1", NOW, "U1", ChangeKind.STARTED), *FULL[13][1:]),
    (ThreadPost("x1", "T1", "r1", "U5", (), NOW), *FULL[14][1:]),
    (Aside("s1", "T1", "C1", "r1", AsideKind.SUMMARY), *FULL[15][1:]),
]


@pytest.mark.parametrize(("value", "write", "read"), FULL + SPARSE)
def test_a_value_comes_back_equal(
    store: SqlStore, value: object, write: Callable[[Work, Any], object], read: Callable[[Work], object]
) -> None:
    with store.work() as work:
        write(work, value)
        assert read(work) == value
    with store.reading() as work:
        assert read(work) == value


@pytest.mark.parametrize("said", [samples.utterance(), samples.utterance(person=None, channel="C1", local=None)])
def test_an_utterance_comes_back_as_a_due_row(store: SqlStore, said: Any) -> None:
    with store.work() as work:
        assert work.outbox.say(said)
    with store.reading() as work:
        row = work.outbox.by_key("T1", said.key)
    assert row == OutboxRow(id=row.id if row else 0, utterance=said)


def test_what_was_never_stored(store: SqlStore) -> None:
    with store.reading() as work:
        assert work.channels.get("T1", "C1") == Channel("T1", "C1")
        assert work.people.get("T1", "U1") == Person("T1", "U1")
        assert work.requests.get("T1", "r1") is None
        assert work.negotiations.get("T1", "n1") is None
        assert work.preps.get("T1", "p1", "U1") is None
        assert work.debriefs.get("T1", "d1", "U1") is None
        assert work.agreements.get("T1", "a1") is None
        assert work.outbox.by_key("T1", "k") is None
        assert work.debriefs.last_lesson("T1", "U1") == ""


def test_saving_overwrites_all_of_it(store: SqlStore) -> None:
    with store.work() as work:
        work.channels.save(samples.channel())
        work.people.save(samples.person())
        work.preps.add(samples.prep())
        work.negotiations.add(samples.negotiation())
    bare = Prep("p1", "T1", "U1", samples.prep().source, NOW, notes=(Note("9.9", "only this"),))
    lone = replace(samples.negotiation(), parties=(Party("U", "U8"),), source=None)
    with store.work() as work:
        work.channels.save(Channel("T1", "C1", owners=("U4",)))
        work.people.save(Person("T1", "U1"))
        work.preps.save(bare)
        work.negotiations.save(lone)
    with store.reading() as work:
        assert work.channels.get("T1", "C1") == Channel("T1", "C1", owners=("U4",))
        assert work.people.get("T1", "U1") == Person("T1", "U1")
        assert work.preps.get("T1", "p1", "U1") == replace(bare, version=2)
        assert work.negotiations.get("T1", "n1") == replace(lone, version=2)
        assert work.negotiations.open_for("T1", "U7") == []


def test_one_request_a_message_and_one_prep_a_person_and_message(store: SqlStore) -> None:
    with store.work() as work:
        assert work.requests.add(samples.request())
        assert not work.requests.add(samples.request(id="r2"))
        assert work.requests.add(samples.request(id="r2", ts="1.2"))
        assert work.preps.add(samples.prep())
        assert not work.preps.add(samples.prep(id="p2", notes=()))
        assert work.preps.add(samples.prep(id="p2", user="U2"))
    with store.reading() as work:
        assert work.requests.at("T1", "C1", samples.request().ts) == samples.request()
        assert work.preps.of("U1", samples.prep().source) == samples.prep()
        assert list(work.preps.about(samples.prep().source)) == [samples.prep(), samples.prep(id="p2", user="U2")]


def test_private_records_are_their_own_persons_only(store: SqlStore) -> None:
    with store.work() as work:
        work.preps.add(samples.prep())
        work.debriefs.add(samples.debrief())
    with store.reading() as work:
        assert work.preps.get("T1", "p1", "U2") is None
        assert work.preps.of("U2", samples.prep().source) is None
        assert work.debriefs.get("T1", "d1", "U2") is None
        assert work.debriefs.of_prep("T1", "p1", "U2") is None
        assert work.debriefs.of_prep("T1", "p1", "U1") == samples.debrief()
        assert work.debriefs.last_lesson("T1", "U2") == ""


def test_channels_by_owner(store: SqlStore) -> None:
    first, second = samples.channel(), samples.channel(channel="C2", owners=("U1",))
    with store.work() as work:
        for channel in (second, first, samples.channel(channel="C3", owners=("U4",))):
            work.channels.save(channel)
    with store.reading() as work:
        assert list(work.channels.owned_by("T1", "U1")) == [first, second]


def test_open_negotiations_of_author_and_parties_newest_first(store: SqlStore) -> None:
    old = samples.negotiation()
    new = samples.negotiation(id="n2", author="U7", created_at=NOW + timedelta(days=1), parties=())
    closed = samples.negotiation(id="n3", state=NegotiationState.CLOSED)
    with store.work() as work:
        for negotiation in (old, new, closed):
            work.negotiations.add(negotiation)
    with store.reading() as work:
        assert list(work.negotiations.open_for("T1", "U7")) == [new, old]
        assert list(work.negotiations.open_for("T1", "U1")) == [old]


def test_agreements_of_a_negotiation_in_order(store: SqlStore) -> None:
    later = samples.agreement(id="a0", created_at=NOW + timedelta(1))
    with store.work() as work:
        for agreement in (later, samples.agreement(), samples.agreement(id="a3", negotiation=None)):
            work.agreements.add(agreement)
    with store.reading() as work:
        assert list(work.agreements.of_negotiation("T1", "n1")) == [samples.agreement(), later]


def test_the_last_lesson_is_the_latest_that_has_one(store: SqlStore) -> None:
    day = timedelta(days=1)
    with store.work() as work:
        work.debriefs.add(samples.debrief(id="d1", next_time="old", done_at=NOW))
        work.debriefs.add(samples.debrief(id="d2", next_time="new", done_at=NOW + day))
        work.debriefs.add(samples.debrief(id="d3", next_time="", done_at=NOW + 2 * day))
        work.debriefs.add(samples.debrief(id="d4", next_time="draft", state=DebriefState.DUE, done_at=None))
    with store.reading() as work:
        assert work.debriefs.last_lesson("T1", "U1") == "new"


def test_moments_come_back_in_utc(store: SqlStore) -> None:
    there = datetime(2026, 3, 2, 20, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with store.work() as work:
        work.people.save(samples.person(zone_read_at=there))
    with store.reading() as work:
        read = work.people.get("T1", "U1").zone_read_at
    assert read == there
    assert read is not None
    assert read.tzinfo is UTC


@pytest.mark.parametrize("naive", [samples.person(zone_read_at=datetime.fromisoformat("2026-01-01"))])
def test_a_moment_without_zone_is_refused(store: SqlStore, naive: Person) -> None:
    with pytest.raises(Exception, match="time zone"), store.work() as work:
        work.people.save(naive)


def test_a_record_about_another_teams_message_is_refused(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="one team"), store.work() as work:
        work.preps.add(samples.prep(source=MessageRef("T2", "C1", "1.1")))


def test_what_is_read_only_is_not_kept(store: SqlStore) -> None:
    with store.reading() as work:
        work.people.save(samples.person())
    with store.reading() as work:
        assert work.people.get("T1", "U1") == Person("T1", "U1")


def test_an_error_in_the_block_undoes_all_of_it(store: SqlStore) -> None:
    def fail() -> None:
        with store.work() as work:
            work.people.save(samples.person())
            work.outbox.say(samples.utterance())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.reading() as work:
        assert work.people.get("T1", "U1") == Person("T1", "U1")
        assert work.outbox.by_key("T1", "card:r1:U1") is None


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=80)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plain=words, private=words, signal=words, party=words)
def test_any_text_comes_back(store: SqlStore, plain: str, private: str, signal: str, party: str) -> None:
    prep = samples.prep(object=plain, my_interest=private, signals=(Signal(SignalKind.CHURN, signal),))
    negotiation = samples.negotiation(title=plain, parties=(Party(party, None, plain, private),))
    with store.work() as work:
        stored = work.preps.get("T1", "p1", "U1")
        if stored is None:
            work.preps.add(prep)
            work.negotiations.add(negotiation)
        else:
            work.preps.save(replace(prep, version=stored.version))
            work.negotiations.save(replace(negotiation, version=stored.version))
        read = work.preps.get("T1", "p1", "U1")
        assert read == replace(prep, version=read.version if read else 0)
        mapped = work.negotiations.get("T1", "n1")
        assert mapped == replace(negotiation, version=mapped.version if mapped else 0)


def test_what_no_database_takes_is_left_out(store: SqlStore) -> None:
    odd = "a\x00b\ud800c"
    with store.work() as work:
        work.preps.add(samples.prep(object=odd, my_interest=odd, signals=(Signal(SignalKind.CHURN, odd),)))
    with store.reading() as work:
        read = work.preps.get("T1", "p1", "U1")
    assert read is not None
    assert (read.object, read.my_interest, read.signals[0].text) == ("ab?c", "ab?c", odd)
