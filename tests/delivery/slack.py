"""A small Slack on loopback for delivery's tests: scripted Web API answers and Socket Mode connections."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import WSMsgType, web

TOKEN = "xoxb-1-secret"
MARK = "7f0e0e5e-0000-5000-8000-000000000001"

Json = dict[str, Any]
Answer = Json | str | bytes | tuple[int, Any] | tuple[int, Any, dict[str, str]]


class TinySlack:
    """Answers each method with what is scripted for it, else with `{"ok": true}`; remembers every call."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.answers: dict[str, list[Answer]] = {}
        self.acks: list[Json] = []
        self.sockets: list[web.WebSocketResponse] = []
        self.connections = 0
        self.drop_next_call = False
        self.silent = False
        self.port = 0
        self.tickets: set[str] = set()
        self._loop = asyncio.new_event_loop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def will_answer(self, method: str, *answers: Answer) -> None:
        self.answers.setdefault(method, []).extend(answers)

    def called(self, method: str) -> list[Json]:
        return [arguments for name, arguments in self.calls if name == method]

    async def api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        form = request.content_type == "application/x-www-form-urlencoded"
        arguments = dict(await request.post()) if form else json.loads(await request.text() or "{}")
        self.calls.append((method, arguments))
        if self.drop_next_call:
            self.drop_next_call = False
            assert request.transport is not None
            request.transport.abort()
        if self.answers.get(method):
            return _response(self.answers[method].pop(0))
        if method == "apps.connections.open":
            ticket = f"t{len(self.calls)}"
            self.tickets.add(ticket)
            return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket={ticket}"})
        return web.json_response({"ok": True})

    async def link(self, request: web.Request) -> web.StreamResponse:
        if request.query["ticket"] not in self.tickets:
            return web.Response(status=403)
        self.tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(autoping=not self.silent)
        await socket.prepare(request)
        self.connections += 1
        self.sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.acks.append(json.loads(message.data))
        return socket

    # -- from the test's thread

    def send(self, frame: object) -> None:
        """A string goes out as it is, everything else as JSON."""
        text = frame if isinstance(frame, str) else json.dumps(frame)
        self._do(lambda: self.sockets[-1].send_str(text))

    def close(self) -> None:
        self._do(self.sockets[-1].close)

    def cut(self) -> None:
        """The connection breaks without a goodbye."""

        async def abort() -> None:
            transport = self.sockets[-1]._req.transport if self.sockets[-1]._req else None
            assert transport is not None
            transport.abort()

        self._do(abort)

    def _do(self, make: Callable[[], Any]) -> None:
        async def run() -> None:
            await make()

        asyncio.run_coroutine_threadsafe(run(), self._loop).result(5)

    # -- life

    async def _start(self, port: int) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/api/{method}", self.api)
        app.router.add_get("/link", self.link)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.port = runner.addresses[0][1]
        return runner

    @contextmanager
    def serving(self, port: int = 0) -> Iterator["TinySlack"]:
        thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        runner = asyncio.run_coroutine_threadsafe(self._start(port), self._loop).result(5)
        try:
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(runner.cleanup(), self._loop).result(5)
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(5)
            self._loop.close()


def _response(answer: Answer) -> web.Response:
    status, headers = 200, {}
    if isinstance(answer, tuple):
        status, headers = answer[0], answer[2] if len(answer) == 3 else {}
        answer = answer[1]
    if isinstance(answer, bytes | str):
        return web.Response(status=status, body=answer, headers=headers)
    return web.json_response(answer, status=status, headers=headers)


def until(condition: Callable[[], bool], within: float = 5.0) -> None:
    """Wait for it; fails after `within` seconds."""
    give_up_at = time.monotonic() + within
    while not condition():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.005)
