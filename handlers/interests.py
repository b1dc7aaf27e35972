"""The map's sides: windows, lines, marks, private notes, and what the parties answer."""

from collections.abc import Callable
from zlib import crc32

from bot.domain.errors import OutOfDate
from bot.domain.interest_map.model import Kind, Mark, Need, Suspicion, Weight
from bot.domain.model import Saying
from bot.services.asking import Correction
from bot.services.interests import Line
from bot.views import asking, interests, suspicions
from bot.views.ids import Action, Form, decode
from bot.views.interests import Choice
from bot.views.message import Modal
from handlers.desk import Desk, Json
from handlers.incoming import Answers, Press, form_of

LINE = "line_"


def side_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, party = pressed.ids(2)
    return interests.window(desk.words, desk.interests.look(pressed.team, map_id, pressed.user, party))


def interest_add(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, party = pressed.ids(2)
    side = desk.interests.look(pressed.team, map_id, pressed.user, party)
    return interests.form(desk.words, map_id, Line(side.party, ""))


def interest_menu(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, id_, choice = pressed.ids(3)
    found = desk.interests.get(pressed.team, map_id, pressed.user, id_)
    if choice == Choice.EDIT:
        line = Line(found.party, found.text, found.need, found.kind, found.weight, found.id, found.version)
        return interests.form(desk.words, map_id, line)
    if choice in set(Weight):
        desk.interests.weigh(pressed.team, map_id, pressed.user, id_, Weight(choice))
    elif choice in set(Mark):
        desk.interests.mark(pressed.team, map_id, pressed.user, id_, Mark(choice))
    else:
        raise OutOfDate("not_here")
    return interests.window(desk.words, desk.interests.look(pressed.team, map_id, pressed.user, found.party))


def common_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    side = desk.interests.look(pressed.team, pressed.value, pressed.user)
    return interests.common_form(desk.words, side.sheet.negotiation)


def notes_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return suspicions.window(desk.words, desk.suspicions.look(pressed.team, pressed.value, pressed.user))


def note_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    map_id, id_ = pressed.ids(2)
    notes = desk.suspicions.look(pressed.team, map_id, pressed.user)
    found = desk.suspicions.get(pressed.team, map_id, pressed.user, id_) if id_ else None
    return suspicions.form(desk.words, notes.negotiation, found)


def ask_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.asking.parties(pressed.team, pressed.value, pressed.user)
    return asking.ask_form(desk.words, found, pressed.user)


def answer_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.asking.mine(pressed.team, pressed.value, pressed.user)
    return asking.answer_form(desk.words, found.negotiation.id)


def check_yes(desk: Desk, pressed: Press, _body: Json) -> None:
    map_id, seen = pressed.ids(2)
    desk.asking.confirm(pressed.team, map_id, pressed.user, seen)


def check_fix(desk: Desk, pressed: Press, _body: Json) -> Modal:
    return asking.correction_form(desk.words, desk.asking.mine(pressed.team, pressed.value, pressed.user))


REACTIONS: dict[str, Callable[[Desk, Press, Json], Modal | None]] = {
    Action.SIDE_OPEN: side_open,
    Action.INTEREST_ADD: interest_add,
    Action.INTEREST_MENU: interest_menu,
    Action.COMMON_WRITE: common_write,
    Action.NOTES_OPEN: notes_open,
    Action.NOTE_WRITE: note_write,
    Action.ASK_OPEN: ask_open,
    Action.ANSWER_WRITE: answer_write,
    Action.CHECK_YES: check_yes,
    Action.CHECK_FIX: check_fix,
}


def interest(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, version, id_, party, kept = decode(view["private_metadata"], 5)
    if id_ and "remove" in filled.options("remove"):
        desk.interests.remove(team, map_id, user, id_, int(version or 0))
        return interests.window(desk.words, desk.interests.look(team, map_id, user, party))
    kind, weight = filled.option("kind"), filled.option("weight")
    line = Line(
        party,
        filled.text("text"),
        Need(filled.option("need") or Need.NEED),
        Kind(kind) if kind else None,
        Weight(weight) if weight else None,
        id_,
        int(version or 0),
        kept == "kept",
    )
    if not desk.interests.save(team, map_id, user, line, form_of(view)):
        return interests.form(desk.words, map_id, line, _question(line.text))
    return interests.window(desk.words, desk.interests.look(team, map_id, user, party))


def common(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, version = decode(view["private_metadata"], 2)
    outcome, blocker = filled.text("outcome"), filled.text("blocker")
    desk.interests.share_outcome(team, map_id, user, int(version or 0), outcome, blocker)
    return interests.window(desk.words, desk.interests.look(team, map_id, user))


def suspicion(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, version, id_ = decode(view["private_metadata"], 3)
    now = desk.clock.now()
    note = Suspicion(id_, team, map_id, user, filled.option("party"), filled.text("text"), now, int(version or 0))
    desk.suspicions.write(team, map_id, user, note, form_of(view))
    return suspicions.window(desk.words, desk.suspicions.look(team, map_id, user))


def ask(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    saying = Saying.MAP_CHECK if filled.option("what") == "check" else Saying.MAP_ASK
    desk.asking.ask(team, view["private_metadata"], user, filled.options("parties"), saying)
    return asking.asked_window(desk.words)


def answer(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    map_id, kept = decode(view["private_metadata"], 2)
    text = filled.text("text")
    if not desk.asking.answer(team, map_id, user, text, kept == "kept", form_of(view)):
        return asking.answer_form(desk.words, map_id, text, _question(text))
    return asking.thanks(desk.words)


def correction(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> Modal:
    names = [block["block_id"] for block in view["blocks"] if block.get("block_id", "").startswith(LINE)]
    texts = {name.removeprefix(LINE): filled.text(name) for name in names}
    map_id, seen = decode(view["private_metadata"], 2)
    fixed = Correction(filled.text("position"), texts, filled.text("more"), seen)
    desk.asking.correct(team, map_id, user, fixed, form_of(view))
    return asking.thanks(desk.words)


def _question(text: str) -> int:
    """Which of the unlocking questions: the same one for the same words."""
    return crc32(text.encode("utf-8", "replace"))


SUBMISSIONS: dict[str, Callable[[Desk, str, str, Json, Answers], Modal | None]] = {
    Form.INTEREST: interest,
    Form.COMMON: common,
    Form.SUSPICION: suspicion,
    Form.ASK: ask,
    Form.ANSWER: answer,
    Form.CORRECTION: correction,
}
