"""Six lines to decide by: the owner's form, the button in the thread, the form behind it, and what came in."""

from dataclasses import asdict

from bot.services.canvases import LINES, FilledCanvas, Invitation
from bot.views import blocks, card
from bot.views.ids import Action, Form
from bot.views.message import Message, Modal
from bot.views.text import clip, mention, paragraph
from prompts.catalog import Catalogue

TYPED, SHOWN = 400, 450


def ask_modal(words: Catalogue, request_id: str, text: str) -> Modal:
    """The line above the button, open to the owner's own words."""
    return blocks.modal(
        words.text("canvas.form_title"),
        blocks.context(words.text("canvas.note")),
        blocks.input_("text", words.text("canvas.text_field"), blocks.plain_text_input(text, multiline=True)),
        close=words.text("common.cancel"),
        submit=words.text("canvas.submit"),
        form=Form.CANVAS_ASK,
        metadata=request_id,
    )


def invitation(words: Catalogue, invitation: Invitation) -> Message:
    """For all in the thread: for whom the bot asks, and the way to answer."""
    said = card.owner_post(words, invitation.post)
    press = blocks.button(words.text("canvas.button"), Action.CANVAS_FILL, invitation.request)
    return Message(said.text, (*said.blocks, blocks.actions(press).to_dict()))


def fill_modal(words: Catalogue, request_id: str) -> Modal:
    """One field a line; only the problem has to be there."""
    asked = [
        blocks.input_(
            name,
            words.text(f"canvas.{name}_field"),
            blocks.plain_text_input(most=TYPED, multiline=True),
            optional=name != "problem",
        )
        for name in LINES
    ]
    return blocks.modal(
        words.text("canvas.title"),
        blocks.context(words.text("canvas.for_all")),
        *asked,
        close=words.text("common.cancel"),
        submit=words.text("canvas.send"),
        form=Form.CANVAS,
        metadata=request_id,
    )


def filled(words: Catalogue, filled: FilledCanvas) -> Message:
    """What somebody wrote, line by line; the empty ones are left out."""
    intro = words.text("canvas.filled", who=mention(filled.author))
    written = [
        words.text(f"canvas.{name}", text=paragraph(text, SHOWN))
        for name, text in asdict(filled.canvas).items()
        if text.strip()
    ]
    text = "\n".join(written)
    return blocks.message(
        clip(f"{intro} {text}", 2900), blocks.context(intro), *(blocks.section(line) for line in written)
    )
