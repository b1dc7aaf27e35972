"""The same verbs over HTTP, under /sim, for other processes and the page."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator.modal import Modal
from bot.simulator.values import Json, SimulatorError
from bot.simulator.workspace import Channel

if TYPE_CHECKING:
    from bot.simulator.people import Person
    from bot.simulator.simulator import Simulator

Body = Json
Verb = Callable[["Person", Body], Any]


def _modal(person: "Person") -> Modal:
    modal = person.modal
    if modal is None:
        raise SimulatorError(f"{person.name} has no open modal")
    return modal


def _ref(body: Body) -> Json:
    return {"channel": body["channel"], "ts": body["ts"]}


def _target(person: "Person", body: Body) -> Json | Modal:
    """A message, what is on the Home tab, or the open modal."""
    if body.get("home"):
        return person.home_tab
    return _ref(body) if "ts" in body else _modal(person)


VERBS: dict[str, Verb] = {
    "says": lambda p, b: p.says(b["channel"], b["text"], b.get("thread"), broadcast=bool(b.get("broadcast"))),
    "edits": lambda p, b: p.edits(_ref(b), b["text"]),
    "deletes": lambda p, b: p.deletes(_ref(b)),
    "reacts": lambda p, b: p.reacts(_ref(b), b["emoji"]),
    "unreacts": lambda p, b: p.unreacts(_ref(b), b["emoji"]),
    "joins": lambda p, b: p.joins(b["channel"]),
    "leaves": lambda p, b: p.leaves(b["channel"]),
    "invites_bot": lambda p, b: p.invites_bot(b["channel"]),
    "invites": lambda p, b: p.invites(b["other"], b["channel"]),
    "removes_bot": lambda p, b: p.removes_bot(b["channel"]),
    "commands": lambda p, b: p.commands(b["channel"], b["line"]),
    "shortcut": lambda p, b: p.shortcut(_ref(b), b["name"]),
    "clicks": lambda p, b: p.clicks(_target(p, b), b["wanted"], b.get("block"), b.get("state")),
    "opens_home": lambda p, _b: p.opens_home(),
    "fills": lambda p, b: p.fills(_modal(p), b["values"]),
    "submits": lambda p, b: p.submits(_modal(p), b.get("values")),
    "closes": lambda p, _b: p.closes(_modal(p)),
    "moves": lambda p, b: p.moves(b["zone"]),
}


class Control:
    """Routes of /sim; loopback only, JSON only."""

    def __init__(self, sim: "Simulator") -> None:
        self._sim = sim

    def add_to(self, application: web.Application) -> None:
        router = application.router
        router.add_get("/sim/clock", self._clock)
        router.add_post("/sim/clock", self._set_clock)
        router.add_get("/sim/state", self._state)
        router.add_post("/sim/people", self._add_person)
        router.add_post("/sim/channels", self._add_channel)
        router.add_get("/sim/messages", self._messages)
        router.add_get("/sim/modal", self._modal)
        router.add_get("/sim/record", self._record)
        router.add_post("/sim/verbs/{verb}", self._verb)

    async def _clock(self, _request: web.Request) -> web.Response:
        clock = self._sim.clock
        return web.json_response({"offset": clock.offset, "now": clock.now().isoformat()})

    async def _set_clock(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        if "set" in body:
            self._sim.clock.set(datetime.fromisoformat(body["set"]))
        else:
            self._sim.advance(seconds=float(body.get("advance_seconds", 0)))
        return await self._clock(request)

    async def _state(self, _request: web.Request) -> web.Response:
        sim = self._sim
        with sim.workspace.lock:
            people = [
                {"id": p.user, "name": p.name, "real_name": p.account.real_name, "zone": p.zone}
                | {"color": p.account.color, "dm": p.dm.id, "deleted": p.account.deleted}
                for p in sim.people
            ]
            channels = [_channel(c) for c in sim.workspace.channels.values() if c.kind != "im"]
        app = {"bot_user": sim.bot_user, "connections": sim.sockets.connected}
        return web.json_response({"team": sim.team, "app": app, "people": people, "channels": channels})

    async def _add_person(self, request: web.Request) -> web.Response:
        """Finds or makes somebody; with `new`, a name that is taken is refused."""
        body = await body_of(request)
        if body.get("new") and self._sim.workspace.user_named(body["name"]) is not None:
            return web.json_response({"error": f"somebody here is called {body['name']} already"}, status=409)
        known = (body["name"], body.get("zone", ""), body.get("real_name", ""))
        person = self._sim.person(*known, guest=bool(body.get("guest")))
        return web.json_response({"id": person.user, "name": person.name})

    async def _add_channel(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        members = [self._sim.person(name) for name in body.get("members", [])]
        channel = self._sim.channel(
            body["name"], members, private=bool(body.get("private")), shared=bool(body.get("shared"))
        )
        return web.json_response(_channel(channel))

    async def _messages(self, request: web.Request) -> web.Response:
        query = request.query
        viewer = self._sim.person(query["viewer"]) if "viewer" in query else None
        found = self._sim.messages(query["channel"], query.get("thread") or None, viewer)
        return web.json_response({"messages": found[-int(query.get("limit", "300")) :]})

    async def _modal(self, request: web.Request) -> web.Response:
        modal = self._sim.person(request.query["person"]).modal
        return web.json_response({"modal": _plain(modal)})

    async def _record(self, request: web.Request) -> web.Response:
        rows = self._sim.recorder.rows(int(request.query.get("after", "0")))
        return web.json_response({"rows": rows[:1000]})

    async def _verb(self, request: web.Request) -> web.Response:
        """Carries a verb out in a thread of its own, because many wait for the app."""
        body = await body_of(request)
        verb = VERBS.get(request.match_info["verb"])
        if verb is None:
            return web.json_response({"error": f"verbs: {', '.join(VERBS)}"}, status=404)
        try:
            person = self._sim.person(body["person"])
            done = await asyncio.to_thread(verb, person, body)
        except SimulatorError as error:
            return web.json_response({"error": str(error)}, status=409)
        except KeyError as error:
            return web.json_response({"error": f"missing field: {error}"}, status=400)
        return web.json_response({"result": _plain(done)})


async def body_of(request: web.Request) -> Body:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send JSON")
    try:
        body = await request.json()
    except json.JSONDecodeError as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="send a JSON object")
    return body


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "private": channel.kind == "group",
        "shared": channel.shared,
        "archived": channel.archived,
        "members": list(channel.members),
    }


def _plain(value: Any) -> Any:
    """A verb's result as JSON."""
    if isinstance(value, Modal):
        view = value.view
        return {**view.given, "id": view.id, "state": {"values": view.values}, "errors": view.errors}
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
