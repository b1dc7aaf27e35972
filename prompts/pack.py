"""A team's own words: proved before they are used, with ours beneath."""

from dataclasses import dataclass
from pathlib import Path

from prompts.catalog import FIRST_LANGUAGE, BrokenPack, Catalogue, is_language, load
from prompts.coaching_rules import spoken
from prompts.findings import Finding
from prompts.lint import check


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check of the house rules came to."""

    findings: tuple[Finding, ...]
    entries: int
    sentences: int

    def __str__(self) -> str:
        return f"{self.entries} entries, {self.sentences} sentences: all house rules hold"


def languages(folder: Path) -> tuple[str, ...]:
    """The languages a pack has words in, a folder each."""
    if not folder.is_dir():
        raise BrokenPack("is not a folder", folder)
    found = sorted(home.name for home in folder.iterdir() if home.is_dir() and is_language(home.name))
    words = tuple(name for name in found if any((folder / name).glob("*.toml")))
    if not words:
        raise BrokenPack(f"has no words: put them in a folder named after a language, as in {FIRST_LANGUAGE}", folder)
    return words


def prove(folder: Path | None = None) -> Proof:
    """Hold every sentence of our catalogue, or of a team's pack over ours, against the house rules."""
    read = [load(name, folder) for name in (languages(folder) if folder else (FIRST_LANGUAGE,))]
    phrases = {
        (phrase.key, phrase.text): phrase
        for words in read
        for phrase in (*words.coaching.all_labels(), *words.coaching.all_questions())
    }
    return Proof(
        findings=tuple(dict.fromkeys(finding for words in read for finding in check(words))),
        entries=len({phrase.entry for phrase in phrases.values()}),
        sentences=len({said for phrase in phrases.values() for said in spoken(phrase)}),
    )


def trusted(folder: Path, locale: str = FIRST_LANGUAGE) -> Catalogue:
    """A team's words over ours; a pack that breaks a rule is refused with the first that it breaks."""
    findings = prove(folder).findings
    if findings:
        raise BrokenPack(str(findings[0]))
    return load(locale, folder)


def report(folder: Path | None) -> tuple[bool, tuple[str, ...]]:
    """Whether all rules hold in our words or in a pack, and what to print: a line each fault, or one that counts."""
    try:
        proof = prove(folder)
    except BrokenPack as fault:
        return False, (str(fault),)
    return not proof.findings, tuple(map(str, proof.findings)) or (str(proof),)
