"""What a workspace keeps between two starts."""

import json
from pathlib import Path

import pytest

from bot.simulator import Seed, Simulator, SimulatorError, keep
from bot.simulator.visit import SQLITE, State


def test_a_workspace_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "demo.workspace.json"
    before = Simulator()
    ana = before.person("ana")
    said = ana.says("eng", "a question")
    ana.says("eng", "an answer", thread=said)
    ana.reacts(said, "eyes")
    before.advance(days=3)
    keep.save(before, path)
    after = Simulator()
    keep.restore(after, path)
    assert keep.kept(after) == keep.kept(before)
    assert after.person("ana").user == ana.user
    assert [p.name for p in after.people] == [p.name for p in before.people]
    assert (after.team, after.bot_user) == (before.team, before.bot_user)
    assert abs((after.now() - before.now()).total_seconds()) < 1
    after.person("ana").edits({"channel": said.channel, "ts": said.ts}, "a better question")
    assert after.person("sam").says("eng", "later").ts > said.ts


def test_time_does_not_go_back_even_if_the_clock_did(tmp_path: Path) -> None:
    path = tmp_path / "demo.workspace.json"
    before = Simulator()
    before.advance(days=3)
    newest = before.person("ana").says("eng", "from Thursday")
    before.advance(days=-3)
    keep.save(before, path)
    after = Simulator()
    keep.restore(after, path)
    assert after.person("ana").says("eng", "from today").ts > newest.ts


@pytest.mark.parametrize("content", ["{}", "[]", "no json", json.dumps({"version": 99})])
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "demo.workspace.json"
    path.write_text(content)
    with pytest.raises(SimulatorError, match=r"demo\.workspace\.json") as refused:
        keep.restore(Simulator(), path)
    assert "\n" not in str(refused.value)


def test_a_fresh_workspace_does_not_look_empty() -> None:
    sim = Simulator()
    now = sim.now().timestamp()
    for name in ("product-requests", "sales", "eng"):
        said = sim.messages(name)
        assert said
        assert all(float(m["ts"]) < now - 1800 for m in said)
    assert Simulator(Seed.empty()).people == []
    assert float(sim.person("ana").says("eng", "now").ts) > now


def test_only_what_the_demo_made_is_taken_up_or_forgotten(tmp_path: Path) -> None:
    diary, other, kept = (State(tmp_path / name) for name in ("diary.db", "other.db", "kept.db"))
    diary.database.write_text("dear diary, nobody reads this")
    for state in (other, kept):
        state.database.write_bytes(SQLITE)
    kept.workspace.write_text("{}")
    for state, words in (
        (diary, "not an SQLite database"),
        (other, "not made by the demo"),
        (State(tmp_path / "nowhere" / "x.db"), "no folder"),
    ):
        with pytest.raises(SimulatorError, match=words):
            state.check()
        with pytest.raises(SimulatorError, match=words):
            state.forget()
    kept.check()
    kept.forget()
    State(tmp_path / "new.db").forget()
    assert {file.name for file in tmp_path.iterdir()} == {"diary.db", "other.db"}
