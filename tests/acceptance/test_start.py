"""Starting and operating: one clear line where a setting is wrong, and secrets that never show."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator import Simulator
from bot.simulator.process import BotProcess
from tests.acceptance.office import REQUEST, Office
from tests.acceptance.shell import interests

FAKE_BOT, FAKE_APP = "xoxb-1111-2222-notarealtoken", "xapp-1-A0-3333-notarealtoken"
LOGGED = re.compile(r"\d{4}-\d\d-\d\d \S+ (INFO|WARNING) ")
SECRETS = re.compile(r"xox[a-z]-\S*\d|xapp-\S*\d|notarealtoken|hunter2")


def settings(sim: Simulator, folder: Path, **changed: str) -> dict[str, str]:
    right = {
        "SLACK_BOT_TOKEN": sim.bot_token,
        "SLACK_APP_TOKEN": sim.app_token,
        "SLACK_API_URL": sim.api_url,
        "DATABASE_URL": f"sqlite:///{folder / 'interests.db'}",
    }
    return {name: value for name, value in (right | changed).items() if value}


@pytest.mark.parametrize(
    ("changed", "fault", "where"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "is missing", "api.slack.com/apps"),
        ({"SLACK_APP_TOKEN": ""}, "is missing", "api.slack.com/apps"),
        ({"SLACK_BOT_TOKEN": FAKE_APP}, "starts with xoxb-", "OAuth & Permissions"),
        ({"SLACK_APP_TOKEN": FAKE_BOT}, "starts with xapp-", "App-Level Tokens"),
        ({"SLACK_BOT_TOKEN": FAKE_BOT}, "refused it (invalid_auth)", "api.slack.com/apps"),
        ({"SLACK_APP_TOKEN": FAKE_APP}, "refused it (invalid_auth)", "api.slack.com/apps"),
        ({"SLACK_API_URL": "https://slack.com"}, "ends with /api/", "docs/settings.md"),
        ({"SLACK_API_URL": "http://slack.example/api/"}, "https", "docs/settings.md"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "nobody answers there", "docs/settings.md"),
        ({"DATABASE_URL": "mysql://root:hunter2@db/x"}, "sqlite:///", "docs/settings.md"),
        ({"DATABASE_URL": "postgresql://root:hunter2@127.0.0.1:9/x"}, "opened or reached", "docs/settings.md"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all/interests.db"}, "opened or reached", "docs/settings.md"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "needs a file", "docs/settings.md"),
        ({"INTERESTS_TICK": "often"}, "must be a number", "docs/settings.md"),
        ({"INTERESTS_TICK": "nan"}, "must be between", "docs/settings.md"),
        ({"INTERESTS_KEYS": "hunter2"}, "URL-safe base64", "interests keys new"),
        ({"INTERESTS_DAY_START": "25:00"}, "time of day", "docs/settings.md"),
        ({"INTERESTS_PROMPTS": str(Path(__file__).parent)}, "has no words", "docs/prompts.md"),
        ({"INTERESTS_CLOCK_URL": "http://example.com/clock"}, "simulator", "docs/settings.md"),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else None,
)
def test_a_wrong_setting_stops_the_start_with_one_line(
    sim: Simulator, tmp_path: Path, changed: dict[str, str], fault: str, where: str
) -> None:
    """The line names the key, the fault and where a right value comes from, and never the value."""
    ended = interests(tmp_path, "run", **settings(sim, tmp_path, **changed))
    assert ended.returncode == 2, ended.stderr
    [line] = [line for line in ended.stderr.splitlines() if not LOGGED.match(line)]
    assert line.startswith(f"interests: {next(iter(changed))}: ")
    assert fault in line
    assert where in line
    assert not SECRETS.search(ended.stdout + ended.stderr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="module")
def bot(sim: Simulator, folder: Path) -> Iterator[BotProcess]:
    log = {"INTERESTS_LOG_LEVEL": "DEBUG"}
    with BotProcess(sim, f"sqlite:///{folder / 'interests.db'}", folder / "bot.log", settings=log) as process:
        yield process


def test_the_key_lies_beside_the_database_and_not_in_it(office: Office, folder: Path) -> None:
    """A file only its owner can read; neither it nor a private text is found in the database."""
    office.turn_on("reactions")
    _request, prep = office.prep()
    office.ana.clicks(prep, "My walk-away")
    assert office.ana.submits(office.ana.wait_modal(), {"text": "we stay with the spreadsheet"}) == {}
    office.wait_text(prep, "spreadsheet")
    keys = folder / "interests.keys"
    assert keys.stat().st_mode & 0o777 == 0o600
    kept = b"".join(file.read_bytes() for file in folder.glob("interests.db*"))
    assert keys.read_bytes().strip() not in kept
    assert b"spreadsheet" not in kept


def test_neither_tokens_nor_texts_are_in_the_log(office: Office) -> None:
    """Also where the log says all it can, and when Slack refuses things."""
    office.turn_on()
    office.sim.fail_next("chat.postMessage", "internal_error")
    office.request()
    office.card()
    office.ana.commands(office.room, "/interests new Sunflower")
    log = office.bot.log_text()
    assert "sent" in log
    assert not SECRETS.search(log)
    for words in (office.sim.bot_token, office.sim.app_token, "audit log", "Sunflower"):
        assert words not in log


def test_status_shows_counts_and_never_text(office: Office, folder: Path) -> None:
    office.carded()
    shown = interests(folder, "status", DATABASE_URL=f"sqlite:///{folder / 'interests.db'}")
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"^inbox: .*\d+ done", shown.stdout, re.MULTILINE)
    assert re.search(r"^outbox: .*\d+ sent", shown.stdout, re.MULTILINE)
    assert not any(word in shown.stdout for word in (*REQUEST.split()[:2], office.ana.user, office.room.id))


def test_migrate_may_be_run_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'interests.db'}"
    first, second = (interests(tmp_path, "migrate", DATABASE_URL=url) for _ in range(2))
    assert first.returncode == second.returncode == 0
    assert "already" in second.stdout
    assert "already" not in first.stdout
    with sqlite3.connect(tmp_path / "interests.db") as database:
        assert database.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
    database.close()


def test_status_before_anything_exists_says_what_to_do(tmp_path: Path) -> None:
    shown = interests(tmp_path, "status", DATABASE_URL=f"sqlite:///{tmp_path / 'interests.db'}")
    assert shown.returncode == 2
    assert len(shown.stderr.splitlines()) == 1
    assert "interests migrate" in shown.stderr


def test_a_key_file_that_others_can_read_stops_the_start(sim: Simulator, tmp_path: Path) -> None:
    keys = tmp_path / "interests.keys"
    keys.write_text("anything\n")
    keys.chmod(0o644)
    ended = interests(tmp_path, "run", **settings(sim, tmp_path))
    assert ended.returncode == 2
    assert "chmod 600" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_settings_may_stand_in_a_file(sim: Simulator, tmp_path: Path) -> None:
    """The environment wins over .env."""
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={FAKE_BOT}\nSLACK_API_URL={sim.api_url}\nINTERESTS_TICK=often\n")
    given = {"SLACK_APP_TOKEN": sim.app_token, "DATABASE_URL": f"sqlite:///{tmp_path / 'interests.db'}"}
    assert "INTERESTS_TICK" in interests(tmp_path, "run", **given).stderr
    assert "SLACK_BOT_TOKEN" in interests(tmp_path, "run", INTERESTS_TICK="1", **given).stderr


def test_the_demo_plays_to_its_end_and_again(tmp_path: Path) -> None:
    for _ in range(2):
        played = interests(tmp_path, "demo", "--script", "renewal", "--fast")
        assert played.returncode == 0, played.stderr
        assert len(played.stdout.splitlines()) > 20
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_names_what_the_code_needs(tmp_path: Path) -> None:
    checked = interests(tmp_path, "manifest", "--check")
    assert checked.returncode == 0
    assert "OK" in checked.stdout
