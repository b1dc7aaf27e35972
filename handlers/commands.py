"""`/interests` and its subcommands: each answers the person alone, or opens a form."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from slack_bolt import Ack, App

from bot.domain.errors import NotAllowed, OutOfDate
from bot.domain.interest_map.draft import Draft
from bot.domain.readable import readable
from bot.domain.silence import MuteFor
from bot.views import answers, channel, maps, picks, silence
from bot.views.message import Message
from handlers import moves, own_data, records
from handlers.desk import Desk, Json
from handlers.incoming import Press, plain

TOPIC = 150


@dataclass(frozen=True, slots=True)
class Typed:
    """One use of the command; `rest` is what follows the subcommand, in plain text."""

    team: str
    channel: str
    user: str
    trigger: str
    rest: str


Subcommand = Callable[[Desk, Typed], Message | None]


def list_(desk: Desk, typed: Typed) -> Message:
    open_ = desk.negotiations.open_for(typed.team, typed.user)
    return maps.map_list(desk.words, open_, typed.user)


def new(desk: Desk, typed: Typed) -> None:
    draft = Draft(readable(typed.rest)[:TOPIC], ())
    desk.surfaces.open_view(typed.team, typed.trigger, maps.map_modal(desk.words, draft))


def channel_(desk: Desk, typed: Typed) -> None:
    if typed.channel.startswith("D"):
        raise NotAllowed("channel_only")
    setup = desk.channels.look(typed.team, typed.channel, typed.user)
    desk.surfaces.open_view(typed.team, typed.trigger, channel.channel_modal(desk.words, setup, desk.prep_emoji))


def settings(desk: Desk, typed: Typed) -> None:
    found = desk.preferences.look(typed.team, typed.user, typed.channel)
    desk.surfaces.open_view(typed.team, typed.trigger, silence.settings_modal(desk.words, found))


def mute(desk: Desk, typed: Typed) -> Message:
    choice = typed.rest.lower()
    if choice not in set(MuteFor):
        return answers.plain(desk.words, "mute.how")
    return silence.muted(desk.words, desk.mutes.mute(typed.team, typed.user, MuteFor(choice)))


def unmute(desk: Desk, typed: Typed) -> Message:
    ended = desk.mutes.unmute(typed.team, typed.user)
    return answers.plain(desk.words, "mute.ended" if ended else "mute.none")


def opt_out(desk: Desk, typed: Typed) -> Message:
    now_out = desk.people.opt_out(typed.team, typed.user)
    return answers.plain(desk.words, "optout.done" if now_out else "optout.already")


def opt_in(desk: Desk, typed: Typed) -> Message:
    now_in = desk.people.opt_in(typed.team, typed.user)
    return answers.plain(desk.words, "optin.done" if now_in else "optin.already")


def check(desk: Desk, typed: Typed) -> Message:
    return moves.checked(desk, typed.rest)


def help_(desk: Desk, _typed: Typed) -> Message:
    return answers.help_(desk.words, desk.prep_emoji)


def my_data(desk: Desk, typed: Typed) -> Message:
    return own_data.my_data(desk, typed.team, typed.user)


def forget(desk: Desk, typed: Typed) -> None:
    own_data.forget(desk, typed.team, typed.trigger)


def audit(desk: Desk, typed: Typed) -> Message:
    return own_data.audit(desk, typed.team, typed.channel, typed.user)


def _about_a_map(name: str) -> Subcommand:
    def subcommand(desk: Desk, typed: Typed) -> Message | None:
        return records.run(desk, name, typed.team, typed.user, typed.trigger, typed.rest)

    return subcommand


SUBCOMMANDS: dict[str, Subcommand] = {
    "list": list_,
    "new": new,
    **{name: _about_a_map(name) for name in records.OPENERS},
    "channel": channel_,
    "check": check,
    "settings": settings,
    "mute": mute,
    "unmute": unmute,
    "optout": opt_out,
    "optin": opt_in,
    "mydata": my_data,
    "forget": forget,
    "audit": audit,
    "help": help_,
}


def _answer(desk: Desk, name: str, typed: Typed) -> Message | None:
    """The subcommand with that name, or the only one that begins so; a choice where several do."""
    begun = [name] if name in SUBCOMMANDS else [known for known in SUBCOMMANDS if known.startswith(name)]
    if len(begun) == 1:
        return SUBCOMMANDS[begun[0]](desk, typed)
    if begun:
        return picks.commands(desk.words, name, begun, typed.rest)
    nearest = get_close_matches(name, SUBCOMMANDS, n=1, cutoff=0.5)
    return answers.unknown_command(desk.words, name, nearest[0] if nearest else None)


def picked(desk: Desk, pressed: Press, name: str, rest: str) -> None:
    """One of several that begin alike was chosen; what it answers goes to the person alone."""
    if name not in SUBCOMMANDS:
        raise OutOfDate("not_here")
    answer = SUBCOMMANDS[name](desk, Typed(pressed.team, pressed.channel, pressed.user, pressed.trigger, rest))
    if answer is not None:
        desk.surfaces.ephemeral(pressed.team, pressed.channel, pressed.user, answer)


def register(app: App, desk: Desk) -> None:
    """Listen to the command; without a subcommand it lists what is open."""

    @app.command("/interests")
    def interests(ack: Ack, body: Json) -> None:
        words = plain(body.get("text") or "").split(maxsplit=1)
        name = words[0].lower() if words else "list"
        rest = words[1].strip() if len(words) > 1 else ""
        typed = Typed(body["team_id"], body["channel_id"], body["user_id"], body["trigger_id"], rest)
        answer = _answer(desk, name, typed)
        if answer is None:
            ack()
        else:
            ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")

    @app.command(re.compile(".*"))
    def unknown(ack: Ack) -> None:
        ack()  # a command of a manifest that is not ours: better silent than a time-out
