"""What goes wrong on demand: failing calls, cut connections, people and channels that go away."""

import json

from bot.simulator import membership
from bot.simulator.engine import Engine
from bot.simulator.faults import Faults
from bot.simulator.live import Live
from bot.simulator.onlooker import Place
from bot.simulator.people import Person
from bot.simulator.server import Server
from bot.simulator.values import Json
from bot.simulator.workspace import Workspace


class Mishaps:
    """The part of a simulator that makes trouble."""

    workspace: Workspace
    _engine: Engine
    _faults: Faults
    _live: Live
    _server: Server

    def fail_next(
        self, method: str, error: str = "", times: int = 1, retry_after: int = 1, *, after_accept: bool = False
    ) -> None:
        """The next calls fail; with `after_accept` they take effect and the connection drops unanswered."""
        self._faults.plan(method, error, times, retry_after, after_accept=after_accept)

    def drop_connections(self) -> None:
        """Cuts every Socket Mode connection without a word."""
        self._engine.abort()

    def drop_pages(self) -> None:
        """Cuts the live feed of every open page without a word."""
        self._engine.soon(self._live.drop)

    def refresh_connections(self, reason: str = "refresh_requested") -> None:
        """Sends `disconnect`: the app is to reconnect."""
        self._engine.refresh(reason)

    def send_raw_envelope(self, raw: str | Json) -> None:
        self._engine.raw(raw if isinstance(raw, str) else json.dumps(raw))

    def archive(self, place: Place) -> None:
        with self.workspace.lock:
            channel = self.workspace.channel_of(place)
            membership.archive(self.workspace, channel, channel.creator)

    def share(self, place: Place, *, shared: bool = True) -> None:
        """Connects the channel with another organisation, or ends that."""
        with self.workspace.lock:
            membership.share(self.workspace, self.workspace.channel_of(place), shared=shared)

    def deactivate(self, person: Person) -> None:
        with self.workspace.lock:
            membership.deactivate(self.workspace, person.account)

    def uninstall(self) -> None:
        """Removes the app: it hears of it, and its tokens stop working."""
        ws = self.workspace
        with ws.lock:
            tokens = {"oauth": [], "bot": [ws.app.bot_user]}
            ws.emit({"type": "tokens_revoked", "tokens": tokens, "event_ts": ws.clock.ts()}, None)
            ws.emit({"type": "app_uninstalled", "event_ts": ws.clock.ts()}, None)
            self._server.revoked = True
