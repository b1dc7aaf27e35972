"""The live feed of the page: a WebSocket a window, which hears what its person may see as it happens."""

import asyncio
import contextlib
import json
from collections import deque
from typing import Any
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from bot.simulator.clock import CivilClock
from bot.simulator.outlook import Outlook
from bot.simulator.recorder import Recorder
from bot.simulator.values import Json, SimulatorError
from bot.simulator.workspace import Channel, User

STEP = 0.05
"""Seconds between two looks: what happens within one is told together, and a window never waits long."""
MOST_ROWS = 200
LARGEST = 64 * 1024
NOBODY = 4404
"""The close code for a name nobody has."""


class Feed:
    """One window: what its person has been told, and what is still to tell."""

    def __init__(self, outlook: Outlook, clock: CivilClock, recorder: Recorder, user: User) -> None:
        self.user = user
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        self.touched: dict[tuple[str, str], None] = {}
        self.announced: deque[Json] = deque()
        self.stale = True
        self._outlook = outlook
        self._clock = clock
        self._recorder = recorder
        self._scenery: Any = None
        self._whispers = outlook.whispers(user)
        self._modal: Any = None
        self._offset: float | None = None
        self._inspected: int | None = None

    def say(self, kind: str, **content: Any) -> None:
        self.queue.put_nowait(json.dumps({"type": kind, **content}, default=str))

    def look(self) -> None:
        """Tells everything that differs from the last look; the caller holds the workspace's lock."""
        self._whispered()
        self._frame()
        for channel_id, ts in self.touched:
            self._message(channel_id, ts)
        self.touched.clear()
        self._view()
        if self._offset != self._clock.offset:
            self._offset = self._clock.offset
            self.say("clock", now=self._clock.now().isoformat(), offset=self._offset)
        while self.announced:
            self.queue.put_nowait(json.dumps(self.announced.popleft(), default=str))
        self._rows()

    def _whispered(self) -> None:
        now = self._outlook.whispers(self.user)
        if now != self._whispers:
            differ = [key for key in now.keys() | self._whispers.keys() if now.get(key) != self._whispers.get(key)]
            self.touched |= dict.fromkeys(sorted(differ))
            self._whispers, self.stale = now, True

    def _frame(self) -> None:
        scenery = self._outlook.scenery(self.user)
        if self.stale or scenery != self._scenery:
            self._scenery, self.stale = scenery, False
            self.say("frame", **self._outlook.frame(self.user))

    def _message(self, channel_id: str, ts: str) -> None:
        with contextlib.suppress(SimulatorError):
            channel = self._outlook.channel(self.user, channel_id)
            found = self._outlook.message(self.user, channel, ts)
            if found is None:
                self.say("gone", channel=channel_id, ts=ts)
            else:
                self.say("message", message=found)

    def _view(self) -> None:
        mark = self._outlook.modal_mark(self.user)
        if mark != self._modal:
            self._modal = mark
            self.say("modal", modal=self._outlook.modal(self.user))

    def _rows(self) -> None:
        if self._inspected is not None and self._recorder.last > self._inspected:
            rows = self._recorder.rows(self._inspected)[-MOST_ROWS:]
            self._inspected = rows[-1]["n"]
            self.say("rows", rows=rows)

    def hear(self, asked: Json) -> None:
        """Answers what the window asks, in the same line as everything else, so that nothing overtakes."""
        answer = getattr(self, f"_ask_{asked.get('type')}", None)
        try:
            found = answer(asked) if answer else {"error": "unknown question"}
        except (SimulatorError, KeyError, TypeError, ValueError) as error:
            found = {"error": str(error)}
        if "id" in asked:
            self.say("answer", id=asked["id"], **(found or {}))

    def _ask_history(self, asked: Json) -> Json:
        channel = self._outlook.channel(self.user, asked["channel"])
        return self._outlook.history(self.user, channel, asked.get("before", ""), asked.get("upto", ""))

    def _ask_thread(self, asked: Json) -> Json:
        return self._outlook.thread(self.user, self._outlook.channel(self.user, asked["channel"]), asked["ts"])

    def _ask_threads(self, _asked: Json) -> Json:
        return {"threads": self._outlook.threads(self.user)[:100]}

    def _ask_read(self, asked: Json) -> None:
        self._outlook.read(self.user, asked["channel"], asked.get("thread", ""), asked["ts"])
        self.stale = True

    def _ask_inspect(self, asked: Json) -> None:
        self._inspected = max(int(asked["after"]), self._recorder.last - MOST_ROWS) if asked.get("on") else None


class Live:
    """All open windows."""

    def __init__(self, outlook: Outlook, clock: CivilClock, recorder: Recorder) -> None:
        self._outlook = outlook
        self._clock = clock
        self._recorder = recorder
        self._feeds: dict[Feed, web.Request] = {}
        self._sockets: set[web.WebSocketResponse] = set()

    def add_to(self, application: web.Application) -> None:
        application.router.add_get("/sim/live", self._serve)
        application.on_shutdown.append(self._close)

    def heard(self, event: Json, channel: Channel | None) -> None:
        """Something happened in a channel; the caller holds the workspace's lock."""
        if channel is None:
            return
        about = [(channel.id, ts) for ts in _moments(event)]
        for feed in self._feeds:
            feed.touched |= dict.fromkeys(about)
            feed.stale = True

    def announce(self, frame: Json) -> None:
        """Tells every window; may be called from any thread."""
        with self._outlook.ws.lock:
            for feed in self._feeds:
                feed.announced.append(frame)

    def drop(self) -> None:
        """Cuts every window's connection without a word."""
        for request in list(self._feeds.values()):
            if request.transport is not None:
                request.transport.abort()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if not same_origin(request):
            return web.Response(status=403, text="this page only")
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=LARGEST)
        await socket.prepare(request)
        with self._outlook.ws.lock:
            user = self._outlook.ws.user_named(request.query.get("person", ""))
            if user is None or user.is_bot:
                user = None
            else:
                feed = Feed(self._outlook, self._clock, self._recorder, user)
                self._feeds[feed] = request
        if user is None:
            await socket.close(code=NOBODY, message=b"nobody has this name")
            return socket
        self._sockets.add(socket)
        tasks = [asyncio.create_task(self._watch(feed)), asyncio.create_task(_write(feed, socket))]
        try:
            await self._listen(feed, socket)
        finally:
            with self._outlook.ws.lock:
                self._feeds.pop(feed, None)
            self._sockets.discard(socket)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return socket

    async def _watch(self, feed: Feed) -> None:
        while True:
            with self._outlook.ws.lock:
                feed.look()
            await asyncio.sleep(STEP)

    async def _listen(self, feed: Feed, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            with contextlib.suppress(ValueError):
                asked = json.loads(message.data)
                if isinstance(asked, dict):
                    with self._outlook.ws.lock:
                        feed.look()
                        feed.hear(asked)

    async def _close(self, _application: web.Application) -> None:
        for socket in list(self._sockets):
            await socket.close(code=1001, message=b"going away")


async def _write(feed: Feed, socket: web.WebSocketResponse) -> None:
    with contextlib.suppress(ConnectionError, RuntimeError):
        while True:
            await socket.send_str(await feed.queue.get())


def _moments(event: Json) -> list[str]:
    """The messages an event is about: itself, the one changed or deleted, the root whose count it moves."""
    found = [event.get("item", {}).get("ts")] if event["type"].startswith("reaction_") else []
    if event["type"] == "message":
        parts = (event, event.get("message") or {}, event.get("previous_message") or {})
        found += [part.get("thread_ts") for part in parts] + [part.get("ts") for part in parts[1:]]
        found.append(None if event.get("hidden") else event["ts"])
    return list(dict.fromkeys(ts for ts in found if ts))


def same_origin(request: web.Request) -> bool:
    """A page from elsewhere always names its origin; who names none is no browser."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
