"""The one object that holds a sandbox together: its world, its rules, and the way to the app."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox.acting import People
from sandbox.answers import Answers
from sandbox.clock import Clock
from sandbox.control import Control
from sandbox.core import Core, RecordedRequest
from sandbox.delivery import Carrier, Delivery
from sandbox.errors import SetupError
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.handles import Handles
from sandbox.http_delivery import HttpCarrier
from sandbox.manifest import Manifest, read_manifest
from sandbox.messages import Messages
from sandbox.organisation import read_organisation
from sandbox.payloads import Payloads
from sandbox.rates import Rates
from sandbox.socket_mode import SocketHub
from sandbox.store import Store
from sandbox.surfaces import Surfaces
from sandbox.webapi import METHODS, WebApi
from sandbox.world import World


class Sandbox:
    """A small Slack of one workspace with one app. Made with `create`, run with `sandbox.serve`."""

    def __init__(self, world: World, manifest: Manifest, *, speed: float = 1.0, limits: bool = True) -> None:
        self.world = world
        self.clock: Clock = world.clock
        self.faults = Faults(METHODS.__contains__)
        self._http = HttpCarrier(world.workspace.signing_secret)
        self._hub = SocketHub(world.clock, self.faults, world.workspace.app_id)
        handles = Handles(world.clock)
        payloads = Payloads(world, handles)
        events = Events(manifest, payloads, world.clock, self._carrier)
        self.core = Core(
            world=world,
            manifest=manifest,
            handles=handles,
            surfaces=Surfaces(world),
            rates=Rates(world.clock, speed=speed, limits=limits),
            faults=self.faults,
            events=events,
            messages=Messages(world, events),
            payloads=payloads,
            hub=self._hub,
            carrier=self._carrier,
        )
        self._answers = Answers(self.core)
        self.act = People(self.core, self._answers)

    @classmethod
    def create(
        cls,
        *,
        organisation: Path | Mapping[str, Any],
        manifest: Path,
        data: Path | None = None,
        speed: float = 1.0,
        limits: bool = True,
    ) -> "Sandbox":
        """Makes a sandbox, or opens the one kept in `data`; SetupError says what is wrong with a file.

        `speed` multiplies every rate limit of the Web API, `limits=False` takes them off: for load tests.
        """
        app = read_manifest(manifest)
        known = read_organisation(organisation, app.name)
        store = Store(data)
        try:
            world = World(known, store)
        except sqlite3.DatabaseError as error:
            store.close()
            raise SetupError(f"{data}: cannot be used to keep the sandbox in: {error}") from error
        return cls(world, app, speed=speed, limits=limits)

    @property
    def base_url(self) -> str:
        """Where it is served, such as `http://127.0.0.1:43121`; empty until then."""
        return self.core.payloads.root

    @base_url.setter
    def base_url(self, url: str) -> None:
        self.core.payloads.root = url

    @property
    def requests(self) -> list[RecordedRequest]:
        """Every call received, oldest first; the last fifty thousand."""
        return self.core.requests

    @property
    def bot_token(self) -> str:
        """The token of the app's bot."""
        return self.world.workspace.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token, for `apps.connections.open`."""
        return self.world.workspace.app_token

    @property
    def signing_secret(self) -> str:
        """What requests to the app's own URL are signed with."""
        return self.world.workspace.signing_secret

    @property
    def manifest(self) -> Manifest:
        """What the app may do."""
        return self.core.manifest

    @property
    def sockets(self) -> int:
        """How many Socket Mode connections are open."""
        return len(self._hub.connections)

    def set_http_endpoint(self, url: str | None) -> None:
        """Brings commands, interactions and events to this URL from now on; None goes back to Socket Mode."""
        self._http.url = url

    async def verify_url(self) -> bool:
        """Does the `url_verification` handshake with the HTTP endpoint; RuntimeError when none is set."""
        if self._http.url is None:
            raise RuntimeError("set_http_endpoint first")
        return await self._http.verify_url()

    async def deliver_again(self) -> Delivery:
        """Brings the last command or interaction to the app once more, with the same trigger and content."""
        return await self.act.again()

    def routes(self) -> list[BaseRoute]:
        """What an app and a test talk to: the Web API, response URLs, Socket Mode and the control API."""

        async def link(socket: WebSocket) -> None:
            await self._hub.serve(socket)

        return [
            Route("/api/{method}", WebApi(self.core).answer, methods=["GET", "POST"]),
            Route("/hooks/{kind}/{team}/{key}", self._answers.answer, methods=["POST"]),
            WebSocketRoute("/link/", link),
            *Control(self.core, self.act).routes(),
        ]

    async def close(self) -> None:
        """Ends connections and background work, and closes the data file."""
        await self.core.events.close()
        await self._hub.close()
        await self._http.close()
        self.world.store.close()

    def _carrier(self) -> Carrier:
        return self._hub if self._http.url is None else self._http
