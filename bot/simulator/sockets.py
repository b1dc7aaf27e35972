"""Socket Mode: connections, the 3-second ack, redelivery of events."""

import asyncio
import contextlib
import json
import secrets
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.simulator import envelopes
from bot.simulator.recorder import Recorder
from bot.simulator.values import Ack, Json

ACK_WITHIN = 3.0
KEEP_WAITING = 360.0
"""Seconds an event waits for a connection; Slack's own retries span about six minutes."""
MOST_CONNECTIONS = 10


@dataclass(slots=True, eq=False)
class Connection:
    ws: web.WebSocketResponse
    request: web.Request
    queue: asyncio.Queue[str] = field(default_factory=asyncio.Queue)


@dataclass(slots=True, eq=False)
class Pending:
    """An envelope on its way: an event has a payload to retry, a request has a future to answer."""

    payload: Json
    attempt: int = 0
    answer: Future[Ack] | None = None
    connection: Connection | None = None
    timer: asyncio.TimerHandle | None = None
    since: float = field(default_factory=time.monotonic)


class Sockets:
    """All connections of the app. Methods run in the server's loop unless they say otherwise."""

    def __init__(self, recorder: Recorder, redelivery: tuple[float, ...]) -> None:
        self._recorder = recorder
        self._redelivery = redelivery
        self._tickets: set[str] = set()
        self._connections: deque[Connection] = deque()
        self._waiting: deque[Pending] = deque()
        self._pending: dict[str, Pending] = {}
        self._timers: set[asyncio.TimerHandle] = set()
        self.ack_within = ACK_WITHIN
        """Seconds; only a test of redelivery itself has reason to shorten it."""
        self.app_id = ""
        self.dropped = 0
        self.hellos = 0

    @property
    def connected(self) -> int:
        return len(self._connections)

    @property
    def unacked(self) -> int:
        """Envelopes sent and not acked, waiting for a connection or for their next delivery."""
        return len(self._pending) + len(self._waiting) + len(self._timers)

    def ticket(self) -> str:
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection from handshake to close; its ticket works once."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or self.connected >= MOST_CONNECTIONS:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse(max_msg_size=0)
        await ws.prepare(request)
        connection = Connection(ws, request)
        writer = asyncio.create_task(self._write(connection))
        try:
            self._say(connection, envelopes.hello(self.app_id, self.connected + 1))
            self._connections.append(connection)
            self.hellos += 1
            self._flush()
            async for message in ws:
                if message.type is WSMsgType.TEXT:
                    self._hear(message.data)
        finally:
            self._forget(connection)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return ws

    async def _write(self, connection: Connection) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):
            while True:
                await connection.ws.send_str(await connection.queue.get())

    def _say(self, connection: Connection, message: Json) -> None:
        kind = "envelope" if "envelope_id" in message else "socket"
        self._recorder.add("to_app", kind, message["type"], message)
        connection.queue.put_nowait(json.dumps(message))

    def _forget(self, connection: Connection) -> None:
        with contextlib.suppress(ValueError):
            self._connections.remove(connection)
        lost = [(key, p) for key, p in self._pending.items() if p.connection is connection]
        for key, pending in lost:
            self._missed(key, pending, "operation_timeout")

    def event(self, payload: Json) -> None:
        """Delivers an event to one of the connections."""
        self._send_event(Pending(payload))

    def request(self, kind: str, payload: Json, answered: bool, answer: Future[Ack]) -> None:
        """Sends a command or an interaction; it is never sent twice."""
        connection = self._next()
        if connection is None:
            answer.set_result(Ack({}, "dispatch_failed"))
            return
        envelope = envelopes.request_envelope(kind, payload, answered=answered)
        self._send(connection, envelope, Pending(payload, answer=answer))

    def _send_event(self, pending: Pending) -> None:
        connection = self._next()
        if connection is None:
            self._waiting.append(pending)
            return
        self._send(connection, envelopes.event_envelope(pending.payload, pending.attempt), pending)

    def _next(self) -> Connection | None:
        """The connections take turns."""
        self._connections.rotate(-1)
        return self._connections[-1] if self._connections else None

    def _send(self, connection: Connection, envelope: Json, pending: Pending) -> None:
        key = envelope["envelope_id"]
        pending.connection = connection
        loop = asyncio.get_running_loop()
        pending.timer = loop.call_later(self.ack_within, self._missed, key, pending, "operation_timeout")
        self._pending[key] = pending
        self._say(connection, envelope)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for pending in waiting:
            if time.monotonic() - pending.since > KEEP_WAITING:
                self.dropped += 1
            else:
                self._send_event(pending)

    def _hear(self, data: str) -> None:
        try:
            message: Json = json.loads(data)
            key = message["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._recorder.add("to_slack", "socket", "unreadable", data)
            return
        pending = self._pending.pop(key, None)
        late = pending is None
        payload = message.get("payload") or {}
        self._recorder.add("to_slack", "ack", key, payload, late=late)
        if pending is None:
            return
        if pending.timer is not None:
            pending.timer.cancel()
        if pending.answer is not None:
            pending.answer.set_result(Ack(payload if isinstance(payload, dict) else {}))

    def _missed(self, key: str, pending: Pending, error: str) -> None:
        if self._pending.pop(key, None) is None:
            return
        if pending.timer is not None:
            pending.timer.cancel()
        if pending.answer is not None:
            pending.answer.set_result(Ack({}, error))
        elif pending.attempt >= len(self._redelivery):
            self.dropped += 1
            self._recorder.add("to_app", "socket", "gave_up", pending.payload)
        else:
            again = Pending(pending.payload, pending.attempt + 1)
            self._later(self._redelivery[pending.attempt], again)

    def _later(self, delay: float, pending: Pending) -> None:
        def deliver() -> None:
            self._timers.discard(handle)
            self._send_event(pending)

        handle = asyncio.get_running_loop().call_later(delay, deliver)
        self._timers.add(handle)

    def raw(self, text: str) -> None:
        """Sends any text to one connection, as a broken or foreign server might."""
        connection = self._next()
        if connection is not None:
            self._recorder.add("to_app", "socket", "raw", text[:2000])
            connection.queue.put_nowait(text)

    def refresh(self, reason: str) -> None:
        """Asks the app to reconnect, as Slack does before it closes a connection."""
        for connection in list(self._connections):
            self._say(connection, envelopes.disconnect(reason))

    def abort(self) -> None:
        """Cuts every connection without a close frame."""
        for connection in list(self._connections):
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def close(self) -> None:
        for handle in list(self._timers):
            handle.cancel()
        for pending in list(self._pending.values()):
            if pending.timer is not None:
                pending.timer.cancel()
            if pending.answer is not None and not pending.answer.done():
                pending.answer.set_result(Ack({}, "dispatch_failed"))
        self._pending.clear()
        for connection in list(self._connections):
            await connection.ws.close(code=1001, message=b"going away")
