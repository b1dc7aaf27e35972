"""Every setting of the bot: its key, its default, how it is read and where to get it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from cryptography.fernet import Fernet

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SettingError(Exception):
    """A setting is missing or malformed; the message is one line: the key, what is wrong, where to get it."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that shows itself to nobody who only prints it."""

    _value: str

    def reveal(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(***)" if self._value else "Secret()"

    __str__ = __repr__


def _token(prefix: str) -> Callable[[str], Secret]:
    def read(raw: str) -> Secret:
        if raw and not re.fullmatch(rf"{prefix}-[A-Za-z0-9-]{{8,}}", raw):
            raise ValueError(f"does not look like a token that starts with {prefix}-")
        return Secret(raw)

    return read


def _url(raw: str) -> SplitResult:
    """The parts of an address; what Python says of a malformed one would repeat it."""
    try:
        url = urlsplit(raw)
        _ = url.port
    except ValueError:
        raise ValueError("must be a URL") from None
    return url


def _api_url(raw: str) -> str:
    url = _url(raw)
    if not raw.endswith("/api/") or not url.hostname:
        raise ValueError("must be a URL that ends with /api/")
    if url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOOPBACK):
        raise ValueError("must be https (http only for this machine), because the token travels with every call")
    return raw


def _database_url(raw: str) -> Secret:
    if not re.match(r"(sqlite:///|postgres(ql)?(\+psycopg)?://)", raw):
        raise ValueError("must start with sqlite:/// or postgresql://")
    return Secret(raw)


def _clock_url(raw: str) -> str:
    if raw and (_url(raw).scheme != "http" or _url(raw).hostname not in LOOPBACK):
        raise ValueError("only a simulator on this machine (http://127.0.0.1:…) may move the clock")
    return raw


def _keys(raw: str) -> tuple[Secret, ...]:
    keys = [part.strip() for part in raw.split(",") if part.strip()]
    for key in keys:
        try:
            Fernet(key)
        except ValueError:
            raise ValueError("each key must be 32 bytes in URL-safe base64") from None
    return tuple(Secret(key) for key in keys)


def _number(low: float, high: float) -> Callable[[str], float]:
    def read(raw: str) -> float:
        value = float(raw)
        if not low <= value <= high:
            raise ValueError(f"must be between {low:g} and {high:g}")
        return value

    return read


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(raw: str) -> int:
        value = int(raw)
        if not low <= value <= high:
            raise ValueError(f"must be a whole number between {low} and {high}")
        return value

    return read


def _seconds(low: float, high: float) -> Callable[[str], timedelta]:
    number = _number(low, high)
    return lambda raw: timedelta(seconds=number(raw))


def _clock_time(raw: str) -> time:
    try:
        return time.fromisoformat(raw)
    except ValueError:
        raise ValueError("must be a time of day such as 09:00") from None


def _days(raw: str) -> frozenset[int]:
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    try:
        days = frozenset(names.index(part.strip().lower()) for part in raw.split(","))
    except ValueError:
        raise ValueError("must be days such as mon,tue,wed,thu,fri") from None
    return days


def _emoji(raw: str) -> str:
    name = raw.strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]{1,100}", name):
        raise ValueError("must be an emoji name such as compass")
    return name


def _emoji_or_off(raw: str) -> str:
    return "" if raw == "off" else _emoji(raw)


def _folder(raw: str) -> Path | None:
    if not raw:
        return None
    try:
        folder = Path(raw).expanduser()
    except RuntimeError:  # ~ and the name of nobody here
        raise ValueError("must be a folder that is there") from None
    if not folder.is_dir():
        raise ValueError("must be a folder that is there")
    return folder


def _guests(raw: str) -> bool:
    if raw not in {"ignore", "hear"}:
        raise ValueError("must be ignore or hear")
    return raw == "hear"


def _log_level(raw: str) -> str:
    if raw.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
    return raw.upper()


def setting(key: str, default: str, read: Callable[[str], Any], what: str, where: str = "docs/settings.md") -> Any:
    """A field of Settings: `what` says what it does, `where` says where a value comes from."""
    return field(metadata={"key": key, "default": default, "read": read, "what": what, "where": where})


_APP_PAGE = "api.slack.com/apps > your app"


@dataclass(frozen=True, slots=True)
class Settings:
    """The bot's settings, read once at the start. Durations are timedeltas of real time unless said otherwise."""

    bot_token: Secret = setting(
        "SLACK_BOT_TOKEN", "", _token("xoxb"), "the bot's token", f"{_APP_PAGE} > OAuth & Permissions"
    )
    app_token: Secret = setting(
        "SLACK_APP_TOKEN",
        "",
        _token("xapp"),
        "the app-level token with connections:write, for Socket Mode",
        f"{_APP_PAGE} > Basic Information > App-Level Tokens",
    )
    signing_secret: Secret = setting(
        "SLACK_SIGNING_SECRET",
        "",
        Secret,
        "proves that HTTP requests come from Slack; Socket Mode needs none",
        f"{_APP_PAGE} > Basic Information",
    )
    api_url: str = setting("SLACK_API_URL", "https://slack.com/api/", _api_url, "where Slack's Web API is")
    database_url: Secret = setting(
        "DATABASE_URL",
        "sqlite:///interests.db",
        _database_url,
        "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
    keys: tuple[Secret, ...] = setting(
        "INTERESTS_KEYS",
        "",
        _keys,
        "encryption keys for private texts, comma separated, newest first; "
        "with SQLite one is made on the first run, in a file beside the database",
        "`interests keys new`",
    )
    clock_url: str = setting(
        "INTERESTS_CLOCK_URL", "", _clock_url, "a simulator's clock, so that a demo can move civil time"
    )
    prep_emoji: str = setting("INTERESTS_PREP_EMOJI", "compass", _emoji, "the reaction that opens a prep thread")
    handled_emoji: str = setting(
        "INTERESTS_HANDLED_EMOJI",
        "eyes",
        _emoji_or_off,
        "the quiet reaction on a request that is in hand; `off` is none",
    )
    prompts: Path | None = setting(
        "INTERESTS_PROMPTS",
        "",
        _folder,
        "a folder with your own words, laid over ours; `interests prompts check FOLDER` proves them",
        "docs/prompts.md",
    )
    card_delay: timedelta = setting(
        "INTERESTS_CARD_DELAY", "120", _seconds(0, 86_400), "seconds of civil time between a request and its card"
    )
    cards_per_channel: int = setting(
        "INTERESTS_CARDS_PER_CHANNEL", "3", _whole(1, 1000), "the most cards a channel gets in a day"
    )
    cards_per_owner: int = setting(
        "INTERESTS_CARDS_PER_OWNER", "4", _whole(1, 1000), "the most cards a person gets in a day"
    )
    requester_pause: timedelta = setting(
        "INTERESTS_REQUESTER_PAUSE",
        "3600",
        _seconds(0, 86_400),
        "seconds of civil time between two cards about requests of the same person",
    )
    follow_up: timedelta = setting(
        "INTERESTS_FOLLOW_UP",
        "300",
        _seconds(0, 3600),
        "seconds in which what a person adds belongs to their request before it",
    )
    unused_cards: int = setting(
        "INTERESTS_UNUSED_CARDS",
        "3",
        _whole(0, 20),
        "cards in a row, sent away or ignored, after which a channel needs a plainer request; 0 is never",
    )
    hears_guests: bool = setting(
        "INTERESTS_GUESTS", "ignore", _guests, "`ignore` or `hear`: what guests write in the channel"
    )
    thread_days: int = setting(
        "INTERESTS_THREAD_DAYS",
        "14",
        _whole(0, 90),
        "days in which replies under a request are looked at, in memory; 0 is never",
    )
    debrief_delay: timedelta = setting(
        "INTERESTS_DEBRIEF_DELAY",
        "900",
        _seconds(0, 86_400),
        "seconds of civil time between the end of a talk and its debrief",
    )
    day_start: time = setting("INTERESTS_DAY_START", "09:00", _clock_time, "when people's working day starts")
    day_end: time = setting("INTERESTS_DAY_END", "18:00", _clock_time, "when people's working day ends")
    workdays: frozenset[int] = setting(
        "INTERESTS_WORKDAYS", "mon,tue,wed,thu,fri", _days, "the days on which reminders may arrive"
    )
    tick: timedelta = setting(
        "INTERESTS_TICK", "1", _seconds(0.05, 60), "seconds between two looks at what has become due"
    )
    inbox_workers: int = setting("INTERESTS_INBOX_WORKERS", "4", _whole(1, 32), "events handled at the same time")
    inbox_lease: timedelta = setting(
        "INTERESTS_INBOX_LEASE", "60", _seconds(0.2, 3600), "seconds a worker may hold an event"
    )
    inbox_attempts: int = setting(
        "INTERESTS_INBOX_ATTEMPTS", "8", _whole(1, 50), "tries before an event becomes a dead letter"
    )
    inbox_backoff: timedelta = setting(
        "INTERESTS_INBOX_BACKOFF", "2", _seconds(0.01, 600), "seconds before the second try, doubled each time"
    )
    senders: int = setting("INTERESTS_SENDERS", "4", _whole(1, 32), "channels written to at the same time")
    outbox_lease: timedelta = setting(
        "INTERESTS_OUTBOX_LEASE", "60", _seconds(0.2, 3600), "seconds a sender may hold a message"
    )
    outbox_attempts: int = setting(
        "INTERESTS_OUTBOX_ATTEMPTS", "10", _whole(1, 50), "tries before a message is given up"
    )
    outbox_backoff: timedelta = setting(
        "INTERESTS_OUTBOX_BACKOFF", "5", _seconds(0.01, 600), "seconds before the second try, doubled each time"
    )
    message_interval: timedelta = setting(
        "INTERESTS_MESSAGE_INTERVAL", "1.05", _seconds(0, 60), "seconds between two messages in one channel"
    )
    dead_letter_days: int = setting(
        "INTERESTS_DEAD_LETTER_DAYS", "7", _whole(1, 365), "days after which the body of a dead letter is deleted"
    )
    request_days: int = setting(
        "INTERESTS_REQUEST_DAYS", "180", _whole(1, 3650), "days after which what was found in a request is deleted"
    )
    example_days: int = setting(
        "INTERESTS_EXAMPLE_DAYS",
        "90",
        _whole(1, 90),
        "days after which what owners judged is deleted; never more than the 90 that channels are told",
    )
    said_days: int = setting(
        "INTERESTS_SAID_DAYS",
        "365",
        _whole(30, 3650),
        "days after which the bot forgets where a message of its own stands, and cannot change it any more",
    )
    audit_days: int = setting(
        "INTERESTS_AUDIT_DAYS", "365", _whole(1, 3650), "days after which the trail of changed settings is deleted"
    )
    log_level: str = setting("INTERESTS_LOG_LEVEL", "INFO", _log_level, "how much the log says")

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Read every setting; raises SettingError with one line for the first that is malformed."""
        values: dict[str, Any] = {}
        for spec in fields(cls):
            meta = spec.metadata
            raw = environment.get(meta["key"], "").strip() or meta["default"]
            try:
                values[spec.name] = meta["read"](raw)
            except ValueError as error:
                # The value itself is never repeated: it may be a secret in the wrong place.
                raise SettingError(f"{meta['key']}: {_plain(error)}. {_where(meta)}") from None
        settings = cls(**values)
        settings._check_together()
        return settings

    def _check_together(self) -> None:
        if self.handled_emoji == self.prep_emoji:
            raise SettingError("INTERESTS_HANDLED_EMOJI: must differ from INTERESTS_PREP_EMOJI. See docs/settings.md")
        if self.day_start >= self.day_end:
            raise SettingError("INTERESTS_DAY_END: must be later than INTERESTS_DAY_START. See docs/settings.md")
        if self.clock_url and urlsplit(self.clock_url).netloc != urlsplit(self.api_url).netloc:
            raise SettingError(
                "INTERESTS_CLOCK_URL: must be served by the simulator that SLACK_API_URL names. See docs/settings.md"
            )

    def need(self, *names: str) -> None:
        """Raise SettingError for the first of these fields that is not set."""
        for spec in fields(self):
            if spec.name in names and not getattr(self, spec.name):
                raise SettingError(f"{spec.metadata['key']}: is missing. {_where(spec.metadata)}")


def _plain(error: ValueError) -> str:
    text = str(error)
    return "must be a number" if "could not convert" in text or "invalid literal" in text else text


def _where(meta: Mapping[str, Any]) -> str:
    where = meta["where"]
    return f"See {where}" if where.startswith("docs/") else f"Get it at {where}"
