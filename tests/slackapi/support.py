"""A Slack on loopback that answers as told and remembers what it was asked; an unexpected method is a 404."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Answer = web.StreamResponse | Json | Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Asked:
    """One request."""

    method: str
    arguments: Json
    authorization: str


@dataclass
class FakeSlack:
    """`answers` are given in turn, the last one again and again."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def will_answer(self, method: str, *answers: Answer) -> None:
        self.answers[method] = list(answers)

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_route("*", "/api/{method}", self._handle)
        return application

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        body = await request.text()
        if request.content_type == "application/json":
            arguments = json.loads(body)
        else:
            arguments = {**request.query, **await request.post()}
        self.asked.append(Asked(method, arguments, request.headers.get("Authorization", "")))
        answers = self.answers.get(method)
        if answers is None:
            return web.Response(status=404)
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, dict):
            return web.json_response(answer)
        return answer if isinstance(answer, web.StreamResponse) else await answer(request)


def refusal(code: str, *, status: int = 200, **headers: str) -> web.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response({"ok": False, "error": code}, status=status, headers=names)


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Close the connection after the request has been read."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()
