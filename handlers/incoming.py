"""Reading what Slack sends: who, where, which button, which answers. Payloads end here; services get values."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.model import MessageRef
from bot.views.ids import VALUE, decode

Json = dict[str, Any]
_LINK = re.compile(r"/archives/([A-Z0-9]{1,40})/p(\d{10})(\d{6})(?:\?(?:.*&)?thread_ts=(\d{10}\.\d{6}))?")


def plain(text: str) -> str:
    """Event and command text with Slack's three entities turned back: escaped on arrival, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def moment(ts: str) -> datetime:
    """The moment of a Slack ts."""
    return datetime.fromtimestamp(float(ts), UTC)


@dataclass(frozen=True, slots=True)
class Press:
    """A button press, a chosen menu entry or a submitted form: the person, the place and the ids it carries."""

    team: str
    user: str
    channel: str
    trigger: str
    action: str
    value: str

    def ids(self, count: int) -> tuple[str, ...]:
        return decode(self.value, count)


def press(body: Json) -> Press:
    """The first action of an interactive payload."""
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option") or {}
    return Press(
        team=team_of(body),
        user=body["user"]["id"],
        channel=(body.get("channel") or body.get("container") or {}).get("id")
        or (body.get("container") or {}).get("channel_id", ""),
        trigger=body.get("trigger_id", ""),
        action=action.get("action_id", ""),
        value=str(action.get("value") or chosen.get("value") or ""),
    )


def team_of(body: Json) -> str:
    """The workspace of an interactive payload; org-wide installs name it at the user only."""
    team = body.get("team") or {}
    return str(team.get("id") or body.get("team_id") or body["user"].get("team_id", ""))


def chosen_in_message(body: Json, action_id: str) -> str:
    """The value currently chosen in a message's radio buttons; empty where there is none."""
    for block in ((body.get("state") or {}).get("values") or {}).values():
        option = (block.get(action_id) or {}).get("selected_option")
        if option:
            return str(option["value"])
    return ""


@dataclass(frozen=True, slots=True)
class Answers:
    """A submitted form's answers by field name."""

    state: Json

    def text(self, field: str) -> str:
        return str(self._element(field).get("value") or "")

    def option(self, field: str) -> str:
        return str((self._element(field).get("selected_option") or {}).get("value") or "")

    def options(self, field: str) -> tuple[str, ...]:
        return tuple(str(one["value"]) for one in self._element(field).get("selected_options") or ())

    def user(self, field: str) -> str | None:
        return self._element(field).get("selected_user") or None

    def users(self, field: str) -> tuple[str, ...]:
        return tuple(self._element(field).get("selected_users") or ())

    def conversation(self, field: str) -> str:
        return str(self._element(field).get("selected_conversation") or "")

    def day(self, field: str) -> date | None:
        raw = self._element(field).get("selected_date")
        return date.fromisoformat(raw) if raw else None

    def moment(self, field: str) -> datetime | None:
        raw = self._element(field).get("selected_date_time")
        return datetime.fromtimestamp(int(raw), UTC) if raw else None

    def _element(self, field: str) -> Json:
        found: Json = (self.state.get(field) or {}).get(VALUE) or {}
        return found


def linked(team: str, link: str) -> MessageRef | None:
    """The message a copied Slack link leads to; None where it is no such link."""
    found = _LINK.search(link)
    if not found:
        return None
    channel, seconds, micros, thread = found.groups()
    return MessageRef(team, channel, f"{seconds}.{micros}", thread)


def form_of(view: Json) -> str:
    """One filled form, the same however often it is sent; a window that shows one form after another keeps its id."""
    return f"{view['id']}/{view.get('hash', '')}"


def answers(view: Json) -> Answers:
    return Answers((view.get("state") or {}).get("values") or {})


def message_ref(team: str, channel: str, message: Json) -> MessageRef:
    return MessageRef(team, channel, message["ts"], message.get("thread_ts"))


def fields(view: Json, start: str) -> list[str]:
    """The names of the form's fields that begin so."""
    names = [str(block.get("block_id", "")) for block in view["blocks"]]
    return [name for name in names if name.startswith(start)]


def page(text: str) -> int:
    """The number in a button that turns pages; the first page where it is none."""
    return int(text) if text.isdecimal() else 0
