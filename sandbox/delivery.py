"""Brings what people do to the app, over Socket Mode or signed HTTP, and waits three seconds for its answer."""

import time
from dataclasses import dataclass
from typing import Any, Literal, Protocol

ACK_SECONDS = 3.0  # docs: "your app must acknowledge within 3 seconds"
TIMEOUT = "operation_timeout"
UNREACHED = "dispatch_failed"

Envelope = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Delivery:
    """How the app took it.

    `status` is 200 when acknowledged, 0 when nothing came; `body` what it answered, already parsed; `ms` milliseconds
    until then; `error` Slack's word for what went wrong, None when nothing did; `no_retry` that the app asked
    not to be sent this event again.
    """

    status: int
    body: Any = None
    ms: float = 0.0
    error: str | None = None
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.error is None


@dataclass(frozen=True)
class Retry:
    """Which attempt of an event this is: 0 the first, then 1 to 3 with the reason."""

    number: int = 0
    reason: str = ""


class Carrier(Protocol):
    """A way to the app."""

    async def carry(self, envelope: Envelope, payload: dict[str, Any], retry: Retry) -> Delivery:
        """Brings one payload and waits for the answer; never raises for what the app does."""


def since(start: float) -> float:
    """Milliseconds since `start`, a value of `time.perf_counter`."""
    return (time.perf_counter() - start) * 1000
