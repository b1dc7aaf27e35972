"""The shapes in which things reach the app: the events wrapper and Socket Mode's envelopes."""

import base64
import json
from uuid import uuid4

from bot.simulator.ids import new_id
from bot.simulator.manifest import Manifest
from bot.simulator.scopes import event_scopes, subscription
from bot.simulator.values import Json
from bot.simulator.workspace import Channel, Workspace

VERIFICATION = "simulated-verification"
"""The deprecated `token` field of payloads; every app still gets one."""


def reaches_app(ws: Workspace, manifest: Manifest, event: Json, channel: Channel | None) -> bool:
    """Whether Slack would deliver this event: subscribed, scope granted, bot in the conversation."""
    kind = channel.kind if channel is not None else None
    if subscription(event["type"], kind) not in manifest.events:
        return False
    scopes = event_scopes(event["type"], kind)
    if scopes and not manifest.scopes.intersection(scopes):
        return False
    return channel is None or ws.bot_in(channel)


def event_callback(ws: Workspace, event: Json, *, shared: bool) -> Json:
    """The wrapper around one event."""
    context = {"et": event["type"], "tid": ws.team, "aid": ws.app.id, "cid": event.get("channel", "")}
    return {
        "token": VERIFICATION,
        "team_id": ws.team,
        "context_team_id": ws.team,
        "context_enterprise_id": None,
        "api_app_id": ws.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": ws.clock.epoch(),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": ws.team,
                "user_id": ws.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{base64.urlsafe_b64encode(json.dumps(context).encode()).decode()}",
    }


def event_envelope(payload: Json, attempt: int) -> Json:
    return {
        "envelope_id": str(uuid4()),
        "payload": payload,
        "type": "events_api",
        "accepts_response_payload": False,
        "retry_attempt": attempt,
        "retry_reason": "timeout" if attempt else "",
    }


def request_envelope(kind: str, payload: Json, *, answered: bool) -> Json:
    """An envelope for `interactive` or `slash_commands`; `answered` says the ack may carry a payload."""
    return {
        "envelope_id": str(uuid4()),
        "payload": payload,
        "type": kind,
        "accepts_response_payload": answered,
    }


def hello(app_id: str, connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": "simulator", "build_number": 1, "approximate_connection_time": 18060},
        "connection_info": {"app_id": app_id},
    }


def disconnect(reason: str) -> Json:
    """`reason`: warning, refresh_requested or link_disabled."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "simulator"}}
