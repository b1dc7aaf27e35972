"""The house rules proved over every word of a catalogue: what a broken pack is refused for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.coaching.craft import label_faults, question_faults
from bot.domain.coaching.words import Phrase, Variants
from prompts import lint_moves
from prompts.catalog import HOME, Catalogue

LEAST_VARIANTS = 3
LEAST_FITS = 2
# Slack's limits, as far as a key's name tells what its text becomes.
TITLE_LIMIT, BUTTON_LIMIT, FIELD_LIMIT = 24, 30, 60
MODALS = ("channel", "edit", "talk", "new_map", "share", "agreement", "debrief", "review")
MODAL_TITLES = re.compile(rf"(?:{'|'.join(MODALS)})\.title|new_map\.edit_title|prep\.\w+_title|review\.change_title")
BUTTONS = re.compile(
    r"\w+\.submit\w*|\w+\.\w+_button|\w+\.\w*_?(?:confirm|deny)|setup\.choose_\w+|common\.(?:cancel|close|done|later)"
    r"|card\.(?:post|edit|prep|undo|dismiss|wait_\w+)|debrief\.(?:start|skip|later_\w+|record)|note\.save|list\.(?:new|open)"
    r"|review\.(?:keep|change|revert|later_\w+)|map\.(?:share|edit|record|close)|mode\.(?:off|private|public|reactions)"
)
FIELDS = re.compile(
    r"prep\.\w+_label|agreement\.(?:owner|step|due|review)|debrief\.(?:worked|did_not|why|next_time)|talk\.(?:start|length)"
    r"|channel\.(?:mode|owners)|share\.(?:place|thread)|new_map\.(?:topic|party|name|person|position|interest)|edit\.field"
    r"|review\.change_field"
)

_SAMPLES = ("this", '"audit log"', '"SSO"', '"recurring invoices"')
_SLOT = re.compile(r"\{[^}]*\}?")
_ARTICLE_BEFORE_SLOT = re.compile(r"\b(?:a|an|the|this|these|your|their|its) \{o\}", re.IGNORECASE)
_NAMED_SOURCE = re.compile(r"^- \*\*([A-Z0-9]+)\*\*", re.MULTILINE)
_TELLTALE = re.compile(r"\bcoach|\btactic|\btechnique|\bnegotiat", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry that breaks one rule."""

    key: str
    rule: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.rule}" + (f": {self.text}" if self.text else "")


def check(catalogue: Catalogue) -> list[Finding]:
    """Everything that breaks a rule; an empty list for a catalogue that may be used."""
    return [*_labels(catalogue), *_questions(catalogue), *_sizes(catalogue), *_public(catalogue), *_moves(catalogue)]


def known_sources() -> frozenset[str]:
    """The short names of the books and papers that SOURCES.md explains."""
    return frozenset(_NAMED_SOURCE.findall((HOME / "SOURCES.md").read_text(encoding="utf-8")))


def _labels(catalogue: Catalogue) -> Iterator[Finding]:
    words = catalogue.coaching
    for variants in (*words.labels.values(), words.plain_labels, *words.situations.values()):
        yield from _entry(variants)
        for phrase in variants:
            if phrase.purpose is not None:
                yield Finding(phrase.key, "a label has no purpose")
            yield from (Finding(phrase.key, rule, phrase.text) for rule in _over_samples(phrase, label_faults))


def _questions(catalogue: Catalogue) -> Iterator[Finding]:
    words = catalogue.coaching
    pairs = (*words.by_signal.values(), words.plain_questions)
    for pair in pairs:
        if len({variants[0].purpose for variants in pair}) < max(2, len(pair)):
            yield Finding(pair[0][0].key, "a signal's questions are two or more, each with its own purpose")
    for variants in (*(variants for pair in pairs for variants in pair), *words.by_purpose.values()):
        yield from _entry(variants)
        for phrase in variants:
            if phrase.purpose is None:
                yield Finding(phrase.key, "a question has a purpose")
            yield from (Finding(phrase.key, rule, phrase.text) for rule in _over_samples(phrase, question_faults))


def _moves(catalogue: Catalogue) -> Iterator[Finding]:
    for variants in catalogue.coaching.moves.values():
        yield from _entry(variants)
    yield from (Finding(*found) for found in lint_moves.findings(catalogue))


def _entry(variants: Variants) -> Iterator[Finding]:
    first = variants[0]
    entry = first.key.rpartition(".")[0]
    checks = {
        f"at least {LEAST_VARIANTS} variants": len({phrase.text for phrase in variants}) >= LEAST_VARIANTS,
        "says when to use it": bool(first.when),
        "says when not": bool(first.when_not),
        f"at least {LEAST_FITS} messages it fits": len(set(first.fits)) >= LEAST_FITS,
        "at least one message it must not suit": bool(first.never),
        "its sources are explained in SOURCES.md": bool(first.source)
        and known_sources().issuperset(first.source.replace(",", " ").split()),
    }
    yield from (Finding(entry, rule) for rule, kept in checks.items() if not kept)


def _over_samples(phrase: Phrase, faults: Callable[[str], tuple[str, ...]]) -> list[str]:
    """The rules broken by the phrase with any of the things that may stand in its slot."""
    broken = [rule for sample in _SAMPLES for rule in faults(phrase.text.replace("{o}", sample))]
    if set(_SLOT.findall(phrase.text)) - {"{o}"}:
        broken.append("no slot but {o}")
    if _ARTICLE_BEFORE_SLOT.search(phrase.text):
        broken.append("no article before {o}")
    return list(dict.fromkeys(broken))


def _sizes(catalogue: Catalogue) -> Iterator[Finding]:
    for pattern, limit in ((MODAL_TITLES, TITLE_LIMIT), (BUTTONS, BUTTON_LIMIT), (FIELDS, FIELD_LIMIT)):
        for key, text in catalogue.texts.items():
            if pattern.fullmatch(key) and len(_SLOT.sub("", text)) > limit:
                yield Finding(key, f"at most {limit} characters", text)
    yield from (Finding(key, "is not empty") for key, text in catalogue.texts.items() if not text)


def _public(catalogue: Catalogue) -> Iterator[Finding]:
    """What the requester reads never speaks of the craft."""
    for key, text in catalogue.texts.items():
        if key.startswith(("public_reply.", "owner_post.")) and _TELLTALE.search(text):
            yield Finding(key, "does not speak of coaching", text)
