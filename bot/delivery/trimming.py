"""What of an event is kept while it waits: ids and one cut text, never blocks, files, attachments or profiles."""

import math
from typing import Any

Json = dict[str, Any]

TEXT = 4000
LARGEST = 2**63 - 1
OUTER = (
    "type",
    "team_id",
    "context_team_id",
    "enterprise_id",
    "context_enterprise_id",
    "is_enterprise_install",
    "api_app_id",
    "event_id",
    "event_time",
    "is_ext_shared_channel",
)
AUTHORIZATION = ("enterprise_id", "team_id", "user_id", "is_bot", "is_enterprise_install")
INNER = ("item", "message")
PREVIOUS = ("type", "subtype", "user", "ts", "thread_ts")
PERSON = ("id", "team_id", "deleted", "is_bot", "tz")


def trimmed(payload: Json, event: Json, team: str, event_id: str) -> Json:
    """The body to store: fit for every database, with `event` in place of the payload's own."""
    body = _scalars(payload, OUTER) | {"team_id": team, "event_id": event_id}
    granted = payload.get("authorizations")
    if isinstance(granted, list) and granted and isinstance(granted[0], dict):
        body["authorizations"] = [_scalars(granted[0], AUTHORIZATION)]
    return body | {"event": _event(event)}


def _event(event: Json) -> Json:
    kept = _scalars(event)
    for name in INNER:
        if isinstance(event.get(name), dict):
            kept[name] = _scalars(event[name])
    previous = kept.pop("previous_message", None) or event.get("previous_message")
    if isinstance(previous, dict):
        # Nobody needs what a message said before it was edited or deleted.
        kept["previous_message"] = _scalars(previous, PREVIOUS)
    person = event.get("user")
    if isinstance(person, dict):
        # user_change carries the whole profile: name, mail address, phone number.
        kept["user"] = _scalars(person, PERSON)
    return kept


def _scalars(value: Json, names: tuple[str, ...] | None = None) -> Json:
    chosen = value if names is None else {name: value[name] for name in names if name in value}
    return {plain(name): _plain(item) for name, item in chosen.items() if isinstance(item, str | int | float | None)}


def _plain(item: str | float | None) -> str | int | float | None:
    if isinstance(item, str):
        return plain(item)
    fits = item is None or (math.isfinite(item) and abs(item) <= LARGEST)
    return item if fits else None


def plain(text: str) -> str:
    """Cut, and without what no database takes: NUL and halves of surrogate pairs."""
    return text[:TEXT].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
