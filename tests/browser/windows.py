"""Browser windows on the page, each as one person, and the things a person does in them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Locator, Page, ViewportSize, expect

from bot.simulator import Simulator

DESK = ViewportSize(width=1360, height=860)
PHONE = ViewportSize(width=390, height=844)
PATIENCE = 8000
EXPECTED_NOISE = ("WebSocket connection to", "Failed to load resource")
"""What Chromium itself writes when a line is cut or a route answers 404 or 409."""

expect.set_options(timeout=PATIENCE)


class Window:
    """One window; `page` is Playwright's."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("console", lambda line: self._console(line.type, line.text))
        page.set_default_timeout(PATIENCE)

    def _dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith(EXPECTED_NOISE):
            self.problems.append(f"console: {text}")

    @property
    def composer(self) -> Locator:
        return self.page.locator("#composer textarea")

    @property
    def dialog(self) -> Locator:
        return self.page.locator(".dialog").last

    def says(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def row(self, words: str) -> Locator:
        """The newest message in the channel that holds these words."""
        return self.page.locator("#scroller .row", has_text=words).last

    def reply(self, words: str) -> Locator:
        return self.page.locator("#thread-scroller .row", has_text=words).last

    def goes(self, place: str) -> None:
        """Chooses a place at the left."""
        self.page.locator("#places .place", has_text=place).click()

    def menu(self, row: Locator, item: str) -> None:
        """Chooses an entry of a message's own menu."""
        row.hover()
        row.get_by_role("button", name="More", exact=True).click()
        self.page.get_by_role("menuitem", name=item).click()

    def field(self, label: str) -> Locator:
        return self.dialog.get_by_label(label)

    def press(self, words: str) -> None:
        """A button of the open dialog."""
        self.dialog.get_by_role("button", name=words, exact=True).click()


class Windows:
    """All windows of one test."""

    def __init__(self, browser: Browser, sim: Simulator, shots: Path) -> None:
        self._browser = browser
        self._sim = sim
        self._shots = shots
        self._open: list[Window] = []
        self.may_not_draw = False
        """Set by the one test that shows something the page cannot draw."""

    def of(self, sim: Simulator) -> None:
        """From here on windows look at another workspace."""
        self._sim = sim

    def open(
        self, person: str, place: str = "", *, size: ViewportSize = DESK, dark: bool = False, settled: bool = True
    ) -> Window:
        context = self._browser.new_context(
            viewport=size, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        window = Window(context.new_page())
        self._open.append(window)
        window.page.goto(f"{self._sim.url}#{person}/{place}".rstrip("/"))
        if settled:
            expect(window.page.locator("#me")).not_to_have_text("")
            expect(window.page.locator("#place-name")).not_to_have_text("")
        return window

    @contextmanager
    def traced(self, window: Window) -> Iterator[list[float]]:
        """Afterwards the list holds the processor time of each of the page's tasks, in milliseconds.

        Time on the processor, not on the wall: what else the machine does stretches any task.
        """
        tasks: list[float] = []
        self._browser.start_tracing(page=window.page, categories=["toplevel", "devtools.timeline"])
        yield tasks
        events = json.loads(self._browser.stop_tracing())["traceEvents"]
        named = (e for e in events if e.get("name") == "thread_name" and e["args"]["name"] == "CrRendererMain")
        mains = {(e["pid"], e["tid"]) for e in named}
        found = (e for e in events if e.get("name", "").endswith("RunTask") and (e["pid"], e["tid"]) in mains)
        tasks += [e["tdur"] / 1000 for e in found if "tdur" in e]

    def shot(self, window: Window, name: str) -> None:
        self._shots.mkdir(parents=True, exist_ok=True)
        window.page.screenshot(path=self._shots / f"{name}.png")

    def close(self) -> None:
        """Closes all; what went wrong in one of them fails the test."""
        problems = [problem for window in self._open for problem in window.problems]
        for window in self._open:
            if not self.may_not_draw:
                problems += window.page.locator(".not-rendered").all_inner_texts()
            window.page.context.close()
        assert problems == [], problems
