"""The sandbox's acts, faults and clock over HTTP, for tests and tools in other processes."""

import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.acting import People
from sandbox.core import Core
from sandbox.errors import ClientRefused, SandboxError
from sandbox.jsonable import jsonable

Handler = Callable[[Request], Awaitable[Response]]


class Control:
    """Tables of what can be called by name; nothing else can."""

    def __init__(self, core: Core, people: People) -> None:
        self._core = core
        faults = core.faults
        self._acts: Mapping[str, Callable[..., Any]] = {
            act.__name__: act
            for act in (
                people.command, people.global_shortcut, people.message_shortcut, people.press, people.fill,
                people.submit, people.close, people.suggestions, people.open_home, people.say, people.open_dm,
                people.archive, people.unarchive, people.rename_channel, people.remove_bot, people.invite_bot,
                people.join, people.leave, people.deactivate, people.reactivate, people.make_admin,
                people.revoke_token, people.restore_token, people.set_plan, people.set_group_members,
                people.send_event, people.again,
            )
        }  # fmt: skip
        self._reads: Mapping[str, Callable[..., Any]] = {
            read.__name__: read
            for read in (
                people.channels, people.messages, people.thread, people.dms, people.ephemerals, people.modal,
                people.home,
            )
        }  # fmt: skip
        self._faults: Mapping[str, Callable[..., Any]] = {
            fault.__name__: fault
            for fault in (
                faults.fail_next, faults.drop_sockets, faults.refresh_sockets, faults.refuse_sockets,
                faults.mute_sockets, faults.clear,
            )
        }  # fmt: skip

    def routes(self) -> list[BaseRoute]:
        """The routes under /control."""
        return [
            Route("/control/act/{name}", self._caller(self._acts), methods=["POST"]),
            Route("/control/read/{name}", self._caller(self._reads), methods=["GET"]),
            Route("/control/faults/{name}", self._caller(self._faults), methods=["POST"]),
            Route("/control/clock/skip", self._skip, methods=["POST"]),
            Route("/control/clock", self._clock, methods=["GET"]),
            Route("/control/requests", self._requests, methods=["GET"]),
            Route("/control/state", self._state, methods=["GET"]),
        ]

    def _caller(self, table: Mapping[str, Callable[..., Any]]) -> Handler:
        async def call(request: Request) -> Response:
            if request.headers.get("origin") not in {None, self._core.payloads.root}:
                return _bad("requests from pages of other sites are not taken")
            name = request.path_params["name"]
            if name not in table:
                return _bad(f"there is no '{name}' here; there are: {', '.join(sorted(table))}")
            try:
                given = dict(request.query_params) if request.method == "GET" else await _body(request)
                bound = inspect.signature(table[name]).bind(**given)
                result = table[name](*bound.args, **bound.kwargs)
                return JSONResponse(jsonable(await result if inspect.isawaitable(result) else result))
            except ClientRefused as error:
                return _bad(str(error), kind="ClientRefused", errors=error.errors)
            except (SandboxError, TypeError, ValueError) as error:
                return _bad(str(error), kind=type(error).__name__)

        return call

    async def _skip(self, request: Request) -> Response:
        if request.headers.get("origin") not in {None, self._core.payloads.root}:
            return _bad("requests from pages of other sites are not taken")
        try:
            given = await _body(request)
            self._core.world.clock.skip(float(given["seconds"]))
        except KeyError:
            return _bad('say how many seconds to skip: {"seconds": 60}')
        except (TypeError, ValueError) as error:
            return _bad(str(error))
        return await self._clock(request)

    async def _clock(self, _request: Request) -> Response:
        clock = self._core.world.clock
        return JSONResponse({"now": clock.now().isoformat(), "offset": clock.offset})

    async def _requests(self, request: Request) -> Response:
        try:
            since = int(request.query_params.get("since", 0))
        except ValueError:
            return _bad("since must be a number")
        found = [one for one in self._core.requests if one.number > since]
        return JSONResponse({"received": self._core.received, "requests": jsonable(found)})

    async def _state(self, _request: Request) -> Response:
        world = self._core.world
        return JSONResponse(
            {
                "version": world.changes.version,
                "people": jsonable(list(world.people.values())),
                "channels": jsonable(list(world.channels.values())),
                "groups": jsonable(list(world.groups.values())),
                "sockets": len(self._core.hub.connections),
                "paid": world.paid,
                "token_revoked": world.token_revoked,
                "undelivered_events": list(self._core.events.undelivered),
            }
        )


async def _body(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        content = json.loads(raw or b"{}")
    except ValueError:
        raise ValueError("the body is not valid JSON") from None
    if not isinstance(content, dict):
        raise ValueError("the body must be a JSON object of arguments")
    return content


def _bad(reason: str, **more: Any) -> Response:
    return JSONResponse({"error": reason, **more}, 400)
