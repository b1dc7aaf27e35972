"""The tour and what is due, over HTTP, for the page."""

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from bot.simulator.control import body_of
from bot.simulator.values import Json, SimulatorError

if TYPE_CHECKING:
    from bot.simulator.simulator import Simulator


class TourRoutes:
    """Routes of /sim/tour and /sim/due; loopback only, JSON only."""

    def __init__(self, sim: "Simulator") -> None:
        self._sim = sim

    def add_to(self, application: web.Application) -> None:
        router = application.router
        router.add_get("/sim/tour", self._state)
        router.add_post("/sim/tour/start", self._start)
        router.add_post("/sim/tour/do", self._do)
        router.add_post("/sim/tour/back-out", self._back_out)
        router.add_get("/sim/due", self._due)

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(self._sim.tour.state())

    async def _start(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        try:
            return web.json_response(await asyncio.to_thread(self._sim.tour.start, str(body.get("story", ""))))
        except SimulatorError as error:
            return web.json_response({"error": str(error)}, status=404)

    async def _do(self, request: web.Request) -> web.Response:
        """Answers when the step was played; `step` says which one the page shows, so that no press counts twice."""
        step = (await body_of(request)).get("step")
        try:
            found = await asyncio.to_thread(self._sim.tour.do, int(step) if step is not None else None)
        except SimulatorError as error:
            return web.json_response({"error": str(error)}, status=409)
        return web.json_response(found)

    async def _back_out(self, request: web.Request) -> web.Response:
        await body_of(request)
        return web.json_response(await asyncio.to_thread(self._sim.tour.back_out))

    async def _due(self, _request: web.Request) -> web.Response:
        now = self._sim.now()
        ahead = await asyncio.to_thread(self._sim.due)
        rows: list[Json] = [
            {"at": due.at.isoformat(), "what": due.what, "who": due.who} for due in ahead if due.at > now
        ]
        return web.json_response({"due": rows})
