"""What happens to messages: posted, edited, deleted, reacted to; each tells the app what Slack would."""

from copy import deepcopy
from uuid import uuid4

from bot.simulator import text as slack_text
from bot.simulator.ids import new_id, short_id
from bot.simulator.values import Json, SimulatorError
from bot.simulator.workspace import Channel, User, Workspace

THREAD_KEYS = ("reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked", "subscribed")
OWN_KEYS = (*THREAD_KEYS, "reactions", "metadata")
"""Kept with the message but not part of the event that announces it."""
CHANNEL_TYPES = {"channel": "channel", "group": "group", "im": "im"}


def bot_profile(ws: Workspace) -> Json:
    return {
        "id": ws.app.bot_id,
        "deleted": False,
        "name": ws.app.name,
        "updated": ws.users[ws.app.bot_user].updated,
        "app_id": ws.app.id,
        "icons": {
            f"image_{size}": f"https://a.slack-edge.com/80588/img/plugins/app/bot_{size}.png" for size in (36, 48, 72)
        },
        "team_id": ws.team,
    }


def bot_message(ws: Workspace, text: str, blocks: list[Json], metadata: Json | None = None) -> Json:
    """A message the app posts, without its place and time."""
    message: Json = {
        "user": ws.app.bot_user,
        "type": "message",
        "bot_id": ws.app.bot_id,
        "app_id": ws.app.id,
        "text": text,
        "team": ws.team,
        "bot_profile": bot_profile(ws),
    }
    if blocks:
        message["blocks"] = blocks
    if metadata:
        message["metadata"] = metadata
    return message


def user_message(ws: Workspace, user: User, typed: str) -> Json:
    """A message a person types, without its place and time."""
    text = slack_text.typed(typed, ws.mention)
    return {
        "user": user.id,
        "type": "message",
        "client_msg_id": str(uuid4()),
        "text": text,
        "team": ws.team,
        "blocks": [slack_text.rich_text(text, short_id())],
    }


def foreign_message(ws: Workspace, name: str, text: str, *, classic: bool) -> Json:
    """A message of another app; `classic` in the old form, without a user."""
    message: Json = {"type": "message", "text": slack_text.stored(text), "bot_id": new_id("B")}
    if classic:
        return message | {"subtype": "bot_message", "username": name}
    other = ws.user_named(name) or ws.add_user(name, is_bot=True)
    profile = bot_profile(ws) | {"id": message["bot_id"], "name": name, "app_id": new_id("A")}
    message |= {"user": other.id, "team": ws.team, "app_id": profile["app_id"]}
    return message | {"bot_profile": profile}


def announced(message: Json) -> Json:
    return {k: deepcopy(v) for k, v in message.items() if k not in OWN_KEYS}


def post(ws: Workspace, channel: Channel, message: Json, thread: str = "", *, broadcast: bool = False) -> Json:
    """Puts a message into a channel or thread and announces it; returns it as stored."""
    message["ts"] = ws.clock.ts()
    if thread:
        message["thread_ts"] = thread
        root = channel.message(thread)
        if root is not None:
            _count_reply(root, message)
            if root.get("user") and not broadcast:
                message["parent_user_id"] = root["user"]
        if broadcast:
            message["subtype"] = "thread_broadcast"
            message["root"] = {k: deepcopy(v) for k, v in (root or {}).items() if k != "metadata"}
    channel.messages.append(message)
    event = {**announced(message), "channel": channel.id, "event_ts": message["ts"]}
    event["channel_type"] = CHANNEL_TYPES[channel.kind]
    ws.emit(event, channel)
    _mention(ws, channel, message)
    return message


def _mention(ws: Workspace, channel: Channel, message: Json) -> None:
    if channel.kind == "im" or "subtype" in message or f"<@{ws.app.bot_user}>" not in message["text"]:
        return
    keys = ("user", "ts", "client_msg_id", "text", "team", "thread_ts", "parent_user_id", "blocks")
    event = {"type": "app_mention", **{k: deepcopy(message[k]) for k in keys if k in message}}
    ws.emit({**event, "channel": channel.id, "event_ts": message["ts"]}, channel)


def _count_reply(root: Json, reply: Json) -> None:
    repliers = root.setdefault("reply_users", [])
    author = reply.get("user") or reply.get("bot_id", "")
    if author not in repliers:
        repliers.append(author)
    root["thread_ts"] = root["ts"]
    root["reply_count"] = root.get("reply_count", 0) + 1
    root["reply_users_count"] = len(repliers)
    root["latest_reply"] = reply["ts"]
    root["is_locked"] = False
    root["subscribed"] = False


def change(ws: Workspace, channel: Channel, message: Json, new: Json, editor: str | None) -> None:
    """Edits a message in place; with an editor it is marked as edited."""
    before = announced(message)
    message.update(new)
    if editor is not None:
        message["edited"] = {"user": editor, "ts": f"{ws.clock.epoch()}.000000"}
    _hidden(ws, channel, "message_changed", message=announced(message), previous_message=before)


def delete(ws: Workspace, channel: Channel, message: Json) -> None:
    """Deletes a message; a thread's root with replies leaves the tombstone Slack leaves."""
    before = announced(message)
    if message.get("reply_count"):
        kept = {k: message[k] for k in ("ts", "thread_ts", *THREAD_KEYS) if k in message}
        message.clear()
        message.update(
            {
                "type": "message",
                "subtype": "tombstone",
                "user": "USLACKBOT",
                "text": "This message was deleted.",
                "hidden": True,
                **kept,
            }
        )
        _hidden(ws, channel, "message_changed", message=announced(message), previous_message=before)
        return
    channel.messages.remove(message)
    _uncount_reply(channel, message)
    _hidden(ws, channel, "message_deleted", previous_message=before, deleted_ts=before["ts"])


def _uncount_reply(channel: Channel, message: Json) -> None:
    root = channel.message(message.get("thread_ts", ""))
    if root is None:
        return
    left = [m for m in channel.thread(root["ts"]) if m is not root]
    root["reply_count"] = len(left)
    root["reply_users"] = list(dict.fromkeys(m.get("user") or m.get("bot_id", "") for m in left))
    root["reply_users_count"] = len(root["reply_users"])
    root["latest_reply"] = left[-1]["ts"] if left else root["ts"]


def _hidden(ws: Workspace, channel: Channel, subtype: str, **parts: Json | str) -> None:
    ts = ws.clock.ts()
    event: Json = {"type": "message", "subtype": subtype, **parts, "channel": channel.id, "hidden": True}
    event |= {"ts": ts, "event_ts": ts, "channel_type": CHANNEL_TYPES[channel.kind]}
    ws.emit(event, channel)


def react(ws: Workspace, channel: Channel, ts: str, user: str, name: str, *, add: bool) -> None:
    """Adds or takes back one person's reaction."""
    message = channel.message(ts)
    if message is None:
        raise SimulatorError("the message is not there any more")
    reactions: list[Json] = message.setdefault("reactions", [])
    found = next((r for r in reactions if r["name"] == name), None)
    if add:
        if found is None:
            found = {"name": name, "users": [], "count": 0}
            reactions.append(found)
        if user in found["users"]:
            raise SimulatorError(f":{name}: is already there")
        found["users"].append(user)
    else:
        if found is None or user not in found["users"]:
            raise SimulatorError(f":{name}: is not there")
        found["users"].remove(user)
        if not found["users"]:
            reactions.remove(found)
    found["count"] = len(found["users"])
    event: Json = {
        "type": "reaction_added" if add else "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": ts},
    }
    if message.get("user"):
        event["item_user"] = message["user"]
    ws.emit({**event, "event_ts": ws.clock.ts()}, channel)
