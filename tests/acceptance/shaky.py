"""Bots built wrong, or built to die at the worst moment; run as programs, so that a test can show that it bites."""

import asyncio
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.clocks import SimulatorClock, SystemTime
from bot.delivery.gateway import Gateway, slack_client
from bot.delivery.pacing import Paces
from bot.delivery.sender import OutboxSender
from bot.delivery.speech import Speech
from bot.domain.model import OutboxRow
from bot.store.cipher import Cipher
from bot.store.engine import open_engine
from bot.store.outbox_queue import SqlOutboxQueue
from bot.store.work import SqlStore
from bot.views.message import Message

WORK_TAKES = 0.01
DIES_AFTER = 3
LEASE = 0.9


class Forgetful:
    """What everybody writes first: acknowledge at once, keep the event in memory, answer it in the thread later."""

    def __init__(self, api_url: str, bot_token: str, app_token: str) -> None:
        self._web = WebClient(token=bot_token, base_url=api_url, retry_handlers=[])
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._listens = AsyncWebClient(base_url=api_url, retry_handlers=[])
        self._app_token = app_token

    async def _hear(self, line: Any, message: dict[str, Any], _raw: str | None = None) -> None:
        if message.get("type") == "events_api":
            await line.send_socket_mode_response({"envelope_id": message["envelope_id"]})
            self._heard.put(message["payload"]["event"])

    def work(self) -> None:
        while True:
            event = self._heard.get()
            if event["type"] == "message" and "bot_id" not in event and "subtype" not in event:
                time.sleep(WORK_TAKES)
                self._web.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="Noted.")

    async def run(self) -> None:
        threading.Thread(target=self.work, daemon=True).start()
        line = SocketModeClient(app_token=self._app_token, web_client=self._listens)
        line.proxy = self._listens.proxy = None
        line.message_listeners.append(self._hear)
        await line.connect()  # type: ignore[no-untyped-call]
        await asyncio.sleep(600)


class Dying(Gateway):
    """Falls dead once, between Slack's yes and the mark in the database: the worst moment there is."""

    fuse: Path
    posts = 0

    def post(self, team: str, channel: str, message: Message, thread_ts: str | None, mark: str) -> str:
        ts = super().post(team, channel, message, thread_ts, mark)
        self.posts += 1
        if self.posts == DIES_AFTER and self.fuse.exists():
            self.fuse.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return ts


class Blind(Dying):
    """The same without the look-up before a second try."""

    def find(self, team: str, channel: str, thread_ts: str | None, mark: str) -> str | None:
        return None


def say_subject(row: OutboxRow) -> Speech:
    return Message(row.utterance.subject)


def send(kind: type[Dying], database_url: str, fuse: Path) -> None:
    """Send what is due until killed."""
    engine, real_time = open_engine(database_url), SystemTime()
    client = slack_client(os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"])
    gateway = kind(lambda _team: client, real_time)
    gateway.fuse = fuse
    store = SqlStore(engine, Cipher.from_keys([Cipher.new_key()]))
    clock = SimulatorClock(os.environ["INTERESTS_CLOCK_URL"])
    paces = Paces(message_interval=0.02, outbox_lease=LEASE, senders=1, outbox_backoff=0.1, poll=0.1, not_yet=0.1)
    queue_ = SqlOutboxQueue(engine)
    OutboxSender(queue_, gateway, say_subject, store, clock, real_time, f"sender-{os.getpid()}", paces).start()
    time.sleep(600)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "forgetful":
        tokens = os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_APP_TOKEN"]
        asyncio.run(Forgetful(os.environ["SLACK_API_URL"], *tokens).run())
    else:
        send({"dying": Dying, "blind": Blind}[what], rest[0], Path(rest[1]))
