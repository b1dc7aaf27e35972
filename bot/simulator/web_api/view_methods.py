"""views.*: opening, pushing, updating and publishing."""

from typing import Any

from bot.simulator.values import Json
from bot.simulator.web_api.call import ApiError, Call, invalid_arguments
from bot.simulator.web_api.context import Context


def _view(call: Call) -> Any:
    view = call.json("view", "invalid_arguments")
    if not isinstance(view, dict):
        raise invalid_arguments("missing required field: view")
    return view


def open_(ctx: Context, call: Call) -> Json:
    trigger = ctx.views.exchange(call.need("trigger_id"))
    return {"view": ctx.views.shown(ctx.views.open(trigger.user, _view(call)))}


def push(ctx: Context, call: Call) -> Json:
    trigger = ctx.views.exchange(call.need("trigger_id"))
    if not trigger.in_modal:
        raise ApiError("not_found")
    return {"view": ctx.views.shown(ctx.views.push(trigger.user, _view(call)))}


def update(ctx: Context, call: Call) -> Json:
    if not call.has("view_id") and not call.has("external_id"):
        raise invalid_arguments("missing required field: view_id")
    found = ctx.views.find(call.text("view_id"), call.text("external_id"))
    if call.has("hash") and call.text("hash") != found.hash:
        raise ApiError("hash_conflict")
    ctx.views.update(found, _view(call))
    return {"view": ctx.views.shown(found)}


def publish(ctx: Context, call: Call) -> Json:
    if not ctx.manifest.home_tab:
        raise ApiError("not_enabled")
    user = ctx.ws.users.get(call.need("user_id"))
    if user is None:
        raise invalid_arguments("invalid `user_id`")
    return {"view": ctx.views.shown(ctx.views.publish(user.id, _view(call), call.text("hash")))}
