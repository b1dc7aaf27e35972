"""A side's interests in a window, the form of one, and what all sides share."""

from collections.abc import Sequence
from enum import StrEnum

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.model import Interest, Kind, Mark, Need, Negotiation, Party, Weight
from bot.domain.interest_map.translate import jargon_in
from bot.services.interests import Line, Side
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.message import Modal
from bot.views.text import label, line
from prompts.catalog import Catalogue

TEXT, SHARED = 160, 300
UNLOCKS = ("what", "otherwise", "behind")
NONE = "none"


class Choice(StrEnum):
    """What can be done with one line."""

    EDIT = "edit"
    ESSENTIAL = "essential"
    TRADEABLE = "tradeable"
    OURS_TOO = "ours_too"
    HELPS_US = "helps_us"


def window(words: Catalogue, side: Side) -> Modal:
    """One side at a time, with buttons for the others."""
    negotiation, party = side.sheet.negotiation, _open_party(side)
    found = side.sheet.interests_of(party.key)
    return blocks.modal(
        words.text("interests.title"),
        _tabs(negotiation, party.key),
        *_head(words, party),
        *([] if found else [blocks.section(words.text(_empty(side, party)))]),
        *(_item(words, side, interest) for interest in found),
        blocks.divider(),
        *_foot(words, side, party),
        close=words.text("common.done"),
    )


def _open_party(side: Side) -> Party:
    parties = side.sheet.negotiation.parties
    return next((party for party in parties if party.key == side.party), parties[0])


def _tabs(negotiation: Negotiation, open_: str) -> Block:
    return blocks.actions(
        *(
            blocks.button(
                label(party.name, TAB),
                f"{Action.SIDE_OPEN}_{party.key}",
                encode(negotiation.id, party.key),
                style="primary" if party.key == open_ else None,
            )
            for party in negotiation.parties
        )
    )


TAB = 30


def _head(words: Catalogue, party: Party) -> list[Block]:
    position = line(party.position, SHARED)
    said = words.text("interests.position", position=position) if position else words.text("interests.no_position")
    return [blocks.section(words.text("interests.heading", title=line(party.name, 80)), said)]


def _empty(side: Side, party: Party) -> str:
    return "interests.empty_yours" if party.key == side.own else "interests.empty"


def _item(words: Catalogue, side: Side, interest: Interest) -> Block:
    choices = [
        (words.text(f"interests.{choice}"), _value(side, interest, choice)) for choice in _choices(side, interest)
    ]
    menu = blocks.overflow(choices, Action.INTEREST_MENU) if choices else None
    return blocks.section(
        f"*{line(interest.text, TEXT)}*", tags(words, side.sheet.negotiation, interest), accessory=menu
    )


def _value(side: Side, interest: Interest, choice: Choice) -> str:
    return encode(side.sheet.negotiation.id, interest.id, choice)


def _choices(side: Side, interest: Interest) -> Sequence[Choice]:
    writing = [Choice.EDIT]
    if interest.weight is not Weight.ESSENTIAL:
        writing.append(Choice.ESSENTIAL)
    if interest.weight is not Weight.TRADEABLE:
        writing.append(Choice.TRADEABLE)
    marking = [Choice.OURS_TOO, Choice.HELPS_US] if side.own not in {"", interest.party} else []
    return [*(writing if side.may_write else []), *marking]


def tags(words: Catalogue, negotiation: Negotiation, interest: Interest) -> str:
    """What is known of a line, in a few small words."""
    found = [words.text("interests.tag_confirmed" if interest.confirmed else "interests.tag_guess")]
    found.append(words.text(f"need.{interest.need}"))
    if interest.kind:
        found.append(words.text(f"kind.{interest.kind}"))
    if interest.weight:
        found.append(words.text(f"interests.tag_{interest.weight}"))
    for mark in Mark:
        names = [party.name for party in negotiation.parties if interest.marks.get(party.key) is mark]
        if names:
            parties = ", ".join(line(name, 40) for name in names)
            found.append(words.text(f"interests.tag_{mark}", parties=parties))
    if jargon := jargon_in(interest.text):
        found.append(words.text("interests.tag_hears", meaning=words.text(f"translate.{jargon}")))
    return f"_{' · '.join(found)}_"


def _foot(words: Catalogue, side: Side, party: Party) -> list[Block]:
    id_ = side.sheet.negotiation.id
    add = blocks.button(words.text("interests.add"), Action.INTEREST_ADD, encode(id_, party.key), style="primary")
    rest = (
        blocks.button(words.text("interests.common"), Action.COMMON_WRITE, id_),
        blocks.button(words.text("interests.notes"), Action.NOTES_OPEN, id_),
    )
    note = [] if side.may_write else [blocks.context(words.text("interests.read_only", party=line(party.name, 40)))]
    return [*note, blocks.actions(*([add] if side.may_write else []), *rest)]


def form(words: Catalogue, map_id: str, typed: Line, question: int | None = None) -> Modal:
    """A line of its own or changed; `question` is the place of the one to ask where it reads like a demand."""
    kinds = [(words.text(f"kind.{kind}"), kind.value) for kind in Kind]
    needs = [(words.text(f"interest_form.need_{need}"), need.value) for need in Need]
    weights = [(words.text(f"interest_form.weight_{weight}"), weight.value) for weight in Weight]
    remove = [(words.text("interest_form.remove_it"), "remove")]
    return blocks.modal(
        words.text("interest_form.title_edit" if typed.id else "interest_form.title_new"),
        back(words, f"{Action.SIDE_OPEN}_{typed.party}", encode(map_id, typed.party)),
        *(_demand(words, question)),
        blocks.input_(
            "text",
            words.text("interest_form.text"),
            blocks.plain_text_input(typed.text, most=TEXT),
            optional=bool(typed.id),  # so that a line can be taken off whatever stands there
            hint=words.text("interest_form.text_hint"),
        ),
        blocks.input_(
            "need", words.text("interest_form.need"), blocks.radio(needs, chosen=list(Need).index(typed.need))
        ),
        blocks.input_(
            "kind",
            words.text("interest_form.kind"),
            blocks.static_select(kinds, chosen=list(Kind).index(typed.kind) if typed.kind else None),
            optional=True,
        ),
        blocks.input_(
            "weight",
            words.text("interest_form.weight"),
            blocks.static_select(weights, chosen=list(Weight).index(typed.weight) if typed.weight else None),
            optional=True,
        ),
        *(
            [blocks.input_("remove", words.text("interest_form.remove"), blocks.checkboxes(remove), optional=True)]
            if typed.id
            else []
        ),
        close=words.text("common.cancel"),
        submit=words.text("interest_form.save"),
        form=Form.INTEREST,
        metadata=encode(map_id, str(typed.version), typed.id, typed.party, NONE if question is None else "kept"),
    )


def _demand(words: Catalogue, question: int | None) -> list[Block]:
    return [] if question is None else [blocks.section(unlocking(words, question))]


def unlocking(words: Catalogue, question: int) -> str:
    """What a line that reads like a demand is met with; `question` says which of the questions."""
    asked = words.text(f"unlock.{UNLOCKS[question % len(UNLOCKS)]}")
    return words.text("interest_form.demand", question=asked)


def common_form(words: Catalogue, negotiation: Negotiation) -> Modal:
    """What all sides want, and what stands between them."""
    fields = (("outcome", negotiation.shared_outcome), ("blocker", negotiation.blocker))
    return blocks.modal(
        words.text("common_form.title"),
        back(words, f"{Action.SIDE_OPEN}_{negotiation.parties[0].key}", encode(negotiation.id, "")),
        *(
            blocks.input_(
                field,
                words.text(f"common_form.{field}"),
                blocks.plain_text_input(text, most=SHARED),
                optional=True,
                hint=words.text(f"common_form.{field}_hint"),
            )
            for field, text in fields
        ),
        close=words.text("common.cancel"),
        submit=words.text("common_form.save"),
        form=Form.COMMON,
        metadata=encode(negotiation.id, str(negotiation.version)),
    )


def back(words: Catalogue, action: str, value: str) -> Block:
    """The way from a form to the window it came from; what was typed there and not saved is left behind."""
    return blocks.actions(blocks.button(words.text("interests.back"), action, value), block="back")
