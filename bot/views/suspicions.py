"""A person's private notes on a map, each with a question that would test it."""

from zlib import crc32

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.model import Negotiation, Suspicion
from bot.services.suspicions import Notes
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.interests import back
from bot.views.message import Modal
from bot.views.text import label, line
from prompts.catalog import Catalogue

TEXT = 300
TESTS = ("audience", "measure", "without", "history", "easy", "unsaid", "priority", "pressure")


def window(words: Catalogue, notes: Notes) -> Modal:
    """My notes; nobody else's ever come here."""
    negotiation = notes.negotiation
    add = blocks.button(words.text("notes.add"), Action.NOTE_WRITE, encode(negotiation.id, ""), style="primary")
    return blocks.modal(
        words.text("notes.title"),
        back(words, f"{Action.SIDE_OPEN}_{negotiation.parties[0].key}", encode(negotiation.id, "")),
        blocks.context(words.text("notes.only_you")),
        *([] if notes.suspicions else [blocks.section(words.text("notes.empty"))]),
        *(_item(words, negotiation, note) for note in notes.suspicions),
        blocks.actions(add),
        close=words.text("common.done"),
    )


def _item(words: Catalogue, negotiation: Negotiation, note: Suspicion) -> Block:
    party = negotiation.party(note.party)
    text = words.text(
        "notes.item",
        party=line(party.name, 60) if party else "…",
        text=line(note.text, TEXT),
        question=words.text(f"test.{TESTS[crc32(note.id.encode()) % len(TESTS)]}"),
    )
    edit = blocks.button(words.text("notes.edit"), Action.NOTE_WRITE, encode(negotiation.id, note.id))
    return blocks.section(text, accessory=edit)


def form(words: Catalogue, negotiation: Negotiation, note: Suspicion | None) -> Modal:
    """A note; emptied, it goes."""
    sides = [(label(party.name), party.key) for party in negotiation.parties]
    keys = [key for _, key in sides]
    chosen = keys.index(note.party) if note and note.party in keys else None
    return blocks.modal(
        words.text("notes.form_title"),
        back(words, Action.NOTES_OPEN, negotiation.id),
        blocks.input_("party", words.text("notes.party"), blocks.static_select(sides, chosen=chosen)),
        blocks.input_(
            "text",
            words.text("notes.text"),
            blocks.plain_text_input(note.text if note else "", most=TEXT),
            optional=note is not None,
            hint=words.text("notes.text_hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("notes.save"),
        form=Form.SUSPICION,
        metadata=encode(negotiation.id, str(note.version if note else 0), note.id if note else ""),
    )
