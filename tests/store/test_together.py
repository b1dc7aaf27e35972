"""Two people acting at once: the second sees what the first did, or is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from bot.domain.errors import Conflict
from bot.domain.model import Channel, Mode
from bot.services.ports import Work
from bot.store.work import SqlStore
from tests.store import samples

VERSIONED: list[tuple[Any, Callable[[Work, Any], object], Callable[[Work, Any], object], Callable[[Work], Any]]] = [
    (
        samples.request(),
        lambda w, v: w.requests.add(v),
        lambda w, v: w.requests.save(v),
        lambda w: w.requests.get("T1", "r1"),
    ),
    (
        samples.negotiation(),
        lambda w, v: w.negotiations.add(v),
        lambda w, v: w.negotiations.save(v),
        lambda w: w.negotiations.get("T1", "n1"),
    ),
    (
        samples.prep(),
        lambda w, v: w.preps.add(v),
        lambda w, v: w.preps.save(v),
        lambda w: w.preps.get("T1", "p1", "U1"),
    ),
    (
        samples.debrief(),
        lambda w, v: w.debriefs.add(v),
        lambda w, v: w.debriefs.save(v),
        lambda w: w.debriefs.get("T1", "d1", "U1"),
    ),
    (
        samples.agreement(),
        lambda w, v: w.agreements.add(v),
        lambda w, v: w.agreements.save(v),
        lambda w: w.agreements.get("T1", "a1"),
    ),
]


@pytest.mark.parametrize(("value", "add", "save", "get"), VERSIONED)
def test_saving_what_somebody_else_saved_meanwhile_is_a_conflict(
    store: SqlStore,
    value: Any,
    add: Callable[[Work, Any], object],
    save: Callable[[Work, Any], object],
    get: Callable[[Work], Any],
) -> None:
    with store.work() as work:
        add(work, value)
    with store.work() as work:
        save(work, value)
        assert get(work) == replace(value, version=2)

    def save_again() -> None:
        with store.work() as work:
            work.people.save(samples.person())
            save(work, value)

    with pytest.raises(Conflict) as failure:
        save_again()
    assert failure.value.key == "conflict"
    with store.reading() as work:
        assert get(work) == replace(value, version=2)
        assert not work.people.get("T1", "U1").opted_out


def test_a_writer_who_reads_a_row_waits_for_the_one_who_holds_it(store: SqlStore) -> None:
    with store.work() as work:
        work.requests.add(samples.request(settled_by=None))
    holding = Event()

    def settle(user: str) -> str | None:
        if user == "second":
            holding.wait()
        with store.work() as work:
            request = work.requests.get("T1", "r1")
            assert request is not None
            if user == "first":
                holding.set()
                Event().wait(0.2)
            if request.settled_by is None:
                work.requests.save(replace(request, settled_by=user))
            return request.settled_by

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(settle, ("first", "second"))) == [None, "first"]


def test_a_channel_that_is_not_stored_yet_is_held_too(store: SqlStore) -> None:
    """Eight people turn the channel on at once: all eight become owners, none is overwritten."""

    def join(n: int) -> None:
        with store.work() as work:
            channel = work.channels.get("T1", "C1")
            owners = (*channel.owners, f"U{n}")
            work.channels.save(replace(channel, mode=Mode.PRIVATE, owners=owners))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(join, range(8)))
    with store.reading() as work:
        channel = work.channels.get("T1", "C1")
    assert sorted(channel.owners) == [f"U{n}" for n in range(8)]


def test_who_looks_for_all_channels_of_an_owner_holds_them(store: SqlStore) -> None:
    """An account is closed while another owner is named: neither writes over what the other wrote."""
    with store.work() as work:
        work.channels.save(samples.channel(owners=("U1",)))
    holding = Event()

    def close_account() -> None:
        with store.work() as work:
            owned = work.channels.owned_by("T1", "U1")
            holding.set()
            Event().wait(0.2)
            for channel in owned:
                work.channels.save(replace(channel, owners=tuple(user for user in channel.owners if user != "U1")))

    def name_another() -> None:
        holding.wait()
        with store.work() as work:
            channel = work.channels.get("T1", "C1")
            work.channels.save(replace(channel, owners=(*channel.owners, "U2")))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(close_account), pool.submit(name_another)]:
            done.result()
    with store.reading() as work:
        assert work.channels.get("T1", "C1").owners == ("U2",)


def test_a_reader_does_not_wait_for_a_writer(store: SqlStore) -> None:
    with store.work() as writing:
        writing.channels.save(samples.channel())
        with store.reading() as reading:
            assert reading.channels.get("T1", "C1") == Channel("T1", "C1")


def test_two_notice_the_same_message(store: SqlStore) -> None:
    def notice(n: int) -> bool:
        with store.work() as work:
            return work.requests.add(samples.request(id=f"r{n}"))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(notice, range(8))) == 1


def test_many_threads_write_at_once(store: SqlStore) -> None:
    def write(n: int) -> None:
        with store.work() as work:
            work.people.save(samples.person(user=f"U{n}"))
        with store.reading() as work:
            assert work.people.get("T1", f"U{n}").opted_out

    with ThreadPoolExecutor(32) as pool:
        list(pool.map(write, range(128)))
