"""What every call that carries a message checks: channel, text, blocks, metadata, thread."""

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.simulator.blockkit import check_blocks, too_long
from bot.simulator.normalise import normalised
from bot.simulator.text import stored, visible
from bot.simulator.values import Json
from bot.simulator.web_api.call import ApiError, Call
from bot.simulator.web_api.context import Context
from bot.simulator.workspace import Channel

POST_TEXT = 40_000
UPDATE_TEXT = 4_000
METADATA = 16_000
"""Bytes of metadata; Slack documents the error but not the bound."""
TS = re.compile(r"\d{10,}\.\d{6}")


@dataclass(frozen=True, slots=True)
class Content:
    text: str
    blocks: list[Json]
    has_blocks: bool
    metadata: Json | None


def content(call: Call, too_long_error: str, most: int | None = None) -> Content:
    """The checked text, blocks and metadata of a message; longer text than Slack keeps is cut."""
    blocks = checked_blocks(call, too_long_error)
    text = call.text("text")
    if not text.strip() and not blocks:
        raise ApiError("no_text")
    if most is not None and len(text) > most:
        raise ApiError("msg_too_long")
    kept = stored(text[:POST_TEXT]) if text else visible(blocks)
    return Content(kept, normalised(blocks or []), blocks is not None, checked_metadata(call))


def checked_blocks(call: Call, too_long_error: str) -> list[Json] | None:
    blocks = call.json("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    found = check_blocks(blocks)
    if found:
        messages = [f"[ERROR] {f}" for f in found]
        raise ApiError("invalid_blocks", errors=found, response_metadata={"messages": messages})
    if too_long(blocks):
        raise ApiError(too_long_error)
    return blocks


def checked_metadata(call: Call) -> Json | None:
    """The metadata, or None when there is none; an empty object stays one, it removes metadata."""
    metadata: Any = call.json("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return metadata if metadata is None else {}
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise ApiError("invalid_metadata_format")
    name, payload = metadata["event_type"], metadata["event_payload"]
    if not isinstance(name, str) or not name or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_schema")
    if len(json.dumps(payload).encode()) > METADATA:
        raise ApiError("metadata_too_large")
    return metadata


def target(ctx: Context, call: Call) -> Channel:
    """The channel a message goes to; a person's id stands for their DM with the bot."""
    wanted = call.text("channel")
    if wanted.startswith(("U", "W")):
        user = ctx.ws.users.get(wanted)
        if user is None or user.deleted or user.is_bot:
            raise ApiError("channel_not_found")
        channel = ctx.ws.dm(wanted)
    elif wanted in ctx.ws.channels:
        channel = ctx.visible_channel(wanted)
    else:
        named = ctx.ws.channel_named(wanted)
        if named is None:
            raise ApiError("channel_not_found")
        channel = ctx.visible_channel(named.id)
    if channel.kind == "im" and not ctx.manifest.messages_tab:
        raise ApiError("messages_tab_disabled")
    return channel


def thread(channel: Channel, call: Call) -> str:
    """The root to reply to; a reply or a message that is gone takes no replies."""
    wanted = call.text("thread_ts")
    if not wanted:
        return ""
    root = channel.message(wanted) if TS.fullmatch(wanted) else None
    if root is None or root.get("thread_ts", wanted) != wanted:
        raise ApiError("cannot_reply_to_message")
    return wanted
