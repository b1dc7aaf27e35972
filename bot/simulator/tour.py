"""The guided tour: one story at a time, step by step, each done by the tour or by hand."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.simulator.scenarios import STORIES
from bot.simulator.scenarios.stage import Left, Stage
from bot.simulator.scenarios.story import Story
from bot.simulator.values import Json, SimulatorError

if TYPE_CHECKING:
    from bot.simulator.simulator import Simulator

LOOK_EVERY = 0.3
"""Seconds between two looks whether somebody did the step by hand."""
SEEN_WITHIN = 5.0
"""Seconds after a step was played until its effect must be seen."""
ANSWER_WITHIN = 90.0

Watcher = Callable[[Json], None]


class Run:
    """One story under way, in a thread of its own."""

    def __init__(self, story: Story, stage: Stage, changed: Callable[["Run"], None]) -> None:
        self.story = story
        self.step = 0
        self.problem = ""
        self.busy = False
        self.stage = stage
        self._changed = changed
        self._turn = threading.Condition()
        self._asked = False
        self._thread = threading.Thread(target=self._go, name=f"tour-{story.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def over(self) -> bool:
        return self.step == len(self.story.steps)

    def play(self, step: int | None) -> None:
        """Plays the current step and returns when it was played; nothing where another step is the current one."""
        with self._turn:
            if self.over or self.stage.left or step not in {None, self.step}:
                return
            self._asked = True
            self._turn.notify_all()
            self._turn.wait_for(lambda: not self._asked or self.stage.left, ANSWER_WITHIN)

    def leave(self) -> None:
        """Everything stays as it is; a step under way stops at its next wait."""
        with self._turn:
            self.stage.left = True
            self._turn.notify_all()

    def _go(self) -> None:
        while not self.over and not self.stage.left:
            if self._done():
                self._next()
            elif self._asked:
                self._perform()
            else:
                with self._turn:
                    self._turn.wait_for(lambda: self._asked or self.stage.left, LOOK_EVERY)

    def _done(self) -> bool:
        try:
            return self.story.steps[self.step].done(self.stage)
        except Exception:  # noqa: BLE001 - whatever it is, it was not seen to be done, and the story must not stop
            return False

    def _next(self) -> None:
        """On to the next step; whoever asked for this one has got it."""
        with self._turn:
            self.step += 1
            self.problem, self.busy, self._asked = "", False, False
            self._turn.notify_all()
        self._changed(self)

    def _perform(self) -> None:
        self.problem, self.busy = "", True
        self._changed(self)
        try:
            self.story.steps[self.step].do(self.stage)
            self.stage.wait(self._done, "what this step brings about", SEEN_WITHIN)
        except Left:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the person hears of it and goes on by hand
            with self._turn:
                self.problem, self.busy, self._asked = _told(error), False, False
                self._turn.notify_all()
            self._changed(self)
        else:
            self._next()


def _told(error: Exception) -> str:
    """The first line of what went wrong, as a person reads it."""
    words = (str(error).splitlines() or [""])[0].removesuffix("; seen:") or type(error).__name__
    return f"This did not work: {words.rstrip('.')}. You can go on by hand or leave the tour."


class Tour:
    """Starts stories, leaves them, and tells where they stand; may be used from any thread."""

    def __init__(self, sim: "Simulator") -> None:
        self._sim = sim
        self._lock = threading.RLock()
        self._run: Run | None = None
        self._turn = 0
        self._watchers: list[Watcher] = []

    def state(self) -> Json:
        """Where the tour stands; `done` when the story has come to its end.

        `turn` rises with every change: of two states that reach a page in the wrong order, the higher one is true.
        """
        with self._lock:
            run, turn = self._run, self._turn  # the turn first: a state may be newer than it says, never older
        shelf = {"turn": turn, "stories": [_card(story) for story in STORIES.values()]}
        if run is None:
            return {**shelf, "story": None, **_nothing()}
        return {**shelf, "story": run.story.name, **_where(run)}

    def start(self, name: str) -> Json:
        """Begins a story; another one under way is left."""
        story = STORIES.get(name)
        if story is None:
            raise SimulatorError(f"there is no story {name!r}; there are: {', '.join(STORIES)}")
        self._leave()
        stage = Stage(self._sim)
        stage.morning(stage.person(story.people[0]))
        run = Run(story, stage, self._tell)
        with self._lock:
            self._run = run
        self._tell(run)
        run.start()
        return self.state()

    def do(self, step: int | None = None) -> Json:
        """Plays the current step, and returns when it was played or failed.

        With `step`, nothing happens unless that one is still the current one: somebody may have done it meanwhile.
        """
        with self._lock:
            run = self._run
        if run is None:
            raise SimulatorError("no story is under way; start one first")
        run.play(step)
        return self.state()

    def back_out(self) -> Json:
        """Leaves the story; the workspace stays as it is."""
        self._leave()
        self._announce()
        return self.state()

    def stop(self) -> None:
        """Ends what is under way, without a word."""
        self._leave()

    def subscribe(self, watcher: Watcher) -> Callable[[], None]:
        """Calls with {"type": "tour", …state} at every change; returns what ends that."""
        with self._lock:
            self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def wait_step(self, step: int, timeout: float = 10) -> None:
        """Waits until the story has come to this step, or beyond."""
        deadline = time.monotonic() + timeout
        while self.state()["step"] < step:
            if time.monotonic() > deadline:
                raise AssertionError(f"the tour did not come to step {step}: {self.state()}")
            time.sleep(0.05)

    def _leave(self) -> None:
        with self._lock:
            run, self._run = self._run, None
        if run is not None:
            run.leave()

    def _tell(self, run: Run) -> None:
        with self._lock:
            current = run is self._run
        if current:
            self._announce()

    def _announce(self) -> None:
        with self._lock:
            # Milliseconds, so that it rises over a restart as well.
            self._turn = max(self._turn + 1, time.time_ns() // 1_000_000)
        frame = {"type": "tour", **self.state()}
        with self._lock:
            watchers = list(self._watchers)
        for watcher in watchers:
            watcher(frame)


_NOWHERE = {"who": "", "where": "", "hint": "", "place": "", "thread": ""}


def _card(story: Story) -> Json:
    return {"name": story.name, "title": story.title, "about": story.about, "minutes": story.minutes}


def _nothing() -> Json:
    empty = {"line": "", **_NOWHERE}
    return {"step": 0, "steps": 0, **empty, "done": False, "busy": False, "problem": False}


def _where(run: Run) -> Json:
    step, steps = run.step, len(run.story.steps)
    counted = {"step": step, "steps": steps, "busy": run.busy, "problem": bool(run.problem)}
    if step >= steps:
        return {**counted, "line": run.story.end, **_NOWHERE, "done": True}
    now = run.story.steps[step]
    line = run.problem or now.line
    root = now.thread(run.stage) if now.thread else None
    spot = {"where": now.where, "place": now.opens, "thread": root["ts"] if root else ""}
    return {**counted, "line": line, "who": now.who, **spot, "hint": now.hint, "done": False}
