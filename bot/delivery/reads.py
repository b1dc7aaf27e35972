"""What the services may ask of Slack, answered from the Web API."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from bot.delivery.faults import Json, Permanent, ask
from bot.delivery.gateway import Clients, next_cursor
from bot.domain.model import MessageRef
from bot.services.ports import SlackChannel, SlackMessage, SlackPerson

MEMBERS_PAGE = 1000
MEMBERS_PAGES = 50
REPLIES_PAGE = 200
KNOWN_LINKS = 4096
GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger")
_CREDENTIALS = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})


class Reads:
    """SlackReads over the Web API; raises RateLimited or Passing, and Permanent when the token itself is refused."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._link = lru_cache(KNOWN_LINKS)(self._ask_link)

    def message(self, ref: MessageRef) -> SlackMessage | None:
        """reactions.get first: it needs no history scope, works for replies and is not cut to one call a minute."""
        client = self._clients(ref.team)
        answer = _read(client.reactions_get, channel=ref.channel, timestamp=ref.ts)
        found = answer.get("message") if answer else None
        if isinstance(found, dict) and isinstance(found.get("text"), str):
            return _message(ref, found)
        return next((_message(ref, item) for item in self._history(ref) if item.get("ts") == ref.ts), None)

    def _history(self, ref: MessageRef) -> Iterator[Json]:
        client = self._clients(ref.team)
        only = {"channel": ref.channel, "latest": ref.ts, "oldest": ref.ts, "inclusive": True, "limit": 1}
        yield from _messages(_read(client.conversations_history, **only))
        # A reply is in no channel's history; a thread's answer begins with its root, whatever the bounds.
        yield from _messages(_read(client.conversations_replies, **(only | {"ts": ref.root, "limit": 2})))

    def permalink(self, ref: MessageRef) -> str | None:
        """A message's link never changes, so it is asked for once; that there is none is not remembered."""
        try:
            return self._link(ref.team, ref.channel, ref.ts)
        except LookupError:
            return None

    def _ask_link(self, team: str, channel: str, ts: str) -> str:
        answer = _read(self._clients(team).chat_getPermalink, channel=channel, message_ts=ts)
        link = answer.get("permalink") if answer else None
        if not isinstance(link, str):
            raise LookupError(ts)  # noqa: TRY004 - there is none, or none is told
        return link

    def channel(self, team: str, channel: str) -> SlackChannel | None:
        answer = _read(self._clients(team).conversations_info, channel=channel)
        found = answer.get("channel") if answer else None
        if not isinstance(found, dict):
            return None
        direct = found.get("is_im") is True
        return SlackChannel(
            channel=channel,
            name=found["name"] if isinstance(found.get("name"), str) else "",
            private=direct or found.get("is_private") is True or found.get("is_mpim") is True,
            shared=found.get("is_ext_shared") is True,
            member=direct or found.get("is_member") is True,
            archived=found.get("is_archived") is True,
        )

    def members(self, team: str, channel: str, among: Collection[str]) -> frozenset[str]:
        call = self._clients(team).conversations_members
        wanted, found = set(among), set[str]()
        cursor = None
        for _ in range(MEMBERS_PAGES):
            if wanted == found:
                break
            answer = _read(call, channel=channel, limit=MEMBERS_PAGE, cursor=cursor)
            members = answer.get("members") if answer else None
            found |= wanted & set(members if isinstance(members, list) else ())
            cursor = next_cursor(answer) if answer else None
            if not cursor:
                break
        return frozenset(found)

    def person(self, team: str, user: str) -> SlackPerson | None:
        answer = _read(self._clients(team).users_info, user=user)
        found = answer.get("user") if answer else None
        if not isinstance(found, dict):
            return None
        zone = found.get("tz")
        return SlackPerson(
            user=user,
            zone=zone if isinstance(zone, str) and zone else None,
            active=found.get("deleted") is not True,
            bot=found.get("is_bot") is True or user == "USLACKBOT",
            guest=any(found.get(name) is True for name in GUESTS),
        )

    def replies(self, ref: MessageRef, since: datetime) -> Sequence[SlackMessage] | None:
        """One page is enough to tell what came; a thread's answer begins with its root, whatever the bounds."""
        call = self._clients(ref.team).conversations_replies
        oldest = f"{since.timestamp():.6f}"
        answer = _read(call, channel=ref.channel, ts=ref.root, oldest=oldest, limit=REPLIES_PAGE)
        if answer is None:
            return None
        found = [item for item in _messages(answer) if _is_after(item.get("ts"), since) and item["ts"] != ref.root]
        return [_message(MessageRef(ref.team, ref.channel, item["ts"], ref.root), item) for item in found]


def unescaped(text: str) -> str:
    """Slack's text as people typed it: exactly its three entities, once (`&amp;lt;` was typed as `&lt;`)."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read(method: Any, **arguments: Any) -> Json | None:
    try:
        return ask(method, **arguments)
    except Permanent as fault:
        if fault.error in _CREDENTIALS:
            raise
        return None


def _messages(answer: Json | None) -> list[Json]:
    found = answer.get("messages") if answer else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _is_after(ts: object, since: datetime) -> bool:
    try:
        return isinstance(ts, str) and float(ts) > since.timestamp()
    except ValueError:
        return False


def _message(ref: MessageRef, found: Json) -> SlackMessage:
    user, text, thread = found.get("user"), found.get("text"), found.get("thread_ts")
    root = thread if isinstance(thread, str) and thread != ref.ts else ref.thread_ts
    return SlackMessage(
        ref=MessageRef(ref.team, ref.channel, ref.ts, root),
        user=user if isinstance(user, str) else None,
        text=unescaped(text) if isinstance(text, str) else "",
        bot="bot_id" in found or found.get("subtype") == "bot_message",
    )
