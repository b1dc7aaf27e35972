"""Words made safe and short for Slack: what people wrote is cut, escaped once, and can ping nobody."""

import re
from datetime import UTC, date, datetime

ONE_LINE = 160
PARAGRAPH = 600
LONG = 2900
FALLBACK = 2900

_ENTITY_CUT = re.compile(r"&[a-z]{0,3}$")
# Direction overrides would turn round the words that come after them.
_OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

_LOOKALIKES = str.maketrans("<>&{}", "\u2039\u203a+()", "\x00")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def escape(text: str) -> str:
    """The three characters that mean something to Slack, made plain; used once, on output."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, ending in … where some were cut; an entity is never cut in half."""
    if len(text) <= limit:
        return text
    return _ENTITY_CUT.sub("", text[: limit - 1]).rstrip() + "…"


def paragraph(text: str, limit: int = PARAGRAPH) -> str:
    """What a person wrote, with its line breaks, ready for mrkdwn."""
    plain = text.translate(_OVERRIDES).strip()
    safe = clip(escape(plain[:limit]) + ("…" if len(plain) > limit else ""), limit)
    return f"{_ISOLATE}{safe}{_END_ISOLATE}" if _RIGHT_TO_LEFT.search(safe) else safe


def line(text: str, limit: int = ONE_LINE) -> str:
    """What a person wrote, in one line, ready for mrkdwn."""
    return paragraph(" ".join(text.split()), limit)


def label(text: str, limit: int = 70) -> str:
    """What a person wrote, on a button or in a menu: plain text there, without what anything could read as markup."""
    plain = " ".join(text.translate(_OVERRIDES).translate(_LOOKALIKES).split())
    return clip(plain, limit) or "…"


def within(text: str) -> str:
    """A part of what a person wrote, with the spaces around it, for a place between other parts."""
    return escape(text.translate(_OVERRIDES))


def quote(text: str, limit: int = PARAGRAPH) -> str:
    """What a person wrote, marked as a quotation line by line."""
    return "\n".join(f"> {part}" for part in paragraph(text, limit).splitlines())


def pieces(text: str, most: int) -> tuple[str, ...]:
    """A long text in up to `most` pieces that each fit a block, cut between words where there are any."""
    rest = escape(text.translate(_OVERRIDES).strip())
    found: list[str] = []
    while len(rest) > LONG and len(found) < most - 1:
        end = max(rest.rfind("\n", 0, LONG), rest.rfind(" ", 0, LONG))
        head = rest[: end if end > 0 else LONG]
        head = head if end > 0 else _ENTITY_CUT.sub("", head)
        found.append(head)
        rest = rest[len(head) :].lstrip()
    return (*found, clip(rest, LONG))


def address(url: str) -> str:
    """A link's address as it may stand between angle brackets."""
    return escape(url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E"))


def link(url: str, label: str) -> str:
    return f"<{address(url)}|{escape(label)}>"


def mention(user: str) -> str:
    return f"<@{user}>"


def place(channel: str) -> str:
    """A channel by its id, as Slack shows it."""
    return f"<#{channel}>"


def when(moment: datetime) -> str:
    """A moment that Slack shows by each reader's own clock."""
    utc = moment.astimezone(UTC)
    fallback = f"{day(utc.date())}, {utc.hour:02}:{utc.minute:02} UTC"
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def day(date_: date) -> str:
    """A civil date, the same on every machine: Fri 4 Dec 2026."""
    return f"{_DAYS[date_.weekday()]} {date_.day} {_MONTHS[date_.month - 1]} {date_.year}"
