"""Everything the bot writes to Slack, and how it finds again what it wrote."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient

from bot.delivery.faults import CannotLook, Json, Permanent, SlackFault, ask
from bot.delivery.speech import Reaction
from bot.services.ports import RealTime
from bot.views.message import Document, Message, Modal

Clients = Callable[[str], WebClient]
"""The WebClient of a team."""

TIMEOUT = 10
EVENT_TYPE = "interests_utterance"
PAGE = 200
CHANNEL_PAGES = 3
THREAD_PAGES = 5
ASK_SCOPE_AGAIN = 3600.0
_UNREADABLE = """missing_scope not_in_channel channel_not_found no_permission access_denied not_allowed_token_type
    method_not_supported_for_channel_type channel_is_limited_access"""
_SO_ALREADY = frozenset({"already_reacted", "no_reaction"})
_MOVED_ON = frozenset({"not_found", "hash_conflict"})
_CANNOT_LOOK = frozenset(_UNREADABLE.split())

logger = logging.getLogger("interests.delivery.gateway")


def slack_client(token: str, base_url: str) -> WebClient:
    """A client that never repeats a call on its own: the library's retry would post twice."""
    quiet = logging.getLogger("interests.delivery.slack_sdk")
    # Below this level the library logs whole requests and answers, which hold what people wrote.
    quiet.setLevel(logging.CRITICAL)
    return WebClient(token=token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[], logger=quiet)


class Gateway:
    """One method a wish; each raises a SlackFault."""

    def __init__(self, clients: Clients, real_time: RealTime) -> None:
        self._clients = clients
        self._real_time = real_time
        self._lock = threading.Lock()
        self._own: dict[str, frozenset[str]] = {}
        self._dnd_unknown_until: dict[str, float] = {}

    def post(self, team: str, channel: str, message: Message, thread_ts: str | None, mark: str) -> str:
        """Say it; returns its ts. `mark` is a UUID by which `find` knows it again; everybody can read it."""
        answer = ask(
            self._clients(team).chat_postMessage,
            channel=channel,
            text=message.text,
            blocks=list(message.blocks) or None,
            thread_ts=thread_ts,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"id": mark}},
            client_msg_id=mark,
            unfurl_links=False,
            unfurl_media=False,
        )
        return _text(answer, "ts")

    def update(self, team: str, channel: str, ts: str, message: Message) -> None:
        """Replace what stands there. Its metadata stays; an empty list takes old blocks away."""
        call = self._clients(team).chat_update
        ask(call, channel=channel, ts=ts, text=message.text, blocks=list(message.blocks))

    def upload(self, team: str, channel: str, document: Document, thread_ts: str | None = None) -> str:
        """Share a file: an address for it, its bytes, its place; returns the file's id."""
        answer = ask(
            self._clients(team).files_upload_v2,
            channel=channel,
            filename=document.name,
            title=document.title,
            initial_comment=document.comment,
            content=document.content,
            thread_ts=thread_ts,
        )
        files = _objects(answer.get("files"))
        return _text(files[0], "id") if files else ""

    def react(self, team: str, reaction: Reaction) -> None:
        """Add an emoji to somebody's message or take it back; that it is so already is no fault."""
        client = self._clients(team)
        call = client.reactions_add if reaction.on else client.reactions_remove
        try:
            ask(call, channel=reaction.channel, timestamp=reaction.ts, name=reaction.emoji)
        except Permanent as fault:
            if fault.error not in _SO_ALREADY:
                raise

    def ephemeral(self, team: str, channel: str, user: str, message: Message, thread_ts: str | None = None) -> None:
        """Show it to one person in a channel; Slack does not promise that it arrives."""
        ask(
            self._clients(team).chat_postEphemeral,
            channel=channel,
            user=user,
            text=message.text,
            blocks=list(message.blocks) or None,
            thread_ts=thread_ts,
        )

    def open_dm(self, team: str, user: str) -> str:
        """The id of the person's DM with the bot."""
        channel = ask(self._clients(team).conversations_open, users=user).get("channel")
        return _text(channel if isinstance(channel, dict) else {}, "id")

    def open_view(self, team: str, trigger_id: str, view: Modal) -> str:
        """Open a modal; returns its id."""
        return _view_id(ask(self._clients(team).views_open, trigger_id=trigger_id, view=view))

    def push_view(self, team: str, trigger_id: str, view: Modal) -> str:
        return _view_id(ask(self._clients(team).views_push, trigger_id=trigger_id, view=view))

    def update_view(self, team: str, view_id: str, view: Modal, hash_: str | None = None) -> str:
        """Replace a modal; with the `hash_` it was shown with, only while nobody else replaced it.

        A window that its reader closed or moved on from meanwhile is left as it is: empty.
        """
        try:
            return _view_id(ask(self._clients(team).views_update, view_id=view_id, view=view, hash=hash_))
        except Permanent as fault:
            if fault.error not in _MOVED_ON:
                raise
            return ""

    def publish_home(self, team: str, user: str, view: Modal) -> None:
        """Show the person's Home; the latest wins."""
        ask(self._clients(team).views_publish, user_id=user, view=view)

    def find(self, team: str, channel: str, thread_ts: str | None, mark: str) -> str | None:
        """The ts of the bot's own message with that mark among the newest in the channel, or in the thread.

        Not searched by time: a ts is civil time, which a simulator may have moved since the message was sent.
        Raises CannotLook where the bot may not read.
        """
        try:
            own = self._own_ids(team)
            for message in self._newest(team, channel, thread_ts):
                # Metadata can be written by any app: only the bot's own word counts.
                if _mark(message) == mark and own & {message.get("user"), message.get("bot_id")}:
                    return _text(message, "ts")
        except Permanent as fault:
            if fault.error == "thread_not_found":
                return None
            if fault.error in _CANNOT_LOOK:
                raise CannotLook(fault.error) from None
            raise
        return None

    def snoozed_until(self, team: str, user: str, now: datetime) -> datetime | None:
        """When the person's do-not-disturb ends, if it is on at `now` (civil time); None where that is not known."""
        asked_at = self._real_time.monotonic()
        if asked_at < self._dnd_unknown_until.get(team, asked_at):
            return None
        try:
            return _snooze_end(ask(self._clients(team).dnd_info, user=user), now)
        except SlackFault as fault:
            if fault.error == "missing_scope":
                self._dnd_unknown_until[team] = asked_at + ASK_SCOPE_AGAIN
            # A courtesy must not stop a reminder.
            logger.info("dnd unknown", extra={"team": team, "error": fault.error})
            return None

    def _own_ids(self, team: str) -> frozenset[str]:
        with self._lock:
            known = self._own.get(team)
        if known is None:
            answer = ask(self._clients(team).auth_test)
            known = frozenset(value for name in ("user_id", "bot_id") if isinstance(value := answer.get(name), str))
            with self._lock:
                self._own[team] = known
        return known

    def _newest(self, team: str, channel: str, thread_ts: str | None) -> Iterator[Json]:
        client = self._clients(team)
        call = client.conversations_replies if thread_ts else client.conversations_history
        # A channel is read from its end, a thread from its beginning: only the thread must be read to its end.
        pages = THREAD_PAGES if thread_ts else CHANNEL_PAGES
        seen, cursor = 0, None
        for _ in range(pages):
            answer = ask(call, channel=channel, ts=thread_ts, limit=PAGE, include_all_metadata=True, cursor=cursor)
            messages = _objects(answer.get("messages"))
            yield from messages
            seen += len(messages)
            cursor = next_cursor(answer)
            if not cursor or (not thread_ts and seen >= PAGE):
                return
        if thread_ts:
            raise CannotLook("thread_too_long")


def next_cursor(answer: Json) -> str | None:
    """Where the next page of a list starts."""
    more = answer.get("response_metadata")
    cursor = more.get("next_cursor") if isinstance(more, dict) else None
    return cursor if isinstance(cursor, str) and cursor else None


def _objects(value: Any) -> list[Json]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _mark(message: Json) -> str | None:
    metadata = message.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return None
    payload = metadata.get("event_payload")
    return payload.get("id") if isinstance(payload, dict) else None


def _text(answer: Json, name: str) -> str:
    value = answer.get(name)
    return value if isinstance(value, str) else ""


def _view_id(answer: Json) -> str:
    view = answer.get("view")
    return _text(view, "id") if isinstance(view, dict) else ""


def _snooze_end(answer: Json, now: datetime) -> datetime | None:
    moment = now.timestamp()
    ends = [_number(answer, "snooze_endtime")] if answer.get("snooze_enabled") is True else []
    if answer.get("dnd_enabled") is True and _number(answer, "next_dnd_start_ts") <= moment:
        ends.append(_number(answer, "next_dnd_end_ts"))
    latest = max(ends, default=0.0)
    return datetime.fromtimestamp(latest, UTC) if moment < latest < moment + 400 * 86_400 else None


def _number(answer: Json, name: str) -> float:
    value = answer.get(name)
    return float(value) if isinstance(value, int | float) else 0.0
