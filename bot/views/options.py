"""The window of options: what each side gets, ways to start, and what the map's message says of the choice."""

from collections.abc import Sequence
from enum import StrEnum

from slack_sdk.models.blocks import Block

from bot.domain.interest_map.how_might_we import Challenge, challenge
from bot.domain.interest_map.model import Negotiation, Scoring
from bot.domain.interest_map.options import Option, OptionState, Starter
from bot.domain.interest_map.sheet import Sheet
from bot.domain.interest_map.weighing import agreed_criteria, done, scorers, steps
from bot.services.options import Table
from bot.views import blocks
from bot.views.ids import Action, encode
from bot.views.interests import back
from bot.views.message import Modal
from bot.views.text import day, line
from prompts.catalog import Catalogue

A_PAGE = 5
TITLE, TEXT, NAME, INTEREST = 120, 160, 40, 90
MOST_CHOSEN, MOST_TRADES = 2, 3


class Choice(StrEnum):
    """What can be done with one option."""

    EDIT = "edit"
    PROPOSE = "propose"
    CHOOSE = "choose"
    DROP = "drop"
    BRING_BACK = "bring_back"


def window(words: Catalogue, table: Table, page: int = 0) -> Modal:
    """Five at a time, the latest page no farther than there are options."""
    found = sorted(table.sheet.options, key=lambda option: option.state is OptionState.DROPPED)
    page = max(0, min(page, (len(found) - 1) // A_PAGE))
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    return blocks.modal(
        words.text("options.title"),
        blocks.context(question(words, challenge(table.sheet, table.own))),
        *([] if found else [blocks.section(words.text("options.empty"))]),
        *(_item(words, table, option) for option in shown),
        *pages(words, Action.OPTIONS_OPEN, table.sheet.negotiation.id, page, len(found), A_PAGE),
        blocks.divider(),
        *_ways(words, table),
        close=words.text("common.done"),
    )


def question(words: Catalogue, found: Challenge) -> str:
    """How might we …? Or which side's interest is missing for it."""
    if found.missing is not None:
        return words.text("options.challenge_missing", party=line(found.missing.name, NAME))
    return words.text("options.challenge", theirs=line(found.theirs, INTEREST), ours=line(found.ours, INTEREST))


def pages(words: Catalogue, action: Action, map_id: str, page: int, count: int, size: int) -> list[Block]:
    """Buttons to the page before and the page after, where there are any."""
    turns = []
    if page > 0:
        turns.append(blocks.button(words.text("options.previous"), f"{action}_before", encode(map_id, str(page - 1))))
    if (page + 1) * size < count:
        turns.append(blocks.button(words.text("options.next"), f"{action}_after", encode(map_id, str(page + 1))))
    return [blocks.actions(*turns)] if turns else []


def _item(words: Catalogue, table: Table, option: Option) -> Block:
    negotiation = table.sheet.negotiation
    choices = [
        (words.text(f"options.{choice}"), encode(negotiation.id, option.id, choice))
        for choice in _choices(option, author=table.is_author)
    ]
    head = words.text(
        "options.item", title=line(option.title, TITLE), state=words.text(f"options.state_{option.state}")
    )
    return blocks.section(
        head,
        *gains(words, negotiation, option),
        *terms(words, option),
        accessory=blocks.overflow(choices, Action.OPTION_MENU),
    )


def _choices(option: Option, *, author: bool) -> Sequence[Choice]:
    if option.state is OptionState.DROPPED:
        return [Choice.BRING_BACK]
    further = {OptionState.IDEA: [Choice.PROPOSE], OptionState.PROPOSED: [Choice.CHOOSE] if author else []}
    return [Choice.EDIT, *further.get(option.state, []), Choice.DROP]


def gains(words: Catalogue, negotiation: Negotiation, option: Option) -> list[str]:
    """A line a side: what it gets, or that nobody has said so yet."""
    return [
        words.text("options.gain", party=line(party.name, NAME), gain=line(option.gains[party.key], TEXT))
        if option.gains.get(party.key)
        else words.text("options.gain_open", party=line(party.name, NAME))
        for party in negotiation.parties
    ]


def terms(words: Catalogue, option: Option) -> list[str]:
    """What keeps the option from growing, in a line each; what is not said is left out."""
    said = [
        words.text(f"options.{name}", text=line(getattr(option, name), TEXT))
        for name in ("limit", "metric", "guarantee", "gate")
        if getattr(option, name)
    ]
    if option.review:
        said.append(words.text("options.review", date=day(option.review)))
    if option.debt_cost:
        slots = {"cost": line(option.debt_cost, TEXT), "slot": line(option.debt_slot, TEXT)}
        said.append(words.text("options.debt", **slots))
    return said


def _ways(words: Catalogue, table: Table) -> list[Block]:
    id_, scoring = table.sheet.negotiation.id, table.sheet.negotiation.scoring
    first = [
        blocks.button(words.text("options.add"), Action.OPTION_WRITE, encode(id_, ""), "primary"),
        blocks.button(words.text("options.starters"), Action.STARTERS_OPEN, encode(id_, "0")),
    ]
    if table.is_author:
        first.append(blocks.button(words.text("options.brainstorm"), Action.BRAINSTORM_OPEN, id_))
    second = [
        blocks.button(words.text("options.scores"), Action.SCORES_OPEN, encode(id_, "0")),
        blocks.button(words.text("options.ledger"), Action.LEDGER_OPEN, id_),
        blocks.button(words.text("options.steps"), Action.STEPS_OPEN, id_),
    ]
    if table.own:
        second.append(blocks.button(words.text("options.yardsticks"), Action.CRITERIA_WRITE, id_))
        if scoring is Scoring.OPEN:
            second.insert(
                0, blocks.button(words.text("options.score"), Action.SCORE_WRITE, encode(id_, "0"), "primary")
            )
    return [blocks.actions(*first), blocks.actions(*second)]


def starters(words: Catalogue, map_id: str, fitting: Sequence[Starter], page: int = 0) -> Modal:
    """Kinds of options that have helped before, the fittest first."""
    page = max(0, min(page, (len(fitting) - 1) // A_PAGE))
    return blocks.modal(
        words.text("starters.title"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(map_id, "0")),
        blocks.context(words.text("starters.intro")),
        *(
            blocks.section(
                f"*{words.text(f'starters.{starter}')}*",
                words.text(f"starters.{starter}_when"),
                accessory=blocks.button(
                    words.text("starters.pick"), f"{Action.STARTER_PICK}_{starter}", encode(map_id, starter)
                ),
            )
            for starter in fitting[page * A_PAGE : (page + 1) * A_PAGE]
        ),
        *pages(words, Action.STARTERS_OPEN, map_id, page, len(fitting), A_PAGE),
        close=words.text("common.done"),
    )


def sequence(words: Catalogue, table: Table) -> Modal:
    """Proposed and chosen options in the order of their steps, each with its gate."""
    found = steps(table.sheet.options)
    shown = [
        blocks.section(
            words.text("steps.item", step=str(option.step), title=line(option.title, TITLE))
            if option.step
            else words.text("steps.unplaced", title=line(option.title, TITLE)),
            words.text("steps.gate", text=line(option.gate, TEXT)) if option.gate else "",
        )
        for option in found
    ]
    return blocks.modal(
        words.text("steps.title"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(table.sheet.negotiation.id, "0")),
        blocks.context(words.text("steps.intro")),
        *(shown or [blocks.section(words.text("steps.empty"))]),
        close=words.text("common.done"),
    )


def outcome(words: Catalogue, sheet: Sheet) -> list[Block]:
    """For the map's message: what they go with, what is traded, the shared yardsticks, and how far the scoring is."""
    negotiation = sheet.negotiation
    chosen = [option for option in sheet.options if option.state is OptionState.CHOSEN][:MOST_CHOSEN]
    shown: list[Block] = [blocks.section(*_going_with(words, negotiation, option)) for option in chosen]
    lines = [*_trades(words, sheet)]
    if common := agreed_criteria(negotiation):
        named = ", ".join(words.text(f"yardsticks.{criterion}") for criterion in common)
        lines.append(words.text("outcome.criteria", criteria=named))
    if lines:
        shown.append(blocks.section(*lines))
    if negotiation.scoring is Scoring.OPEN:
        shown.append(blocks.context(progress(words, sheet)))
    return shown


def progress(words: Catalogue, sheet: Sheet) -> str:
    """How many sides are through, never how."""
    return words.text("scoring.progress", count=str(len(done(sheet))), all=str(len(scorers(sheet.negotiation))))


def _going_with(words: Catalogue, negotiation: Negotiation, option: Option) -> list[str]:
    got = [
        words.text("outcome.gets", party=line(party.name, NAME), gain=line(option.gains[party.key], INTEREST))
        for party in negotiation.parties
        if option.gains.get(party.key)
    ]
    debt = []
    if option.debt_cost:
        slots = {"cost": line(option.debt_cost, INTEREST), "slot": line(option.debt_slot, INTEREST)}
        debt.append(words.text("outcome.debt", **slots))
    return [words.text("outcome.chosen", title=line(option.title, TITLE)), *got, *debt]


def _trades(words: Catalogue, sheet: Sheet) -> list[str]:
    names = {party.key: line(party.name, NAME) for party in sheet.negotiation.parties}
    even = [trade for trade in sheet.trades if trade.gets and {trade.giver, trade.getter} <= set(names)]
    return [
        words.text(
            "outcome.trade",
            giver=names[trade.giver],
            gives=line(trade.gives, INTEREST),
            getter=names[trade.getter],
            gets=line(trade.gets, INTEREST),
        )
        for trade in even[:MOST_TRADES]
    ]
