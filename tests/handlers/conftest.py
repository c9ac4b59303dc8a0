"""Shared by the tests of the listeners."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from handlers.http_guard import HttpGuard
from tests.handlers.http import SECRET
from tests.handlers.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def guard(stage: Stage) -> HttpGuard:
    return HttpGuard(stage.app, signing_secret=SECRET, clock=stage.clock)


@pytest.fixture
def at(stage: Stage) -> float:
    return stage.clock().timestamp()


class Whispers:
    """What was posted to a response_url."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.url = ""


@pytest.fixture
async def whispers() -> AsyncIterator[Whispers]:
    kept = Whispers()

    async def hear(request: web.Request) -> web.Response:
        kept.heard.append(await request.json())
        return web.Response(text="ok")

    app = web.Application()
    app.router.add_post("/answer", hear)
    server = TestServer(app)
    await server.start_server()
    kept.url = str(server.make_url("/answer"))
    yield kept
    await server.close()
