"""conversations.*: opening DMs, looking channels up, reading members and history."""

import base64
from collections.abc import Sequence
from copy import deepcopy
from typing import TypeVar

from bot.simulator.scopes import history_scope
from bot.simulator.values import Json
from bot.simulator.web_api.call import ApiError, Call
from bot.simulator.web_api.context import Context
from bot.simulator.web_api.messages import TS
from bot.simulator.workspace import Channel

T = TypeVar("T")


def open_(ctx: Context, call: Call) -> Json:
    if call.has("channel"):
        channel = ctx.visible_channel(call.text("channel"))
        if channel.kind != "im":
            raise ApiError("method_not_supported_for_channel_type")
    else:
        users = [u for u in call.text("users").split(",") if u]
        if not users:
            raise ApiError("users_list_not_supplied")
        if len(users) > 1:
            raise ApiError("missing_scope", needed="mpim:write", provided=",".join(ctx.manifest.scopes))
        user = ctx.person(users[0])
        if user.deleted:
            raise ApiError("user_disabled")
        if user.is_bot:
            raise ApiError("user_not_found")
        channel = ctx.ws.dm(user.id)
    if call.flag("return_im"):
        return {"no_op": True, "already_open": True, "channel": _im(ctx, channel)}
    return {"channel": {"id": channel.id}}


def _im(ctx: Context, channel: Channel) -> Json:
    other = next(m for m in channel.members if m != ctx.ws.app.bot_user)
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "user": other,
        "is_user_deleted": ctx.ws.users[other].deleted,
        "priority": 0,
    }


def info(ctx: Context, call: Call) -> Json:
    channel = ctx.visible_channel(call.text("channel"))
    ctx.require_read(channel.kind)
    shown = _im(ctx, channel) if channel.kind == "im" else _channel(ctx, channel)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def _channel(ctx: Context, channel: Channel) -> Json:
    empty: Json = {"value": "", "creator": "", "last_set": 0}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "group",
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": False,
        "unlinked": 0,
        "name_normalized": channel.name,
        "is_shared": channel.shared,
        "is_frozen": False,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": ctx.ws.team,
        "updated": channel.created * 1000,
        "parent_conversation": None,
        "creator": channel.creator,
        "is_ext_shared": channel.shared,
        "shared_team_ids": [ctx.ws.team, "T0PARTNERORG"] if channel.shared else [ctx.ws.team],
        "pending_connected_team_ids": [],
        "is_member": ctx.ws.bot_in(channel),
        "topic": dict(empty),
        "purpose": dict(empty),
        "previous_names": [],
    }


def members(ctx: Context, call: Call) -> Json:
    channel = ctx.visible_channel(call.text("channel"))
    ctx.require_read(channel.kind)
    page, following = _page(channel.members, call, 1000)
    return {"members": page, "response_metadata": {"next_cursor": following}}


def history(ctx: Context, call: Call) -> Json:
    channel = ctx.visible_channel(call.text("channel"))
    ctx.require(history_scope(channel.kind))
    if not ctx.ws.bot_in(channel):
        raise ApiError("not_in_channel")
    seen = [m for m in channel.messages if _in_channel(m) and _within(m["ts"], call)]
    return _messages(list(reversed(seen)), call) | {"pin_count": 0}


def replies(ctx: Context, call: Call) -> Json:
    channel = ctx.visible_channel(call.text("channel"))
    ctx.require(history_scope(channel.kind))
    if not ctx.ws.bot_in(channel):
        raise ApiError("channel_not_found")
    asked = channel.message(call.text("ts"))
    if asked is None:
        raise ApiError("thread_not_found")
    root = str(asked.get("thread_ts", asked["ts"]))
    seen = [m for m in channel.thread(root) if m["ts"] == root or _within(m["ts"], call)]
    return _messages(seen, call)


def join(ctx: Context, call: Call) -> Json:
    channel = ctx.visible_channel(call.text("channel"))
    return {"channel": _channel(ctx, channel)}


def _in_channel(message: Json) -> bool:
    top = message.get("thread_ts", message["ts"]) == message["ts"]
    return top or message.get("subtype") == "thread_broadcast"


def _within(ts: str, call: Call) -> bool:
    inclusive = call.flag("inclusive")
    oldest, latest = _bound(call, "oldest"), _bound(call, "latest")
    moment = _moment(ts)
    if oldest is not None and (moment < oldest or (moment == oldest and not inclusive)):
        return False
    return latest is None or moment < latest or (moment == latest and inclusive)


def _bound(call: Call, name: str) -> int | None:
    value = call.text(name)
    if not value or value == "now":
        return None
    if not TS.fullmatch(value) and not value.replace(".", "", 1).isdigit():
        raise ApiError(f"invalid_ts_{name}")
    return _moment(value)


def _moment(ts: str) -> int:
    seconds, _, micros = ts.partition(".")
    return int(seconds or 0) * 1_000_000 + int(micros.ljust(6, "0")[:6] or 0)


def _messages(seen: list[Json], call: Call) -> Json:
    page, following = _page(seen, call, 999)
    metadata = call.flag("include_all_metadata")
    shown = [{k: deepcopy(v) for k, v in m.items() if metadata or k != "metadata"} for m in page]
    answer: Json = {"messages": shown, "has_more": bool(following)}
    if following:
        answer["response_metadata"] = {"next_cursor": following}
    return answer


def _page(rows: Sequence[T], call: Call, most: int) -> tuple[list[T], str]:
    limit = min(max(call.number("limit", 100), 1), most)
    start = 0
    if call.has("cursor"):
        try:
            start = int(base64.b64decode(call.text("cursor"), validate=True).decode().removeprefix("next:"))
        except ValueError as error:
            raise ApiError("invalid_cursor") from error
    end = start + limit
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(rows) else ""
    return list(rows[start:end]), following
