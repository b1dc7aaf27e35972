"""The Slack app's manifest, held against what the code calls, listens to and shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

# Scopes a bot token needs, as Slack's reference names them method by method and event by event
# (docs.slack.dev/reference/methods and /reference/events). Where several are listed any one does, each for its kind
# of conversation; the bot then wants all of them.
METHOD_SCOPES: dict[str, frozenset[str]] = {
    "apps.connections.open": frozenset(),  # an app-level token's connections:write
    "auth.test": frozenset(),
    "chat.getPermalink": frozenset(),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "conversations.history": frozenset({"channels:history", "groups:history", "im:history"}),
    "conversations.info": frozenset({"channels:read", "groups:read"}),
    "conversations.members": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
    "conversations.replies": frozenset({"channels:history", "groups:history", "im:history"}),
    "dnd.info": frozenset({"dnd:read"}),
    "files.completeUploadExternal": frozenset({"files:write"}),
    "files.getUploadURLExternal": frozenset({"files:write"}),
    "reactions.add": frozenset({"reactions:write"}),
    "reactions.get": frozenset({"reactions:read"}),
    "reactions.remove": frozenset({"reactions:write"}),
    "users.info": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.publish": frozenset(),
    "views.update": frozenset(),
}
EVENT_SCOPES: dict[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "channel_shared": frozenset({"channels:read", "groups:read"}),
    "channel_unshared": frozenset({"channels:read", "groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "user_change": frozenset({"users:read"}),
}
COMMAND = "/interests"
SHORTCUTS = frozenset({"prepare", "check"})
# The bot works without these; without files:write a person's data comes as messages.
OPTIONAL = frozenset({"dnd:read", "files:write", "groups:history", "groups:read", "reactions:write"})
LIMITS = {"name": 35, "description": 140, "long_description": 4000}
LONG_DESCRIPTION_AT_LEAST = 174


def find() -> Path:
    """The manifest beside the package in a checkout, or inside it in an installed wheel."""
    package = Path(__file__).parent
    checkout = package.parent / "manifest.yaml"
    return checkout if checkout.exists() else package / "manifest.yaml"


def load(path: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return manifest


def findings(manifest: dict[str, Any]) -> Iterator[str]:
    """What is missing, what nothing needs, and what Slack would refuse; one line each."""
    yield from _texts(manifest.get("display_information", {}))
    yield from _scopes(manifest.get("oauth_config", {}).get("scopes", {}))
    yield from _features(manifest.get("features", {}))
    settings = manifest.get("settings", {})
    yield from _compare("event", set(settings.get("event_subscriptions", {}).get("bot_events", [])), set(EVENT_SCOPES))
    if not settings.get("socket_mode_enabled"):
        yield "settings: Socket Mode is off, and nothing else is wired"
    if not settings.get("interactivity", {}).get("is_enabled"):
        yield "settings: interactivity is off, so no button would work"


def _texts(info: dict[str, Any]) -> Iterator[str]:
    for key, limit in LIMITS.items():
        if len(info.get(key, "")) > limit:
            yield f"display_information: {key} is longer than {limit} characters"
    if len(info.get("long_description", "")) < LONG_DESCRIPTION_AT_LEAST:
        yield f"display_information: long_description is shorter than {LONG_DESCRIPTION_AT_LEAST} characters"


def _scopes(scopes: dict[str, Any]) -> Iterator[str]:
    needed = {"commands"}.union(*METHOD_SCOPES.values(), *EVENT_SCOPES.values())
    yield from _compare("scope", set(scopes.get("bot", [])), needed)
    yield from _compare("optional scope", set(scopes.get("bot_optional", [])), set(OPTIONAL))


def _features(features: dict[str, Any]) -> Iterator[str]:
    commands = {command["command"]: command for command in features.get("slash_commands", [])}
    yield from _compare("command", set(commands), {COMMAND})
    if COMMAND in commands and not commands[COMMAND].get("should_escape"):
        yield "features: should_escape is off, so mentions would arrive as bare names"
    shortcuts = {shortcut["callback_id"] for shortcut in features.get("shortcuts", [])}
    yield from _compare("shortcut", shortcuts, set(SHORTCUTS))
    if not features.get("app_home", {}).get("home_tab_enabled"):
        yield "features: the home tab is off, so nobody would see what waits for them"
    if not features.get("app_home", {}).get("messages_tab_enabled"):
        yield "features: the messages tab is off, so nobody could write to the bot"


def _compare(kind: str, present: set[str], needed: set[str]) -> Iterator[str]:
    for name in sorted(needed - present):
        yield f"{kind} {name} is missing"
    for name in sorted(present - needed):
        yield f"{kind} {name} is not needed"
