"""The simulator as its users hold it: one workspace, its people, its clock and its faults."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.simulator import envelopes, membership, page_files, posts
from bot.simulator.clock import CivilClock
from bot.simulator.control import Control
from bot.simulator.desk import Desk, MessageRef
from bot.simulator.engine import Engine
from bot.simulator.faults import Faults
from bot.simulator.hooks import Hooks
from bot.simulator.live import Live
from bot.simulator.manifest import read_manifest
from bot.simulator.mishaps import Mishaps
from bot.simulator.onlooker import Place
from bot.simulator.outlook import Outlook
from bot.simulator.pacing import Pace
from bot.simulator.people import Person
from bot.simulator.recorder import Recorder
from bot.simulator.seed import Seed
from bot.simulator.server import Server
from bot.simulator.sockets import Sockets
from bot.simulator.tour import Tour
from bot.simulator.tour_routes import TourRoutes
from bot.simulator.values import Due, Json, WebCall
from bot.simulator.views import Views
from bot.simulator.waiting import wait_for
from bot.simulator.web_api.context import Context
from bot.simulator.workspace import Channel, User, Workspace

RETRIES = (0.0, 60.0, 300.0)


class Simulator(Mishaps):
    """A local Slack workspace. Use it as a context manager, or `start()` and `stop()` it."""

    def __init__(
        self,
        seed: Seed | None = None,
        manifest: Path | None = None,
        port: int = 0,
        record: Path | None = None,
        messages_per_second: float = 1.0,
        optional_scopes: bool = True,
        redelivery: tuple[float, ...] = RETRIES,
    ) -> None:
        self._seed = seed or Seed.default()
        self._manifest = read_manifest(manifest, optional_scopes=optional_scopes)
        self.clock = CivilClock()
        self.recorder = Recorder(record)
        self.workspace = Workspace(self._seed.workspace, self._manifest.name, self.clock)
        self.workspace.emit = self._emit
        self.sockets = Sockets(self.recorder, redelivery)
        self.sockets.app_id = self.workspace.app.id
        self._engine = Engine(self.sockets, port)
        self._views = Views(self.workspace)
        self._hooks = Hooks(self.workspace)
        self._faults = Faults()
        self._context = Context(self.workspace, self._manifest, self._views, Pace(messages_per_second))
        self._server = Server(self._context, self._hooks, self.sockets, self.recorder, self._faults)
        self._desk = Desk(self.workspace, self._views, self._hooks, self._engine, self._manifest, self.recorder)
        outlook = Outlook(self.workspace, self._views, self._manifest, self.sockets)
        self._live = Live(outlook, self.clock, self.recorder)
        self._people: dict[str, Person] = {}
        self.due: Callable[[], list[Due]] = list
        """What the app will say by itself, the first due first; whoever runs the app knows."""
        self.tour = Tour(self)
        self.tour.subscribe(self.announce)
        self._settle()

    def _settle(self) -> None:
        for someone in self._seed.people:
            self.person(someone.name, zone=someone.zone, real_name=someone.real_name, title=someone.title)
        for place in self._seed.channels:
            names = place.members or tuple(p.name for p in self._seed.people)
            members = [self.person(name) for name in names]
            self.channel(place.name, members, private=place.private, shared=place.shared)
        for said in self._seed.talk:
            with self.clock.earlier(timedelta(minutes=said.minutes_ago)):
                self.person(said.who).says(said.channel, said.text)

    def start(self) -> Self:
        application = self._server.application()
        Control(self).add_to(application)
        TourRoutes(self).add_to(application)
        self._live.add_to(application)
        page_files.add_to(application)
        self._engine.start(application)
        base = f"http://127.0.0.1:{self._engine.port}/"
        self._context.base = base
        self._hooks.base = f"{base}hooks/"
        return self

    def stop(self) -> None:
        self.tour.stop()
        self._engine.stop()
        self.recorder.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        return self._engine.port

    @property
    def url(self) -> str:
        return self._context.base

    @property
    def api_url(self) -> str:
        return f"{self._context.base}api/"

    @property
    def clock_url(self) -> str:
        return f"{self._context.base}sim/clock"

    @property
    def bot_token(self) -> str:
        return self._server.tokens.bot

    @property
    def app_token(self) -> str:
        return self._server.tokens.app

    @property
    def team(self) -> str:
        return self.workspace.team

    @property
    def bot_user(self) -> str:
        return self.workspace.app.bot_user

    def wait_connected(self, timeout: float = 10) -> None:
        """Waits until a Socket Mode connection has been greeted."""
        wait_for(lambda: self.sockets.connected > 0, timeout, "a Socket Mode connection")

    def wait_delivered(self, timeout: float = 10) -> None:
        """Waits until every envelope sent so far is acked or given up."""
        self._engine.flush()
        wait_for(lambda: self.sockets.unacked == 0, timeout, "acks for all envelopes")

    def wait_for(self, condition: Callable[[], object], timeout: float = 5, what: str = "") -> None:
        wait_for(condition, timeout, what)

    def _emit(self, event: Json, channel: Channel | None) -> None:
        self._live.heard(event, channel)
        if envelopes.reaches_app(self.workspace, self._manifest, event, channel):
            shared = channel.shared if channel is not None else False
            self._engine.event(envelopes.event_callback(self.workspace, event, shared=shared))

    def person(self, name: str, zone: str = "", real_name: str = "", title: str = "", *, guest: bool = False) -> Person:
        """The person of that name; made if there is none yet, as a guest where that is asked for."""
        with self.workspace.lock:
            key = name.lower()
            if key not in self._people:
                account = self.workspace.add_user(name, real_name=real_name, zone=zone or "UTC", title=title)
                account.guest = guest
                self._people[key] = Person(self._desk, account)
            person = self._people[key]
            if zone:
                person.account.zone = zone
            return person

    def inhabit(self, accounts: list[User]) -> None:
        """Whose accounts these are, and nobody else, are the people from now on."""
        self._people = {account.name: Person(self._desk, account) for account in accounts}

    @property
    def people(self) -> list[Person]:
        return list(self._people.values())

    def channel(
        self, name: str, members: list[Person] | None = None, *, private: bool = False, shared: bool = False
    ) -> Channel:
        """The channel of that name with at least these members; made if there is none yet."""
        with self.workspace.lock:
            users = [p.user for p in members or []]
            found = self.workspace.channel_named(name)
            if found is None:
                found = self.workspace.add_channel(name, "group" if private else "channel", users)
                found.shared = shared
            for user in users:
                membership.join(self.workspace, found, user)
            return found

    def messages(
        self, place: Place, thread: MessageRef | str | None = None, viewer: Person | None = None
    ) -> list[Json]:
        """The messages of a channel, replies included, or of one thread; with a viewer also theirs alone."""
        with self.workspace.lock:
            channel = self.workspace.channel_of(place)
            account = viewer.account if viewer is not None else None
            return self._desk.seen(channel, account, self._desk.thread_of(channel, thread))

    def text_of(self, message: Json) -> str:
        return self._desk.text_of(message)

    def uploaded(self, file_id: str) -> str:
        """What a file that the app shared holds."""
        return next(upload.content for upload in self._context.uploads.values() if upload.id == file_id).decode()

    def advance(self, **step: float) -> None:
        """Moves the civil clock on: `advance(days=30)`."""
        self.clock.advance(timedelta(**step))

    def set_clock(self, moment: datetime) -> None:
        self.clock.set(moment)

    def now(self) -> datetime:
        return self.clock.now()

    def calls(self, method: str | None = None) -> list[WebCall]:
        return self.recorder.calls(method)

    def announce(self, frame: Json) -> None:
        """Tells every open page something, as `{"type": …}`."""
        self._live.announce(frame)

    def bot_says(
        self, place: Place, text: str, *, name: str = "other-app", classic: bool = False, thread: str = ""
    ) -> Json:
        """Another app posts; `classic` in the old form with subtype bot_message and no user."""
        with self.workspace.lock:
            channel = self.workspace.channel_of(place)
            message = posts.foreign_message(self.workspace, name, text, classic=classic)
            return {**posts.post(self.workspace, channel, message, thread), "channel": channel.id}
