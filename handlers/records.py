"""The map's subcommands, its history and its export: find the map that is meant, then open or send."""

from collections.abc import Callable

from bot.domain.errors import OutOfDate
from bot.services.finding import meant
from bot.views import answers, asking, history, maps, options, picks
from bot.views.ids import Action
from bot.views.message import Message, Modal
from handlers.desk import Desk, Json
from handlers.incoming import Press

Opened = Modal | Message


def _show(desk: Desk, team: str, map_id: str, user: str) -> Modal:
    return maps.map_view(desk.words, desk.negotiations.open(team, map_id, user))


def _ask(desk: Desk, team: str, map_id: str, user: str) -> Modal:
    return asking.ask_form(desk.words, desk.asking.parties(team, map_id, user), user)


def _options(desk: Desk, team: str, map_id: str, user: str) -> Modal:
    return options.window(desk.words, desk.options.look(team, map_id, user))


def _export(desk: Desk, team: str, map_id: str, user: str) -> Message:
    coming = desk.records.export(team, map_id, user)
    return answers.plain(desk.words, "export.coming" if coming else "export.already")


OPENERS: dict[str, Callable[[Desk, str, str, str], Opened]] = {
    "show": _show,
    "ask": _ask,
    "options": _options,
    "export": _export,
}
"""The subcommands that are about one map."""


def run(desk: Desk, name: str, team: str, user: str, trigger: str, rest: str) -> Message | None:
    """One of these subcommands: opens a window, or answers."""
    found = meant(desk.negotiations, team, user, rest)
    if not found:
        return picks.none(desk.words, rest)
    if len(found) > 1:
        return picks.maps(desk.words, name, found)
    return _opened(desk, OPENERS[name](desk, team, found[0].id, user), team, trigger)


def _opened(desk: Desk, shown: Opened, team: str, trigger: str) -> Message | None:
    if isinstance(shown, Message):
        return shown
    desk.surfaces.open_view(team, trigger, shown)
    return None


def map_pick(desk: Desk, pressed: Press, _body: Json) -> Modal | None:
    map_id, name = pressed.ids(2)
    if name not in OPENERS:
        raise OutOfDate("not_here")
    shown = OPENERS[name](desk, pressed.team, map_id, pressed.user)
    if not isinstance(shown, Message):
        return shown
    desk.surfaces.ephemeral(pressed.team, pressed.channel, pressed.user, shown)
    return None


def history_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, page = pressed.ids(2)
    return show_history(desk, pressed.team, map_id, pressed.user, int(page) if page.isdecimal() else 0)


def show_history(desk: Desk, team: str, map_id: str, user: str, page: int = 0) -> Modal:
    found = desk.records.history(team, map_id, user, page)
    return history.window(desk.words, found.negotiation, found.changes, found.page, found.known)


REACTIONS: dict[str, Callable[[Desk, Press, Json], Modal | None]] = {
    Action.MAP_PICK: map_pick,
    Action.HISTORY_OPEN: history_open,
}
