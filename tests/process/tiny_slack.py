"""A Slack of four methods and a WebSocket, that can refuse, hang, go silent, and say what it saw."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from aiohttp import WSMsgType, web

SCOPES = "channels:read,chat:write,commands,groups:read,im:write,usergroups:read,users:read"


class TinySlack:
    """Each switch is an attribute; `base_url` ends in `/api/`."""

    def __init__(self) -> None:
        self.base_url = ""
        self.scopes = SCOPES
        self.date: str | None = None
        self.refuse_bot: str | None = None
        self.open_answers: list[str] = []
        self.refuse_handshakes = 0
        self.hang_on: set[str] = set()
        self.deaf = False
        self.channels: dict[str, dict[str, Any]] = {}
        self.calls: list[str] = []
        self.sockets: list[web.WebSocketResponse] = []
        self.answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.connected = asyncio.Event()
        self._hanging = asyncio.Event()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/socket", self._socket)
        return app

    async def send(self, message: dict[str, Any]) -> None:
        """Send over the newest connection."""
        await self.sockets[-1].send_str(json.dumps(message))

    async def send_command(self, text: str, *, envelope: str = "E1") -> None:
        await self.send(
            {
                "type": "slash_commands",
                "envelope_id": envelope,
                "accepts_response_payload": True,
                "payload": {
                    "command": "/feedback",
                    "text": text,
                    "team_id": "T1",
                    "user_id": "U0AUTHOR1",
                    "token": "x",
                },
            }
        )

    def release(self) -> None:
        self._hanging.set()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        if method in self.hang_on:
            await self._hanging.wait()
        answer = getattr(self, "_" + method.replace(".", "_"), None)
        if answer is None:
            raise AssertionError(f"{method} is not a method of this Slack")
        headers = {"x-oauth-scopes": self.scopes}
        if self.date is not None:
            headers["Date"] = self.date
        form = await request.post() if request.can_read_body else {}
        return web.json_response(answer({**request.query, **form}), headers=headers)

    def _auth_test(self, _: Any) -> dict[str, Any]:
        if self.refuse_bot:
            return {"ok": False, "error": self.refuse_bot}
        return {
            "ok": True,
            "url": "https://acme.slack.com/",
            "team": "Acme",
            "team_id": "T1",
            "user": "tellmemore",
            "user_id": "U0BOT",
            "bot_id": "B0BOT",
        }

    def _api_test(self, _: Any) -> dict[str, Any]:
        return {"ok": True}

    def _apps_connections_open(self, _: Any) -> dict[str, Any]:
        if self.open_answers:
            return {"ok": False, "error": self.open_answers.pop(0)}
        return {"ok": True, "url": self.base_url.replace("http", "ws").replace("/api/", "/socket?ticket=1")}

    def _chat_postMessage(self, _: Any) -> dict[str, Any]:  # noqa: N802  named after Slack's method
        return {"ok": True, "channel": "C1", "ts": "1.1"}

    def _conversations_info(self, given: Any) -> dict[str, Any]:
        channel = self.channels.get(given["channel"])
        return {"ok": True, "channel": channel} if channel else {"ok": False, "error": "channel_not_found"}

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self.refuse_handshakes > 0:
            self.refuse_handshakes -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.PING and not self.deaf:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self.answers.put_nowait(json.loads(message.data))
        return socket


@contextlib.asynccontextmanager
async def tiny_slack() -> AsyncIterator[TinySlack]:
    """Serve one on a port of its own."""
    slack = TinySlack()
    runner = web.AppRunner(slack.app(), shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    slack.base_url = f"http://127.0.0.1:{port}/api/"
    try:
        yield slack
    finally:
        slack.release()
        for socket in slack.sockets:
            with contextlib.suppress(ConnectionError):
                await socket.close()
        await runner.cleanup()
