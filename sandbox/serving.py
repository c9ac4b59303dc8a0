"""Serves a sandbox on loopback, inside the event loop of whoever asks."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from sandbox.sandbox import Sandbox
from sandbox.web import routes as pages

LOOPBACK = "127.0.0.1"
CLOSING_SECONDS = 2.0


@contextlib.asynccontextmanager
async def serve(sandbox: Sandbox, port: int = 0) -> AsyncIterator[Sandbox]:
    """Listens on 127.0.0.1 (on a free port when `port` is 0) until the block ends, then closes everything.

    OSError when the port is taken; the sandbox is closed then too.
    """
    try:
        listening = _listener(port)
    except OSError:
        await sandbox.close()
        raise
    with contextlib.closing(listening) as listener:
        server, running = await _started(sandbox, listener)
        try:
            yield sandbox
        finally:
            try:
                await sandbox.close()
            finally:
                server.stop.set()
                await running


async def _started(sandbox: Sandbox, listener: socket.socket) -> tuple["_Server", asyncio.Task[None]]:
    sandbox.base_url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        Starlette(routes=[*sandbox.routes(), *pages(sandbox)]),
        http=_Http,
        ws=_web_socket(sandbox),
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        date_header=False,
        server_header=False,
        ws_ping_interval=5.0,
        ws_ping_timeout=None,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not running.done():  # noqa: ASYNC110 - uvicorn offers no event
        await asyncio.sleep(0.001)
    return server, running


def _listener(port: int) -> socket.socket:
    # Named as TCP, because asyncio turns Nagle's delay (40 ms an answer) off only for sockets that say so.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Leaves signals to the process it runs in, and ends as soon as it is told to."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # As uvicorn's own, but without its waits of a tenth of a second, which every test would pay.
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        deadline = time.monotonic() + CLOSING_SECONDS
        while (self.server_state.connections or self.server_state.tasks) and time.monotonic() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        left = list(self.server_state.tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for one in sockets or []:
            one.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Http(HttpToolsProtocol):
    """Lets a handler cut its own connection."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        scope: Any = self.scope
        scope["sandbox.abort"] = self.transport.abort


def _web_socket(sandbox: Sandbox) -> type[WebSocketsSansIOProtocol]:
    class WebSocketProtocol(WebSocketsSansIOProtocol):
        """Lets a handler cut its own connection, and keeps even pongs back while sockets are muted."""

        def handle_connect(self, event: Any) -> None:
            super().handle_connect(event)
            scope: Any = getattr(self, "scope", None)
            if scope is not None:
                scope["sandbox.abort"] = self.transport.abort

        def handle_ping(self) -> None:
            if sandbox.faults.muted:
                self.conn.data_to_send()
                return
            super().handle_ping()

        def send_keepalive_ping(self) -> None:
            if sandbox.faults.muted:
                self.schedule_ping()
                return
            super().send_keepalive_ping()

    return WebSocketProtocol
