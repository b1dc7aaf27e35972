"""The running simulator: a thread with its own event loop, and how other threads talk to it."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future

from aiohttp import web

from bot.simulator.sockets import ACK_WITHIN, Sockets
from bot.simulator.values import Ack, Json, SimulatorError

HOST = "127.0.0.1"


class Engine:
    """Starts and stops the server; events and requests may come from any thread."""

    def __init__(self, sockets: Sockets, port: int) -> None:
        self._sockets = sockets
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._runner: web.AppRunner | None = None
        self.port = port
        self.running = False

    def start(self, application: web.Application) -> None:
        """Binds the port (a free one for 0) and serves; raises OSError when it is taken."""
        self._loop = loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(loop,), name="slack-simulator", daemon=True)
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._serve(application), loop).result(10)
        except BaseException:
            self.stop()
            raise
        self.running = True

    async def _serve(self, application: web.Application) -> None:
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    @staticmethod
    def _run(loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        loop.run_forever()
        for task in (tasks := asyncio.all_tasks(loop)):
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    def stop(self) -> None:
        """Ends everything within a second; a second call does nothing."""
        self.running = False
        if self._loop is None or self._thread is None or not self._thread.is_alive():
            return
        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(0.8)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(1)

    async def _close(self) -> None:
        await self._sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def event(self, payload: Json) -> None:
        self.soon(self._sockets.event, payload)

    def request(self, kind: str, payload: Json, *, answered: bool) -> Ack:
        """Sends a command or an interaction and waits for the ack, at most Slack's three seconds."""
        if threading.current_thread() is self._thread:
            raise SimulatorError("an interaction waits for the app: call it from another thread")
        if not self.running:
            raise SimulatorError("the simulator is not running: use it as `with sim:`")
        answer: Future[Ack] = Future()
        self.soon(self._sockets.request, kind, payload, answered, answer)
        return answer.result(ACK_WITHIN + 2)

    def raw(self, text: str) -> None:
        self.soon(self._sockets.raw, text)

    def refresh(self, reason: str) -> None:
        self.soon(self._sockets.refresh, reason)

    def abort(self) -> None:
        self.soon(self._sockets.abort)

    def flush(self) -> None:
        """Returns when everything asked for so far has run."""
        if self.running and self._loop is not None:
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self._loop).result(5)

    def soon(self, what: Callable[..., None], *args: object) -> None:
        """Runs something in the loop, in the order asked; before start and after stop nothing happens."""
        if self.running and self._loop is not None:
            self._loop.call_soon_threadsafe(what, *args)
