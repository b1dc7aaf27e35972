"""The trail of settings: who changed what of a channel or a person, from what to what; never a text."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from bot.domain.model import Channel, Person

# What the bot remembers or learned by itself; every other field is a setting that somebody chose.
_NOT_CHOSEN = frozenset(
    [
        "team",
        "channel",
        "shared",
        "inviter",
        "chosen_at",
        "leaning",
        "leaned_at",
        "learns_since",
        "learned_with",
        "user",
        "zone",
        "zone_read_at",
        "dm",
        "guest",
        "raised",
        "raised_at",
    ]
)


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting that `who` changed; `before` and `after` are its values as words, ids with spaces between them."""

    team: str
    at: datetime
    who: str
    setting: str
    before: str
    after: str
    channel: str | None = None
    person: str | None = None


def channel_changes(before: Channel, after: Channel, who: str, at: datetime) -> tuple[SettingChange, ...]:
    """What is set otherwise in the channel now."""
    return tuple(
        SettingChange(after.team, at, who, name, old, new, channel=after.channel)
        for name, old, new in _different(before, after)
    )


def person_changes(before: Person, after: Person, who: str, at: datetime) -> tuple[SettingChange, ...]:
    """What the person set otherwise for themselves."""
    return tuple(
        SettingChange(after.team, at, who, name, old, new, person=after.user)
        for name, old, new in _different(before, after)
    )


def _different(before: Channel | Person, after: Channel | Person) -> Iterable[tuple[str, str, str]]:
    for field in fields(after):
        old, new = (_plain(getattr(value, field.name)) for value in (before, after))
        if field.name not in _NOT_CHOSEN and old != new:
            yield field.name, old, new


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list | frozenset | set):
        return " ".join(str(one) for one in (value if isinstance(value, tuple | list) else sorted(map(str, value))))
    return "" if value is None else str(value)
