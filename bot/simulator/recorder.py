"""A record of every payload both ways: in memory for look-ups, as JSON lines in a file if asked for."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from bot.simulator.values import Json, WebCall

KEPT = 50_000
SECRET_KEYS = frozenset({"token", "Authorization"})


class Recorder:
    """Rows are {n, ms, direction, kind, name, payload, ...}; tokens never get in."""

    def __init__(self, path: Path | None = None) -> None:
        self._rows: deque[Json] = deque(maxlen=KEPT)
        self._calls: deque[WebCall] = deque(maxlen=KEPT)
        self._lock = threading.Lock()
        self._started = time.monotonic()
        self._count = 0
        self._secrets: list[str] = []
        self._file: TextIO | None = path.open("a", encoding="utf-8") if path else None

    def hide(self, *secrets: str) -> None:
        """Strings that must never be written, wherever they turn up."""
        self._secrets += secrets

    def add(self, direction: str, kind: str, name: str, payload: Any, **more: Any) -> None:
        """`direction` is to_app or to_slack; `kind` is call, answer, envelope, ack, socket or response_url."""
        with self._lock:
            self._count += 1
            row = {
                "n": self._count,
                "ms": round((time.monotonic() - self._started) * 1000, 1),
                "direction": direction,
                "kind": kind,
                "name": name,
                "payload": without_tokens(payload),
                **more,
            }
            line = json.dumps(row, ensure_ascii=False, default=str)
            for secret in self._secrets:
                line = line.replace(secret, "[token]")
            self._rows.append(json.loads(line))
            if self._file is not None and not self._file.closed:
                self._file.write(line + "\n")
                self._file.flush()

    def call(self, call: WebCall) -> None:
        with self._lock:
            self._calls.append(call)

    def calls(self, method: str | None = None) -> list[WebCall]:
        with self._lock:
            return [c for c in self._calls if method in {None, c.method}]

    @property
    def last(self) -> int:
        """The number of the newest row."""
        return self._count

    def rows(self, after: int = 0) -> list[Json]:
        with self._lock:
            return [row for row in self._rows if row["n"] > after]

    def close(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.close()


def without_tokens(payload: Any) -> Any:
    """The payload without the fields that hold a token, at any depth."""
    if isinstance(payload, dict):
        return {k: without_tokens(v) for k, v in payload.items() if k not in SECRET_KEYS}
    if isinstance(payload, list):
        return [without_tokens(item) for item in payload]
    return payload


MESSAGE_CALLS = frozenset({"chat.postMessage", "chat.update", "chat.postEphemeral"})


def surfaces(rows: list[Json]) -> Iterator[Json]:
    """Every message and view the app sent, as {"surface", "payload"} rows for a check from outside."""
    for row in rows:
        payload = row["payload"]
        if row["direction"] != "to_slack" or not isinstance(payload, dict):
            continue
        view = payload.get("view")
        if isinstance(view, dict) and view.get("type") in {"modal", "home"}:
            yield {"surface": view["type"], "payload": view}
        message = row["kind"] == "call" and row["name"] in MESSAGE_CALLS
        if message or (row["kind"] in {"response_url", "ack"} and ("text" in payload or "blocks" in payload)):
            yield {"surface": "message", "payload": {k: payload[k] for k in ("text", "blocks") if k in payload}}
