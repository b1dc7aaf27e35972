"""The interest map itself: each side's position and interest side by side, and what was agreed."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.model import Interest, NegotiationState, Party
from bot.domain.model import Outcome
from bot.services.negotiations import Map
from bot.views import blocks
from bot.views.agreements import terms
from bot.views.text import line, mention
from prompts.catalog import Catalogue

MOST_AGREEMENTS = 5
NAME, SAID, INTEREST = 80, 400, 160
MOST_SHOWN = 5
"""Interests of one side that the message shows; the window has them all."""


def body(words: Catalogue, map_: Map) -> list[Block]:
    """The map itself, for a message as for a window."""
    negotiation = map_.negotiation
    heading = f"*{words.text('map.heading', title=line(negotiation.title))}*"
    return [
        blocks.section(heading),
        *_sides(words, map_),
        *_agreed(words, map_),
        *([blocks.context(words.text("map.closed"))] if negotiation.state is NegotiationState.CLOSED else []),
    ]


def _sides(words: Catalogue, map_: Map) -> list[Block]:
    """Two sides in two columns, which a phone shows one under the other; more sides as a list."""
    parties = map_.negotiation.parties
    texts = [_side(words, party, map_.sheet.interests_of(party.key)) for party in parties]
    if len(texts) == 2:
        return [blocks.fields(*texts)]
    return [blocks.section(text) for text in texts]


def _side(words: Catalogue, party: Party, interests: Sequence[Interest]) -> str:
    name = line(party.name, NAME)
    if party.user:
        title = words.text("map.party_person", name=name, person=mention(party.user))
    else:
        title = words.text("map.party", name=name)
    shown = [f"• {line(interest.text, INTEREST)}" for interest in interests[:MOST_SHOWN]]
    hidden = len(interests) - len(shown)
    more = [words.text("map.more_interests", count=str(hidden))] if hidden > 0 else []
    risk = [f"_{words.text('map.risk')}_", line(party.risk, SAID)] if party.risk else []
    return "\n".join(
        (
            title,
            f"_{words.text('map.position')}_",
            line(party.position, SAID) or words.text("map.empty_position"),
            f"_{words.text('map.interests')}_",
            *(shown or [words.text("map.empty_interest")]),
            *more,
            *risk,
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
