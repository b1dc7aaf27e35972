"""files.*: the upload in three steps, an address, the bytes, the sharing."""

import secrets

from bot.simulator import posts
from bot.simulator.ids import new_id
from bot.simulator.text import stored
from bot.simulator.values import Json
from bot.simulator.web_api.call import ApiError, Call, invalid_arguments
from bot.simulator.web_api.context import Context, Upload
from bot.simulator.workspace import Channel


def get_upload_url(ctx: Context, call: Call) -> Json:
    name, length = call.text("filename"), call.number("length", 0)
    if not name or length <= 0:
        raise ApiError("missing_argument")
    key = secrets.token_urlsafe(16)
    upload = Upload(new_id("F"), name, length)
    ctx.uploads[key] = upload
    return {"upload_url": f"{ctx.base}upload/v1/{key}", "file_id": upload.id}


def complete_upload(ctx: Context, call: Call) -> Json:
    wanted = call.json("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise invalid_arguments("missing required field: files")
    by_id = {u.id: u for u in ctx.uploads.values() if u.content and not u.shared}
    uploads: list[tuple[Upload, str]] = []
    for row in wanted:
        upload = by_id.get(row.get("id", "")) if isinstance(row, dict) else None
        if upload is None:
            raise ApiError("file_not_found")
        uploads.append((upload, str(row.get("title") or upload.name)))
    channels = [c for c in (call.text("channels") or call.text("channel_id")).split(",") if c]
    places = [_place(ctx, channel) for channel in channels]
    files = [_file(ctx, upload, title) for upload, title in uploads]
    for upload, _title in uploads:
        upload.shared = True
    for place in places:
        message = posts.bot_message(ctx.ws, stored(call.text("initial_comment")), [])
        message |= {"subtype": "file_share", "files": files, "upload": True}
        posts.post(ctx.ws, place, message, call.text("thread_ts"))
    return {"files": files}


def _place(ctx: Context, channel_id: str) -> Channel:
    channel = ctx.visible_channel(channel_id)
    if not ctx.ws.bot_in(channel):
        raise ApiError("not_in_channel")
    return channel


def _file(ctx: Context, upload: Upload, title: str) -> Json:
    return {
        "id": upload.id,
        "created": ctx.ws.clock.epoch(),
        "timestamp": ctx.ws.clock.epoch(),
        "name": upload.name,
        "title": title,
        "filetype": upload.name.rpartition(".")[2] or "text",
        "user": ctx.ws.app.bot_user,
        "size": upload.length,
        "mode": "hosted",
        "is_external": False,
    }
