"""The web server: Slack's requests go straight to Bolt, health and metrics to Starlette beside it."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import Misconfigured
from bot.process.metrics import Metrics
from bot.words import process as words

Asgi = Callable[[Any, Any, Any], Awaitable[None]]
"""(scope, receive, send); Bolt, Starlette and uvicorn each type these three in their own way."""

SLACK_PATH = "/slack/events"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

log = structlog.get_logger()


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket, so that a taken port is found out before anything starts. Raises Misconfigured."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048
        )
    except OSError as error:
        known = os.strerror(error.errno) if error.errno and error.errno > 0 else "no such address"
        raise Misconfigured([words.cannot_listen(host, port, known)]) from None


def make_web(*, reason: Callable[[], Awaitable[str | None]], metrics: Metrics, slack: Asgi | None) -> Asgi:
    """Return the ASGI app. `reason` is why this process should get no traffic, or None; no `slack` in Socket Mode.

    Slack's path is told apart here, not by Starlette's routing, which costs a fifth of the requests a second.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        why = await reason()
        return PlainTextResponse(f"{why or 'ready'}\n", status_code=503 if why else 200)

    async def show_metrics(_: Request) -> Response:
        return Response(metrics.render(), media_type=PROMETHEUS)

    beside = Starlette(
        routes=[Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", show_metrics)],
    )
    if slack is None:
        return beside

    async def front(scope: Any, receive: Any, send: Any) -> None:
        await (slack if scope["path"] == SLACK_PATH else beside)(scope, receive, send)

    return front


class WebServer:
    """Uvicorn under our own signal handling: `serve` runs until `stop`, which finishes the requests that run."""

    def __init__(self, app: Asgi, listening: socket.socket, *, finish_within: float) -> None:
        self._socket = listening
        self._server = _Quiet(
            uvicorn.Config(
                app,
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                proxy_headers=False,
                timeout_keep_alive=75,  # above the 60 s of common proxies, so that they are the ones to close
                timeout_graceful_shutdown=int(finish_within),
            )
        )
        self._ended = asyncio.Event()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._socket.getsockname()[1])

    async def serve(self) -> None:
        """Serve until stopped."""
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            self._socket.close()
            self._ended.set()

    async def stop(self) -> None:
        """Accept nothing more and return when what runs has been answered, or has had its time."""
        self._server.should_exit = True
        await self._ended.wait()


class _Quiet(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process."""
        yield
