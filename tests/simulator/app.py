"""A small app on the other end: slack_sdk's own clients, with answers a test can set."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.simulator import Simulator

Json = dict[str, Any]
Answer = Json | None
"""The ack's payload; raise Silence for no ack at all."""


class Silence(Exception):
    """The app does not ack."""


class ListeningApp:
    """Connects over Socket Mode, keeps every envelope and acks it as told."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self.web = WebClient(token=sim.bot_token, base_url=sim.api_url, retry_handlers=[])
        self.requests: list[SocketModeRequest] = []
        self.on_request: Callable[[SocketModeRequest], Answer] = lambda _request: None
        self.loop = asyncio.new_event_loop()
        self.clients: list[SocketModeClient] = []
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()
        for task in (tasks := asyncio.all_tasks(self.loop)):
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

    def connect(self) -> None:
        before = self.sim.sockets.hellos
        asyncio.run_coroutine_threadsafe(self._connect(), self.loop).result(5)
        self.sim.wait_for(lambda: self.sim.sockets.hellos > before, what="hello")

    async def _connect(self) -> None:
        client = SocketModeClient(
            app_token=self.sim.app_token,
            web_client=AsyncWebClient(base_url=self.sim.api_url),
            ping_interval=0.5,
        )
        client.socket_mode_request_listeners.append(self._heard)
        self.clients.append(client)
        await client.connect()  # type: ignore[no-untyped-call]

    async def _heard(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.requests.append(request)
        try:
            payload = await asyncio.get_running_loop().run_in_executor(None, self.on_request, request)
        except Silence:
            return
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=payload))

    def disconnect(self) -> None:
        async def close() -> None:
            for client in self.clients:
                await client.close()  # type: ignore[no-untyped-call]
            self.clients.clear()

        asyncio.run_coroutine_threadsafe(close(), self.loop).result(5)

    def stop(self) -> None:
        self.disconnect()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    def events(self, kind: str = "", channel: str = "") -> list[Json]:
        """Inner events heard, of one type and about one channel."""
        inner = [r.payload["event"] for r in self.requests if r.type == "events_api"]
        return [e for e in inner if kind in {"", e["type"]} and (not channel or about(e) == channel)]

    def wait_event(self, kind: str, channel: str = "", subtype: str | None = None) -> Json:
        def found() -> list[Json]:
            return [e for e in self.events(kind, channel) if e.get("subtype") == subtype]

        self.sim.wait_for(found, what=f"event {kind} {subtype}")
        return found()[-1]

    def last(self, kind: str) -> Json:
        return next(r.payload for r in reversed(self.requests) if r.type == kind)

    def error(self, method: str, **args: Any) -> str:
        """The error a call ends in; empty when it works."""
        try:
            self.web.api_call(method, json=args)
        except SlackApiError as error:
            return str(error.response["error"])
        return ""


def about(event: Json) -> str:
    return str(event.get("channel") or event.get("item", {}).get("channel", ""))


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(label: str, action: str = "go", **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action, **more}


def text_input(label: str, block: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "value", **more.pop("element", {})}
    return {"type": "input", "block_id": block, "label": plain(label), "element": element, **more}


def modal(*blocks: Json, title: str = "A modal", **more: Any) -> Json:
    view = {"type": "modal", "callback_id": "form", "title": plain(title), "submit": plain("Save")}
    return {**view, "blocks": list(blocks), **more}
