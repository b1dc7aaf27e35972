"""A person's own data: complete, theirs alone, as a file or as messages."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.rendering import Rendering
from bot.domain.model import DueState, OutboxRow, Saying
from bot.services.own_data import PIECE, cut
from bot.store.own_rows import NOBODYS, PARTS
from bot.store.tables import Tables
from bot.views.message import Document, Message
from bot.views.text import escape
from tests.delivery.test_rendering import render
from tests.fakes import ANNA, BEN, CARA, DAN, TEAM
from tests.services.test_forgetting import SECRET, live
from tests.workplace import WORDS, Workplace, copy_of, workplace_in

__all__ = ["render"]


def told(place: Workplace, user: str) -> Mapping[str, list[Mapping[str, object]]]:
    found: Mapping[str, list[Mapping[str, object]]] = json.loads(place.own_data.file(TEAM, user).text)
    return found


@pytest.fixture(scope="module")
def lived(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    with workplace_in(copy_of(migrated, tmp_path_factory.mktemp("lived"))) as place:
        live(place)
        yield place


def test_everything_of_the_person_is_in_it(lived: Workplace) -> None:
    place = lived
    mine = told(place, ANNA)
    assert {name for name, rows in mine.items() if not rows} == {
        "requests_i_wrote",
        "examples_i_wrote",
        "channels_i_invited_the_bot_to",
        "notes",
    }
    assert mine["preps"][0]["walk_away"] == SECRET
    assert mine["debriefs"][0]["next_time"] == SECRET
    assert {row["posted_text"] for row in mine["requests_i_answered"]} == {SECRET, None}
    theirs = told(place, CARA)
    assert len(theirs["requests_i_wrote"]) == 5
    assert len(theirs["examples_i_wrote"]) == 3
    assert theirs["requests_i_wrote"][0]["object"] == "CSV export"


def test_nothing_that_others_keep_to_themselves_is_in_it(lived: Workplace) -> None:
    place = lived
    for user in (BEN, CARA, DAN):
        assert SECRET not in place.own_data.file(TEAM, user).text
    assert "dismissed" not in place.own_data.file(TEAM, CARA).text
    assert "CSV export" not in json.dumps(told(place, ANNA)["requests_i_answered"])
    assert told(place, BEN)["preps"] == []
    assert not any(rows for rows in list(place.own_data.file("T2", ANNA).text) if rows == SECRET)


def test_every_table_is_somebodys_or_said_to_be_nobodys() -> None:
    tables = Tables().metadata.tables
    assert {part.table for part in PARTS} | NOBODYS == set(tables)
    for part in PARTS:
        assert set(part.of) | part.without <= set(tables[part.table].columns.keys())


def claimed(place: Workplace, saying: Saying) -> list[OutboxRow]:
    return [row for row in place.claim() if row.utterance.saying is saying]


def test_it_comes_as_a_file_once_a_minute(place: Workplace, render: Rendering) -> None:
    assert [place.own_data.ask(TEAM, ANNA), place.own_data.ask(TEAM, ANNA)] == [True, False]
    (row,) = claimed(place, Saying.MY_DATA)
    speech = render(row)
    assert isinstance(speech, Document)
    assert json.loads(speech.content)["person"] == ANNA
    place.clock.pass_by(minutes=1)
    assert place.own_data.ask(TEAM, ANNA)


def test_where_files_are_refused_the_same_comes_in_messages(place: Workplace, render: Rendering) -> None:
    place.turn_on()
    prep = place.prepare(ANNA, "9.0")
    place.preps.write(TEAM, prep.id, ANNA, "their_interest", "<!channel> & ```" + "ä" * 2900)
    place.preps.write(TEAM, prep.id, ANNA, "my_interest", "&" * 2900)
    place.own_data.ask(TEAM, ANNA)
    (row,) = claimed(place, Saying.MY_DATA)
    assert place.queue.bury(row, "missing_scope", place.clock.now())
    place.unsaid.given_up(row)
    whole = place.own_data.file(TEAM, ANNA).text
    messages = [render(row) for row in claimed(place, Saying.MY_DATA_TEXT)]
    shown = []
    for message in messages:
        assert isinstance(message, Message)
        shown += [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    assert len(messages) > 2
    assert all(len(text) <= 3000 for text in shown)
    joined = "".join(text.removeprefix("```").removesuffix("```") for text in shown).replace("\n", "")
    assert joined == escape(whole.replace("```", "'''")).replace("\n", "")
    assert place.rows(Saying.NOT_SAID, frozenset(DueState)) == []


def test_what_stood_in_the_dm_of_who_was_forgotten_says_so(place: Workplace, render: Rendering) -> None:
    place.turn_on()
    place.prepare(ANNA)
    place.send()
    standing = [row.id for row in place.rows() if row.state is DueState.SENT and row.utterance.person == ANNA]
    place.forgetting.forget(TEAM, ANNA)
    rows = [row for row in place.rows() if row.id in standing and row.utterance.channel is None]
    assert rows
    for row in rows:
        speech = render(row)
        assert isinstance(speech, Message)
        assert speech.text == WORDS.text("forget.message")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("a&<>\n`é", max_size=5).map(lambda piece: piece * 400), max_size=6).map("".join))
def test_pieces_fit_and_lose_nothing(text: str) -> None:
    pieces = cut(text)
    assert all(len(escape(piece)) <= PIECE for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
