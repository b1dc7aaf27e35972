"""Events as Slack sends them, and a desk that takes them."""

from typing import Any

from bot.delivery.receiver import Receiver, Taken
from tests.delivery.fakes import ANNA, CHANNEL, TEAM, StillTime, Store
from tests.delivery.memory import Inbox

Json = dict[str, Any]
BOT, APP = "UBOT", "A1"
SECRET = "the acme renewal depends on it"


class Desk:
    """A receiver with its surroundings: one channel that is on."""

    def __init__(self) -> None:
        self.store, self.inbox = Store(), Inbox()
        self.store.turn_on()
        self.receiver = Receiver(self.store, self.inbox, StillTime(), "compass")

    def take(self, event: object, **outer: object) -> Taken:
        return self.receiver.take(payload(event, **outer))

    @property
    def kept(self) -> list[Json]:
        return [row.body for row in self.inbox.rows.values()]


def payload(event: object, **outer: object) -> Json:
    return {
        "type": "event_callback",
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": APP,
        "event_id": "Ev1",
        "event": event,
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    } | outer


def message(**more: object) -> Json:
    return {"type": "message", "channel": CHANNEL, "user": ANNA, "text": SECRET, "ts": "1.0", "event_ts": "1.0"} | more


def edited(before: str = "old", **more: object) -> Json:
    new = {"user": ANNA, "text": SECRET, "ts": "1.0"} | more
    return message(subtype="message_changed", user=None, message=new, previous_message={"text": before, "ts": "1.0"})


def deleted(**previous: object) -> Json:
    return {"type": "message", "subtype": "message_deleted", "channel": CHANNEL, "deleted_ts": "1.0"} | (
        {"previous_message": previous} if previous else {}
    )


def reaction(emoji: str = "compass", user: str = ANNA) -> Json:
    item = {"type": "message", "channel": CHANNEL, "ts": "1.0"}
    return {"type": "reaction_added", "reaction": emoji, "user": user, "item": item}
