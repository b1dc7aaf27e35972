"""What a map's options are weighed by: each side's scores, what is given for what, and the yardsticks."""

from collections.abc import Callable

from bot.domain.errors import Invalid
from bot.domain.interest_map.model import Criterion
from bot.domain.interest_map.options import Benefit
from bot.domain.interest_map.weighing import LENSES
from bot.services.trades import Bargain
from bot.views import ledger, scores
from bot.views.ids import Action, Form, decode
from bot.views.message import Modal
from bot.views.options import A_PAGE
from handlers.desk import Desk, Json
from handlers.incoming import Answers, Press, fields, form_of, page
from handlers.options import window

RANK = "rank_"


def scores_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, at = pressed.ids(2)
    return scores.window(desk.words, desk.options.look(pressed.team, map_id, pressed.user), page(at))


def scoring_start(desk: Desk, pressed: Press, _body: Json) -> Modal:
    desk.scoring.open(pressed.team, pressed.value, pressed.user)
    return scores.window(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def scoring_stop(desk: Desk, pressed: Press, _body: Json) -> Modal:
    desk.scoring.stop(pressed.team, pressed.value, pressed.user)
    return scores.window(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


def score_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, at = pressed.ids(2)
    return scores.ballot_form(desk.words, desk.scoring.ballot(pressed.team, map_id, pressed.user), page(at))


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


def criteria_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return ledger.criteria_form(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


REACTIONS: dict[str, Callable[[Desk, Press, Json], Modal | None]] = {
    Action.SCORES_OPEN: scores_open,
    Action.SCORING_START: scoring_start,
    Action.SCORING_STOP: scoring_stop,
    Action.SCORE_WRITE: score_write,
    Action.SCORES_REVEAL: scores_reveal,
    Action.LEDGER_OPEN: ledger_open,
    Action.TRADE_WRITE: trade_write,
    Action.RANK_WRITE: rank_write,
    Action.CRITERIA_WRITE: criteria_write,
}


def scores_(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, at, count, round_ = decode(view["private_metadata"], 4)
    given = {}
    for name in fields(view, f"{LENSES[0]}_"):
        id_ = name.removeprefix(f"{LENSES[0]}_")
        points = [filled.option(f"{lens}_{id_}") for lens in LENSES]
        if all(points):
            given[id_] = (int(points[0]), int(points[1]), int(points[2]))
        elif any(points):
            empty = LENSES[points.index("")]
            raise Invalid(f"{empty}_{id_}", "required")
    revealed = desk.scoring.give(team, map_id, user, given, page(round_))
    if not revealed and (page(at) + 1) * A_PAGE < page(count):
        return scores.ballot_form(desk.words, desk.scoring.ballot(team, map_id, user), page(at) + 1)
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
    places = [(filled.option(name), name.removeprefix(RANK)) for name in fields(view, RANK)]
    order = [id_ for place, id_ in sorted((int(place), id_) for place, id_ in places if place)]
    desk.trades.rank(team, map_id, user, order)
    return ledger.window(desk.words, desk.options.look(team, map_id, user))


def criteria(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id = view["private_metadata"]
    picked = [Criterion(name) for name in filled.options("criteria") if name in set(Criterion)]
    desk.trades.pick(team, map_id, user, picked)
    return window(desk, team, map_id, user)


SUBMISSIONS: dict[str, Callable[[Desk, str, str, Json, Answers], Modal | None]] = {
    Form.SCORES: scores_,
    Form.TRADE: trade,
    Form.RANK: rank,
    Form.CRITERIA: criteria,
}
