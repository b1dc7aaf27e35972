"""Words are found by key, filled once, and fall back to English one by one."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.model import Mode, Outcome, Purpose, Settlement, SignalKind
from prompts.catalog import BrokenPack, load

CATALOGUE = load()


def test_a_sentence_is_filled() -> None:
    assert CATALOGUE.text("channel.intro", channel="<#C1>") == "Settings for <#C1>."


@given(st.text(max_size=40))
def test_a_slot_keeps_what_was_typed(typed: str) -> None:
    assert typed in CATALOGUE.text("list.item", title=typed, parties="{title}")


def test_a_slots_value_is_not_read_again() -> None:
    assert CATALOGUE.text("list.item", title="{parties} {x}", parties="b") == "*{parties} {x}* · b"


def test_a_missing_key_and_a_missing_slot_are_named() -> None:
    with pytest.raises(KeyError, match=re.escape("card.nothing")):
        CATALOGUE.text("card.nothing")
    with pytest.raises(KeyError, match=re.escape("channel.intro needs the slot channel")):
        CATALOGUE.text("channel.intro")


@pytest.mark.parametrize(
    "keys",
    [
        [f"signal.{kind}" for kind in SignalKind],
        [f"{area}.{mode}{tail}" for mode in Mode for area, tail in (("mode", ""), ("mode", "_line"), ("notice", ""))],
        [f"card.{settled}{tail}" for settled in Settlement for tail in ("", "_by_you")],
        [f"review.{area}_{outcome}" for outcome in Outcome for area in ("result", "outcome")],
        [f"help.{name}" for name in ("new", "list", "channel", "optout", "optin", "help")],
    ],
)
def test_every_case_has_its_words(keys: list[str]) -> None:
    assert set(keys) <= set(CATALOGUE.keys())


def test_slots_are_listed() -> None:
    assert CATALOGUE.slots("talk.set") == {"when", "length"}


def test_another_language_falls_back_key_by_key(tmp_path: Path) -> None:
    folder = tmp_path / "de"
    folder.mkdir()
    (folder / "ui.toml").write_text('[common]\nsave = "Speichern"\n', encoding="utf-8")
    german = load("de-AT", tmp_path)
    assert german.text("common.save") == "Speichern"
    assert german.text("common.cancel") == "Cancel"
    assert german.coaching == CATALOGUE.coaching


def test_a_teams_entry_replaces_ours_whole(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "labels.toml").write_text(
        '[labels.signal.deadline]\nsource = "NSD"\ntexts = ["It seems time is short."]\n', encoding="utf-8"
    )
    labels = load("en", tmp_path).coaching.labels[SignalKind.DEADLINE]
    assert [(phrase.text, phrase.fits) for phrase in labels] == [("It seems time is short.", ())]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("[card]\ntitle = ", "ui.toml"),
        ("[card]\ntitle = 5", "card.title"),
        ('[questions.purpose.size]\nwhen = "now"', "at least|has no texts|lack"),
        ("[labels.signal.churn]\ntexts = []", "labels.signal.churn has no texts"),
        ('[questions.plain.least]\npurpose = "fun"\ntexts = ["What is fun?"]', "questions.plain.least"),
        ('[labels]\nsignal = "none"', r"ui.toml:2: labels.signal must be a table"),
        ('[labels.signal]\ntexts = ["It seems so."]', r"ui.toml:1: labels.signal must be a table"),
        ("[card]\n[card.post]\ntext = 5", r"ui.toml:2: card.post must be a text"),
        ("[common.close]\ntext = 'Shut'", r"ui.toml:1: common.close must be a text"),
        ('[card]\n\ntitle = "\n', r"ui.toml:3: is no TOML"),
        ('[labels.situation.ours]\nwhen = "now"', r"ui.toml:1: labels.situation.ours has no texts"),
        ('[labels.signal.churn]\ntexts = "So."', r"ui.toml:2: labels.signal.churn.texts must be a list of texts"),
        ('[labels.signal.churn]\nsource = 5\ntexts = ["So."]', r"ui.toml:2: labels.signal.churn.source must be a text"),
        ('[questions.signal.deadline]\nthird = "What?"', r"ui.toml:2: questions.signal.deadline.third has no texts"),
    ],
)
def test_a_broken_pack_says_where(tmp_path: Path, words: str, complaint: str) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (folder / "ui.toml").write_text(words, encoding="utf-8")
    if "purpose.size" in words:  # a table without texts is laid over ours and harms nothing
        assert load("en", tmp_path).coaching.by_purpose[Purpose.SIZE]
        return
    with pytest.raises(BrokenPack, match=complaint):
        load("en", tmp_path)


@pytest.mark.parametrize("name", ["", "../en", "en/../..", "e", "english language"])
def test_a_language_is_named_and_not_a_path(name: str) -> None:
    with pytest.raises(BrokenPack):
        load(name)


def test_an_unknown_language_is_english() -> None:
    assert load("xx").texts == CATALOGUE.texts
