"""The encryption keys: from the settings, or a file for the owner's eyes only."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.keys import key_file, keys_for, new_key
from bot.settings import SettingError, Settings


def with_database(path: Path, **environment: str) -> Settings:
    return Settings.read({"DATABASE_URL": f"sqlite:///{path}", **environment})


def test_the_first_run_makes_a_key_for_the_owner_alone(tmp_path: Path) -> None:
    settings = with_database(tmp_path / "interests.db")
    keys = keys_for(settings)
    file = tmp_path / "interests.keys"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().split() == keys == keys_for(settings)
    Fernet(keys[0])
    assert [path.name for path in tmp_path.iterdir()] == ["interests.keys"]  # no draft is left, and no database


def test_keys_of_the_settings_come_first_and_make_no_file(tmp_path: Path) -> None:
    newest, older = new_key(), new_key()
    assert keys_for(with_database(tmp_path / "x.db", INTERESTS_KEYS=f"{newest},{older}")) == [newest, older]
    assert not list(tmp_path.iterdir())


def test_a_file_with_several_keys_is_read_newest_first(tmp_path: Path) -> None:
    keys = [new_key(), new_key()]
    file = tmp_path / "interests.keys"
    file.write_text("\n".join(keys))
    file.chmod(0o600)
    assert keys_for(with_database(tmp_path / "interests.db")) == keys


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    settings = with_database(tmp_path / "interests.db")
    (key,) = keys_for(settings)
    (tmp_path / "interests.keys").chmod(mode)
    with pytest.raises(SettingError, match=r"^INTERESTS_KEYS: .*chmod 600") as failure:
        keys_for(settings)
    assert key not in str(failure.value)


@pytest.mark.parametrize("content", ["", "\n", "not a key", "A" * 43 + "=\nbroken"])
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    file = tmp_path / "interests.keys"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(SettingError, match=r"^INTERESTS_KEYS: .*backup"):
        keys_for(with_database(tmp_path / "interests.db"))
    assert file.read_text() == content


@pytest.mark.parametrize("url", ["postgresql://db/interests", "sqlite:///:memory:"])
def test_where_no_file_lies_beside_the_database_a_key_must_be_set(url: str) -> None:
    with pytest.raises(SettingError, match=r"^INTERESTS_KEYS: is missing"):
        keys_for(Settings.read({"DATABASE_URL": url}))


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///interests.db", Path("interests.keys")),
        ("sqlite:////data/my.bot.db?timeout=5", Path("/data/my.bot.keys")),
        ("sqlite:///", None),
        ("postgresql://db/x", None),
    ],
)
def test_the_file_lies_beside_the_database(url: str, file: Path | None) -> None:
    assert key_file(url) == file


ASKER = """
import sys
from bot.keys import keys_for
from bot.settings import Settings
settings = Settings.read({"DATABASE_URL": sys.argv[1]})
print("ready", flush=True)
sys.stdin.readline()
print(*keys_for(settings))
"""


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASKER, f"sqlite:///{tmp_path / 'interests.db'}"]
    askers = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
        )
        for _ in range(3)
    ]
    for asker in askers:
        assert asker.stdout is not None
        assert asker.stdout.readline() == "ready\n"
    for asker in askers:
        assert asker.stdin is not None
        asker.stdin.write("\n")
        asker.stdin.flush()
    assert len({asker.communicate(timeout=30)[0] for asker in askers}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["interests.keys"]


def test_no_two_keys_are_the_same() -> None:
    assert len({new_key() for _ in range(50)}) == 50
