"""Buttons, menus and radio buttons: one service call each, or a form that opens."""

import re
from collections.abc import Callable

from slack_bolt import Ack, App

from bot.domain.errors import OutOfDate
from bot.domain.interest_map.draft import Draft
from bot.domain.model import MessageRef, Mode
from bot.domain.timing import Wait
from bot.views import agreements, card, debrief, maps, prep
from bot.views.ids import Action
from bot.views.message import Modal
from handlers import asides, commands, home, interests, map_form, moves, options, records, weighing
from handlers.desk import Desk, Json
from handlers.incoming import Press, chosen_in_message, press

Reaction = Callable[[Desk, Press, Json], Modal | None]


def setup_mode(desk: Desk, pressed: Press, _body: Json) -> None:
    channel, mode = pressed.ids(2)
    desk.channels.choose(pressed.team, channel, pressed.user, Mode(mode))


def _chosen(body: Json) -> tuple[int, int]:
    """Which question and which label are chosen on a card; the first of each where nobody chose."""
    return (
        int(chosen_in_message(body, Action.CARD_CHOICE) or 0),
        int(chosen_in_message(body, Action.CARD_LABEL) or 0),
    )


def card_post(desk: Desk, pressed: Press, body: Json) -> None:
    desk.coaching.post(pressed.team, pressed.value, pressed.user, None, *_chosen(body))


def card_edit(desk: Desk, pressed: Press, body: Json) -> Modal:
    text = desk.coaching.words_for(pressed.team, pressed.value, pressed.user, *_chosen(body))
    return card.edit_modal(desk.words, pressed.value, text)


def card_prep(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.preps.start_from_card(pressed.team, pressed.value, pressed.user)


def card_more(desk: Desk, pressed: Press, _body: Json) -> Modal | None:
    request, choice = pressed.ids(2)
    if (window := moves.way(desk, pressed, request, choice)) is not None:
        return window
    if choice == "dismiss":
        desk.coaching.dismiss(pressed.team, request, pressed.user)
    elif choice in set(Wait):
        desk.coaching.wait(pressed.team, request, pressed.user, Wait(choice))
    else:
        raise OutOfDate("not_here")  # an entry of a version before
    return None


def card_undo(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.coaching.reopen(pressed.team, pressed.value, pressed.user)


def mute_undo(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.mutes.unmute_here(pressed.team, pressed.value, pressed.user)


def listen_again(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.streaks.listen_as_before(pressed.team, pressed.value, pressed.user)


def prep_write(desk: Desk, pressed: Press, _body: Json) -> Modal:
    part = pressed.action.removeprefix(f"{Action.PREP_WRITE}_")
    found = desk.preps.get(pressed.team, pressed.value, pressed.user)
    return prep.part_modal(desk.words, found, part)


def prep_talk(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.preps.get(pressed.team, pressed.value, pressed.user)
    start, minutes = desk.preps.suggested_talk(found)
    zone = desk.preps.zone(pressed.team, pressed.user)
    return prep.talk_modal(desk.words, found.id, start, minutes, zone)


def note_keep(desk: Desk, pressed: Press, _body: Json) -> None:
    id_, channel, ts, thread = pressed.ids(4)
    ref = MessageRef(pressed.team, channel, ts, thread or None)
    desk.preps.keep_note(pressed.team, id_, pressed.user, ref)


def debrief_start(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.debriefs.get(pressed.team, pressed.value, pressed.user)
    return debrief.debrief_modal(desk.words, found.id)


def debrief_later(desk: Desk, pressed: Press, _body: Json) -> None:
    choice = Wait(pressed.action.removeprefix(f"{Action.DEBRIEF_LATER}_"))
    desk.debriefs.postpone(pressed.team, pressed.value, pressed.user, choice)


def debrief_skip(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.debriefs.skip(pressed.team, pressed.value, pressed.user)


def map_new(desk: Desk, pressed: Press, _body: Json) -> Modal:
    from_prep = pressed.value not in {"", "new"}
    draft = desk.preps.draft_map(pressed.team, pressed.value, pressed.user) if from_prep else Draft("", ())
    return maps.map_modal(desk.words, draft, source=draft.source)


def map_open(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.negotiations.open(pressed.team, pressed.value, pressed.user)
    return maps.map_view(desk.words, found)


def map_edit(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.negotiations.get_for_change(pressed.team, pressed.value, pressed.user)
    draft = map_form.draft_of(found)
    return maps.map_modal(desk.words, draft, found.id, found.version, found.source, len(found.parties))


def map_share(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.negotiations.get_for_change(pressed.team, pressed.value, pressed.user)
    in_channel = found.source is not None and not found.source.channel.startswith("D")
    return maps.share_modal(desk.words, found, has_thread=in_channel)


def map_more(desk: Desk, pressed: Press, _body: Json) -> Modal | None:
    map_id, choice = pressed.ids(2)
    if choice == "close":
        desk.negotiations.close(pressed.team, map_id, pressed.user)
        return None
    if choice == "history":
        return records.show_history(desk, pressed.team, map_id, pressed.user)
    if choice == "export":
        desk.records.export(pressed.team, map_id, pressed.user)
        return None
    raise OutOfDate("not_here")


def command_pick(desk: Desk, pressed: Press, _body: Json) -> None:
    name, rest = pressed.ids(2)
    commands.picked(desk, pressed, name, rest)


def map_reopen(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.negotiations.reopen(pressed.team, pressed.value, pressed.user)


def agreement_record(desk: Desk, pressed: Press, _body: Json) -> Modal:
    kind, id_ = pressed.ids(2)
    chosen = None
    if kind == "map":
        desk.negotiations.get_open(pressed.team, id_, pressed.user)
        chosen = desk.options.chosen(pressed.team, id_, pressed.user)
    else:
        desk.preps.get(pressed.team, id_, pressed.user)
    today = desk.agreements.today(pressed.team, pressed.user)
    return agreements.agreement_modal(desk.words, (kind, id_), pressed.user, today, chosen)


def review_keep(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.agreements.keep(pressed.team, pressed.value, pressed.user)


def review_revert(desk: Desk, pressed: Press, _body: Json) -> None:
    desk.agreements.revert(pressed.team, pressed.value, pressed.user)


def review_change(desk: Desk, pressed: Press, _body: Json) -> Modal:
    found = desk.agreements.get(pressed.team, pressed.value, pressed.user)
    return agreements.change_modal(desk.words, found, desk.agreements.today(pressed.team, pressed.user))


def review_later(desk: Desk, pressed: Press, _body: Json) -> None:
    choice = Wait(pressed.action.removeprefix(f"{Action.REVIEW_LATER}_"))
    desk.agreements.later(pressed.team, pressed.value, pressed.user, choice)


REACTIONS: dict[str, Reaction] = {
    Action.SETUP_MODE: setup_mode,
    Action.CARD_POST: card_post,
    Action.CARD_EDIT: card_edit,
    Action.CARD_PREP: card_prep,
    Action.CARD_MORE: card_more,
    Action.CARD_UNDO: card_undo,
    Action.CARD_WAY: card_more,
    **moves.REACTIONS,
    Action.MUTE_UNDO: mute_undo,
    Action.LISTEN_AGAIN: listen_again,
    Action.PREP_WRITE: prep_write,
    Action.PREP_TALK: prep_talk,
    Action.NOTE_KEEP: note_keep,
    Action.DEBRIEF_START: debrief_start,
    Action.DEBRIEF_LATER: debrief_later,
    Action.DEBRIEF_SKIP: debrief_skip,
    Action.MAP_NEW: map_new,
    Action.MAP_OPEN: map_open,
    Action.MAP_EDIT: map_edit,
    Action.MAP_SHARE: map_share,
    Action.MAP_REOPEN: map_reopen,
    Action.MAP_MORE: map_more,
    **asides.REACTIONS,
    **interests.REACTIONS,
    **options.REACTIONS,
    **weighing.REACTIONS,
    **records.REACTIONS,
    Action.COMMAND_PICK: command_pick,
    Action.AGREEMENT_RECORD: agreement_record,
    Action.REVIEW_KEEP: review_keep,
    Action.REVIEW_REVERT: review_revert,
    Action.REVIEW_CHANGE: review_change,
    Action.REVIEW_LATER: review_later,
}


def register(app: App, desk: Desk) -> None:
    """Listen to every button the views can show; one that nobody knows any more is answered too."""
    for action, reaction in REACTIONS.items():
        app.action(re.compile(rf"^{action}(_.*)?$"))(_listener(desk, reaction))

    @app.action(Action.MAP_ADD_PARTY)
    def add_party(ack: Ack, body: Json) -> None:
        view = body["view"]
        desk.surfaces.update_view(press(body).team, view["id"], map_form.with_one_more(desk.words, view), view["hash"])
        ack()

    @app.action(Action.CARD_CHOICE)
    @app.action(Action.CARD_LABEL)
    def chosen(ack: Ack) -> None:
        ack()  # read from the message's state when Post is pressed

    @app.action(re.compile(".*"))
    def unknown(ack: Ack, body: Json) -> None:
        if not body["actions"][0].get("url"):  # a link opens by itself; any other comes from a version before
            raise OutOfDate("expired")
        ack()


def _listener(desk: Desk, reaction: Reaction) -> Callable[[Ack, Json], None]:
    def listener(ack: Ack, body: Json) -> None:
        pressed = press(body)
        modal = reaction(desk, pressed, body)
        window = body.get("view") or {}
        if modal is not None and window.get("type") == "modal":  # pressed in a window: what comes next takes its place
            desk.surfaces.update_view(pressed.team, window["id"], modal, window.get("hash"))
        elif modal is not None:
            desk.surfaces.open_view(pressed.team, pressed.trigger, modal)
        elif window.get("type") == "home":
            home.show(desk, pressed.team, pressed.user)
        ack()

    return listener
