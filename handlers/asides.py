"""What an owner does with what they were told aside: posts it, edits it, writes down what was agreed, or lets it be."""

from collections.abc import Callable

from bot.domain.model import AsideKind
from bot.services.asides import Limits
from bot.views import agreements, asides
from bot.views.ids import Action, Form
from bot.views.message import Modal
from handlers.desk import Desk, Json
from handlers.incoming import Answers, Press


def aside_post(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.asides.post(pressed.team, pressed.value, pressed.user)


def aside_edit(desk: Desk, pressed: Press, _body: Json) -> Modal:
    text = desk.asides.line_for(pressed.team, pressed.value, pressed.user)
    return asides.text_modal(desk.words, pressed.value, text)


def aside_call(desk: Desk, pressed: Press, _body: Json) -> Modal:
    text = desk.asides.call_for(pressed.team, pressed.value, pressed.user)
    return asides.text_modal(desk.words, pressed.value, text)


def aside_fill(desk: Desk, pressed: Press, _body: Json) -> Modal:
    kind = desk.asides.kind_of(pressed.team, pressed.value, pressed.user)
    today = desk.agreements.today(pressed.team, pressed.user)
    if kind is AsideKind.LIMITS:
        return asides.limits_modal(desk.words, pressed.value, pressed.user, today)
    return agreements.agreement_modal(desk.words, ("aside", pressed.value), pressed.user, today)


def aside_dismiss(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.asides.dismiss(pressed.team, pressed.value, pressed.user)


REACTIONS: dict[str, Callable[[Desk, Press, Json], Modal | None]] = {
    Action.ASIDE_POST: aside_post,
    Action.ASIDE_EDIT: aside_edit,
    Action.ASIDE_CALL: aside_call,
    Action.ASIDE_FILL: aside_fill,
    Action.ASIDE_DISMISS: aside_dismiss,
}


def aside_text(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.asides.post(team, view["private_metadata"], user, filled.text("text"))


def limits(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    typed = Limits(filled.text("scope"), filled.text("criteria"), filled.user("owner"), filled.day("review"))
    desk.asides.limit(team, view["private_metadata"], user, typed, view["id"])


SUBMISSIONS: dict[str, Callable[[Desk, str, str, Json, Answers], Modal | None]] = {
    Form.ASIDE_TEXT: aside_text,
    Form.LIMITS: limits,
}
