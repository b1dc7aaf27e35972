"""Which scope an event or a call about a conversation needs."""

from typing import Literal

Kind = Literal["channel", "group", "im"]

PLURAL: dict[Kind, str] = {"channel": "channels", "group": "groups", "im": "im"}
CONVERSATION_EVENTS = frozenset({"member_joined_channel", "member_left_channel", "channel_left"})
ALL_READ = ("channels:read", "groups:read", "im:read", "mpim:read")

EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "user_change": ("users:read",),
    "team_join": ("users:read",),
    "dnd_updated_user": ("dnd:read",),
    "channel_archive": ("channels:read",),
    "channel_unarchive": ("channels:read",),
    "channel_shared": ALL_READ,
    "channel_unshared": ALL_READ,
    "file_shared": ("files:read",),
    "app_home_opened": (),
    "app_uninstalled": (),
    "tokens_revoked": (),
}
"""Any one of the scopes is enough; none listed means none needed."""


def history_scope(kind: Kind) -> str:
    return f"{PLURAL[kind]}:history"


def read_scope(kind: Kind) -> str:
    return f"{PLURAL[kind]}:read"


def subscription(event_type: str, kind: Kind | None) -> str:
    """The name under which the manifest subscribes to this event."""
    if event_type == "message" and kind is not None:
        return f"message.{PLURAL[kind]}"
    return event_type


def event_scopes(event_type: str, kind: Kind | None) -> tuple[str, ...]:
    if event_type == "message" and kind is not None:
        return (history_scope(kind),)
    if event_type in CONVERSATION_EVENTS and kind is not None:
        return (read_scope(kind),)
    return EVENT_SCOPES[event_type]
