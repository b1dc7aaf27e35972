"""What a workspace keeps between two starts: people, channels and messages, their ids, and the clock."""

import json
from dataclasses import asdict, fields
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.simulator.values import Json, SimulatorError
from bot.simulator.workspace import App, Channel, User

if TYPE_CHECKING:
    from bot.simulator.simulator import Simulator

VERSION = 1
PASSING = {"ephemeral", "messages", "snoozed_until"}
"""Fields that are not kept, or not as they are."""


def kept(sim: "Simulator") -> str:
    """The workspace as text; what only one person saw for a moment is not part of it."""
    ws = sim.workspace
    with ws.lock:
        content = {
            "version": VERSION,
            "team": ws.team,
            "app": asdict(ws.app),
            "users": [_plain(user) for user in ws.users.values()],
            "people": [person.user for person in sim.people],
            "channels": [{**_plain(c), "messages": c.messages} for c in ws.channels.values()],
            "clock_offset": round(sim.clock.offset, 3),
        }
        return json.dumps(content, ensure_ascii=False)


def _plain(row: User | Channel) -> Json:
    return {field.name: getattr(row, field.name) for field in fields(row) if field.name not in PASSING}


def save(sim: "Simulator", path: Path) -> None:
    """Whole or not at all: a start after a power cut finds the last whole state."""
    draft = path.with_name(f"{path.name}.part")
    draft.write_text(kept(sim), encoding="utf-8")
    draft.replace(path)


def restore(sim: "Simulator", path: Path) -> None:
    """Puts a kept workspace in the place of the simulator's own; call it before the start."""
    content = _read(path)
    ws = sim.workspace
    with ws.lock:
        ws.team, ws.app = content["team"], App(**content["app"])
        ws.users = {row["id"]: User(**row) for row in content["users"]}
        ws.channels = {row["id"]: Channel(**row) for row in content["channels"]}
        sim.sockets.app_id = ws.app.id
        sim.inhabit([ws.users[id_] for id_ in content["people"]])
        sim.clock.advance(timedelta(seconds=content["clock_offset"]))
        newest = [channel.messages[-1]["ts"] for channel in ws.channels.values() if channel.messages]
        sim.clock.not_before(max(newest, default="0.0"))


def _read(path: Path) -> Json:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        version = content["version"]
    except (ValueError, KeyError, TypeError):
        raise SimulatorError(f"{path} is not a kept workspace") from None
    if version != VERSION:
        raise SimulatorError(f"{path} was kept in form {version}; this version reads form {VERSION}")
    return dict(content)
