"""The HTTP side: the Web API, Socket Mode's door, response_urls, uploads and /sim, on loopback only."""

import json
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.simulator.faults import Faults
from bot.simulator.hooks import Hooks
from bot.simulator.recorder import Recorder
from bot.simulator.sockets import Sockets
from bot.simulator.values import Json, WebCall
from bot.simulator.web_api.call import Call
from bot.simulator.web_api.context import Context
from bot.simulator.web_api.registry import METHODS, run

LARGEST_BODY = 16 * 1024 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost"})


@dataclass(frozen=True, slots=True)
class Tokens:
    bot: str
    app: str

    @classmethod
    def fresh(cls) -> "Tokens":
        return cls(
            bot=f"xoxb-{secrets.randbelow(10**12)}-{secrets.randbelow(10**12)}-{secrets.token_hex(12)}",
            app=f"xapp-1-A0SIMULATOR-{secrets.randbelow(10**12)}-{secrets.token_hex(32)}",
        )


class Server:
    """Answers requests; state is only touched under the workspace's lock."""

    def __init__(self, ctx: Context, hooks: Hooks, sockets: Sockets, recorder: Recorder, faults: Faults) -> None:
        self._ctx = ctx
        self._hooks = hooks
        self._sockets = sockets
        self._recorder = recorder
        self._faults = faults
        self.tokens = Tokens.fresh()
        self.revoked = False
        recorder.hide(self.tokens.bot, self.tokens.app)

    def application(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[loopback_only])
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/link", self._sockets.serve)
        app.router.add_post("/hooks/{kind}/{team}/{number}/{key}", self._hook)
        app.router.add_post("/upload/v1/{key}", self._upload)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        started = time.monotonic()
        method = request.match_info["method"]
        args, token = await arguments(request)
        self._recorder.add("to_slack", "call", method, args)
        fault = self._faults.next(method)
        retry_after = 0
        if fault is not None and not fault.after_accept:
            answer: Json = {"ok": False, "error": fault.error}
            retry_after = fault.retry_after
        else:
            answer = self._refusal(method, token) or self._answer(method, args)
            retry_after = answer.pop("retry_after", 0)
        limited = answer.get("error") == "ratelimited"
        status = 429 if limited else 200
        ms = round((time.monotonic() - started) * 1000, 2)
        self._recorder.add("to_app", "answer", method, public(answer), took_ms=ms, status=status)
        self._recorder.call(WebCall(method, args, answer, status, ms))
        if fault is not None and fault.after_accept and request.transport is not None:
            request.transport.abort()
        headers = {"x-oauth-scopes": ",".join(sorted(self._ctx.manifest.scopes))}
        if limited:
            headers["Retry-After"] = str(max(1, retry_after))
        return web.json_response(answer, status=status, headers=headers)

    def _refusal(self, method: str, token: str) -> Json | None:
        spec = METHODS.get(method)
        if spec is None:
            return {"ok": False, "error": "unknown_method", "req_method": method}
        if not token:
            return {"ok": False, "error": "not_authed"}
        if token not in {self.tokens.bot, self.tokens.app}:
            return {"ok": False, "error": "invalid_auth"}
        if self.revoked:
            return {"ok": False, "error": "account_inactive"}
        kind = "app" if token == self.tokens.app else "bot"
        if spec.token not in {"any", kind}:
            return {"ok": False, "error": "not_allowed_token_type"}
        return None

    def _answer(self, method: str, args: Json) -> Json:
        with self._ctx.ws.lock:
            answer = run(self._ctx, Call(method, args))
        if method == "apps.connections.open":
            address = self._ctx.base.replace("http://", "ws://", 1)
            answer["url"] = f"{address}link?ticket={self._sockets.ticket()}&app_id={self._ctx.ws.app.id}"
        return answer

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        body, _token = await arguments(request)
        self._recorder.add("to_slack", "response_url", request.match_info["kind"], body)
        with self._ctx.ws.lock:
            status, answer = self._hooks.use(request.match_info["key"], body)
        self._recorder.add("to_app", "answer", "response_url", answer, status=status)
        return web.json_response(answer, status=status)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        upload = self._ctx.uploads.get(request.match_info["key"])
        if upload is None:
            return web.Response(status=404)
        content = await request.read()
        with self._ctx.ws.lock:
            upload.content = content
        self._recorder.add("to_slack", "upload", upload.name, {"bytes": len(content)})
        return web.Response(text=f"OK - {len(content)}")


def public(answer: Json) -> Json:
    """The answer without the one-use ticket of a Socket Mode address."""
    return {**answer, "url": answer["url"].split("?")[0]} if "url" in answer else answer


async def arguments(request: web.Request) -> tuple[Json, str]:
    """Arguments from the query, a form or a JSON body, and the token from wherever it stands."""
    args: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            body = {}
        args |= body if isinstance(body, dict) else {}
    elif request.method == "POST":
        args |= {k: v for k, v in (await request.post()).items() if isinstance(v, str)}
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    given = str(args.pop("token", ""))
    return args, token.strip() if scheme.lower() == "bearer" and token else given


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def loopback_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses names that only pretend to be this machine, as a page elsewhere could use."""
    if request.host.rpartition(":")[0] not in LOOPBACK and request.host not in LOOPBACK:
        return web.Response(status=403, text="loopback only")
    return await handler(request)
