"""Asking the sides: the author's form, the message each side gets, and the forms behind it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.model import Interest, Negotiation
from bot.services.asking import Asked
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.interests import TEXT, UNLOCKS
from bot.views.message import Message, Modal
from bot.views.people import named
from bot.views.text import label, line
from prompts.catalog import Catalogue

POSITION = 300


def ask_form(words: Catalogue, negotiation: Negotiation, me: str) -> Modal:
    """Which sides, and what they are asked; a window that says what to do where no side has a person."""
    sides = [party for party in negotiation.parties if party.user and party.user != me]
    title, cancel = words.text("ask.title"), words.text("common.cancel")
    if not sides:
        return blocks.modal(title, blocks.section(words.text("ask.nobody")), close=words.text("common.close"))
    choices = [(label(party.name), party.key) for party in sides]
    what = [(words.text("ask.what_ask"), "ask"), (words.text("ask.what_check"), "check")]
    return blocks.modal(
        title,
        blocks.input_("parties", words.text("ask.parties"), blocks.checkboxes(choices, [party.key for party in sides])),
        blocks.input_("what", words.text("ask.what"), blocks.radio(what)),
        blocks.context(words.text("ask.note")),
        close=cancel,
        submit=words.text("ask.submit"),
        form=Form.ASK,
        metadata=negotiation.id,
    )


def asked_window(words: Catalogue) -> Modal:
    return blocks.modal(
        words.text("ask.title"), blocks.section(words.text("ask.done")), close=words.text("common.done")
    )


def ask_message(words: Catalogue, asked: Asked) -> Message:
    """What do you need here? With what they said already, and the way to the map once they took part."""
    negotiation = asked.negotiation
    slots = {"author": named(words, negotiation.author), "title": line(negotiation.title)}
    said = _said(words, "ask.answered", asked.said)
    text = words.text("ask.text", **slots)
    message = blocks.section(words.text("ask.message", **slots))
    if asked.closed:
        return blocks.message(text, message, *said, blocks.context(words.text("ask.closed")))
    answer = words.text("ask.more" if asked.said else "ask.answer")
    buttons = [blocks.button(answer, Action.ANSWER_WRITE, negotiation.id, None if asked.said else "primary")]
    if asked.said:
        buttons.append(blocks.button(words.text("ask.open"), Action.MAP_OPEN, negotiation.id))
    return blocks.message(text, message, *said, blocks.actions(*buttons))


def _said(words: Catalogue, key: str, interests: Sequence[Interest]) -> list[Block]:
    lines = [f"> {line(interest.text, TEXT)}" for interest in interests]
    return [blocks.section(words.text(key), *lines)] if lines else []


def answer_form(words: Catalogue, map_id: str, text: str = "", question: int | None = None) -> Modal:
    """One field; a demand is met with one question before it is kept."""
    asked = [] if question is None else [words.text(f"unlock.{UNLOCKS[question % len(UNLOCKS)]}")]
    return blocks.modal(
        words.text("answer_form.title"),
        *(blocks.section(words.text("interest_form.demand", question=one)) for one in asked),
        blocks.input_(
            "text",
            words.text("answer_form.text"),
            blocks.plain_text_input(text, most=TEXT),
            hint=words.text("answer_form.text_hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("answer_form.submit"),
        form=Form.ANSWER,
        metadata=encode(map_id, "kept" if asked else ""),
    )


def thanks(words: Catalogue) -> Modal:
    return blocks.modal(
        words.text("answer_form.title"),
        blocks.section(words.text("answer_form.thanks")),
        close=words.text("common.done"),
    )


def check_message(words: Catalogue, asked: Asked) -> Message:
    """Did we get you right? With what stands on their side."""
    negotiation = asked.negotiation
    slots = {"author": named(words, negotiation.author), "title": line(negotiation.title)}
    text = words.text("check_side.text", title=slots["title"])
    lines = [f"> {line(interest.text, TEXT)}" for interest in asked.interests]
    position = [f"_{words.text('map.position')}_", f"> {line(asked.party.position, POSITION)}"]
    side = [*(position if asked.party.position else []), f"_{words.text('map.interests')}_", *lines]
    shown = [
        blocks.section(words.text("check_side.message", **slots)),
        *([blocks.section(*side)] if lines or asked.party.position else []),
    ]
    if asked.closed:
        return blocks.message(text, *shown, blocks.context(words.text("ask.closed")))
    if asked.all_confirmed:
        return blocks.message(text, *shown, blocks.context(words.text("check_side.done")))
    return blocks.message(
        text,
        *shown,
        blocks.actions(
            blocks.button(
                words.text("check_side.yes"), Action.CHECK_YES, encode(negotiation.id, asked.seen), "primary"
            ),
            blocks.button(words.text("check_side.fix"), Action.CHECK_FIX, negotiation.id),
        ),
    )


def correction_form(words: Catalogue, asked: Asked) -> Modal:
    """Their side, line by line; an emptied line goes."""
    lines = [
        blocks.input_(
            f"line_{interest.id}",
            words.text("check_side.line", number=str(number)),
            blocks.plain_text_input(interest.text, most=TEXT),
            optional=True,
        )
        for number, interest in enumerate(asked.interests, start=1)
    ]
    position = blocks.plain_text_input(asked.party.position, most=POSITION)
    return blocks.modal(
        words.text("check_side.form_title"),
        blocks.input_("position", words.text("check_side.position"), position, optional=True),
        *lines,
        blocks.input_("more", words.text("check_side.more"), blocks.plain_text_input(most=TEXT), optional=True),
        close=words.text("common.cancel"),
        submit=words.text("check_side.submit"),
        form=Form.CORRECTION,
        metadata=encode(asked.negotiation.id, asked.seen),
    )
