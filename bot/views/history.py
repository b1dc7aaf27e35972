"""Who changed what on a map, and when: the latest first."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.history import Change, ChangeKind
from bot.domain.interest_map.model import Negotiation
from bot.services.map_records import A_PAGE
from bot.views import blocks
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.options import pages
from bot.views.people import named
from bot.views.text import line, when
from prompts.catalog import Catalogue

TEXT = 150
# Their words are a channel's id or the title of a step that stands there anyway.
WITHOUT_WORDS = frozenset({ChangeKind.SHARED, ChangeKind.STARTED})


def window(words: Catalogue, negotiation: Negotiation, changes: Sequence[Change], page: int, count: int) -> Modal:
    """A page of what happened; `count` is how many changes there are up to the next page."""
    return blocks.modal(
        words.text("history.title"),
        *(
            [blocks.section(_told(words, negotiation, change)) for change in changes]
            or [blocks.section(words.text("history.empty"))]
        ),
        *_turns(words, negotiation, page, count),
        close=words.text("common.done"),
    )


def _turns(words: Catalogue, negotiation: Negotiation, page: int, count: int) -> list[Block]:
    return pages(words, Action.HISTORY_OPEN, negotiation.id, page, count, A_PAGE)


def _told(words: Catalogue, negotiation: Negotiation, change: Change) -> str:
    party = negotiation.party(change.party)
    slots = {"who": named(words, change.by), "party": line(party.name, 60) if party else "…"}
    needed = {name: slots[name] for name in words.slots(f"history.{change.what}")}
    told = {"when": when(change.at), "what": words.text(f"history.{change.what}", **needed)}
    before, after = line(change.before, TEXT), line(change.after, TEXT)
    if change.what in WITHOUT_WORDS or not (before or after):
        return words.text("history.line", **told)
    if before and after and before != after:
        return words.text("history.moved", **told, before=before, after=after)
    return (
        words.text("history.added", **told, after=after) if after else words.text("history.gone", **told, before=before)
    )
