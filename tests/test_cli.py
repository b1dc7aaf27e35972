"""The command line: every verb can be typed, and the operator's verbs work on a database."""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import bootstrap, cli, manifest, migrations
from bot.domain.model import Debrief, DebriefState, Saying, Utterance
from bot.settings import Settings
from bot.store.cipher import Cipher
from bot.store.work import SqlStore
from tests.fakes import ANNA, TEAM

HOME = Path(__file__).parents[1]
NOW = datetime.now(UTC)
SHORTLY = timedelta(minutes=1)
LINES: dict[str, list[str]] = {
    "demo": ["demo", "--script", "renewal", "--fast"],
    "run": ["run"],
    "work": ["work"],
    "migrate": ["migrate"],
    "manifest": ["manifest", "--check"],
    "status": ["status", "--dead"],
    "redrive": ["redrive", "inbox", "7"],
    "coach": ["coach", "--batch", "1"],
    "detect": ["detect", "--mode", "intake", "--batch", "8"],
    "prompts": ["prompts", "check", "words"],
    "keys": ["keys", "rotate"],
}


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database that is not made yet; nothing else is set, and no .env lies here."""
    for key in [key for key in os.environ if key.startswith(("SLACK_", "INTERESTS_", "DATABASE_URL"))]:
        monkeypatch.delenv(key)
    monkeypatch.chdir(tmp_path)
    address = f"sqlite:///{tmp_path / 'interests.db'}"
    monkeypatch.setenv("DATABASE_URL", address)
    return address


@pytest.fixture
def queues(url: str) -> Iterator[bootstrap.Queues]:
    migrations.upgrade(url)
    found = bootstrap.queues(Settings.read({"DATABASE_URL": url}))
    yield found
    found.engine.dispose()


def bury_event(queues: bootstrap.Queues, text: str = "a secret wish") -> int:
    """An event that was given up."""
    body: dict[str, object] = {"event": {"type": "message", "text": text}}
    queues.inbox.put(TEAM, "Ev1", "C1", body, NOW)
    (row,) = queues.inbox.claim("worker", 1, NOW, SHORTLY)
    assert queues.inbox.bury(row.delivery, "status_500", NOW)
    return row.id


def bury_message(queues: bootstrap.Queues) -> int:
    """A message that was given up."""
    store = SqlStore(queues.engine, Cipher.from_keys([Cipher.new_key()]))
    with store.work() as work:
        work.outbox.say(Utterance(TEAM, Saying.DM_HELP, ANNA, "key", NOW, person=ANNA))
    (row,) = queues.outbox.claim("sender", 1, NOW, NOW, SHORTLY)
    assert queues.outbox.bury(row, "channel_not_found", NOW)
    return row.id


def verbs() -> dict[str, argparse.ArgumentParser]:
    parser = cli._parser()
    (sub,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(sub.choices)


def test_every_verb_can_be_typed() -> None:
    assert set(LINES) == set(verbs())
    for line in LINES.values():
        assert callable(cli._parser().parse_args(line).verb)


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["dance"],
        ["redrive"],
        ["redrive", "inbox"],
        ["redrive", "mail", "1"],
        ["redrive", "inbox", "x"],
        ["keys"],
        ["prompts"],
        ["prompts", "write"],
        ["detect", "--mode", "loud"],
        ["detect", "--batch", "0"],
        ["detect", "--report", "--export"],
    ],
)
def test_a_line_that_makes_no_sense_ends_with_the_usage(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(line)
    assert end.value.code == 2
    assert "usage: interests" in capsys.readouterr().err


@pytest.mark.parametrize("line", [["--help"], *([verb, "--help"] for verb in LINES)])
def test_every_verb_explains_itself(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(line)
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("usage: interests")


def test_migrate_makes_the_database_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [cli.main(["migrate"]), cli.main(["migrate"])] == [0, 0]
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"database at {migrations.head()}"
    assert second == f"{first} already"
    assert migrations.current(url) == migrations.head()


def test_status_of_an_empty_database(queues: bootstrap.Queues, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--dead"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^inbox: .*0 open", said, re.MULTILINE)
    assert re.search(r"^outbox: .*0 due", said, re.MULTILINE)


def test_status_shows_counts_ages_and_reasons_but_no_text(
    queues: bootstrap.Queues, capsys: pytest.CaptureFixture[str]
) -> None:
    bury_event(queues)
    bury_message(queues)
    queues.inbox.put(TEAM, "Ev2", "C2", {"event": {"type": "message", "text": "a secret wish"}}, NOW - SHORTLY)
    assert cli.main(["status"]) == 0
    brief = capsys.readouterr().out
    assert "1 dead" in brief
    assert "status_500" not in brief
    assert re.search(r"inbox: .*1 open.*the oldest waits for \d+ s", brief)
    assert cli.main(["status", "--dead"]) == 0
    full = capsys.readouterr().out
    assert "message" in full
    assert "status_500" in full
    assert "dm_help" in full
    assert "channel_not_found" in full
    assert "secret" not in full


@pytest.mark.parametrize("queue", ["inbox", "outbox"])
def test_redrive_opens_a_dead_letter_once(
    queues: bootstrap.Queues, capsys: pytest.CaptureFixture[str], queue: str
) -> None:
    id_ = bury_event(queues) if queue == "inbox" else bury_message(queues)
    line = ["redrive", queue, str(id_)]
    assert [cli.main(line), cli.main(line), cli.main(["redrive", queue, "999"])] == [0, 1, 1]
    assert capsys.readouterr().out.splitlines()[0] == "it will be tried again"
    if queue == "inbox":
        assert [row.id for row in queues.inbox.claim("worker", 1, datetime.now(UTC), SHORTLY)] == [id_]
    else:
        later = datetime.now(UTC)
        assert [row.id for row in queues.outbox.claim("sender", 1, later, later, SHORTLY)] == [id_]


def test_keys_new_prints_one_key_and_makes_nothing(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["keys", "new"]) == 0
    Fernet(capsys.readouterr().out.strip())
    assert not list(tmp_path.iterdir())


def test_keys_rotate_seals_what_is_there_with_the_first_key_and_says_how_much(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    migrations.upgrade(url)
    old, new = Cipher.new_key(), Cipher.new_key()
    engine = bootstrap.queues(Settings.read({"DATABASE_URL": url})).engine
    with SqlStore(engine, Cipher.from_keys([old])).work() as work:
        work.debriefs.add(
            Debrief("d1", TEAM, ANNA, "p1", NOW, DebriefState.DONE, why="too early", next_time="ask first")
        )
    lines = []
    for keys in (f"{new},{old}", f"{new},{old}", Cipher.new_key()):
        monkeypatch.setenv("INTERESTS_KEYS", keys)
        lines.append((cli.main(["keys", "rotate"]), capsys.readouterr()))
    assert [code for code, _ in lines] == [0, 0, 1]
    assert lines[0][1].out == "2 texts sealed anew, 0 had the newest key already\n"
    assert lines[1][1].out == "0 texts sealed anew, 2 had the newest key already\n"
    assert lines[2][1].err == "interests: INTERESTS_KEYS: 2 texts open with none of the keys\n"
    with SqlStore(engine, Cipher.from_keys([new])).reading() as work:
        assert work.debriefs.last_lesson(TEAM, ANNA) == "ask first"
    engine.dispose()


def test_the_manifest_is_printed_and_checked(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["manifest"]) == 0
    assert capsys.readouterr().out == manifest.find().read_text(encoding="utf-8")
    assert cli.main(["manifest", "--check"]) == 0
    assert capsys.readouterr().out == "manifest OK\n"


BEFORE_MIGRATION = [["status"], ["keys", "rotate"], ["redrive", "inbox", "1"], ["redrive", "outbox", "1"]]


@pytest.mark.parametrize("line", BEFORE_MIGRATION)
def test_a_database_without_tables_is_named_in_one_line(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: list[str]
) -> None:
    (tmp_path / "interests.db").touch()
    assert cli.main(line) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith("interests: DATABASE_URL: ")
    assert "interests migrate" in said


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("DATABASE_URL", "mysql://me:hush@db/x"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:////no/such/folder/of.db"),
        ("DATABASE_URL", "postgresql://me:hush@db:port/x"),
        ("SLACK_BOT_TOKEN", "hush"),
        ("INTERESTS_TICK", "hush"),
    ],
)
def test_a_wrong_setting_ends_a_verb_with_one_line(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: str, value: str
) -> None:
    monkeypatch.setenv(key, value)
    assert cli.main(["status"]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(f"interests: {key}: ")
    assert "hush" not in said


@pytest.mark.parametrize("line", BEFORE_MIGRATION)
def test_where_there_is_no_database_the_operators_verbs_say_so_and_make_none(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: list[str]
) -> None:
    assert cli.main(line) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert "there is no database interests.db here yet" in said
    assert not list(tmp_path.iterdir())


def test_settings_come_from_the_environment_first_and_then_from_the_file(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:///other.db\nINTERESTS_TICK=3\nINTERESTS_PREP_EMOJI=\n")
    monkeypatch.setenv("INTERESTS_SENDERS", "2")
    found = cli.settings()
    assert found.database_url.reveal() == url
    assert (found.tick, found.senders, found.prep_emoji) == (timedelta(seconds=3), 2, "compass")


@pytest.mark.parametrize(
    ("verb", "given", "missing"),
    [
        ("run", {}, "SLACK_BOT_TOKEN"),
        ("run", {"SLACK_BOT_TOKEN": "xoxb-1234567890"}, "SLACK_APP_TOKEN"),
        ("work", {}, "SLACK_BOT_TOKEN"),
    ],
)
def test_a_start_without_its_tokens_ends_with_one_line(
    tmp_path: Path, verb: str, given: dict[str, str], missing: str
) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOME), **given}
    line = [sys.executable, "-m", "bot", verb]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"interests: {missing}: is missing. Get it at api.slack.com/apps")
    assert not list(tmp_path.iterdir())
