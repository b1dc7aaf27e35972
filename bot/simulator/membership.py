"""Who is where: joining, leaving, inviting the bot, sharing, archiving, and what people's profiles say."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulator import posts
from bot.simulator.values import Json, SimulatorError
from bot.simulator.workspace import Channel, User, Workspace

CHANNEL_LETTER = {"channel": "C", "group": "G", "im": "D"}


def join(ws: Workspace, channel: Channel, user: str, inviter: str = "") -> None:
    """Adds a member and tells the app, if it is in the channel itself."""
    if user in channel.members:
        return
    channel.members.append(user)
    event = _membership(ws, channel, user, "member_joined_channel")
    if inviter:
        event["inviter"] = inviter
    notice: Json = {"type": "message", "subtype": "channel_join", "user": user}
    notice["text"] = f"<@{user}> has joined the channel"
    if inviter:
        notice["inviter"] = inviter
    posts.post(ws, channel, notice)
    ws.emit({**event, "event_ts": ws.clock.ts()}, channel)


def leave(ws: Workspace, channel: Channel, user: str) -> None:
    """Takes a member out; the one who left hears nothing more from the channel."""
    if user not in channel.members:
        raise SimulatorError(f"{user} is not in #{channel.name}")
    channel.members.remove(user)
    if user == ws.app.bot_user:
        event = {"type": "channel_left", "channel": channel.id, "actor_id": user}
        ws.emit({**event, "event_ts": ws.clock.ts()}, channel)
        return
    notice: Json = {"type": "message", "subtype": "channel_leave", "user": user}
    posts.post(ws, channel, {**notice, "text": f"<@{user}> has left the channel"})
    event = _membership(ws, channel, user, "member_left_channel")
    ws.emit({**event, "event_ts": ws.clock.ts()}, channel)


def _membership(ws: Workspace, channel: Channel, user: str, kind: str) -> Json:
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": CHANNEL_LETTER[channel.kind],
        "team": ws.team,
    }


def share(ws: Workspace, channel: Channel, *, shared: bool) -> None:
    """Connects the channel with another organisation, or ends that."""
    channel.shared = shared
    event: Json = {"type": "channel_shared" if shared else "channel_unshared", "channel": channel.id}
    other = "T0PARTNERORG"
    event |= {"connected_team_id": other} if shared else {"previously_connected_team_id": other}
    if not shared:
        event["is_ext_shared"] = False
    ws.emit({**event, "event_ts": ws.clock.ts()}, channel)


def archive(ws: Workspace, channel: Channel, by: str) -> None:
    channel.archived = True
    event = {"type": "channel_archive", "channel": channel.id, "user": by, "event_ts": ws.clock.ts()}
    ws.emit(event, channel)


def deactivate(ws: Workspace, user: User) -> None:
    """Closes an account: the person leaves every channel without a word, as in Slack."""
    user.deleted = True
    for channel in ws.channels.values():
        if channel.kind != "im" and user.id in channel.members:
            channel.members.remove(user.id)
    user_changed(ws, user)


def user_changed(ws: Workspace, user: User) -> None:
    user.updated = ws.clock.epoch()
    event = {"type": "user_change", "user": profile(ws, user), "cache_ts": user.updated}
    ws.emit({**event, "event_ts": ws.clock.ts()}, None)


def profile(ws: Workspace, user: User) -> Json:
    """A person as users.info and user_change show them."""
    shown: Json = {
        "title": user.title,
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": user.name,
        "display_name_normalized": user.name,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": f"g{user.id[-10:].lower()}",
        "team": ws.team,
    }
    common: Json = {
        "id": user.id,
        "team_id": ws.team,
        "name": user.name,
        "deleted": user.deleted,
        "profile": shown,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": user.updated,
    }
    if user.is_bot:
        shown |= {"api_app_id": ws.app.id, "always_active": True, "bot_id": ws.app.bot_id}
    if user.deleted:
        return common
    role = ROLE | {"is_restricted": user.guest}
    return common | {"color": user.color, "real_name": user.real_name} | zone(user.zone, ws.clock.now()) | role


ROLE: dict[str, Any] = {
    "is_admin": False,
    "is_owner": False,
    "is_primary_owner": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
}


def zone(name: str, now: datetime) -> Json:
    local = now.astimezone(ZoneInfo(name))
    offset = local.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    return {"tz": name, "tz_label": local.tzname() or name, "tz_offset": seconds}
