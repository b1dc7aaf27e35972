"""The page's files and its live feed: what a person hears, in order, and who may listen at all."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import aiohttp
import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.simulator import Channel, Person, Simulator
from bot.simulator.page_files import FOLDER
from tests.simulator.app import Json, ListeningApp, section

WAIT = 3.0
T = TypeVar("T")


def apart(what: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: the browser tests may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, what).result()


class Feed:
    """One window's line, without a browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def next(self, kind: str, holds: Callable[[Json], bool] = lambda _frame: True) -> Json:
        """The next frame of a kind that holds something; others are passed over."""
        async with asyncio.timeout(WAIT):
            while True:
                frame: Json = await self._socket.receive_json()
                if frame["type"] == kind and holds(frame):
                    return frame

    async def ask(self, kind: str, **more: Any) -> Json:
        await self._socket.send_json({"type": kind, "id": 7, **more})
        return await self.next("answer")


def listening(sim: Simulator, person: str, talk: Callable[[Feed], Awaitable[None]], **headers: str) -> None:
    async def run() -> None:
        address = f"{sim.url}sim/live?person={person}"
        async with aiohttp.ClientSession() as session, session.ws_connect(address, headers=headers) as socket:
            await talk(Feed(socket))

    apart(run())


def test_messages_reactions_and_deletions_arrive(sim: Simulator, room: Channel, ana: Person) -> None:
    async def talk(feed: Feed) -> None:
        frame = await feed.next("frame")
        assert room.id in [channel["id"] for channel in frame["channels"]]
        said = await asyncio.to_thread(ana.says, room, "hello")
        assert (await feed.next("message"))["message"]["text"] == "hello"
        await asyncio.to_thread(ana.reacts, said, "compass")
        await feed.next("message", lambda f: bool(f["message"].get("reactions")))
        await asyncio.to_thread(ana.says, room, "a reply", said)
        await feed.next("message", lambda f: f["message"].get("reply_count") == 1)
        other = await asyncio.to_thread(ana.says, room, "soon gone")
        await asyncio.to_thread(ana.deletes, other)
        assert (await feed.next("gone"))["ts"] == other.ts

    listening(sim, ana.name, talk)


def test_nobody_hears_what_is_not_for_them(sim: Simulator, app: ListeningApp, room: Channel, ana: Person) -> None:
    zoe = sim.person("zoe-outside")
    closed = sim.channel("closed-room", [ana], private=True)

    async def talk(feed: Feed) -> None:
        frame = await feed.next("frame")
        assert closed.id not in [channel["id"] for channel in frame["channels"]]
        assert ana.dm.id not in [channel["id"] for channel in frame["channels"]]
        await asyncio.to_thread(ana.says, closed, "secret")
        app.on_request = lambda _request: {"text": "only for ana"}
        await asyncio.to_thread(ana.commands, room, "/interests")
        await asyncio.to_thread(ana.says, room, "public")
        assert (await feed.next("message"))["message"]["text"] == "public"
        assert "error" in await feed.ask("history", channel=closed.id)
        assert "only for ana" not in str(await feed.ask("history", channel=room.id))

    listening(sim, zoe.name, talk)


def test_modals_whispers_and_the_clock(sim: Simulator, app: ListeningApp, room: Channel, ana: Person) -> None:
    async def talk(feed: Feed) -> None:
        def opens(request: SocketModeRequest) -> None:
            app.web.views_open(trigger_id=request.payload["trigger_id"], view=VIEW)

        app.on_request = opens
        await feed.next("modal", lambda f: f["modal"] is None)
        await asyncio.to_thread(ana.commands, room, "/interests")
        opened = await feed.next("modal")
        assert opened["modal"]["view"]["title"]["text"] == "A form"
        assert ana.modal
        await asyncio.to_thread(ana.closes, ana.modal)
        assert (await feed.next("modal"))["modal"] is None
        app.on_request = lambda _request: {"text": "a whisper"}
        await asyncio.to_thread(ana.commands, room, "/interests")
        assert (await feed.next("message"))["message"]["is_ephemeral"]
        sim.advance(hours=2)
        assert (await feed.next("clock"))["offset"] > 7000
        sim.announce({"type": "tour", "story": None})
        assert (await feed.next("tour"))["story"] is None

    listening(sim, ana.name, talk)


VIEW = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A form"},
    "close": {"type": "plain_text", "text": "Close"},
    "blocks": [section("words")],
}


def test_pages_unread_marks_and_rows(sim: Simulator, room: Channel, ana: Person) -> None:
    sam = sim.person("sam-live")
    sam.joins(room)
    texts = [f"line {number}" for number in range(120)]
    for text in texts:
        sam.says(room, text)

    async def talk(feed: Feed) -> None:
        mine = next(c for c in (await feed.next("frame"))["channels"] if c["id"] == room.id)
        assert mine["unread"] == 99
        page = await feed.ask("history", channel=room.id)
        assert [m["text"] for m in page["messages"]] == texts[-50:]
        assert page["more"]
        older = await feed.ask("history", channel=room.id, before=page["messages"][0]["ts"])
        assert [m["text"] for m in older["messages"]] == texts[-100:-50]
        whole = await feed.ask("history", channel=room.id, upto=older["messages"][0]["ts"])
        assert len(whole["messages"]) == 100
        await feed.ask("read", channel=room.id, ts=page["messages"][-1]["ts"])
        await feed.next("frame", lambda f: all(c["unread"] == 0 for c in f["channels"] if c["id"] == room.id))
        await feed.ask("inspect", on=True, after=0)
        assert (await feed.next("rows"))["rows"]
        assert "error" in await feed.ask("nonsense")

    listening(sim, ana.name, talk)


def test_only_this_page_may_listen(sim: Simulator, ana: Person) -> None:
    async def talk(_feed: Feed) -> None: ...

    listening(sim, ana.name, talk, Origin=sim.url.rstrip("/"))
    for origin in ("https://example.com", "http://localhost:1", "null"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            listening(sim, ana.name, talk, Origin=origin)
        assert refused.value.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        listening(sim, ana.name, talk, Host="evil.example")


def test_a_name_nobody_has_is_turned_away(sim: Simulator) -> None:
    async def run() -> int | None:
        async with aiohttp.ClientSession() as session:
            for name in ("nobody-here", "interests"):
                async with session.ws_connect(f"{sim.url}sim/live?person={name}") as socket:
                    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
            return socket.close_code

    assert apart(run()) == 4404
    assert "nobody-here" not in [person.name for person in sim.people]


def test_the_page_comes_under_a_strict_policy(sim: Simulator) -> None:
    for path in ("", "page/main.js", "page/base.css"):
        with urllib.request.urlopen(sim.url + path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
            assert "unsafe" not in policy
            assert answer.read()
    for path in ("page/nothing.js", "page/..%2fserver.py", "page/%2e%2e/server.py"):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(sim.url + path)
    assert {file.suffix for file in FOLDER.iterdir()} <= {".html", ".css", ".js"}
