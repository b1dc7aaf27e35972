"""The map's options: windows, starters, the brainstorm, the scores, the ledger and the yardsticks."""

from collections.abc import Callable

from bot.domain.errors import Invalid, OutOfDate
from bot.domain.interest_map.model import Criterion
from bot.domain.interest_map.options import Benefit, Option, Starter
from bot.domain.interest_map.weighing import LENSES
from bot.services.options import TEXTS, Written, missing
from bot.services.trades import Bargain
from bot.views import brainstorm, ledger, option_form, options, scores
from bot.views.ids import Action, Form, decode
from bot.views.message import Modal
from bot.views.options import A_PAGE, Choice
from handlers.desk import Desk, Json
from handlers.incoming import Answers, Press, form_of

GAIN, RANK = "gain_", "rank_"


def _page(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _options(desk: Desk, team: str, map_id: str, user: str, page: int = 0) -> Modal:
    return options.window(desk.words, desk.options.look(team, map_id, user), page)


def options_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, page = pressed.ids(2)
    return _options(desk, pressed.team, map_id, pressed.user, _page(page))


def option_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, id_ = pressed.ids(2)
    table = desk.options.look(pressed.team, map_id, pressed.user)
    written = _as_written(desk.options.get(pressed.team, map_id, pressed.user, id_)) if id_ else Written("")
    return option_form.form(desk.words, table.sheet.negotiation, written)


def option_menu(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, id_, choice, page = pressed.ids(4)
    table = desk.options.look(pressed.team, map_id, pressed.user)
    found = desk.options.get(pressed.team, map_id, pressed.user, id_)
    if choice == Choice.EDIT:
        return option_form.form(desk.words, table.sheet.negotiation, _as_written(found))
    if choice == Choice.PROPOSE and missing(table.sheet.negotiation, found):
        return option_form.form(desk.words, table.sheet.negotiation, _as_written(found), incomplete=True)
    moves = {
        Choice.PROPOSE: desk.options.propose,
        Choice.CHOOSE: desk.options.choose,
        Choice.DROP: desk.options.drop,
        Choice.BRING_BACK: desk.options.bring_back,
    }
    if choice not in set(Choice):
        raise OutOfDate("not_here")
    moves[Choice(choice)](pressed.team, map_id, pressed.user, id_)
    return _options(desk, pressed.team, map_id, pressed.user, _page(page))


def _as_written(option: Option) -> Written:
    texts = {name: getattr(option, name) for name in TEXTS}
    return Written(
        option.title,
        option.gains,
        **texts,
        review=option.review,
        step=option.step,
        starter=option.starter,
        id=option.id,
        version=option.version,
    )


def starters_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, page = pressed.ids(2)
    fitting = desk.options.starters(pressed.team, map_id, pressed.user)
    return options.starters(desk.words, map_id, fitting, _page(page))


def starter_pick(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, starter = pressed.ids(2)
    table = desk.options.look(pressed.team, map_id, pressed.user)
    if starter not in set(Starter):
        raise OutOfDate("not_here")
    written = Written(desk.words.text(f"starters.{starter}"), starter=Starter(starter))
    return option_form.form(desk.words, table.sheet.negotiation, written)


def brainstorm_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    desk.negotiations.get_for_change(pressed.team, pressed.value, pressed.user)
    return brainstorm.start_form(desk.words, pressed.value)


def brainstorm_end(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.brainstorms.end(pressed.team, pressed.value, pressed.user)


def idea_add(desk: Desk, pressed: Press, _body: Json) -> Modal:
    desk.brainstorms.may_add(pressed.team, pressed.value, pressed.user)
    return brainstorm.idea_form(desk.words, pressed.value)


def scores_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, page = pressed.ids(2)
    return scores.window(desk.words, desk.options.look(pressed.team, map_id, pressed.user), _page(page))


def scoring_start(desk: Desk, pressed: Press, _body: Json) -> Modal:
    desk.scoring.open(pressed.team, pressed.value, pressed.user)
    return scores.window(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def scoring_stop(desk: Desk, pressed: Press, _body: Json) -> Modal:
    desk.scoring.stop(pressed.team, pressed.value, pressed.user)
    return scores.window(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def score_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, page = pressed.ids(2)
    return scores.ballot_form(desk.words, desk.scoring.ballot(pressed.team, map_id, pressed.user), _page(page))


def scores_reveal(desk: Desk, pressed: Press, _body: Json) -> Modal:
    desk.scoring.reveal(pressed.team, pressed.value, pressed.user)
    return scores.window(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def ledger_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return ledger.window(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def trade_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, id_ = pressed.ids(2)
    table = desk.options.look(pressed.team, map_id, pressed.user)
    if not id_:
        return ledger.form(desk.words, table.sheet.negotiation, None)
    found = desk.trades.get(pressed.team, map_id, pressed.user, id_)
    said = (found.giver, found.gives, found.getter, found.gets, found.unlocks, found.note, found.id, found.version)
    return ledger.form(desk.words, table.sheet.negotiation, Bargain(*said))


def rank_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return ledger.rank_form(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def steps_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return options.sequence(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def criteria_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return ledger.criteria_form(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


REACTIONS: dict[str, Callable[[Desk, Press, Json], Modal | None]] = {
    Action.OPTIONS_OPEN: options_open,
    Action.OPTION_WRITE: option_write,
    Action.OPTION_MENU: option_menu,
    Action.STARTERS_OPEN: starters_open,
    Action.STARTER_PICK: starter_pick,
    Action.BRAINSTORM_OPEN: brainstorm_open,
    Action.BRAINSTORM_END: brainstorm_end,
    Action.IDEA_ADD: idea_add,
    Action.SCORES_OPEN: scores_open,
    Action.SCORING_START: scoring_start,
    Action.SCORING_STOP: scoring_stop,
    Action.SCORE_WRITE: score_write,
    Action.SCORES_REVEAL: scores_reveal,
    Action.LEDGER_OPEN: ledger_open,
    Action.TRADE_WRITE: trade_write,
    Action.RANK_WRITE: rank_write,
    Action.STEPS_OPEN: steps_open,
    Action.CRITERIA_WRITE: criteria_write,
}


def option(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, version, id_, starter, then = decode(view["private_metadata"], 5)
    step = filled.option("step")
    written = Written(
        filled.text("title"),
        {name.removeprefix(GAIN): filled.text(name) for name in _fields(view, GAIN)},
        **{name: filled.text(name) for name in TEXTS},
        review=filled.day("review"),
        step=int(step) if step else None,
        starter=Starter(starter) if starter in set(Starter) else None,
        id=id_,
        version=int(version or 0),
        propose=then == "propose",
    )
    desk.options.save(team, map_id, user, written, form_of(view))
    return _options(desk, team, map_id, user)


def _fields(view: Json, start: str) -> list[str]:
    """The names of the form's fields that begin so."""
    names = [str(block.get("block_id", "")) for block in view["blocks"]]
    return [name for name in names if name.startswith(start)]


def brainstorm_(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    desk.brainstorms.start(team, view["private_metadata"], user, int(filled.option("minutes") or 0))
    return _options(desk, team, view["private_metadata"], user)


def idea(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.brainstorms.add_idea(team, view["private_metadata"], user, filled.text("title"), form_of(view))


def scores_(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, page, count = decode(view["private_metadata"], 3)
    given = {}
    for name in _fields(view, f"{LENSES[0]}_"):
        id_ = name.removeprefix(f"{LENSES[0]}_")
        points = [filled.option(f"{lens}_{id_}") for lens in LENSES]
        if all(points):
            given[id_] = (int(points[0]), int(points[1]), int(points[2]))
        elif any(points):
            empty = LENSES[points.index("")]
            raise Invalid(f"{empty}_{id_}", "required")
    revealed = desk.scoring.give(team, map_id, user, given)
    if not revealed and (_page(page) + 1) * A_PAGE < _page(count):
        return scores.ballot_form(desk.words, desk.scoring.ballot(team, map_id, user), _page(page) + 1)
    return scores.window(desk.words, desk.options.look(team, map_id, user))


def trade(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, version, id_ = decode(view["private_metadata"], 3)
    if id_ and "remove" in filled.options("remove"):
        desk.trades.remove(team, map_id, user, id_, int(version or 0))
    else:
        benefit = Benefit(filled.option("unlocks") or Benefit.TIME)
        said = (filled.option("giver"), filled.text("gives"), filled.option("getter"), filled.text("gets"))
        bargain = Bargain(*said, benefit, filled.text("note"), id_, int(version or 0))
        desk.trades.save(team, map_id, user, bargain, form_of(view))
    return ledger.window(desk.words, desk.options.look(team, map_id, user))


def rank(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id = view["private_metadata"]
    places = [(filled.option(name), name.removeprefix(RANK)) for name in _fields(view, RANK)]
    order = [id_ for place, id_ in sorted((int(place), id_) for place, id_ in places if place)]
    desk.trades.rank(team, map_id, user, order)
    return ledger.window(desk.words, desk.options.look(team, map_id, user))


def criteria(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id = view["private_metadata"]
    picked = [Criterion(name) for name in filled.options("criteria") if name in set(Criterion)]
    desk.trades.pick(team, map_id, user, picked)
    return _options(desk, team, map_id, user)


SUBMISSIONS: dict[str, Callable[[Desk, str, str, Json, Answers], Modal | None]] = {
    Form.OPTION: option,
    Form.BRAINSTORM: brainstorm_,
    Form.IDEA: idea,
    Form.SCORES: scores_,
    Form.TRADE: trade,
    Form.RANK: rank,
    Form.CRITERIA: criteria,
}
