"""The holding line: how it reads with its promised time, its button, and the form that posts it."""

from slack_sdk.models.blocks import ButtonElement

from bot.domain.timing import safe_zone
from bot.services.resting import WHEN, Holding
from bot.views import blocks
from bot.views.ids import Action, Form
from bot.views.message import Modal
from bot.views.text import day
from prompts.catalog import Catalogue


def spoken(words: Catalogue, holding: Holding) -> str:
    """The line as it will be posted: plain text, the time by the owner's clock and with its place."""
    zone = safe_zone(holding.zone)
    local = holding.until.astimezone(zone)
    moment = words.text(
        "hold.moment",
        day=day(local.date()).removesuffix(f" {local.year}"),
        time=f"{local:%H:%M}",
        place=zone.key.rpartition("/")[2].replace("_", " "),
    )
    return holding.line.replace(WHEN, moment)


def button(words: Catalogue, request_id: str) -> ButtonElement:
    return blocks.button(words.text("hold.open"), Action.CARD_HOLD, request_id)


def hold_modal(words: Catalogue, request_id: str, holding: Holding) -> Modal:
    """The line, open to the owner's own words."""
    return blocks.modal(
        words.text("hold.form_title"),
        blocks.input_(
            "text",
            words.text("hold.text_field"),
            blocks.plain_text_input(spoken(words, holding), multiline=True),
            hint=words.text("hold.hint"),
        ),
        close=words.text("common.cancel"),
        submit=words.text("hold.submit"),
        form=Form.HOLD,
        metadata=request_id,
    )
