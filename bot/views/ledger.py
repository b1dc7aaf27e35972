"""Give and get: the ledger, the form of a trade, what matters most to a side, and the yardsticks all would accept."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.model import Criterion, Negotiation
from bot.domain.interest_map.options import Benefit, Trade
from bot.domain.interest_map.weighing import balance
from bot.services.options import Table
from bot.services.trades import Bargain
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.interests import back
from bot.views.message import Modal
from bot.views.text import label, line
from prompts.catalog import Catalogue

TEXT, NAME = 160, 40


def window(words: Catalogue, table: Table) -> Modal:
    """All trades: who gives what, what comes back, what it unlocks, and whether one side does all the giving."""
    negotiation, trades = table.sheet.negotiation, table.sheet.trades
    one_sided = balance(negotiation, trades)
    warning = []
    if one_sided:
        said = {"party": line(one_sided.giver.name, NAME), "count": str(one_sided.count)}
        warning.append(blocks.context(words.text("ledger.balance", **said)))
    ways = [blocks.button(words.text("ledger.add"), Action.TRADE_WRITE, encode(negotiation.id, ""), "primary")]
    if table.own:
        ways.append(blocks.button(words.text("ledger.rank"), Action.RANK_WRITE, negotiation.id))
    return blocks.modal(
        words.text("ledger.title"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(negotiation.id, "0")),
        *warning,
        *([] if trades else [blocks.section(words.text("ledger.empty"))]),
        *(_item(words, negotiation, trade) for trade in trades),
        blocks.context(words.text("ledger.offer_note")),
        blocks.actions(*ways),
        close=words.text("common.done"),
    )


def _item(words: Catalogue, negotiation: Negotiation, trade: Trade) -> Block:
    giver, getter = (_name(negotiation, key) for key in (trade.giver, trade.getter))
    gets = line(trade.gets, TEXT) or words.text("ledger.nothing")
    note = f": {line(trade.note, TEXT)}" if trade.note else ""
    said = [
        words.text("ledger.item", giver=giver, gives=line(trade.gives, TEXT), getter=getter, gets=gets),
        words.text("ledger.unlocks", benefit=words.text(f"ledger.{trade.unlocks}"), note=note),
    ]
    if trade.rank:
        said.append(words.text("ledger.ranked", party=getter, rank=str(trade.rank)))
    edit = blocks.button(words.text("ledger.edit"), Action.TRADE_WRITE, encode(negotiation.id, trade.id))
    return blocks.section(*said, accessory=edit)


def _name(negotiation: Negotiation, key: str) -> str:
    party = negotiation.party(key)
    return line(party.name, NAME) if party else "…"


def form(words: Catalogue, negotiation: Negotiation, typed: Bargain | None) -> Modal:
    """A trade of its own or changed."""
    sides = [(label(party.name), party.key) for party in negotiation.parties]
    benefits = [(words.text(f"ledger.{benefit}"), benefit.value) for benefit in Benefit]
    remove = [(words.text("ledger.remove_it"), "remove")]
    fields = {"giver": typed.giver if typed else sides[0][1], "getter": typed.getter if typed else sides[1][1]}
    return blocks.modal(
        words.text("ledger.form_title"),
        back(words, f"{Action.LEDGER_OPEN}_back", negotiation.id),
        _side(words, sides, "giver", fields["giver"]),
        _text(words, "gives", typed.gives if typed else "", optional=typed is not None),
        _side(words, sides, "getter", fields["getter"]),
        _text(words, "gets", typed.gets if typed else "", optional=True),
        blocks.input_(
            "unlocks",
            words.text("ledger.unlocks_field"),
            blocks.radio(benefits, chosen=list(Benefit).index(typed.unlocks) if typed else 0),
        ),
        blocks.input_(
            "note",
            words.text("ledger.note"),
            blocks.plain_text_input(typed.note if typed else "", most=TEXT),
            optional=True,
        ),
        *(
            [blocks.input_("remove", words.text("ledger.remove"), blocks.checkboxes(remove), optional=True)]
            if typed
            else []
        ),
        close=words.text("common.cancel"),
        submit=words.text("ledger.save"),
        form=Form.TRADE,
        metadata=encode(negotiation.id, str(typed.version if typed else 0), typed.id if typed else ""),
    )


def _side(words: Catalogue, sides: Sequence[tuple[str, str]], field: str, chosen: str) -> Block:
    keys = [key for _, key in sides]
    place = keys.index(chosen) if chosen in keys else None
    return blocks.input_(field, words.text(f"ledger.{field}"), blocks.static_select(sides, chosen=place))


def _text(words: Catalogue, field: str, text: str, *, optional: bool) -> Block:
    return blocks.input_(
        field,
        words.text(f"ledger.{field}"),
        blocks.plain_text_input(text, most=TEXT),
        optional=optional,
        hint=words.text(f"ledger.{field}_hint"),
    )


def rank_form(words: Catalogue, table: Table) -> Modal:
    """What is offered to my side, by how much it matters."""
    negotiation = table.sheet.negotiation
    offered = [trade for trade in table.sheet.trades if trade.getter == table.own]
    to_ledger = back(words, f"{Action.LEDGER_OPEN}_back", negotiation.id)
    title, close = words.text("ledger.rank_title"), words.text("common.cancel")
    if not offered:
        return blocks.modal(title, to_ledger, blocks.section(words.text("ledger.rank_none")), close=close)
    places = [(str(place), str(place)) for place in range(1, len(offered) + 1)]
    return blocks.modal(
        title,
        to_ledger,
        blocks.context(words.text("ledger.rank_note")),
        *(
            blocks.input_(
                f"rank_{trade.id}",
                label(trade.gives, 150),
                blocks.static_select(
                    places, chosen=trade.rank - 1 if trade.rank and trade.rank <= len(offered) else None
                ),
                optional=True,
            )
            for trade in offered
        ),
        close=close,
        submit=words.text("ledger.save"),
        form=Form.RANK,
        metadata=negotiation.id,
    )


def criteria_form(words: Catalogue, table: Table) -> Modal:
    """The yardsticks; those of the person's own side are ticked."""
    negotiation = table.sheet.negotiation
    own = negotiation.party(table.own)
    choices = [(words.text(f"yardsticks.{criterion}"), criterion.value) for criterion in Criterion]
    ticked = [criterion.value for criterion in own.criteria] if own else []
    return blocks.modal(
        words.text("yardsticks.title"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(negotiation.id, "0")),
        blocks.context(words.text("yardsticks.note")),
        blocks.input_("criteria", words.text("yardsticks.field"), blocks.checkboxes(choices, ticked), optional=True),
        close=words.text("common.cancel"),
        submit=words.text("yardsticks.save"),
        form=Form.CRITERIA,
        metadata=negotiation.id,
    )
