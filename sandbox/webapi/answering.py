"""Answers Web API calls over HTTP: token, scope, arguments, limits, and the faults that were ordered."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.core import Core
from sandbox.errors import SlackError
from sandbox.faults import Fault
from sandbox.webapi.access import need_scope
from sandbox.webapi.args import Args, read_args
from sandbox.webapi.chat import RateLimited
from sandbox.webapi.methods import METHODS, Method


class WebApi:
    """The endpoint `/api/METHOD`."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def answer(self, request: Request) -> Response:
        """Answers one call and records it."""
        name = request.path_params["method"]
        try:
            given = await read_args(request)
        except SlackError as error:
            return self._refused(name, {}, error)
        token = _token(request, given)
        fault = self._core.faults.take(name)
        if fault is not None:
            early = await before(fault, request)
            if early is not None:
                self._core.record(name, given, fault.error or f"fault_{early.status_code}")
                return early
        try:
            answer = self._run(name, token, given)
        except SlackError as error:
            response = self._refused(name, given, error)
        else:
            self._core.record(name, given, None)
            response = JSONResponse({"ok": True, **answer}, headers=self._headers())
        if fault is not None and fault.drop_after_taking:
            return await cut(request)
        return response

    def _run(self, name: str, token: str, given: dict[str, Any]) -> dict[str, Any]:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._check_token(method, token)
        if method.tier:
            wait = self._core.rates.refuse(name, method.tier)
            if wait:
                raise RateLimited(wait)
        if method.scope is not None:
            need_scope(self._core, method.scope)
        args = Args(given)
        args.need(*method.needs)
        return method.run(self._core, args)

    def _check_token(self, method: Method, token: str) -> None:
        world = self._core.world
        if method.token == "none":  # noqa: S105
            return
        if not token:
            raise SlackError("not_authed")
        wanted, other = world.workspace.bot_token, world.workspace.app_token
        if method.token == "app":  # noqa: S105
            wanted, other = other, wanted
        if token == other:
            raise SlackError("not_allowed_token_type")
        if token != wanted:
            raise SlackError("invalid_auth")
        if world.token_revoked and method.token == "bot":  # noqa: S105
            raise SlackError("token_revoked")

    def _refused(self, name: str, given: dict[str, Any], error: SlackError) -> Response:
        self._core.record(name, given, error.error)
        headers = self._headers()
        status = 200
        if isinstance(error, RateLimited):
            status, headers["Retry-After"] = 429, str(error.seconds)
        return JSONResponse({"ok": False, "error": error.error, **error.extra}, status, headers)

    def _headers(self) -> dict[str, str]:
        return {"x-oauth-scopes": ",".join(sorted(self._core.manifest.scopes)), "x-slack-req-id": "sandbox"}


async def before(fault: Fault, request: Request) -> Response | None:
    """What a fault does before a call takes effect: waits, drops it, or answers in its place."""
    await asyncio.sleep(fault.delay)
    if fault.drop:
        return await cut(request)
    if fault.retry_after is not None:
        headers = {"Retry-After": str(fault.retry_after)}
        return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers)
    if fault.body is not None:
        return Response(fault.body, fault.status or 200, media_type="text/html")
    if fault.error is not None:
        return JSONResponse({"ok": False, "error": fault.error}, fault.status or 200)
    if fault.status is not None:
        return Response("the sandbox was told to fail", fault.status, media_type="text/plain")
    return None


async def cut(request: Request) -> Response:
    """Cuts the connection under a request; the answer that is returned reaches nobody."""
    abort = request.scope.get("sandbox.abort")
    if abort is not None:
        abort()
        await asyncio.sleep(0.01)
    return Response(status_code=599)


def _token(request: Request, given: dict[str, Any]) -> str:
    inside = str(given.pop("token", "") or "")
    header = request.headers.get("authorization", "")
    return header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else inside
