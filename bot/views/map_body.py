"""The interest map itself: each side's position and interest side by side, and what was agreed."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.model import NegotiationState, Outcome, Party
from bot.services.negotiations import Map
from bot.views import blocks
from bot.views.agreements import terms
from bot.views.text import line, mention
from prompts.catalog import Catalogue

MOST_AGREEMENTS = 5
NAME, SAID = 80, 400


def body(words: Catalogue, map_: Map) -> list[Block]:
    """The map itself, for a message as for a window."""
    negotiation = map_.negotiation
    heading = f"*{words.text('map.heading', title=line(negotiation.title))}*"
    return [
        blocks.section(heading),
        *_sides(words, negotiation.parties),
        *_agreed(words, map_),
        *([blocks.context(words.text("map.closed"))] if negotiation.state is NegotiationState.CLOSED else []),
    ]


def _sides(words: Catalogue, parties: Sequence[Party]) -> list[Block]:
    """Two sides in two columns, which a phone shows one under the other; more sides as a list."""
    texts = [_side(words, party) for party in parties]
    if len(texts) == 2:
        return [blocks.fields(*texts)]
    return [blocks.section(text) for text in texts]


def _side(words: Catalogue, party: Party) -> str:
    name = line(party.name, NAME)
    if party.user:
        title = words.text("map.party_person", name=name, person=mention(party.user))
    else:
        title = words.text("map.party", name=name)
    return "\n".join(
        (
            title,
            f"_{words.text('map.position')}_",
            line(party.position, SAID) or words.text("map.empty_position"),
            f"_{words.text('map.interest')}_",
            line(party.interest, SAID) or words.text("map.empty_interest"),
        )
    )


def _agreed(words: Catalogue, map_: Map) -> list[Block]:
    """The latest agreements, each with its owner, step and dates, and what its review decided."""
    found = map_.agreements[-MOST_AGREEMENTS:]
    if not found:
        return []
    lines = []
    for agreement in found:
        text = words.text("map.agreed", **{**terms(words, agreement), "step": line(agreement.next_step, SAID)})
        if agreement.outcome is Outcome.CHANGE:
            text += "\n" + words.text("map.agreed_change", change=line(agreement.change, 300))
        elif agreement.outcome is not None:
            text += " · " + words.text(f"review.outcome_{agreement.outcome}")
        lines.append(text)
    hidden = len(map_.agreements) - len(found)
    earlier = [blocks.context(words.text("map.agreed_earlier", count=str(hidden)))] if hidden else []
    return [blocks.divider(), *(blocks.section(text) for text in lines), *earlier]
