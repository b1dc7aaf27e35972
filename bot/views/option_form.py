"""An option's form: what it is, what each side gets, and what keeps it from growing."""

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.model import Negotiation
from bot.services.options import MOST_STEPS, Written
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.interests import back
from bot.views.message import Modal
from bot.views.text import label
from prompts.catalog import Catalogue

TITLE, TEXT = 120, 160
HINTED = frozenset({"limit", "metric", "guarantee", "debt_cost"})


def form(words: Catalogue, negotiation: Negotiation, written: Written, *, incomplete: bool = False) -> Modal:
    """A new option or a changed one; `incomplete` where somebody wanted to propose it before it was."""
    note = [blocks.context(words.text("option_form.missing"))] if incomplete else []
    ids = (negotiation.id, str(written.version), written.id, written.starter or "", "propose" if incomplete else "")
    return blocks.modal(
        words.text("option_form.title_edit" if written.id else "option_form.title_new"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(negotiation.id, "0")),
        *note,
        blocks.input_(
            "title",
            words.text("option_form.name"),
            blocks.plain_text_input(written.title, most=TITLE),
            hint=words.text("option_form.name_hint"),
        ),
        *(_gain(words, party.key, party.name, written) for party in negotiation.parties),
        *(_text(words, name, written) for name in ("limit", "metric", "guarantee")),
        blocks.input_("review", words.text("option_form.review"), blocks.datepicker(written.review), optional=True),
        *(_text(words, name, written) for name in ("debt_cost", "debt_slot", "gate")),
        _step(words, written),
        close=words.text("common.cancel"),
        submit=words.text("option_form.save"),
        form=Form.OPTION,
        metadata=encode(*ids),
    )


def _gain(words: Catalogue, key: str, name: str, written: Written) -> Block:
    return blocks.input_(
        f"gain_{key}",
        words.text("option_form.gain", party=label(name, 40)),
        blocks.plain_text_input(written.gains.get(key, ""), most=TEXT),
        optional=True,
    )


def _text(words: Catalogue, name: str, written: Written) -> Block:
    return blocks.input_(
        name,
        words.text(f"option_form.{name}"),
        blocks.plain_text_input(getattr(written, name), most=TEXT),
        optional=True,
        hint=words.text(f"option_form.{name}_hint") if name in HINTED else None,
    )


def _step(words: Catalogue, written: Written) -> Block:
    choices = [(str(number), str(number)) for number in range(1, MOST_STEPS + 1)]
    chosen = written.step - 1 if written.step else None
    return blocks.input_(
        "step",
        words.text("option_form.step"),
        blocks.static_select(choices, chosen=chosen),
        optional=True,
        hint=words.text("option_form.step_hint"),
    )
