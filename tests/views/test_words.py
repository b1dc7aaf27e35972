"""Every sentence that the code asks for exists, gets what it needs, and none is kept that nobody asks for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest

from prompts.catalog import Catalogue, load
from tests.views.samples import everything

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py"))
ERRORS = {"DomainError", "NotFound", "NotAllowed", "OutOfDate", "Conflict"}
WORDS = load()


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield node


def keys(call: ast.Call) -> Iterator[str]:
    """The keys, or patterns of keys, that a call to `words.text` or `answers.plain` names."""
    of_words = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("words")
    name = ast.unparse(call.func).rpartition(".")[2]
    place = 0 if name == "text" and of_words else 1 if name == "plain" else None
    if place is None or len(call.args) <= place:
        return
    branches = call.args[place]
    for part in (branches.body, branches.orelse) if isinstance(branches, ast.IfExp) else (branches,):
        if isinstance(part, ast.Constant):
            yield re.escape(str(part.value))
        elif isinstance(part, ast.JoinedStr):
            yield "".join(
                re.escape(str(piece.value)) if isinstance(piece, ast.Constant) else r"\w+" for piece in part.values
            )


ASKED = sorted({(path.name, key) for path in CODE for call in calls(path) for key in keys(call)})


@pytest.mark.parametrize(("file", "key"), ASKED)
def test_the_sentence_exists(file: str, key: str) -> None:
    assert any(re.fullmatch(key, known) for known in WORDS.keys()), f"{file} asks for {key}"  # noqa: SIM118


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_slot_is_filled(path: Path) -> None:
    for call in calls(path):
        given = {word.arg for word in call.keywords}
        for key in keys(call) if None not in given else ():
            if r"\w" not in key:  # a key put together at run time: test_every_view renders those
                known = re.sub(r"\\(.)", r"\1", key)
                assert WORDS.slots(known) <= given, f"{path.name}:{call.lineno} gives too little for {known}"


def wishes(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """The errors a file raises, with the slots it gives."""
    for call in calls(path):
        name = getattr(call.func, "id", "")
        args = call.args[1:] if name == "Invalid" else call.args if name in ERRORS else []
        if args and isinstance(args[0], ast.Constant):
            yield str(args[0].value), frozenset(word.arg or "" for word in call.keywords)


RAISED = sorted({(path.name, key, tuple(sorted(slots))) for path in CODE for key, slots in wishes(path)})


@pytest.mark.parametrize(("file", "key", "slots"), RAISED)
def test_an_error_has_its_sentence(file: str, key: str, slots: tuple[str, ...]) -> None:
    assert f"errors.{key}" in WORDS.keys(), f"{file} raises {key}"  # noqa: SIM118
    assert WORDS.slots(f"errors.{key}") <= set(slots), f"{file} gives too few slots for {key}"


@dataclass(frozen=True)
class Listening(Catalogue):
    """A catalogue that remembers what it was asked for."""

    heard: set[str] = field(default_factory=set)

    def text(self, key: str, **slots: str) -> str:
        self.heard.add(key)
        return Catalogue.text(self, key, **slots)


def test_no_sentence_is_kept_that_nobody_says() -> None:
    """Asked for by a view, by a handler in so many words, or by an error that the code raises."""
    words = Listening(**{part.name: getattr(WORDS, part.name) for part in fields(Catalogue)})
    for said in ("hello", ""):
        list(everything(said, words))
    written = {re.sub(r"\\(.)", r"\1", key) for _, key in ASKED if r"\w" not in key}
    raised = {f"errors.{key}" for _, key, _ in RAISED}
    assert sorted(set(WORDS.texts) - words.heard - written - raised) == []


def test_something_was_found() -> None:
    assert len(ASKED) > 150
    assert len(RAISED) > 20
