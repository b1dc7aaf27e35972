"""What happens to an event the moment it comes in: it is stored, or dropped because it must never be kept."""

import hashlib
import logging
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.delivery.trimming import trimmed
from bot.domain.model import MessageRef, Mode
from bot.domain.silence import Manners
from bot.services.following import followed
from bot.services.ports import RealTime, Store, Work
from bot.services.queues import InboxQueue
from bot.services.replies import awaited

Json = dict[str, Any]

FOLLOWED = Manners().follows
LONGEST_ID = 255
# Times of this shape order as text.
TIME = re.compile(r"\d{10}\.\d{6}")
KEPT_SUBTYPES = frozenset({"", "file_share", "thread_broadcast"})
MEMBERSHIP = frozenset({"member_joined_channel", "member_left_channel"})
SHARING = frozenset({"channel_shared", "channel_unshared"})
# Modes in which messages are read; elsewhere a person has to point at one.
READING = frozenset({Mode.PRIVATE, Mode.PUBLIC})

logger = logging.getLogger("interests.delivery.receiver")


class Outcome(StrEnum):
    STORED = "stored"
    KNOWN = "known"
    DROPPED = "dropped"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an event; every outcome may be acknowledged. `why` is one of a few fixed words."""

    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Incoming:
    """An event that passed the rules which need no database; `author` and `channel` are checked against it.

    `message` is the ts of the message it tells of: written, edited or deleted. `thread` is set for a new reply.
    """

    event: Json
    conversation: str
    channel: str = ""
    author: str = ""
    message: str = ""
    thread: str = ""

    @property
    def version(self) -> str:
        """Slack's time of it, when it tells how the conversation's first message stands."""
        when = _id(self.event, "event_ts")
        first = bool(self.message) and self.conversation == f"{self.channel}:{self.message}"
        return when if first and TIME.fullmatch(when) else ""


class Receiver:
    """Takes events_api payloads; raises only when the store fails, so that Slack sends the event again."""

    def __init__(
        self,
        store: Store,
        inbox: InboxQueue,
        real_time: RealTime,
        prep_emoji: str,
        follows: timedelta = FOLLOWED,
    ) -> None:
        self._store = store
        self._inbox = inbox
        self._real_time = real_time
        self._prep_emoji = prep_emoji
        self._follows = follows

    def take(self, payload: object) -> Taken:
        """Store the event or say why not."""
        taken = self._take(payload)
        if taken.outcome is Outcome.MALFORMED:
            logger.warning("event malformed", extra={"why": taken.why})
        else:
            logger.debug("event taken", extra={"outcome": taken.outcome.value, "why": taken.why})
        return taken

    def _take(self, payload: object) -> Taken:
        if not isinstance(payload, dict):
            return _malformed("payload")
        if payload.get("type") != "event_callback":
            return _dropped("no_event")
        event, team = payload.get("event"), _team(payload)
        if not isinstance(event, dict) or not isinstance(event.get("type"), str):
            return _malformed("event")
        if not team:
            return _malformed("team")
        read = self._read(payload, event)
        if isinstance(read, Taken):
            return read
        why, wordless = self._forbidden(payload, team, read)
        return _dropped(why) if why else self._keep(payload, team, read, wordless=wordless)

    def _read(self, payload: Json, event: Json) -> "_Incoming | Taken":
        kind = event["type"]
        if kind == "message":
            return _message(payload, event)
        if kind == "reaction_added":
            return self._reaction(payload, event)
        if kind in MEMBERSHIP or kind in SHARING:
            channel = _id(event, "channel")
            named = channel and (kind in SHARING or _id(event, "user"))
            return _Incoming(event, channel) if named else _malformed("channel")
        if kind == "app_home_opened":
            user = _id(event, "user")
            return _Incoming(event, user) if user else _malformed("user")
        if kind == "user_change":
            person = event.get("user")
            user = _id(person, "id") if isinstance(person, dict) else ""
            return _Incoming(event, user) if user else _malformed("user")
        return _dropped("unknown_type")

    def _reaction(self, payload: Json, event: Json) -> "_Incoming | Taken":
        emoji, item, user = event.get("reaction"), event.get("item"), _id(event, "user")
        if not isinstance(emoji, str) or emoji.split("::", 1)[0] != self._prep_emoji:
            return _dropped("other_reaction")
        if not isinstance(item, dict) or item.get("type") != "message":
            return _dropped("no_message")
        channel, ts = _id(item, "channel"), _id(item, "ts")
        if not (channel and ts and user):
            return _malformed("reaction")
        if user == _own_user(payload):
            return _dropped("bot")
        return _Incoming(event, f"{channel}:{ts}", channel)

    def _forbidden(self, payload: Json, team: str, read: _Incoming) -> tuple[str, bool]:
        """Why the event must not be kept, empty when it may; and whether it may without its words only."""
        if not read.channel or read.event.get("subtype") == "message_deleted":
            return "", False  # a deletion carries no text, and what was kept must go wherever the message stood
        foreign = payload.get("is_ext_shared_channel") is True
        # Asked first: what is dealt with by now was noticed before the transaction below begins.
        unread = bool(read.thread) and self._inbox.unfinished(team, read.conversation)
        with self._store.reading() as work:
            channel = work.channels.get(team, read.channel)
            opted_out = bool(read.author) and work.people.get(team, read.author).opted_out
            if read.event["type"] == "reaction_added":
                # Carries no text. Where the channel is known to be shared or off the person gets an answer.
                return ("shared" if foreign and not channel.shared else ""), False
            if foreign or channel.shared:
                return "shared", False
            if _direct(read):
                return "", True  # written to the bot itself, and read on the person's click only
            barred = "off" if channel.mode not in READING else "opted_out" if opted_out else ""
            if barred or not read.thread:
                return barred, False
            return self._under_a_request(work, team, read, unread=unread and read.author in channel.owners)

    def _under_a_request(self, work: Work, team: str, read: _Incoming, *, unread: bool) -> tuple[str, bool]:
        """A reply passes with its words while the request is followed; else an owner's answer, without them.

        `unread`: an owner answers a message that waits to be read itself.
        """
        place = MessageRef(team, read.channel, read.message, read.thread)
        if followed(work, place, self._follows) is not None:
            return "", False
        return ("" if unread or _awaited(work, team, read) else "reply"), True

    def _keep(self, payload: Json, team: str, read: _Incoming, *, wordless: bool) -> Taken:
        event_id = _id(payload, "event_id") or _derived_id(read)
        event = read.event | {"text": ""} if wordless else read.event
        body = trimmed(payload, event, team, event_id)
        now = self._real_time.now()
        new = self._inbox.put(team, event_id, read.conversation, body, now, version=read.version)
        return Taken(Outcome.STORED if new else Outcome.KNOWN)


def _message(payload: Json, event: Json) -> "_Incoming | Taken":
    subtype = event.get("subtype") or ""
    channel = _id(event, "channel")
    if not channel:
        return _malformed("channel")
    if subtype == "message_changed":
        return _changed(payload, event, channel)
    if subtype == "message_deleted":
        return _deleted(payload, event, channel)
    if not isinstance(subtype, str) or subtype not in KEPT_SUBTYPES:
        return _dropped("bot" if subtype == "bot_message" else "subtype")
    return _written(payload, event, event, channel)


def _written(payload: Json, event: Json, message: Json, channel: str) -> "_Incoming | Taken":
    """A message that a person wrote, new or edited; `event` is what is kept of it."""
    if _by_bot(payload, message):
        return _dropped("bot")
    author, ts = _id(message, "user"), _id(message, "ts")
    thread = _id(message, "thread_ts")
    reply = thread not in {"", ts} and not _in_dm(event, channel)
    if reply and event is not message:
        return _dropped("reply")  # an edited one
    if not author:
        # Without an author nobody can tell whether they opted out.
        return _dropped("no_author")
    if not ts or not isinstance(message.get("text", ""), str):
        return _malformed("message")
    return _Incoming(event, f"{channel}:{thread or ts}", channel, author, ts, thread if reply else "")


def _changed(payload: Json, event: Json, channel: str) -> "_Incoming | Taken":
    message, previous = event.get("message"), event.get("previous_message")
    if not isinstance(message, dict):
        return _malformed("message")
    if not message.get("ts") and isinstance(previous, dict):
        message = message | {"ts": previous.get("ts")}  # some senders leave it out
        event = event | {"message": message}
    subtype = message.get("subtype") or ""
    if subtype == "tombstone":
        # So Slack reports that a message with replies was deleted.
        gone = {"type": "message", "subtype": "message_deleted", "deleted_ts": message.get("ts")}
        when = {name: event[name] for name in ("channel", "channel_type", "ts", "event_ts") if name in event}
        return _deleted(payload, gone | when | {"previous_message": previous}, channel)
    if _in_dm(event, channel):
        return _dropped("direct")  # nobody follows an edit there, and its words would be kept
    if not isinstance(subtype, str) or subtype not in KEPT_SUBTYPES:
        return _dropped("bot" if subtype == "bot_message" else "subtype")
    if isinstance(previous, dict) and message.get("text") == previous.get("text"):
        return _dropped("unchanged")
    return _written(payload, event, message, channel)


def _deleted(payload: Json, event: Json, channel: str) -> "_Incoming | Taken":
    """Passes whoever wrote it: it carries no text, and what was kept of the message must go."""
    previous = event.get("previous_message")
    known = previous if isinstance(previous, dict) else {}
    ts = _id(event, "deleted_ts") or _id(known, "ts")
    if not ts:
        return _malformed("deleted")
    if _by_bot(payload, known):
        return _dropped("bot")
    bare = {name: value for name, value in event.items() if name not in {"text", "message"}}
    return _Incoming(bare | {"deleted_ts": ts}, f"{channel}:{_id(known, 'thread_ts') or ts}", channel, message=ts)


def _by_bot(payload: Json, message: Json) -> bool:
    app = payload.get("api_app_id")
    return (
        any(message.get(name) for name in ("bot_id", "bot_profile"))
        or message.get("subtype") == "bot_message"
        or (bool(app) and message.get("app_id") == app)
        or message.get("user") in ("USLACKBOT", _own_user(payload) or "USLACKBOT")
    )


def _awaited(work: Work, team: str, read: _Incoming) -> bool:
    return awaited(work, team, read.channel, read.thread, read.author) is not None


def _direct(read: _Incoming) -> bool:
    return _in_dm(read.event, read.channel)


def _in_dm(event: Json, channel: str) -> bool:
    return channel.startswith("D") or event.get("channel_type") == "im"


def _authorization(payload: Json) -> Json:
    granted = payload.get("authorizations")
    first = granted[0] if isinstance(granted, list) and granted else None
    return first if isinstance(first, dict) else {}


def _team(payload: Json) -> str:
    # In a channel shared between workspaces `team_id` may be the other one; Bolt decides in the same order.
    return _id(_authorization(payload), "team_id") or _id(payload, "team_id")


def _own_user(payload: Json) -> str:
    return _id(_authorization(payload), "user_id")


def _id(source: Json, name: str) -> str:
    value = source.get(name)
    fit = isinstance(value, str) and len(value) <= LONGEST_ID and value.isascii() and value.isprintable()
    return value.strip() if fit and isinstance(value, str) else ""


def _derived_id(read: _Incoming) -> str:
    parts = [read.conversation, *(str(read.event.get(name)) for name in ("type", "event_ts", "ts", "user"))]
    return "derived-" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:40]


def _dropped(why: str) -> Taken:
    return Taken(Outcome.DROPPED, why)


def _malformed(why: str) -> Taken:
    return Taken(Outcome.MALFORMED, why)
