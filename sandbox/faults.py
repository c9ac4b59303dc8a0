"""Makes the sandbox fail on purpose, in the ways in which Slack and the network between really fail."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

SPECIAL = frozenset({"*", "response_url", "socket"})


@dataclass
class Fault:
    """One way to fail, `times` more times; `delay` in seconds, `retry_after` too."""

    method: str
    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    drop: bool = False
    drop_after_taking: bool = False
    delay: float = 0.0
    times: int = 1
    body: str | None = None

    @property
    def answers(self) -> bool:
        """Whether the call is answered by the fault itself and takes no effect."""
        return any(part is not None for part in (self.error, self.status, self.retry_after, self.body))


class Faults:
    """The faults that are still to come. Socket faults act through `sockets`, given once the sandbox is made."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._next: list[Fault] = []
        self.refusals_left = 0
        self.muted_until = 0.0
        self.on_drop: Callable[[], None] = _nothing
        self.on_refresh: Callable[[float], None] = _nothing_for

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        drop: bool = False,
        drop_after_taking: bool = False,
        delay: float = 0.0,
        times: int = 1,
        body: str | None = None,
    ) -> None:
        """Makes the next `times` calls of a Web API method fail; ValueError for a method that does not exist.

        `method` may also be `*` (any Web API method), `response_url`, or `socket` (the next payloads sent over Socket
        Mode: `drop` loses the connection before, `drop_after_taking` after the payload was sent).
        """
        if method not in SPECIAL and not self._known(method):
            raise ValueError(f"there is no method '{method}' to fail")
        fault = Fault(method, error, status, retry_after, drop, drop_after_taking, delay, times, body)
        if not (fault.answers or drop or drop_after_taking or delay):
            raise ValueError(
                "say how it should fail: error, status, retry_after, drop, drop_after_taking, delay or body"
            )
        self._next.append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault for this call, counted down; None when it should go well."""
        for fault in self._next:
            if fault.method == method or (fault.method == "*" and method not in SPECIAL):
                fault.times -= 1
                if fault.times <= 0:
                    self._next.remove(fault)
                return fault
        return None

    def drop_sockets(self) -> None:
        """Cuts every Socket Mode connection without a word."""
        self.on_drop()

    def refresh_sockets(self, grace: float = 1.0) -> None:
        """Asks every connection to be renewed: a warning, then `refresh_requested`; closed after `grace` seconds."""
        self.on_refresh(grace)

    def refuse_sockets(self, times: int = 1) -> None:
        """Refuses the next `times` Socket Mode handshakes."""
        self.refusals_left = times

    def mute_sockets(self, seconds: float) -> None:
        """Keeps connections open but silent for real `seconds`: nothing sent, nothing read, no pong."""
        self.muted_until = asyncio.get_running_loop().time() + seconds

    @property
    def muted(self) -> bool:
        """Whether connections are silent at this moment."""
        return self.muted_until > 0 and asyncio.get_running_loop().time() < self.muted_until

    def clear(self) -> None:
        """Forgets all faults that are still to come."""
        self._next.clear()
        self.refusals_left = 0
        self.muted_until = 0.0


def _nothing() -> None:
    """Stands in until the sandbox has sockets."""


def _nothing_for(_seconds: float) -> None:
    """Stands in until the sandbox has sockets."""
