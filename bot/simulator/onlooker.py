"""What a person sees: their DM, channels, modals, and waiting for something to appear there."""

from collections.abc import Callable

from bot.simulator.desk import Desk, MessageRef
from bot.simulator.modal import Modal
from bot.simulator.values import Json, SimulatorError
from bot.simulator.waiting import wait_for
from bot.simulator.workspace import Channel, User

Place = Channel | str


class Onlooker:
    """Somebody with an account who reads."""

    def __init__(self, desk: Desk, account: User) -> None:
        self._desk = desk
        self.account = account

    @property
    def user(self) -> str:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def zone(self) -> str:
        return self.account.zone

    def __repr__(self) -> str:
        return f"Person({self.name}, {self.user})"

    @property
    def dm(self) -> Channel:
        """The direct message with the bot."""
        with self._desk.ws.lock:
            return self._desk.ws.dm(self.user)

    @property
    def modal(self) -> Modal | None:
        """The topmost open view, if any."""
        with self._desk.ws.lock:
            view = self._desk.views.top(self.user)
            return Modal(view, self._desk.names) if view is not None else None

    @property
    def home(self) -> Json | None:
        """The App Home as published for this person."""
        with self._desk.ws.lock:
            view = self._desk.views.homes.get(self.user)
            return self._desk.views.shown(view) if view is not None else None

    @property
    def home_tab(self) -> Modal:
        """The App Home, to press things on."""
        with self._desk.ws.lock:
            view = self._desk.views.homes.get(self.user)
            if view is None:
                raise SimulatorError("nothing was published on the Home tab yet")
            return Modal(view, self._desk.names)

    def wait_home(self, words: str, timeout: float = 5) -> Modal:
        """Waits until these words stand on the Home tab."""
        wait_for(lambda: words in str(self.home or ""), timeout, f"{words!r} on the Home of {self.name}")
        return self.home_tab

    def wait_modal(self, title: str = "", timeout: float = 5) -> Modal:
        """Waits for an open view whose title holds these words."""
        wait_for(lambda: self._has_modal(title), timeout, f"a modal {title!r} for {self.name}")
        modal = self.modal
        if modal is None:
            raise SimulatorError("the modal closed again")
        return modal

    def _has_modal(self, title: str) -> bool:
        modal = self.modal
        return modal is not None and title.lower() in modal.title.lower()

    def dm_messages(self) -> list[Json]:
        """Everything in the DM with the bot, threads included."""
        with self._desk.ws.lock:
            return self._desk.seen(self.dm, self.account)

    def wait_dm(self, words: str, timeout: float = 5, *, after: str = "") -> Json:
        """Waits for a message of the bot in the DM that holds these words; the newest one."""
        return self.wait_message(self.dm, words, timeout=timeout, after=after)

    def wait_message(
        self,
        place: Place,
        words: str,
        thread: MessageRef | str | None = None,
        timeout: float = 5,
        *,
        after: str = "",
    ) -> Json:
        """Waits for a message of the bot this person sees; `after` is the ts it must be newer than."""
        found: list[Json] = []

        def look() -> bool:
            with self._desk.ws.lock:
                channel = self._desk.ws.channel_of(place)
                root = self._desk.thread_of(channel, thread)
                seen = self._desk.seen(channel, self.account, root)
            bot = self._desk.ws.app.bot_id
            own = (m for m in seen if m.get("bot_id") == bot and m["ts"] > after)
            found[:] = [m for m in own if words.lower() in self._desk.text_of(m).lower()]
            return bool(found)

        wait_for(look, timeout, f"{words!r} from the bot for {self.name}", self._picture(place))
        return found[-1]

    def _picture(self, place: Place) -> Callable[[], str]:
        def picture() -> str:
            with self._desk.ws.lock:
                seen = self._desk.seen(self._desk.ws.channel_of(place), self.account)
            return "\n".join(f"  | {self._desk.text_of(m)[:200]}" for m in seen[-8:]) or "  (no messages)"

        return picture
