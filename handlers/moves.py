"""The moves beside the offered question, and the check of one's own words: from the card's menu, a form or a thread."""

from collections.abc import Callable

from bot.domain.interest_map.draft import Draft
from bot.domain.readable import readable
from bot.services.canvases import LINES, Canvas
from bot.services.moves import Frame
from bot.views import canvas, check, holding, maps, ways
from bot.views.ids import Action, Form
from bot.views.message import Message, Modal
from handlers.desk import Desk, Json
from handlers.incoming import Answers, Press

FRAME = ("outcome", "data", "cost", "closing")


Way = Callable[[Desk, str, str, str], Modal]
"""Team, request and the person who chose it."""


def _mute_here(desk: Desk, team: str, request: str, user: str) -> Modal:
    desk.mutes.mute_here(team, request, user)
    return ways.muted_modal(desk.words)


def _map(desk: Desk, draft: Draft) -> Modal:
    return maps.map_modal(desk.words, draft, source=draft.source)


WAYS: dict[str, Way] = {
    "ways": lambda desk, _team, request, _user: ways.ways_modal(desk.words, request),
    "why": lambda desk, team, request, user: ways.why_modal(desk.words, desk.moves.why(team, request, user)),
    "frame": lambda desk, team, request, user: ways.frame_modal(
        desk.words, request, desk.moves.draft_frame(team, request, user)
    ),
    "bad_news": lambda desk, team, request, user: ways.bad_news_modal(
        desk.words, request, desk.moves.draft_bad_news(team, request, user)
    ),
    "map": lambda desk, team, request, user: _map(desk, desk.negotiations.draft_about(team, request, user)),
    "canvas": lambda desk, team, request, user: canvas.ask_modal(
        desk.words, request, desk.canvases.draft(team, request, user)
    ),
    "mute_here": _mute_here,
}


def way(desk: Desk, pressed: Press, request: str, choice: str) -> Modal | None:
    """The window behind an entry of the card's menu; None where the entry is none of these."""
    found = WAYS.get(choice)
    return found(desk, pressed.team, request, pressed.user) if found else None


def card_hold(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.moves.holding(pressed.team, pressed.value, pressed.user)
    return holding.hold_modal(desk.words, pressed.value, found)


def canvas_fill(desk: Desk, pressed: Press, _body: Json) -> Modal:
    request = desk.canvases.may_fill(pressed.team, pressed.value, pressed.user)
    return canvas.fill_modal(desk.words, request.id)


REACTIONS: dict[str, Callable[[Desk, Press, Json], Modal | None]] = {
    Action.CARD_HOLD: card_hold,
    Action.CANVAS_FILL: canvas_fill,
}


def hold(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.moves.hold(team, view["private_metadata"], user, filled.text("text"))


def frame(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    parts = Frame(*(filled.text(part) for part in FRAME))
    desk.moves.frame(team, view["private_metadata"], user, parts)


def bad_news(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.moves.bad_news(team, view["private_metadata"], user, filled.text("text"))


def canvas_ask(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.canvases.invite(team, view["private_metadata"], user, filled.text("text"))


def canvas_filled(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    lines = Canvas(*(filled.text(line) for line in LINES))
    desk.canvases.fill(team, view["private_metadata"], user, lines, view["id"])


SUBMISSIONS: dict[str, Callable[[Desk, str, str, Json, Answers], Modal | None]] = {
    Form.HOLD: hold,
    Form.FRAME: frame,
    Form.BAD_NEWS: bad_news,
    Form.CANVAS_ASK: canvas_ask,
    Form.CANVAS: canvas_filled,
}


def checked(desk: Desk, text: str) -> Message:
    """The answer to what was typed behind the command."""
    return check.check_message(desk.words, readable(text))


def checked_window(desk: Desk, text: str) -> Modal:
    """The same for a message that its author sent."""
    return check.check_modal(desk.words, readable(text))
