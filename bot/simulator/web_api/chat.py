"""chat.*: posting, updating, deleting."""

from copy import deepcopy

from bot.simulator import posts
from bot.simulator.values import Json
from bot.simulator.web_api import messages
from bot.simulator.web_api.call import ApiError, Call
from bot.simulator.web_api.context import Context
from bot.simulator.workspace import Channel, Ephemeral


def without_metadata(message: Json) -> Json:
    return {k: deepcopy(v) for k, v in message.items() if k != "metadata"}


def post_message(ctx: Context, call: Call) -> Json:
    channel = messages.target(ctx, call)
    if channel.archived:
        raise ApiError("is_archived")
    if not ctx.ws.bot_in(channel):
        raise ApiError("not_in_channel")
    wait = ctx.pace.wait(channel.id)
    if wait:
        raise ApiError("ratelimited", retry_after=wait)
    content = messages.content(call, "msg_blocks_too_long")
    root = messages.thread(channel, call)
    message = posts.bot_message(ctx.ws, content.text, content.blocks, content.metadata)
    posts.post(ctx.ws, channel, message, root, broadcast=call.flag("reply_broadcast") and bool(root))
    ctx.pace.took(channel.id)
    return {"channel": channel.id, "ts": message["ts"], "message": deepcopy(message)}


def update(ctx: Context, call: Call) -> Json:
    channel, message = _own_message(ctx, call, "cant_update_message")
    if channel.archived:
        raise ApiError("is_inactive")
    content = messages.content(call, "msg_too_long", messages.UPDATE_TEXT)
    new: Json = {"text": content.text}
    if content.has_blocks:
        new["blocks"] = content.blocks
    if content.metadata is not None:
        new["metadata"] = content.metadata
    posts.change(ctx.ws, channel, message, new, editor=ctx.ws.app.bot_user)
    for empty in ("blocks", "metadata"):
        if not message.get(empty):
            message.pop(empty, None)
    shown = without_metadata(message)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": shown}


def delete(ctx: Context, call: Call) -> Json:
    channel, message = _own_message(ctx, call, "cant_delete_message")
    ts = message["ts"]
    posts.delete(ctx.ws, channel, message)
    return {"channel": channel.id, "ts": ts}


def _own_message(ctx: Context, call: Call, foreign: str) -> tuple[Channel, Json]:
    channel = ctx.visible_channel(call.text("channel"))
    message = channel.message(call.text("ts"))
    if message is None or message.get("subtype") == "tombstone":
        raise ApiError("message_not_found")
    if message.get("bot_id") != ctx.ws.app.bot_id:
        raise ApiError(foreign)
    return channel, message


def post_ephemeral(ctx: Context, call: Call) -> Json:
    channel = messages.target(ctx, call)
    viewer = call.need("user")
    if channel.archived:
        raise ApiError("is_archived")
    if not ctx.ws.bot_in(channel):
        raise ApiError("channel_not_found")
    if viewer not in channel.members:
        raise ApiError("user_not_in_channel")
    content = messages.content(call, "msg_too_long")
    message = posts.bot_message(ctx.ws, content.text, content.blocks)
    message["ts"] = ctx.ws.clock.ts()
    if call.has("thread_ts"):
        message["thread_ts"] = call.text("thread_ts")
    channel.ephemeral.append(Ephemeral(viewer, message))
    return {"message_ts": message["ts"]}


def get_permalink(ctx: Context, call: Call) -> Json:
    channel = ctx.visible_channel(call.text("channel"))
    message = channel.message(call.text("message_ts"))
    if message is None:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": ctx.permalink(channel, message)}
