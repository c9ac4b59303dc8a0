"""The page of the sandbox: a small Slack client, drawn on the server, in which one can be anybody."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.web.guard import Endpoint, same_origin_only
from sandbox.web.pages import Pages
from sandbox.web.posts import Posts
from sandbox.web.screen import Screen

if TYPE_CHECKING:
    from starlette.requests import Request

    from sandbox.sandbox import Sandbox

__all__ = ["routes"]


def routes(sandbox: Sandbox) -> list[BaseRoute]:
    """Return everything under `/` that people look at; what changes something only takes posts from its own pages."""
    pages = Pages(Screen(sandbox))
    posts = Posts(pages)

    def get(path: str, endpoint: Endpoint) -> Route:
        return Route(path, endpoint, methods=["GET"])

    def post(path: str, endpoint: Endpoint) -> Route:
        return Route(f"/as/{{person}}/{path}", same_origin_only(endpoint), methods=["POST"])

    return [
        get("/", pages.welcome),
        get("/as/{person}", pages.sit_down),
        get("/as/{person}/c/{channel}", pages.channel),
        get("/as/{person}/c/{channel}/t/{ts}", pages.channel),
        get("/as/{person}/messages", pages.messages),
        get("/as/{person}/messages/t/{ts}", pages.messages),
        get("/as/{person}/app", pages.home),
        get("/as/{person}/about", pages.about),
        get("/as/{person}/live", pages.live),
        get("/as/{person}/suggestions", posts.suggestions),
        get("/picture/{person}.svg", pages.picture),
        post("send", posts.send),
        post("shortcut", posts.shortcut),
        post("press", posts.press),
        post("submit", posts.submit),
        post("close", posts.close),
        post("skip", posts.skip),
        get("/static/htmx.js", _htmx),
        Mount("/static", StaticFiles(packages=[("sandbox.web", "static")])),
    ]


async def _htmx(_: Request) -> Response:
    script = Path(str(files("js_lib_htmx"))) / "static" / "htmx" / "htmx.min.js"
    return FileResponse(script, media_type="text/javascript", headers={"cache-control": "max-age=3600"})
