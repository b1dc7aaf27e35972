"""The static files of the page, under a policy that lets it load and reach nothing but this server."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).resolve().parent / "page"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_to(application: web.Application) -> None:
    application.router.add_get("/", _index)
    application.router.add_get("/page/{name}", _file)


async def _index(_request: web.Request) -> web.StreamResponse:
    return _answer(FOLDER / "index.html")


async def _file(request: web.Request) -> web.StreamResponse:
    """Only what lies in the folder itself; a name is compared, never made into a path."""
    name = request.match_info["name"]
    found = next((file for file in FOLDER.iterdir() if file.name == name and file.suffix in KINDS), None)
    return _answer(found) if found is not None else web.Response(status=404)


def _answer(file: Path) -> web.Response:
    return web.Response(body=file.read_bytes(), content_type=KINDS[file.suffix], charset="utf-8", headers=dict(HEADERS))
