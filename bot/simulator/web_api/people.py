"""users.info, dnd.info, reactions.*, auth.test: who someone is and what they did."""

from copy import deepcopy
from datetime import timedelta

from bot.simulator import posts
from bot.simulator.membership import profile
from bot.simulator.values import Json
from bot.simulator.web_api.call import ApiError, Call
from bot.simulator.web_api.context import Context
from bot.simulator.web_api.messages import TS


def auth_test(ctx: Context, _call: Call) -> Json:
    return {
        "url": f"https://{ctx.ws.domain}.slack.com/",
        "team": ctx.ws.name,
        "user": ctx.ws.users[ctx.ws.app.bot_user].name,
        "team_id": ctx.ws.team,
        "user_id": ctx.ws.app.bot_user,
        "bot_id": ctx.ws.app.bot_id,
        "is_enterprise_install": False,
    }


def users_info(ctx: Context, call: Call) -> Json:
    return {"user": profile(ctx.ws, ctx.person(call.text("user")))}


def dnd_info(ctx: Context, call: Call) -> Json:
    user = ctx.person(call.text("user") or ctx.ws.app.bot_user)
    until = user.snoozed_until
    now = ctx.ws.clock.now()
    quiet: Json = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    if until is None or until <= now:
        return quiet | {"snooze_enabled": False}
    left = (until - now) // timedelta(seconds=1)
    return quiet | {
        "snooze_enabled": True,
        "snooze_endtime": int(until.timestamp()),
        "snooze_remaining": left,
        "snooze_is_indefinite": False,
    }


def reactions_get(ctx: Context, call: Call) -> Json:
    if not call.has("channel") or not call.has("timestamp"):
        raise ApiError("no_item_specified")
    channel = ctx.visible_channel(call.text("channel"))
    if not ctx.ws.bot_in(channel):
        raise ApiError("channel_not_found")
    if not TS.fullmatch(call.text("timestamp")):
        raise ApiError("bad_timestamp")
    message = channel.message(call.text("timestamp"))
    if message is None:
        raise ApiError("message_not_found")
    shown = {k: deepcopy(v) for k, v in message.items() if k != "metadata"}
    shown["permalink"] = ctx.permalink(channel, message)
    return {"type": "message", "channel": channel.id, "message": shown}


def reactions_add(ctx: Context, call: Call) -> Json:
    return _react(ctx, call, add=True)


def reactions_remove(ctx: Context, call: Call) -> Json:
    return _react(ctx, call, add=False)


def _react(ctx: Context, call: Call, *, add: bool) -> Json:
    channel, ts, name = ctx.visible_channel(call.text("channel")), call.text("timestamp"), call.text("name")
    if not ctx.ws.bot_in(channel):
        raise ApiError("channel_not_found")
    if not TS.fullmatch(ts):
        raise ApiError("bad_timestamp")
    message = channel.message(ts)
    if message is None:
        raise ApiError("message_not_found")
    bot = ctx.ws.app.bot_user
    there = any(each["name"] == name and bot in each["users"] for each in message.get("reactions", ()))
    if there == add:
        raise ApiError("already_reacted" if add else "no_reaction")
    posts.react(ctx.ws, channel, ts, bot, name, add=add)
    return {}
