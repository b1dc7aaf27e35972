"""What reaches the app when a person acts: commands, clicks, shortcuts, modals."""

from copy import deepcopy
from typing import Any

from bot.simulator.envelopes import VERIFICATION
from bot.simulator.forms import VALUE_KEYS
from bot.simulator.posts import announced
from bot.simulator.text import typed
from bot.simulator.values import Json
from bot.simulator.workspace import Channel, User, Workspace


def _who(ws: Workspace, user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": ws.team}


def _common(ws: Workspace, user: User, kind: str, trigger_id: str) -> Json:
    return {
        "type": kind,
        "user": _who(ws, user),
        "api_app_id": ws.app.id,
        "token": VERIFICATION,
        "trigger_id": trigger_id,
        "team": {"id": ws.team, "domain": ws.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command_text(ws: Workspace, text: str, *, escaped: bool) -> str:
    """What follows the command's name: mentions, channels and links as markup if the manifest says so."""
    lookup = (lambda word: ws.mention(word, named=True)) if escaped else (lambda _word: None)
    return typed(text, lookup, links=escaped)


def slash_command(ws: Workspace, user: User, channel: Channel, command: str, text: str, **urls: str) -> Json:
    return {
        "token": VERIFICATION,
        "team_id": ws.team,
        "team_domain": ws.domain,
        "channel_id": channel.id,
        "channel_name": channel.public_name,
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": text,
        "api_app_id": ws.app.id,
        "is_enterprise_install": "false",
        **urls,
    }


def action(ws: Workspace, block: Json, element: Json, option: Json | None, entry: Json | None) -> Json:
    """One entry of `actions`: the element, what was chosen and when."""
    kind = element["type"]
    made: Json = {"action_id": element["action_id"], "block_id": block["block_id"]}
    made |= {k: deepcopy(element[k]) for k in ("text", "value", "style", "placeholder") if k in element}
    if kind == "overflow" and option is not None:
        made["selected_option"] = deepcopy(option)
    elif entry is not None:
        key, initial_key = VALUE_KEYS[kind]
        made[key] = deepcopy(entry[key])
        if initial_key in element:
            made[initial_key] = deepcopy(element[initial_key])
    return {**made, "type": kind, "action_ts": ws.clock.ts()}


def message_click(  # noqa: PLR0913 - a payload has this many parts
    ws: Workspace,
    user: User,
    channel: Channel,
    message: Json,
    *,
    ephemeral: bool,
    values: Any,
    acted: Json,
    trigger_id: str,
    response_url: str,
) -> Json:
    """block_actions from a message; an ephemeral one is not part of it."""
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    payload = _common(ws, user, "block_actions", trigger_id) | {
        "container": container,
        "channel": {"id": channel.id, "name": channel.public_name},
    }
    if not ephemeral:
        payload["message"] = {k: v for k, v in announced(message).items() if k != "bot_profile"}
    return payload | {
        "state": {"values": deepcopy(values)},
        "response_url": response_url,
        "actions": [acted],
    }


def view_click(ws: Workspace, user: User, view: Json, acted: Json, trigger_id: str) -> Json:
    """block_actions from a modal or a home tab."""
    return _common(ws, user, "block_actions", trigger_id) | {
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
        "actions": [acted],
    }


def submission(ws: Workspace, user: User, view: Json, trigger_id: str) -> Json:
    return _common(ws, user, "view_submission", trigger_id) | {"view": view, "response_urls": []}


def closed(ws: Workspace, user: User, view: Json, *, cleared: bool) -> Json:
    payload = _common(ws, user, "view_closed", "")
    del payload["trigger_id"]
    return payload | {"view": view, "response_urls": [], "is_cleared": cleared}


def shortcut(ws: Workspace, user: User, channel: Channel, message: Json, **ids: str) -> Json:
    """A message shortcut; `ids` are callback_id, trigger_id and response_url."""
    return {
        "type": "message_action",
        "token": VERIFICATION,
        "action_ts": ws.clock.ts(),
        "team": {"id": ws.team, "domain": ws.domain},
        "user": _who(ws, user),
        "channel": {"id": channel.id, "name": channel.public_name},
        "is_enterprise_install": False,
        "enterprise": None,
        **ids,
        "message_ts": message["ts"],
        "message": announced(message),
    }
