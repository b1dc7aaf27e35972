"""The line to Slack: one Socket Mode connection, renewed when it is lost; events are stored before they are acked."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.intake import Intake
from bot.delivery.pacing import Paces, backoff, chance
from bot.logs import where
from bot.services.ports import RealTime

THREADS = 32
CONNECT_WITHIN = 2.0
RENEW_WITHIN = 10.0
LOOK_EVERY = 0.1
STEADY_AFTER = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0
_REFUSALS = """invalid_auth not_authed account_inactive token_revoked token_expired not_allowed_token_type
    missing_scope no_permission access_denied forbidden_team"""
REFUSALS = frozenset(_REFUSALS.split())
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

logger = logging.getLogger("interests.delivery.socket")


class SocketRefused(Exception):
    """Slack does not accept the app-level token; trying again is of no use. `error` is Slack's code."""

    def __init__(self, error: str) -> None:
        super().__init__(f"SLACK_APP_TOKEN: Slack refused it ({error}); it needs the scope connections:write")
        self.error = error


class SocketReceiver:
    """Runs in a thread of its own; what comes in goes to `intake` in a pool of threads."""

    def __init__(
        self,
        app_token: str,
        base_url: str,
        intake: Intake,
        real_time: RealTime,
        paces: Paces,
    ) -> None:
        self._app_token = app_token
        self._base_url = base_url
        self._intake = intake
        self._real_time = real_time
        self._paces = paces
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="socket")
        self._thread = threading.Thread(target=self._run, name="socket", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._running, self._settled = threading.Event(), threading.Event()
        self._refused: SocketRefused | None = None
        self._last_sign = real_time.monotonic()
        self._connected = False

    # -- from other threads --------------------------------------------------------------------------------------

    def start(self) -> None:
        """Connect, and stay connected until `stop`."""
        self._thread.start()

    def ready(self, timeout: float) -> bool:
        """Whether Slack said hello within `timeout` seconds; raises SocketRefused when it never will."""
        self._settled.wait(timeout)
        if self._refused is not None:
            raise self._refused
        return self._connected

    def age(self) -> float:
        """Seconds since the last sign of life: hello, pong or envelope."""
        return self._real_time.monotonic() - self._last_sign

    @property
    def healthy(self) -> bool:
        return self._connected and self.age() < self._stale_after

    @property
    def refused(self) -> str | None:
        """Slack's code when it does not accept the token and the receiver gave up."""
        return self._refused.error if self._refused else None

    def stop(self, timeout: float = 2.0) -> None:
        """Close the connection. What was stored and not acked yet comes again and is known then."""
        if not self._thread.is_alive():
            return
        self._running.wait(timeout)
        if self._loop is not None and self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(timeout)

    # -- the connection ------------------------------------------------------------------------------------------

    @property
    def _stale_after(self) -> float:
        return self._paces.ping_interval * 4

    def _run(self) -> None:
        try:
            asyncio.run(self._stay_connected())
        except asyncio.CancelledError:
            pass
        finally:
            self._connected = False
            self._settled.set()
            self._pool.shutdown(wait=False, cancel_futures=True)

    async def _stay_connected(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        self._running.set()
        tries = 0
        while True:
            began = self._real_time.monotonic()
            try:
                await self._one_connection()
                reason = "closed"
            except SocketRefused as refusal:
                self._refused = refusal
                logger.warning("slack refused the app-level token", extra={"error": refusal.error})
                return
            except Exception as error:  # noqa: BLE001 - network, DNS, TLS, Slack's answers: all of it may pass
                reason = type(error).__name__
            steady = self._real_time.monotonic() - began >= STEADY_AFTER
            tries = 1 if steady else tries + 1
            pause = backoff(tries, FIRST_PAUSE, LONGEST_PAUSE, chance())
            logger.warning("socket lost", extra={"reason": reason, "next_try_in": round(pause, 1)})
            await asyncio.sleep(pause)

    async def _one_connection(self) -> None:
        """Connect and serve until the connection is lost. The library's own reconnecting is not used: once a
        WebSocket URL fails, it tries the same one-time URL for ever."""
        client = self._client()
        try:
            client.wss_uri = await self._address(client)
            # Inside, the library goes on trying the address it has, although each works only once.
            within = max(CONNECT_WITHIN, self._paces.ping_interval * 2)
            await asyncio.wait_for(client.connect(), within)  # type: ignore[no-untyped-call]
            self._sign()
            await self._until_lost(client)
        finally:
            self._connected = False
            await _close(client)

    def _client(self) -> SocketModeClient:
        quiet = logging.getLogger("interests.delivery.socket_sdk")
        # The library logs envelopes with their text, and URLs with their tickets.
        quiet.setLevel(logging.CRITICAL)
        web = AsyncWebClient(base_url=self._base_url, retry_handlers=[], timeout=10, logger=quiet)
        client = SocketModeClient(
            app_token=self._app_token,
            logger=quiet,
            web_client=web,
            auto_reconnect_enabled=False,
            ping_interval=self._paces.ping_interval,
        )
        host = urlsplit(self._base_url).hostname or ""
        if host in LOOPBACK or proxy_bypass(host):
            # The library takes a proxy from the environment and does not know no_proxy.
            client.proxy = web.proxy = None
        # Not the request listeners: these never see an envelope that is malformed, so it would come again and again.
        client.message_listeners.append(self._heard)
        return client

    async def _address(self, client: SocketModeClient) -> str:
        try:
            address = await client.issue_new_wss_url()
        except SlackApiError as error:
            code = error.response.get("error")
            if code in REFUSALS:
                raise SocketRefused(code) from None
            raise
        if not str(address).startswith(("ws://", "wss://")):
            raise TypeError("no address")
        return address

    async def _until_lost(self, client: SocketModeClient) -> None:
        pong, lost_since = client.last_ping_pong_time, None
        while self.age() < self._stale_after:
            await asyncio.sleep(LOOK_EVERY)
            if client.last_ping_pong_time != pong:
                pong = client.last_ping_pong_time
                self._sign()
            session, now = client.current_session, self._real_time.monotonic()
            if session is not None and not session.closed:
                lost_since = None
                continue
            lost_since = lost_since or now
            # On a `disconnect` message the library replaces the session itself, holding this lock.
            if not client.connect_operation_lock.locked() or now - lost_since > RENEW_WITHIN:
                return

    def _sign(self) -> None:
        self._last_sign = self._real_time.monotonic()

    # -- what comes in -------------------------------------------------------------------------------------------

    async def _heard(self, client: Any, message: dict[str, Any], _raw: str | None = None) -> None:
        self._sign()
        kind, envelope = message.get("type"), message.get("envelope_id")
        if kind == "hello":
            self._connected = True
            self._settled.set()
            logger.info("connected")
        elif not isinstance(envelope, str) or not envelope:
            logger.warning("message without envelope")
        else:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._pool, self._intake.take, kind, message.get("payload"))
            if answer is not None:
                await self._ack(client, {"envelope_id": envelope} | ({"payload": answer} if answer else {}))

    async def _ack(self, client: SocketModeClient, answer: dict[str, Any]) -> None:
        try:
            await client.send_socket_mode_response(answer)
        except Exception as error:  # noqa: BLE001 - the connection is gone: an event comes again and is known then
            logger.warning("not acked", extra=where(error))


async def _close(client: SocketModeClient) -> None:
    """Close within a second: the library waits for the other side's goodbye."""
    try:
        await asyncio.wait_for(client.close(), 1.0)  # type: ignore[no-untyped-call]
    except Exception as error:  # noqa: BLE001 - it is thrown away all the same
        logger.debug("socket not closed cleanly", extra=where(error))
    for task in (client.message_processor, client.current_session_monitor, client.message_receiver):
        if task is not None:
            task.cancel()
    await client.aiohttp_client_session.close()
