"""docs/privacy.md says what is: every trigger, every stored field, and nothing that is not there."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from bot import manifest
from bot.domain.visibility import VISIBLE_TO, Record
from bot.settings import Settings
from bot.store.tables import Tables
from bot.store.types import Encrypted, EncryptedTexts
from bot.views.ids import Action, Form
from handlers.commands import SUBCOMMANDS

PAGE = (Path(__file__).parents[1] / "docs" / "privacy.md").read_text(encoding="utf-8")
TABLES = Tables().metadata.tables
SECTION = re.compile(r"^##+ (.+)\n((?:(?!##).*\n)*)", re.MULTILINE)
ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
SECTIONS: Mapping[str, str] = {title.strip("`"): body for title, body in SECTION.findall(PAGE)}
OF_RECORD = {
    Record.PREP: "preps",
    Record.NOTE: "prep_notes",
    Record.DEBRIEF: "debriefs",
    Record.NEGOTIATION: "negotiations",
    Record.INTEREST: "map_interests",
    Record.OPTION: "map_options",
    Record.TRADE: "map_trades",
    Record.CHANGE: "map_changes",
    Record.SCORE: "map_scores",
    Record.SUSPICION: "map_suspicions",
    Record.AGREEMENT: "agreements",
    Record.REQUEST: "requests",
    Record.EXAMPLE: "examples",
}
CIRCLES = {"me", "parties", "channel", "revealed", "operator"}


def rows(title: str) -> list[str]:
    """What a section's table names, in its order."""
    return [name for name, why in ROW.findall(SECTIONS[title]) if why.strip()]


@pytest.mark.parametrize("table", TABLES)
def test_every_stored_field_is_there_and_no_other(table: str) -> None:
    assert rows(table) == [column.name for column in TABLES[table].columns]


def test_no_table_is_described_that_does_not_exist() -> None:
    stored = PAGE.partition("## What is stored")[2]
    assert sorted(re.findall(r"^### `(\w+)`$", stored, re.MULTILINE)) == sorted(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_each_says_how_long_and_who_sees_it(table: str) -> None:
    assert re.search(r"^- Kept: \S", SECTIONS[table], re.MULTILINE)
    seen = re.search(r"^- Seen by: `(\w+)`", SECTIONS[table], re.MULTILINE)
    assert seen
    assert seen[1] in CIRCLES
    assert rows("Who sees what") == ["me", "parties", "channel", "revealed", "operator"]


@pytest.mark.parametrize("record", Record)
def test_who_sees_a_record_is_what_the_store_enforces(record: Record) -> None:
    assert f"- Seen by: `{VISIBLE_TO[record]}`" in SECTIONS[OF_RECORD[record]]


@pytest.mark.parametrize("table", TABLES)
def test_what_is_sealed_is_said_to_be(table: str) -> None:
    sealed = {column.name for column in TABLES[table].columns if isinstance(column.type, Encrypted | EncryptedTexts)}
    assert {name for name, why in ROW.findall(SECTIONS[table]) if "sealed" in why} == sealed


def test_every_trigger_is_there_and_no_other() -> None:
    written = manifest.load(manifest.find())
    assert sorted(rows("Events")) == sorted(written["settings"]["event_subscriptions"]["bot_events"])
    assert sorted(rows("Shortcuts")) == sorted(one["callback_id"] for one in written["features"]["shortcuts"])
    assert sorted(rows("The command")) == sorted(SUBCOMMANDS)
    assert sorted(rows("Buttons and menus")) == sorted(Action)
    assert sorted(rows("Forms")) == sorted(Form)


def test_the_days_are_the_settings() -> None:
    days = {spec.name: spec.metadata["default"] for spec in fields(Settings) if spec.name.endswith("_days")}
    table = SECTIONS["How long"]
    for setting, what in {
        "request_days": "requests",
        "example_days": "examples",
        "said_days": "where a message",
        "audit_days": "the trail",
        "dead_letter_days": "bodies of events",
    }.items():
        assert re.search(rf"^\| {what}.* \| {days[setting]}\b", table, re.MULTILINE), setting
