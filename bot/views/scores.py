"""A side's own scores in private, and everybody's side by side once they are revealed; never a total."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject

from bot.domain.interest_map.model import Negotiation, Scoring
from bot.domain.interest_map.options import Option, Score
from bot.domain.interest_map.weighing import LENSES, Lens, done, side_by_side
from bot.services.options import Table
from bot.services.rounds import FEWEST_SIDES
from bot.services.scoring import Ballot, Call
from bot.views import blocks
from bot.views.ids import Action, Form, encode
from bot.views.interests import back
from bot.views.message import Message, Modal
from bot.views.options import A_PAGE, NAME, TITLE, pages, progress
from bot.views.people import named
from bot.views.text import line
from prompts.catalog import Catalogue

POINTS = ("one", "two", "three", "four", "five")


def call(words: Catalogue, found: Call) -> Message:
    """To a side, in its DM: the options wait for its scores. Once the round is over it says so."""
    negotiation = found.negotiation
    slots = {"author": named(words, negotiation.author), "title": line(negotiation.title)}
    see = blocks.button(words.text("ask.open"), Action.MAP_OPEN, negotiation.id)
    score = blocks.button(
        words.text("scoring.mine" if found.given else "options.score"),
        Action.SCORE_WRITE,
        encode(negotiation.id, "0"),
        None if found.given else "primary",
    )
    state = "over" if not found.running else "given_all" if found.given else "private"
    return blocks.message(
        words.text("scoring.call_text", title=slots["title"]),
        blocks.section(words.text("scoring.call", **slots)),
        blocks.context(words.text(f"scoring.call_{state}")),
        blocks.actions(*([score] if found.running else []), see),
    )


def ballot_form(words: Catalogue, ballot: Ballot, page: int = 0) -> Modal:
    """Five options a page; what was given before is chosen already, so that it can be left and resumed."""
    options = ballot.sheet.alive
    page = max(0, min(page, (len(options) - 1) // A_PAGE))
    mine = {score.option: score for score in ballot.sheet.scores if score.party == ballot.own}
    shown = options[page * A_PAGE : (page + 1) * A_PAGE]
    return blocks.modal(
        words.text("scoring.title"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(ballot.sheet.negotiation.id, "0")),
        blocks.context(words.text("scoring.intro")),
        *(block for option in shown for block in _fields(words, option, mine.get(option.id))),
        close=words.text("common.cancel"),
        submit=words.text("scoring.save"),
        form=Form.SCORES,
        metadata=encode(ballot.sheet.negotiation.id, str(page), str(len(options)), str(ballot.sheet.negotiation.round)),
    )


def _fields(words: Catalogue, option: Option, given: Score | None) -> list[Block]:
    choices = [(words.text(f"scoring.{name}"), str(points)) for points, name in enumerate(POINTS, start=1)]
    return [
        blocks.section(f"*{line(option.title, TITLE)}*"),
        *(
            blocks.input_(
                f"{lens}_{option.id}",
                words.text(f"scoring.{lens}"),
                blocks.static_select(choices, chosen=getattr(given, lens) - 1 if given else None),
                optional=True,
            )
            for lens in LENSES
        ),
    ]


def window(words: Catalogue, table: Table, page: int = 0) -> Modal:
    """How far the round is, or what came out of it."""
    sheet = table.sheet
    negotiation = sheet.negotiation
    options = sheet.alive if negotiation.scoring is Scoring.REVEALED else []
    page = max(0, min(page, (len(options) - 1) // A_PAGE))
    tells = table.is_author and negotiation.scoring is not Scoring.OPEN
    state = {Scoring.NOT_YET: "scoring.not_yet", Scoring.OPEN: "scoring.running", Scoring.REVEALED: "scoring.no_total"}
    return blocks.modal(
        words.text("scoring.shown"),
        back(words, f"{Action.OPTIONS_OPEN}_back", encode(negotiation.id, "0")),
        blocks.context(words.text(state[negotiation.scoring])),
        *([blocks.context(progress(words, sheet))] if negotiation.scoring is Scoring.OPEN else []),
        *(_revealed(words, table, option) for option in options[page * A_PAGE : (page + 1) * A_PAGE]),
        *pages(words, Action.SCORES_OPEN, negotiation.id, page, len(options), A_PAGE),
        *_ways(words, table),
        *([blocks.context(words.text("scoring.start_note"))] if tells else []),
        close=words.text("common.done"),
    )


def _revealed(words: Catalogue, table: Table, option: Option) -> Block:
    lenses = side_by_side(table.sheet, option)
    lines = [_lens(words, table.sheet.negotiation, lens) for lens in lenses]
    return blocks.section(f"*{line(option.title, TITLE)}*", *(lines or [words.text("scoring.unscored")]))


def _lens(words: Catalogue, negotiation: Negotiation, lens: Lens) -> str:
    given: Sequence[str] = [
        words.text("scoring.given", party=line(party.name, NAME), points=str(lens.given[party.key]))
        for party in negotiation.parties
        if party.key in lens.given
    ]
    key = "scoring.apart" if lens.apart else "scoring.lens"
    return words.text(key, lens=words.text(f"scoring.lens_{lens.name}"), given=" · ".join(given))


def _round(words: Catalogue, negotiation: Negotiation) -> ButtonElement:
    """What whoever drew the map can do about the round."""
    if negotiation.scoring is Scoring.NOT_YET:
        return blocks.button(words.text("scoring.start"), Action.SCORING_START, negotiation.id)
    name, action = ("stop", Action.SCORING_STOP)
    if negotiation.scoring is Scoring.REVEALED:
        name, action = ("again", Action.SCORING_START)
    return blocks.button(words.text(f"scoring.{name}"), action, negotiation.id, confirm=_sure(words, name))


def _sure(words: Catalogue, what: str) -> ConfirmObject:
    title, text = words.text(f"scoring.{what}_title"), words.text(f"scoring.{what}_text")
    return blocks.confirm(title, text, words.text(f"scoring.{what}"), words.text("common.cancel"))


def _ways(words: Catalogue, table: Table) -> list[Block]:
    negotiation = table.sheet.negotiation
    ways = []
    if negotiation.scoring is Scoring.OPEN and table.own:
        value = encode(negotiation.id, "0")
        ways.append(blocks.button(words.text("scoring.mine"), Action.SCORE_WRITE, value, "primary"))
    if table.is_author and negotiation.scoring is Scoring.OPEN and len(done(table.sheet)) >= FEWEST_SIDES:
        ways.append(blocks.button(words.text("scoring.reveal"), Action.SCORES_REVEAL, negotiation.id))
    if table.is_author:
        ways.append(_round(words, negotiation))
    return [blocks.actions(*ways)] if ways else []
