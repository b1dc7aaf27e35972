"""Lanes: in order within a place, never two at once, fair between places."""

import math

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.lanes import Held, Lanes
from bot.domain.model import OutboxRow, Saying, Utterance
from tests.delivery.fakes import NOON


def held(place: str, id_: int) -> Held:
    return Held(("T1", place), OutboxRow(id_, Utterance("T1", Saying.MAP, "n1", str(id_), NOON, channel=place)), 100.0)


@given(st.lists(st.sampled_from("ABC"), max_size=30), st.data())
def test_order_holds_within_a_place_and_nothing_is_lost(places: list[str], data: st.DataObject) -> None:
    lanes, now = Lanes(), 0.0
    busy: list[Held] = []
    done: list[Held] = []
    for id_, place in enumerate(places):
        lanes.put(held(place, id_))
    while len(lanes):
        taken = lanes.take(now)
        if isinstance(taken, Held):
            assert taken.place not in [other.place for other in busy]
            busy.append(taken)
            continue
        if not busy:
            now += taken
            continue
        row = busy.pop(data.draw(st.integers(0, len(busy) - 1)))
        if data.draw(st.booleans()):
            lanes.back(row, now + 1)
        else:
            lanes.done(row)
            done.append(row)
    for place in "ABC":
        ids = [row.row.id for row in done if row.place[1] == place]
        assert ids == [id_ for id_, at in enumerate(places) if at == place]


def test_a_waiting_lane_lets_the_others_go_first() -> None:
    lanes = Lanes()
    lanes.put(held("A", 1))
    lanes.put(held("B", 2))
    first = lanes.take(0.0)
    assert isinstance(first, Held)
    lanes.back(first, 5.0)
    second = lanes.take(0.0)
    assert isinstance(second, Held)
    assert second.place[1] == "B"
    lanes.done(second)
    assert lanes.take(0.0) == 5.0
    assert lanes.take(5.0) == first


def test_nothing_to_do_is_for_ever() -> None:
    assert Lanes().take(0.0) == math.inf


def test_draining_leaves_what_was_started() -> None:
    lanes = Lanes()
    lanes.put(held("A", 1))
    lanes.put(held("A", 2))
    started = lanes.take(0.0)
    assert isinstance(started, Held)
    assert [row.row.id for row in lanes.drain()] == [2]
    assert len(lanes) == 1
    lanes.done(started)
    assert len(lanes) == 0
