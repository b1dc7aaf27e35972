"""`interests demo` as somebody starts it, and the page's own calls to it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Json = dict[str, Any]
STARTS_WITHIN = 40.0
STEP = 0.1


class Demo:
    """One running demo; leaving the `with` ends it."""

    def __init__(self, folder: Path, *flags: str, **environment: str) -> None:
        own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", *flags],
            cwd=folder,
            env=own | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self.said = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line)

    def until(self, words: str) -> str:
        """Everything printed so far, once these words are among it."""
        deadline = time.monotonic() + STARTS_WITHIN
        while words not in self.said:
            try:
                self.said += self._lines.get(timeout=STEP)
            except queue.Empty:
                ended = self._process.poll() is not None
                assert not ended, f"it ended without {words!r}:\n{self.said}"
                assert time.monotonic() < deadline, f"no {words!r} in:\n{self.said}"
        return self.said

    @property
    def url(self) -> str:
        said = self.until("Ctrl-C")
        return next(word for word in said.split() if word.startswith("http://127.0.0.1:"))

    def get(self, path: str) -> Json:
        return self._call(urllib.request.Request(f"{self.url}sim/{path}"))

    def post(self, path: str, **body: Any) -> Json:
        head = {"Content-Type": "application/json"}
        return self._call(urllib.request.Request(f"{self.url}sim/{path}", json.dumps(body).encode(), head))

    @staticmethod
    def _call(request: urllib.request.Request) -> Json:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(error.read().decode()) from None

    def does(self, person: str, verb: str, **body: Any) -> Json:
        return self.post(f"verbs/{verb}", person=person, **body)

    def message(self, channel: str, words: str, viewer: str = "ana") -> Json:
        """Waits for a message with these words."""
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            found = self.get(f"messages?channel={channel}&viewer={viewer}")["messages"]
            for message in reversed(found):
                if words in json.dumps(message, ensure_ascii=False):
                    return dict(message)
            time.sleep(STEP)
        raise AssertionError(f"no {words!r} in {channel}")

    @property
    def bot(self) -> int:
        """The process id of the bot (Linux)."""
        pid = self._process.pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def ends(self, how: signal.Signals | None = signal.SIGINT) -> tuple[int, float]:
        """Its exit status, and how many seconds it took to end."""
        started = time.monotonic()
        if how is not None:
            self._process.send_signal(how)
        status = self._process.wait(STARTS_WITHIN)
        return status, time.monotonic() - started

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(STARTS_WITHIN)
        if self._process.stdout is not None:
            self._process.stdout.close()
