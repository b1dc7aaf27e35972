"""The project's promises about itself: nothing runs on import, nothing is undocumented, nothing is left lying about."""

import argparse
import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from bot import cli
from bot.settings import Settings
from handlers.commands import SUBCOMMANDS
from prompts.catalog import load

HOME = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "prompts")
WORDS = load()
NOT_OURS = {".git", ".venv", ".venv-training", "build", "dist", "test-results", "__pycache__", "node_modules"}
# Sentences for errors that a later capability raises.
NOT_RAISED_YET: frozenset[str] = frozenset()


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((HOME / folder).rglob("*.py"))


def trees(*folders: str) -> Iterator[tuple[str, ast.AST]]:
    for path in sources(*folders):
        yield str(path.relative_to(HOME)), ast.parse(path.read_text(encoding="utf-8"))


def calls(*folders: str) -> Iterator[tuple[str, ast.Call]]:
    for name, tree in trees(*folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{name}:{node.lineno}", node


def text_files() -> Iterator[tuple[str, str]]:
    """Everything of the project that is text, as git would have it."""
    for path in sorted(HOME.rglob("*")):
        inside = path.relative_to(HOME)
        hidden = [part for part in inside.parts if part in NOT_OURS or part.endswith(("_cache", ".hypothesis"))]
        if path.is_file() and not hidden:
            try:
                yield str(inside), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def documents() -> str:
    pages = [HOME / "README.md", *sorted((HOME / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def verbs() -> dict[str, argparse.ArgumentParser]:
    (sub,) = [action for action in cli._parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(sub.choices)


# -- importing -------------------------------------------------------------------------------------------------

IMPORT_EVERYTHING = """
import importlib, json, pkgutil, sys, threading
from concurrent.futures import Executor
names = [
    found.name
    for package in ("bot", "handlers", "prompts")
    for found in [*pkgutil.walk_packages([package], package + ".")]
    if not found.name.startswith("bot.migrations.") and not found.name.endswith("__main__")
]
modules = {name: importlib.import_module(name) for name in ("bot", "handlers", "prompts", *names)}
from apscheduler.schedulers.base import BaseScheduler
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine
from bot.settings import Secret, Settings
from bot.store.work import SqlStore
from prompts.catalog import Catalogue
BUILT = (App, AsyncWebClient, BaseScheduler, Catalogue, Engine, Executor, Secret, Settings, SqlStore,
    threading.Thread, WebClient)
found = [
    f"{name}.{key}"
    for name, module in modules.items()
    for key, value in vars(module).items()
    for each in (value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else [value])
    if isinstance(each, BUILT)
]
print(json.dumps({"modules": len(modules), "built": found, "threads": threading.active_count()}))
"""


def test_importing_everything_builds_nothing() -> None:
    """With an empty environment: no engine, app, client, scheduler or settings stands at module level."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_EVERYTHING],
        capture_output=True,
        text=True,
        check=False,
        cwd=HOME,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert not done.stderr
    found = json.loads(done.stdout)
    assert found["modules"] > 80
    assert (found["built"], found["threads"]) == ([], 1)


def test_the_folder_of_migrations_does_not_hide_the_library() -> None:
    assert not (HOME / "alembic" / "__init__.py").exists()


# -- documentation ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spec", fields(Settings), ids=lambda spec: spec.metadata["key"])
def test_every_setting_is_documented_with_its_default(spec: object) -> None:
    meta = spec.metadata  # type: ignore[attr-defined]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*) \|$", (HOME / "docs/settings.md").read_text(), re.MULTILINE)
    documented = {key: (default.strip().strip("`"), what) for key, default, what in rows}
    assert documented[meta["key"]] == (meta["default"], meta["what"])


def test_only_settings_are_documented() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (HOME / "docs/settings.md").read_text(), re.MULTILINE)
    assert set(rows) == {spec.metadata["key"] for spec in fields(Settings)}


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_is_documented(verb: str) -> None:
    assert re.search(rf"\binterests {verb}\b", documents())


@pytest.mark.parametrize(
    "option", sorted({name for parser in verbs().values() for name in parser._option_string_actions if name != "-h"})
)
def test_every_option_is_documented(option: str) -> None:
    assert option == "--help" or re.search(rf"{option}\b", documents())


@pytest.mark.parametrize("name", SUBCOMMANDS)
def test_every_subcommand_is_documented_and_helped(name: str) -> None:
    helped = tomllib.loads((HOME / "prompts/en/help.toml").read_text(encoding="utf-8"))["help"]
    assert f"`/interests {name}" in helped[name]
    assert re.search(rf"/interests {name}\b", documents())


def test_help_offers_no_subcommand_that_does_not_exist() -> None:
    offered = {WORDS.text(key).partition("`/interests ")[2].split("`")[0].split(" ")[0] for key in help_keys()}
    assert offered - {""} == set(SUBCOMMANDS)


def help_keys() -> list[str]:
    return [key for key in WORDS.texts if key.startswith("help.") and not WORDS.slots(key)]


def test_the_example_of_the_environment_names_settings_only() -> None:
    keys = re.findall(r"^#?\s*([A-Z][A-Z_]+)=", (HOME / ".env.example").read_text(), re.MULTILINE)
    assert keys
    assert set(keys) <= {spec.metadata["key"] for spec in fields(Settings)}


def test_the_procfile_names_verbs_that_exist() -> None:
    lines = [line.partition(":")[2].split() for line in (HOME / "Procfile").read_text().splitlines()]
    assert lines
    for line in lines:
        assert line[0] == "interests"
        assert callable(cli._parser().parse_args(line[1:]).verb)


def test_links_between_documents_lead_somewhere() -> None:
    broken: list[str] = []
    for page in [*HOME.glob("*.md"), *(HOME / "docs").rglob("*.md"), *(HOME / "prompts").glob("*.md")]:
        targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        broken += [f"{page.name}: {target}" for target in targets if not (page.parent / target).exists()]
    assert not broken


# -- words -----------------------------------------------------------------------------------------------------

ERRORS = {"NotFound": 0, "NotAllowed": 0, "OutOfDate": 0, "Conflict": 0, "DomainError": 0, "Invalid": 1}
FRESH = "fresh"
"""What a form shows beside the sentence; the sentence has no slot for it."""


def raised() -> dict[str, set[str]]:
    """The keys of all errors the code can raise, with the names of the slots they bring."""
    found: dict[str, set[str]] = {}
    for place, call in calls("bot", "handlers"):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in ERRORS:
            key = call.args[ERRORS[name]]
            assert isinstance(key, ast.Constant), f"{place}: the key must be written out"
            found.setdefault(str(key.value), set()).update(str(word.arg) for word in call.keywords if word.arg != FRESH)
    return found


def test_every_error_has_its_sentence_and_its_slots() -> None:
    for key, slots in raised().items():
        assert WORDS.slots(f"errors.{key}") == slots, key


def test_every_sentence_about_an_error_is_raised_somewhere() -> None:
    written = {key.removeprefix("errors.") for key in WORDS.texts if key.startswith("errors.")}
    assert written - set(raised()) - NOT_RAISED_YET == set()


def spoken() -> Iterator[tuple[str, str]]:
    """Where a text is asked for, and a pattern of its key: the parts that are filled in stand for any name."""
    for place, call in calls("bot", "handlers"):
        name = ast.unparse(call.func)
        key = call.args[0] if name.endswith("words.text") else call.args[1] if name == "answers.plain" else None
        for part in ast.walk(key) if isinstance(key, ast.IfExp) else [key]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield place, re.escape(part.value)
            elif isinstance(part, ast.JoinedStr):
                known = (re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in part.values)
                yield place, "".join(known)


def test_every_text_that_is_asked_for_is_written() -> None:
    asked = list(spoken())
    assert len(asked) > 100
    keys = WORDS.texts
    assert not [(place, key) for place, key in asked if not any(re.fullmatch(key, each) for each in keys)]


# -- what lies about -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_everything_and_names_no_host(name: str) -> None:
    text = (HOME / name).read_text()
    assert "://" not in text
    pin = r"[a-z0-9][a-z0-9._\[\],-]*==[\w.!+]+(?: ; [^\\\n]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
    assert re.fullmatch(rf"(?:{pin})+", text)


def test_the_lock_files_cover_what_the_project_asks_for() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text())
    for name, asked in (
        ("requirements.lock", project["project"]["dependencies"]),
        ("requirements-dev.lock", project["dependency-groups"]["dev"] + project["project"]["dependencies"]),
    ):
        pinned = set(re.findall(r"^([a-z0-9._-]+)", (HOME / name).read_text(), re.MULTILINE))
        wanted = {re.split(r"[\[<>=~! ]", each)[0].lower() for each in asked}
        assert wanted <= pinned


MACHINE = ["/" + "work/", "/" + "home/", "/" + "root/", "/" + "Users/"]
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs"]


def test_no_file_names_this_machine_or_a_registry() -> None:
    words = [*MACHINE, *REGISTRIES]
    found = [(name, word) for name, text in text_files() for word in words if re.search(rf"(?<![\w./]){word}", text)]
    assert not found


def test_tests_patch_no_module() -> None:
    patching = re.compile(r"unittest\.mock|\bmock\.patch|\bmocker\b|monkeypatch\.(setattr|delattr|setitem|delitem)")
    found = [path.name for path in sources("tests") if patching.search(path.read_text(encoding="utf-8"))]
    assert not found
