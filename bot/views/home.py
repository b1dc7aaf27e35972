"""The app's Home: my maps with what waits for me there, and what I agreed to do."""

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.model import NegotiationState
from bot.domain.model import Agreement
from bot.services.waiting import Home, Listed
from bot.views import blocks
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.text import day, line
from prompts.catalog import Catalogue

MOST_MAPS, MOST_AGREEMENTS = 30, 10
TITLE, NAME, STEP = 120, 40, 200


def home(words: Catalogue, found: Home) -> Modal:
    """A view of Slack's kind "home"; far below the hundred blocks that one may have."""
    new = blocks.actions(blocks.button(words.text("list.new"), Action.MAP_NEW, "new", style="primary"))
    hidden = len(found.maps) - MOST_MAPS
    shown: list[Block] = [
        blocks.header(words.text("home.maps")),
        *([] if found.maps else [blocks.section(words.text("home.empty"))]),
        *(_map(words, listed) for listed in found.maps[:MOST_MAPS]),
        *([blocks.context(words.text("list.more", count=str(hidden)))] if hidden > 0 else []),
        new,
        *_agreements(words, found),
        blocks.divider(),
        blocks.context(words.text("home.foot")),
    ]
    return {"type": "home", "blocks": [block.to_dict() for block in shown]}


def _map(words: Catalogue, listed: Listed) -> Block:
    negotiation = listed.negotiation
    parties = " · ".join(line(party.name, NAME) for party in negotiation.parties)
    waits = [words.text(f"home.waits_{one}") for one in listed.waits]
    agreed = [words.text("list.agreed")] if negotiation.state is NegotiationState.AGREED else []
    return blocks.section(
        words.text("list.item", title=line(negotiation.title, TITLE), parties=parties),
        " · ".join([*waits, *agreed]),
        accessory=blocks.button(words.text("list.open"), Action.MAP_OPEN, negotiation.id),
    )


def _agreements(words: Catalogue, found: Home) -> list[Block]:
    if not found.agreements:
        return []
    lines = [_agreement(words, agreement) for agreement in found.agreements[:MOST_AGREEMENTS]]
    return [blocks.header(words.text("home.agreements")), *(blocks.section(text) for text in lines)]


def _agreement(words: Catalogue, agreement: Agreement) -> str:
    dates = {"due": day(agreement.due), "review": day(agreement.review)}
    return words.text("home.agreement", step=line(agreement.next_step, STEP), **dates)
