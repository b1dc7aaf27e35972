"""`/interests mydata`, `forget` and `audit`: a person's say over what is kept, and an owner's look at what was set."""

from bot.domain.errors import Invalid, NotAllowed
from bot.views import answers, privacy
from bot.views.message import Message, Modal
from handlers.desk import Desk, Json
from handlers.incoming import Answers


def my_data(desk: Desk, team: str, user: str) -> Message:
    coming = desk.own_data.ask(team, user)
    return answers.plain(desk.words, "mydata.coming" if coming else "mydata.already")


def forget(desk: Desk, team: str, trigger: str) -> None:
    desk.surfaces.open_view(team, trigger, privacy.forget_modal(desk.words))


def forgotten(desk: Desk, team: str, user: str, _view: Json, filled: Answers) -> Modal:
    if privacy.SURE not in filled.options(privacy.SURE):
        raise Invalid(privacy.SURE, "not_sure")
    return privacy.forgotten(desk.words, desk.forgetting.forget(team, user))


def audit(desk: Desk, team: str, channel: str, user: str) -> Message:
    if channel.startswith("D"):
        raise NotAllowed("channel_only")
    return privacy.audit(desk.words, desk.audit.latest(team, channel, user))
