"""The parts of one sandbox, so that the Web API, the people and the control API can reach them by name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.delivery import Carrier
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.handles import Handles
from sandbox.manifest import Manifest
from sandbox.messages import Messages
from sandbox.payloads import Payloads
from sandbox.rates import Rates
from sandbox.socket_mode import SocketHub
from sandbox.surfaces import Surfaces
from sandbox.world import World

KEPT_REQUESTS = 50_000


@dataclass(frozen=True)
class RecordedRequest:
    """A call the sandbox received: `number` counts from 1, `at` is the sandbox's time, `args` without the token."""

    number: int
    method: str
    args: dict[str, Any]
    ok: bool
    error: str | None
    at: datetime


@dataclass
class Core:
    """Everything there is. `carrier` gives the way to the app that is in use at this moment."""

    world: World
    manifest: Manifest
    handles: Handles
    surfaces: Surfaces
    rates: Rates
    faults: Faults
    events: Events
    messages: Messages
    payloads: Payloads
    hub: SocketHub
    carrier: Callable[[], Carrier]
    requests: list[RecordedRequest] = field(default_factory=list)
    received: int = 0

    def record(self, method: str, args: dict[str, Any], error: str | None) -> None:
        """Notes a call; the oldest are forgotten after fifty thousand."""
        self.received += 1
        now = self.world.clock.now()
        self.requests.append(RecordedRequest(self.received, method, args, error is None, error, now))
        if len(self.requests) > KEPT_REQUESTS + 1000:
            del self.requests[: len(self.requests) - KEPT_REQUESTS]
