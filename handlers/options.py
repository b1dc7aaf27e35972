"""The map's options: their window and form, starters, the order of steps, and the brainstorm."""

from collections.abc import Callable

from bot.domain.errors import OutOfDate
from bot.domain.interest_map.options import Option, Starter
from bot.services.options import TEXTS, Written, missing
from bot.views import brainstorm, option_form, options
from bot.views.ids import Action, Form, decode
from bot.views.message import Modal
from bot.views.options import Choice
from handlers.desk import Desk, Json
from handlers.incoming import Answers, Press, fields, form_of, page

GAIN = "gain_"


def window(desk: Desk, team: str, map_id: str, user: str, at: int = 0) -> Modal:
    return options.window(desk.words, desk.options.look(team, map_id, user), at)


def options_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, at = pressed.ids(2)
    return window(desk, pressed.team, map_id, pressed.user, page(at))


def option_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, id_ = pressed.ids(2)
    table = desk.options.look(pressed.team, map_id, pressed.user)
    written = _as_written(desk.options.get(pressed.team, map_id, pressed.user, id_)) if id_ else Written("")
    return option_form.form(desk.words, table.sheet.negotiation, written)


def option_menu(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, id_, choice, at = pressed.ids(4)
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
    return window(desk, pressed.team, map_id, pressed.user, page(at))


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
    map_id, at = pressed.ids(2)
    fitting = desk.options.starters(pressed.team, map_id, pressed.user)
    return options.starters(desk.words, map_id, fitting, page(at))


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


def steps_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return options.sequence(desk.words, desk.options.look(pressed.team, pressed.value, pressed.user))


REACTIONS: dict[str, Callable[[Desk, Press, Json], Modal | None]] = {
    Action.OPTIONS_OPEN: options_open,
    Action.OPTION_WRITE: option_write,
    Action.OPTION_MENU: option_menu,
    Action.STARTERS_OPEN: starters_open,
    Action.STARTER_PICK: starter_pick,
    Action.BRAINSTORM_OPEN: brainstorm_open,
    Action.BRAINSTORM_END: brainstorm_end,
    Action.IDEA_ADD: idea_add,
    Action.STEPS_OPEN: steps_open,
}


def option(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, version, id_, starter, then = decode(view["private_metadata"], 5)
    step = filled.option("step")
    written = Written(
        filled.text("title"),
        {name.removeprefix(GAIN): filled.text(name) for name in fields(view, GAIN)},
        **{name: filled.text(name) for name in TEXTS},
        review=filled.day("review"),
        step=int(step) if step else None,
        starter=Starter(starter) if starter in set(Starter) else None,
        id=id_,
        version=int(version or 0),
        propose=then == "propose",
    )
    desk.options.save(team, map_id, user, written, form_of(view))
    return window(desk, team, map_id, user)


def brainstorm_(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    desk.brainstorms.start(team, view["private_metadata"], user, int(filled.option("minutes") or 0))
    return window(desk, team, view["private_metadata"], user)


def idea(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.brainstorms.add_idea(team, view["private_metadata"], user, filled.text("title"), form_of(view))


SUBMISSIONS: dict[str, Callable[[Desk, str, str, Json, Answers], Modal | None]] = {
    Form.OPTION: option,
    Form.BRAINSTORM: brainstorm_,
    Form.IDEA: idea,
}
