"""After the talk: the prompt that asks how it went, and the form for what was learned."""

from slack_sdk.models.blocks import ActionsBlock

from bot.domain.model import DebriefState
from bot.services.debriefs import Prompt
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.message import Message, Modal
from bot.views.text import line, when
from prompts.catalog import Catalogue

ANSWER = 1000


def debrief(words: Catalogue, prompt: Prompt) -> Message:
    """The question with its buttons, or what became of it."""
    found = prompt.debrief
    match found.state:
        case DebriefState.DONE:
            return _done(words, prompt)
        case DebriefState.SKIPPED:
            text = words.text("debrief.skipped")
            return blocks.message(text, blocks.section(text))
        case DebriefState.DUE if not prompt.current:
            text = words.text("debrief.postponed", when=when(found.due_at))
            return blocks.message(text, blocks.section(text))
    about = words.text("debrief.about", about=line(prompt.about)) if prompt.about.strip() else ""
    text = words.text("debrief.text")
    return blocks.message(text, blocks.section(text, about), _buttons(words, found.id))


def _buttons(words: Catalogue, id_: str) -> ActionsBlock:
    sure = blocks.confirm(
        words.text("debrief.skip_title"),
        words.text("debrief.skip_text"),
        words.text("debrief.skip_confirm"),
        words.text("debrief.skip_deny"),
    )
    return blocks.actions(
        blocks.button(words.text("debrief.start"), Action.DEBRIEF_START, id_, style="primary"),
        blocks.button(words.text("debrief.later_1h"), f"{Action.DEBRIEF_LATER}_1h", id_),
        blocks.button(words.text("debrief.later_tomorrow"), f"{Action.DEBRIEF_LATER}_tomorrow", id_),
        blocks.button(words.text("debrief.skip"), Action.DEBRIEF_SKIP, id_, confirm=sure),
    )


def _done(words: Catalogue, prompt: Prompt) -> Message:
    found = prompt.debrief
    kept = words.text("debrief.saved", next_time=line(found.next_time, 400))
    text = kept if found.next_time else words.text("debrief.saved_plain")
    record = blocks.button(words.text("debrief.record"), Action.AGREEMENT_RECORD, encode("prep", found.prep))
    return blocks.message(
        text, blocks.section(text), blocks.context(words.text("debrief.record_hint")), blocks.actions(record)
    )


def debrief_modal(words: Catalogue, id_: str) -> Modal:
    """Four short answers; only the last must be given."""
    fields = ("worked", "did_not", "why", "next_time")
    inputs = [
        blocks.input_(
            field,
            words.text(f"debrief.{field}"),
            blocks.plain_text_input(most=ANSWER, multiline=True),
            optional=field != "next_time",
            hint=words.text("debrief.hint") if field == "next_time" else None,
        )
        for field in fields
    ]
    return blocks.modal(
        words.text("debrief.title"),
        *inputs,
        close=words.text("common.cancel"),
        submit=words.text("debrief.submit"),
        form=Form.DEBRIEF,
        metadata=id_,
    )
