"""What one person's window shows: people, channels, unread marks, messages, threads and open views."""

from collections.abc import Iterator
from typing import Any

from bot.simulator import forms
from bot.simulator.manifest import Manifest
from bot.simulator.sockets import Sockets
from bot.simulator.values import Json, SimulatorError
from bot.simulator.views import Views
from bot.simulator.workspace import Channel, Ephemeral, User, Workspace

HIDDEN_KEYS = frozenset({"metadata", "bot_profile", "root"})
QUIET = frozenset({"channel_join", "channel_leave"})
MOST_COUNTED = 99
PAGE = 50
LONGEST_PAGE = 2500


class Outlook:
    """Reads the workspace for one reader at a time; callers hold the workspace's lock."""

    def __init__(self, ws: Workspace, views: Views, manifest: Manifest, sockets: Sockets) -> None:
        self.ws = ws
        self._views = views
        self._manifest = manifest
        self._sockets = sockets
        self._read: dict[tuple[str, str, str], str] = {}

    # -- the frame around the messages

    def scenery(self, user: User) -> tuple[Any, ...]:
        """Everything cheap to compare that makes the window's frame stale when it differs."""
        people = tuple((u.id, u.name, u.real_name, u.zone, u.title, u.deleted) for u in self.ws.users.values())
        places = tuple((c.id, c.name, c.archived, c.shared, tuple(c.members)) for c in self.ws.channels.values())
        home = self._views.homes.get(user.id)
        return people, places, self._sockets.connected > 0, home.hash if home else ""

    def frame(self, user: User) -> Json:
        """Who is here, where they can go and what is unread."""
        home = self._views.homes.get(user.id)
        return {
            "team": self.ws.team,
            "workspace": self.ws.name,
            "domain": self.ws.domain,
            "me": user.id,
            "app": self._app(),
            "users": [_user(u) for u in self.ws.users.values()],
            "channels": [self._place(user, c) for c in self.visible(user)],
            "threads": sum(1 for t in self.threads(user) if t["unread"]),
            "home": self._views.shown(home) if home else None,
        }

    def _app(self) -> Json:
        app = self.ws.app
        return {
            "name": app.name,
            "bot_user": app.bot_user,
            "bot_id": app.bot_id,
            "connected": self._sockets.connected > 0,
            "home_tab": self._manifest.home_tab,
            "commands": list(self._manifest.commands.values()),
            "shortcuts": list(self._manifest.shortcuts.values()),
        }

    def visible(self, user: User) -> Iterator[Channel]:
        self.ws.dm(user.id)
        return (c for c in self.ws.channels.values() if c.kind == "channel" or user.id in c.members)

    def _place(self, user: User, channel: Channel) -> Json:
        unread, named = self._unread(user, channel)
        return {
            "id": channel.id,
            "name": channel.name,
            "kind": channel.kind,
            "shared": channel.shared,
            "archived": channel.archived,
            "members": list(channel.members),
            "read": self._read.get((user.id, channel.id, ""), ""),
            "unread": unread,
            "named": named,
        }

    def _unread(self, user: User, channel: Channel) -> tuple[int, bool]:
        """How many messages wait there, and whether one of them is for this person by name."""
        if user.id not in channel.members:
            return 0, False
        since = self._read.get((user.id, channel.id, ""), "")
        hidden = [e.message for e in channel.ephemeral if e.viewer == user.id and e.message["ts"] > since]
        count = sum(1 for m in hidden if is_root(m))
        named = count > 0
        for message in reversed(channel.messages):
            if message["ts"] <= since or count >= MOST_COUNTED:
                break
            if is_root(message) and message.get("user") != user.id and message.get("subtype") not in QUIET:
                count += 1
                named = named or channel.kind == "im" or f"<@{user.id}>" in message.get("text", "")
        return count, named

    def read(self, user: User, channel: str, thread: str, ts: str) -> None:
        """This person has seen everything up to `ts` there."""
        key = (user.id, channel, thread)
        self._read[key] = max(ts, self._read.get(key, ""))

    # -- messages

    def channel(self, user: User, id_: str) -> Channel:
        """The channel, if this person may look into it."""
        found = self.ws.channels.get(id_)
        if found is None or (found.kind != "channel" and user.id not in found.members):
            raise SimulatorError("there is no such channel for this person")
        return found

    def message(self, user: User, channel: Channel, ts: str) -> Json | None:
        """One message as this person sees it now; None when it is gone."""
        stored = channel.message(ts)
        if stored is not None:
            return self._shown(user, channel, stored)
        mine = (e.message for e in self._own(user, channel) if e.message["ts"] == ts)
        return next((self._shown(user, channel, m, ephemeral=True) for m in mine), None)

    def _shown(self, user: User, channel: Channel, message: Json, *, ephemeral: bool = False) -> Json:
        shown = {k: v for k, v in message.items() if k not in HIDDEN_KEYS} | {"channel": channel.id}
        if ephemeral:
            shown["is_ephemeral"] = True
        blocks = message.get("blocks") or []
        if any(True for _ in forms.stateful(blocks)):
            shown["state"] = forms.state_of(blocks, self.ws.client_state.get((user.id, channel.id, message["ts"])))
        return shown

    @staticmethod
    def _own(user: User, channel: Channel) -> Iterator[Ephemeral]:
        return (e for e in channel.ephemeral if e.viewer == user.id)

    def history(self, user: User, channel: Channel, before: str = "", upto: str = "") -> Json:
        """A page of the channel, replies left out: what stands before a moment, or all from `upto` on."""
        found = [(m["ts"], m, False) for m in channel.messages if is_root(m)]
        found += [(e.message["ts"], e.message, True) for e in self._own(user, channel) if is_root(e.message)]
        found = sorted((row for row in found if not before or row[0] < before), key=lambda row: row[0])
        wanted = sum(1 for ts, _, _ in found if ts >= upto) if upto else PAGE
        kept = found[-min(max(wanted, PAGE), LONGEST_PAGE) :]
        shown = [self._shown(user, channel, m, ephemeral=hidden) for _, m, hidden in kept]
        return {"messages": shown, "more": len(kept) < len(found)}

    def thread(self, user: User, channel: Channel, ts: str) -> Json:
        """A whole thread, by the moment of its root or of one of its replies."""
        found = channel.message(ts)
        root = str(found.get("thread_ts", ts)) if found else ts
        rows = [(m["ts"], m, False) for m in channel.thread(root)]
        rows += [(m["ts"], m, True) for e in self._own(user, channel) if (m := e.message).get("thread_ts") == root]
        rows.sort(key=lambda row: row[0])
        shown = [self._shown(user, channel, m, ephemeral=hidden) for _, m, hidden in rows]
        return {"root": root, "messages": shown[-LONGEST_PAGE:]}

    def threads(self, user: User) -> list[Json]:
        """Threads this person takes part in, the newest first: in the DM all of them."""
        found = []
        for channel in self.visible(user):
            for root in channel.messages:
                if root.get("reply_count") and self._follows(user, channel, root):
                    since = self._read.get((user.id, channel.id, root["ts"]), "")
                    new = [m for m in channel.thread(root["ts"]) if m["ts"] > since and m.get("user") != user.id]
                    unread = any(m is not root for m in new)
                    found.append({"message": self._shown(user, channel, root), "unread": unread})
        return sorted(found, key=lambda row: row["message"]["latest_reply"], reverse=True)

    @staticmethod
    def _follows(user: User, channel: Channel, root: Json) -> bool:
        return channel.kind == "im" or user.id == root.get("user") or user.id in root.get("reply_users", ())

    def whispers(self, user: User) -> dict[tuple[str, str], tuple[Any, ...]]:
        """What only this person sees, each with something that differs once it was changed."""
        return {
            (channel.id, e.message["ts"]): (e.message.get("text"), id(e.message.get("blocks")))
            for channel in self.ws.channels.values()
            for e in channel.ephemeral
            if e.viewer == user.id
        }

    # -- views

    def modal_mark(self, user: User) -> tuple[Any, ...]:
        """What differs once another modal, or another state of it, is on the screen."""
        stack = self._views.stacks.get(user.id) or []
        top = stack[-1] if stack else None
        return (len(stack), top.id, top.hash, tuple(top.errors.items())) if top else ()

    def modal(self, user: User) -> Json | None:
        """The topmost view with what stands in its fields, and how many lie under it."""
        top = self._views.top(user.id)
        if top is None:
            return None
        depth = len(self._views.stacks[user.id])
        return {"view": self._views.shown(top), "errors": dict(top.errors), "depth": depth}


def is_root(message: Json) -> bool:
    """Whether the channel itself shows the message, and not only a thread."""
    thread = message.get("thread_ts")
    return thread in {None, message["ts"]} or message.get("subtype") == "thread_broadcast"


def _user(user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "zone": user.zone,
        "title": user.title,
        "color": user.color,
        "is_bot": user.is_bot,
        "deleted": user.deleted,
    }
