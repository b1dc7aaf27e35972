"""The app's manifest, read for what Slack would enforce: scopes, subscriptions, commands, shortcuts, tabs."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.simulator.values import Json

HERE = Path(__file__).resolve().parent
PLACES = (HERE.parents[1] / "manifest.yaml", HERE.parent / "manifest.yaml")
"""The checkout's manifest, or the one shipped in the wheel."""


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: dict[str, Json]
    shortcuts: dict[str, Json]
    home_tab: bool
    messages_tab: bool


def read_manifest(path: Path | None = None, *, optional_scopes: bool = True) -> Manifest:
    """Reads the manifest; without `optional_scopes` as if the installer had declined every optional one."""
    found = path or next((place for place in PLACES if place.is_file()), None)
    if found is None:
        raise FileNotFoundError(f"no manifest.yaml at {' or '.join(map(str, PLACES))}: pass manifest=PATH")
    data: Json = yaml.safe_load(found.read_text(encoding="utf-8"))
    features = data.get("features", {})
    scopes = data.get("oauth_config", {}).get("scopes", {})
    granted = set(scopes.get("bot", []))
    if not optional_scopes:
        granted -= set(scopes.get("bot_optional", []))
    home = features.get("app_home", {})
    return Manifest(
        name=data["display_information"]["name"],
        scopes=frozenset(granted),
        events=frozenset(data.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])),
        commands={c["command"]: c for c in features.get("slash_commands", [])},
        shortcuts={s["callback_id"]: s for s in features.get("shortcuts", [])},
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled")),
    )
