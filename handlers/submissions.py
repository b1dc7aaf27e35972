"""Submitted forms: the answers become one service call, then the form closes or shows what came of it."""

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.domain.errors import Invalid, OutOfDate
from bot.domain.model import Counterpart, Mode, Sensitivity
from bot.services.agreements import Subject, Terms
from bot.services.channels import Listening
from bot.services.debriefs import Lessons
from bot.services.preferences import Typed, TypedChannel
from bot.views import maps
from bot.views.channel import KEEP
from bot.views.ids import Form, decode
from bot.views.message import Modal
from handlers import asides, interests, map_form, moves, options, own_data, weighing
from handlers.desk import Desk, Json
from handlers.incoming import Answers, answers, linked, press

Submission = Callable[[Desk, str, str, Json, Answers], Modal | None]


def channel(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    sensitivity = filled.option("sensitivity")
    listening = Listening(Sensitivity(sensitivity), KEEP in filled.options("examples")) if sensitivity else None
    mode, owners = Mode(filled.option("mode")), filled.users("owners")
    desk.channels.change(team, view["private_metadata"], user, mode, owners, listening)


def settings(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    start, end, cap = (filled.text(field) for field in ("day_start", "day_end", "cards_a_day"))
    mine = Typed(start, end, cap, filled.option("mute"), _who(filled.option("role")))
    channel_id = view.get("private_metadata", "")
    rules = (filled.text("channel_cards"), filled.text("card_delay"), filled.conversation("rehearsal"))
    there = TypedChannel(channel_id, *rules, _who(filled.option("askers"))) if channel_id else None
    desk.preferences.save(team, user, mine, there)


def _who(option: str | None) -> Counterpart | None:
    """What was chosen, or nothing where nobody wanted to say."""
    return Counterpart(option) if option in set(Counterpart) else None


def card_text(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.coaching.post(team, view["private_metadata"], user, filled.text("text"))


def prep_part(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    id_, part = decode(view["private_metadata"], 2)
    desk.preps.write(team, id_, user, part, filled.text("text"))


def talk(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.preps.set_talk(
        team, view["private_metadata"], user, filled.moment("start"), int(filled.option("minutes") or 30)
    )


def debrief(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    lessons = Lessons(*(filled.text(field) for field in ("worked", "did_not", "why", "next_time")))
    desk.debriefs.finish(team, view["private_metadata"], user, lessons)


def map_(desk: Desk, team: str, user: str, view: Json, _filled: Answers) -> Modal:
    id_, version, draft = map_form.read(team, view)
    if demand := map_form.unasked_demand(view, draft):
        room = map_form.count(view)
        return maps.map_modal(desk.words, draft, id_, version, draft.source, room, demand)
    if id_:
        saved = desk.negotiations.edit(team, id_, user, version, draft)
    else:
        saved = desk.negotiations.start(team, user, draft, view["id"])
    return maps.map_saved(desk.words, desk.negotiations.open(team, saved.id, user))


def share(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    link = filled.text("link").strip()
    place = linked(team, link) if link else None
    if link and place is None:
        raise Invalid("link", "bad_link")
    chosen = filled.conversation("channel")
    if filled.option("thread") == "thread" and not chosen:
        place = desk.negotiations.get_for_change(team, view["private_metadata"], user).source
    channel_id, thread = (place.channel, place.root) if place else (chosen, None)
    desk.negotiations.share(team, view["private_metadata"], user, channel_id, thread)


def agreement(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    kind, id_ = decode(view["private_metadata"], 2)
    terms = Terms(filled.user("owner"), filled.text("next_step"), filled.day("due"), filled.day("review"))
    if kind == "aside":
        desk.asides.record(team, id_, user, terms, view["id"])
        return
    subject = Subject(negotiation=id_) if kind == "map" else Subject(prep=id_)
    desk.agreements.record(team, user, terms, subject, view["id"])


def change(desk: Desk, team: str, user: str, view: Json, filled: Answers) -> None:
    desk.agreements.change(team, view["private_metadata"], user, filled.text("change"), filled.day("review"))


SUBMISSIONS: dict[str, Submission] = {
    Form.CHANNEL: channel,
    Form.SETTINGS: settings,
    Form.CARD_TEXT: card_text,
    Form.PREP_PART: prep_part,
    Form.TALK: talk,
    Form.DEBRIEF: debrief,
    Form.MAP: map_,
    Form.SHARE: share,
    Form.AGREEMENT: agreement,
    Form.CHANGE: change,
    Form.FORGET: own_data.forgotten,
    **moves.SUBMISSIONS,
    **asides.SUBMISSIONS,
    **interests.SUBMISSIONS,
    **options.SUBMISSIONS,
    **weighing.SUBMISSIONS,
}


def register(app: App, desk: Desk) -> None:
    """Listen to every form the views can show."""
    for form, submission in SUBMISSIONS.items():
        app.view(str(form))(_listener(desk, submission))

    @app.view(re.compile(".*"))
    def unknown() -> None:
        """A form from a version before."""
        raise OutOfDate("not_here")

    @app.view_closed(re.compile(".*"))
    def closed(ack: Ack) -> None:
        ack()  # nothing was kept of it yet


def _listener(desk: Desk, submission: Submission) -> Callable[[Ack, Json], None]:
    def listener(ack: Ack, body: Json) -> None:
        pressed = press(body)
        shown = submission(desk, pressed.team, pressed.user, body["view"], answers(body["view"]))
        if shown is None:
            ack()
        else:
            ack(response_action="update", view=shown)

    return listener
