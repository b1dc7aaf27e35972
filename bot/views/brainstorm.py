"""A timed brainstorm: how long, the message in the thread, and the one field for an idea."""

from slack_sdk.models.blocks import Block

from bot.services.brainstorms import MINUTES, Brainstorm
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.interests import back
from bot.views.message import Message, Modal
from bot.views.options import INTEREST, question
from bot.views.text import line, when
from prompts.catalog import Catalogue

IDEA, MOST_LISTED = 120, 20


def start_form(words: Catalogue, map_id: str) -> Modal:
    choices = [(words.text("brainstorm.choice", minutes=str(count)), str(count)) for count in MINUTES]
    return blocks.modal(
        words.text("brainstorm.title"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(map_id, "0")),
        blocks.input_("minutes", words.text("brainstorm.minutes"), blocks.radio(choices, chosen=1)),
        blocks.context(words.text("brainstorm.note")),
        close=words.text("common.cancel"),
        submit=words.text("brainstorm.start"),
        form=Form.BRAINSTORM,
        metadata=map_id,
    )


def message(words: Catalogue, found: Brainstorm) -> Message:
    """While it runs: the question, the rules and the way in. Once it is over: that it is."""
    text = words.text("brainstorm.text", title=line(found.negotiation.title))
    if found.over:
        return over(words, found)
    asked = words.text("brainstorm.plain") if found.challenge.missing else question(words, found.challenge)
    return blocks.message(
        text,
        blocks.section(words.text("brainstorm.open", until=when(found.until), question=asked)),
        blocks.context(words.text("brainstorm.rules")),
        blocks.actions(
            blocks.button(words.text("brainstorm.add"), Action.IDEA_ADD, found.negotiation.id, "primary"),
            blocks.button(words.text("brainstorm.end"), Action.BRAINSTORM_END, found.negotiation.id),
        ),
        blocks.context(words.text("brainstorm.count", count=str(len(found.ideas)))),
    )


def over(words: Catalogue, found: Brainstorm) -> Message:
    """The ideas as they stand, once nothing more comes."""
    ideas = [f"• {line(option.title, INTEREST)}" for option in found.ideas[:MOST_LISTED]]
    head = words.text("brainstorm.over", count=str(len(found.ideas)))
    shown: list[Block] = [blocks.section(head, *ideas) if ideas else blocks.section(words.text("brainstorm.none"))]
    return blocks.message(words.text("brainstorm.text", title=line(found.negotiation.title)), *shown)


def idea_form(words: Catalogue, map_id: str) -> Modal:
    return blocks.modal(
        words.text("brainstorm.title"),
        blocks.input_(
            "title",
            words.text("brainstorm.idea"),
            blocks.plain_text_input(most=IDEA),
            hint=words.text("brainstorm.idea_hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("brainstorm.send"),
        form=Form.IDEA,
        metadata=map_id,
    )
