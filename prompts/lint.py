"""The house rules proved over every word of a catalogue: what a broken pack is refused for."""

import re
from collections.abc import Iterator
from dataclasses import replace

from prompts import lint_moves
from prompts.catalog import Catalogue, load
from prompts.coaching_rules import check_entry, check_labels, check_questions
from prompts.findings import Finding

PARTS = frozenset({"texts", "purpose", "source", "when", "when_not", "fits", "never", "not_for", "broad"})
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

_SLOT = re.compile(r"\{[^}]*\}?")
_PINGS = re.compile(r"<!(?:channel|here|everyone|subteam)", re.IGNORECASE)
_TELLTALE = re.compile(r"\bcoach|\btactic|\btechnique|\bnegotiat", re.IGNORECASE)


_WAS_OURS = re.compile(r"\.(?:first|second)\Z")


def check(catalogue: Catalogue) -> list[Finding]:
    """Everything that breaks a rule; an empty list for a catalogue that may be used."""
    found = (
        *_strangers(catalogue),
        *check_labels(catalogue),
        *check_questions(catalogue),
        *_purposes(catalogue),
        *_sizes(catalogue),
        *_slots(catalogue),
        *_public(catalogue),
        *_moves(catalogue),
    )
    return [replace(finding, place=catalogue.place(finding.key)) for finding in found]


def _strangers(catalogue: Catalogue) -> Iterator[Finding]:
    """What a team wrote under a name that nothing asks for: mostly a name mistyped."""
    words = catalogue.coaching
    entries = {phrase.entry for phrase in (*words.all_labels(), *words.all_questions())}
    ours = load(catalogue.locale).places
    above = ""
    for key in catalogue.places:
        entry, _, last = key.rpartition(".")
        part = entry in entries and (last in PARTS or last.isdigit())
        known = part or key in ours or (key in entries and _may_be_new(key))
        if not known and not (above and key.startswith(above)):
            above = f"{key}."
            yield Finding(key, "is no entry that the bot knows")


def _may_be_new(entry: str) -> bool:
    """Whether a team may add an entry of that name: a further question beside those that are there.

    Not under a name that ours had once: its words would never be chosen, and the team would not learn why.
    """
    return entry.startswith("questions.") and not entry.startswith("questions.purpose.") and not _WAS_OURS.search(entry)


def _purposes(catalogue: Catalogue) -> Iterator[Finding]:
    """An entry under one of our names is after the same thing: which messages it suits was learned of ours."""
    ours = {variants[0].entry: variants[0].purpose for variants in load(catalogue.locale).coaching.entries()}
    for variants in catalogue.coaching.entries():
        key, purpose = variants[0].entry, variants[0].purpose
        wanted = ours.get(key)
        if wanted is not None and purpose is not None and purpose is not wanted:
            yield Finding(key, f"has the purpose of ours, {wanted}")


def _moves(catalogue: Catalogue) -> Iterator[Finding]:
    for variants in catalogue.coaching.moves.values():
        yield from check_entry(variants)
    yield from (Finding(*found) for found in lint_moves.findings(catalogue))


def _sizes(catalogue: Catalogue) -> Iterator[Finding]:
    for pattern, limit in ((MODAL_TITLES, TITLE_LIMIT), (BUTTONS, BUTTON_LIMIT), (FIELDS, FIELD_LIMIT)):
        for key, text in catalogue.texts.items():
            if pattern.fullmatch(key) and len(_SLOT.sub("", text)) > limit:
                yield Finding(key, f"at most {limit} characters", text)
    yield from (Finding(key, "is not empty") for key, text in catalogue.texts.items() if not text)


def _slots(catalogue: Catalogue) -> Iterator[Finding]:
    """A sentence of a team is given what ours is given, and no more."""
    shipped = load()
    for key, text in catalogue.texts.items():
        if key in shipped.texts and not catalogue.slots(key) <= shipped.slots(key):
            known = ", ".join(sorted(shipped.slots(key))) or "none"
            yield Finding(key, f"no slot but those of our sentence ({known})", text)
        if _PINGS.search(text):
            yield Finding(key, "pings nobody", text)


def _public(catalogue: Catalogue) -> Iterator[Finding]:
    """What the requester reads never speaks of the craft."""
    for key, text in catalogue.texts.items():
        if key.startswith(("public_reply.", "owner_post.")) and _TELLTALE.search(text):
            yield Finding(key, "does not speak of coaching", text)
