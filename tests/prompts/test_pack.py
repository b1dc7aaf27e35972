"""A team's own words: laid over ours once they keep the rules, and refused in one line that says where they do not."""

import re
from pathlib import Path

import pytest

from bot import bootstrap, cli
from bot.domain.model import Counterpart, SignalKind
from bot.settings import SettingError, Settings
from prompts.catalog import BrokenPack, load
from prompts.coaching_rules import spoken
from prompts.pack import languages, prove, trusted

ENTRY = """
[labels.signal.deadline]
source = "NSD"
when = "A date presses."
when_not = "The date is past."
fits = ["We need it by Friday.", "Can we have it before the audit?"]
never = ["Two demos today."]
texts = [
    "It seems the calendar has a say in this.",
    # A comment with a "quoted" word.
    "It sounds like the date is not ours to choose.",
    {third},
]
"""
GOOD = ENTRY.replace("{third}", '"It looks like there is a date behind this."')
WHY = ENTRY.replace("{third}", '"It looks like I know what the date is for."')


def write(folder: Path, words: str, language: str = "en", name: str = "ours.toml") -> Path:
    (folder / language).mkdir(exist_ok=True)
    (folder / language / name).write_text(words, encoding="utf-8")
    return folder


def test_ours_hold_and_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["prompts", "check"]) == 0
    entries, sentences = map(int, re.findall(r"\d+", said := capsys.readouterr().out))
    assert said == f"{entries} entries, {sentences} sentences: all house rules hold\n"
    assert entries > 60
    assert sentences > 3 * entries


def test_every_sentence_is_said_with_the_nouns_of_its_examples() -> None:
    (phrase,) = [one for one in load().coaching.all_questions() if one.key == "questions.plain.goes_wrong.1"]
    assert 'What goes wrong without "audit log"?' in spoken(phrase)
    assert "What goes wrong without this?" in spoken(phrase)


def test_every_counterpart_has_entries_of_two_purposes_and_three_variants() -> None:
    for who in Counterpart:
        entries = load().coaching.by_counterpart[who]
        assert all(len(variants) >= 3 for variants in entries)
        assert len({variants[0].purpose for variants in entries}) >= 2


def test_there_are_labels_for_at_least_sixteen_situations() -> None:
    words = load().coaching
    assert len(words.labels) + len(words.situations) + 1 >= 16


def test_the_place_of_every_sentence_is_known() -> None:
    words = load()
    for phrase in (*words.coaching.all_labels(), *words.coaching.all_questions()):
        place = words.places[phrase.key]
        assert phrase.text in place.file.read_text(encoding="utf-8").splitlines()[place.line - 1]
    for key, text in words.texts.items():
        place = words.places[key]
        assert text[:20].partition("\n")[0] in place.file.read_text(encoding="utf-8").splitlines()[place.line - 1]


def test_a_good_pack_is_used_with_ours_beneath(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, GOOD)
    assert cli.main(["prompts", "check", str(tmp_path)]) == 0
    assert "all house rules hold" in capsys.readouterr().out
    words = bootstrap.words_of(Settings.read({"INTERESTS_PROMPTS": str(tmp_path)}))
    assert words.coaching.labels[SignalKind.DEADLINE][0].text == "It seems the calendar has a say in this."
    assert words.coaching.labels[SignalKind.CHURN] == load().coaching.labels[SignalKind.CHURN]
    assert words.texts == load().texts


def test_a_broken_pack_refuses_to_start_with_file_line_and_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, WHY)
    place = f"{tmp_path}/en/ours.toml:12"
    told = f"{place}: labels.signal.deadline.3: no I: It looks like I know what the date is for."
    with pytest.raises(SettingError, match=re.escape(f"INTERESTS_PROMPTS: {told}. See docs/prompts.md")):
        bootstrap.words_of(Settings.read({"INTERESTS_PROMPTS": str(tmp_path)}))
    assert cli.main(["prompts", "check", str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"{told}\n"


def test_without_the_setting_our_own_words_are_used() -> None:
    assert bootstrap.words_of(Settings.read({})) == load()


@pytest.mark.parametrize(
    ("words", "line", "rule"),
    [
        ('[card]\npost = ""', 2, "is not empty"),
        ('\n[channel]\nintro = "Settings for {kanal}."', 3, r"no slot but those of our sentence \(channel\)"),
        ('[card]\nundo = "Undo\n', 2, "is no TOML"),
        ('[card]\nundoo = "Undo"', 2, "card.undoo: is no entry that the bot knows"),
        ('[labels.signal.deadlines]\ntexts = ["It seems so."]', 1, "is no entry that the bot knows"),
        (
            '[questions.plain.first]\npurpose = "size"\ntexts = ["What is it?"]',
            1,
            "questions.plain.first: is no entry that the bot knows",
        ),
        ('[labels.signal.volume]\nwhenn = "now"', 2, "labels.signal.volume.whenn: is no entry that the bot knows"),
        ('[notice]\noff = "<!channel> I am off."', 2, "pings nobody"),
        (
            '[questions.plain.goes_wrong]\npurpose = "outcome"\ntexts = ["What is it?"]',
            1,
            "has the purpose of ours, problem",
        ),
        (
            '[labels.signal.volume]\n\ntexts = ["It seems fine.", "It seems\\nfine."]',
            3,
            "one line without stray spaces",
        ),
        ('[labels.signal.volume]\ntexts = ["It seems so.", "It seems so.", "It seems a lot."]', 1, "no variant twice"),
        (
            '[labels.signal.volume]\nfits = ["a"]\nnever = ["a"]\ntexts = ["It seems so."]',
            1,
            "both fits and must not suit",
        ),
        ('[questions.plain.least]\ntexts = ["What are {o}s for?"]', 2, "nothing joined to"),
        ('[questions.plain.least]\ntexts = ["What would {o} are for?"]', 2, "no plural verb after"),
        ('[questions.plain.least]\ntexts = ["How is {o} to {o}?"]', 2, "at most once"),
        ('[questions.plain.least]\ntexts = ["What is a fair price?"]', 2, "no irritator"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path: Path, words: str, line: int, rule: str) -> None:
    write(tmp_path, words)
    with pytest.raises(BrokenPack) as refusal:
        trusted(tmp_path)
    assert "\n" not in str(refusal.value)
    try:
        lines = [str(finding) for finding in prove(tmp_path).findings]
    except BrokenPack as fault:
        lines = [str(fault)]
    assert [told for told in lines if re.search(f"ours.toml:{line}: .*{rule}", told)], lines


def test_a_mistyped_entry_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("labels.signal.deadline", "labels.signal.deadlines"))
    (finding,) = prove(tmp_path).findings
    assert (finding.key, finding.place and finding.place.line) == ("labels.signal.deadlines", 2)


@pytest.mark.parametrize("what", ["nothing", "file", "empty", "words without a language"])
def test_a_folder_without_words_is_refused(tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "pack"
    match what:
        case "file":
            folder.write_text(GOOD, encoding="utf-8")
        case "empty":
            (folder / "en").mkdir(parents=True)
        case "words without a language":
            folder.mkdir()
            (folder / "labels.toml").write_text(GOOD, encoding="utf-8")
    assert cli.main(["prompts", "check", str(folder)]) == 1
    assert re.fullmatch(rf"{folder}: (is not a folder|has no words: .*)\n", capsys.readouterr().out)


def test_another_language_is_held_to_the_rules_of_shape_alone(tmp_path: Path) -> None:
    write(tmp_path, '[common]\nclose = "Zu"\n', "de")
    german = GOOD.split("texts = [")[0] + 'texts = ["Der Termin drängt.", "Es eilt.", "Die Zeit ist knapp."]\n'
    write(tmp_path, german, "de", "labels.toml")
    assert languages(tmp_path) == ("de",)
    assert prove(tmp_path).findings == ()
    words = load("de-AT", tmp_path)
    assert words.coaching.labels[SignalKind.DEADLINE][1].text == "Es eilt."
    assert words.coaching.labels[SignalKind.CHURN] == load().coaching.labels[SignalKind.CHURN]
    assert (words.text("common.close"), words.text("common.cancel")) == ("Zu", "Cancel")
    write(tmp_path, german.replace("Es eilt.", "Eilt es?"), "de", "labels.toml")
    (finding,) = prove(tmp_path).findings
    assert (finding.key, finding.rule) == ("labels.signal.deadline.2", "one statement")


def test_the_example_in_the_docs_is_a_good_pack(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "prompts.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert prove(write(tmp_path, example)).findings == ()
    support = trusted(tmp_path).coaching.by_counterpart[Counterpart.SUPPORT]
    assert support[0][0].text == "How many of this week's tickets were about this?"
