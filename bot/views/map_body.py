"""The interest map itself: each side's position and interest side by side, and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.common import Exchange, common_ground, exchanges
from bot.domain.interest_map.model import Interest, NegotiationState, Party
from bot.domain.interest_map.sheet import Sheet
from bot.domain.model import Outcome
from bot.services.negotiations import Map
from bot.views import blocks
from bot.views.agreements import terms
from bot.views.options import outcome
from bot.views.text import line, mention
from prompts.catalog import Catalogue

MOST_AGREEMENTS = 3
NAME, SAID, INTEREST, SHARED = 80, 300, 160, 300
MOST_COMMON, MOST_EXCHANGES = 3, 3


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a side the message shows, so that all sides fit into one; the window has everything."""

    lines: int
    interest: int
    said: int


ROOMY, NARROW = Room(5, 160, 300), Room(3, 100, 160)


def body(words: Catalogue, map_: Map) -> list[Block]:
    """The map itself, for a message as for a window."""
    negotiation = map_.negotiation
    heading = f"*{words.text('map.heading', title=line(negotiation.title))}*"
    return [
        blocks.section(heading),
        *_strip(words, map_.sheet),
        *_sides(words, map_),
        *_legend(words, map_.sheet),
        *outcome(words, map_.sheet),
        *_agreed(words, map_),
        *([blocks.context(words.text("map.closed"))] if negotiation.state is NegotiationState.CLOSED else []),
    ]


def _strip(words: Catalogue, sheet: Sheet) -> list[Block]:
    """What lies across the sides: the shared outcome, the common ground, the blocker, what could be traded."""
    negotiation = sheet.negotiation
    lines = []
    if negotiation.shared_outcome:
        lines.append(words.text("strip.outcome", outcome=line(negotiation.shared_outcome, SHARED)))
    if ground := common_ground(sheet)[:MOST_COMMON]:
        listed = " · ".join(line(interest.text, INTEREST) for interest in ground)
        lines.append(words.text("strip.common", interests=listed))
    if negotiation.blocker:
        lines.append(words.text("strip.blocker", blocker=line(negotiation.blocker, SHARED)))
    lines += [_exchange(words, exchange) for exchange in exchanges(sheet)[:MOST_EXCHANGES]]
    return [blocks.section(*lines)] if lines else []


def _exchange(words: Catalogue, exchange: Exchange) -> str:
    give = exchange.give
    slots = {
        "giver": line(give.giver.name, NAME),
        "getter": line(give.getter.name, NAME),
        "interest": line(give.interest.text, INTEREST),
    }
    if exchange.back is None:
        return words.text("strip.give", **slots)
    return words.text("strip.exchange", **slots, back=line(exchange.back.interest.text, INTEREST))


def _legend(words: Catalogue, sheet: Sheet) -> list[Block]:
    guessed = any(not interest.confirmed for interest in sheet.interests)
    return [blocks.context(words.text("strip.guess"))] if guessed else []


def _sides(words: Catalogue, map_: Map) -> list[Block]:
    """Two sides in two columns, which a phone shows one under the other; more sides as a list."""
    parties = map_.negotiation.parties
    room = ROOMY if len(parties) == 2 else NARROW
    texts = [_side(words, party, map_.sheet.interests_of(party.key), room) for party in parties]
    if len(texts) == 2:
        return [blocks.fields(*texts)]
    return [blocks.section(text) for text in texts]


def _side(words: Catalogue, party: Party, interests: Sequence[Interest], room: Room) -> str:
    name = line(party.name, NAME)
    if party.user:
        title = words.text("map.party_person", name=name, person=mention(party.user))
    else:
        title = words.text("map.party", name=name)
    shown = [_interest(words, interest, room.interest) for interest in interests[: room.lines]]
    hidden = len(interests) - len(shown)
    more = [words.text("map.more_interests", count=str(hidden))] if hidden > 0 else []
    risk = [f"_{words.text('map.risk')}_", line(party.risk, room.said)] if party.risk else []
    return "\n".join(
        (
            title,
            f"_{words.text('map.position')}_",
            line(party.position, room.said) or words.text("map.empty_position"),
            f"_{words.text('map.interests')}_",
            *(shown or [words.text("map.empty_interest")]),
            *more,
            *risk,
        )
    )


def _interest(words: Catalogue, interest: Interest, most: int) -> str:
    """A line with a sign where it is a guess, and a word where it could or could not be given up."""
    weight = f" _({words.text(f'interests.tag_{interest.weight}')})_" if interest.weight else ""
    return f"• {'' if interest.confirmed else '≈ '}{line(interest.text, most)}{weight}"


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
