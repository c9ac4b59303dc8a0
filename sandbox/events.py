"""Events: sent when subscribed to, and sent again when the app did not take them."""

import asyncio
from collections.abc import Callable
from typing import Any

from sandbox.clock import Clock
from sandbox.delivery import TIMEOUT, Carrier, Retry
from sandbox.ids import new_id
from sandbox.manifest import Manifest
from sandbox.payloads import Payloads

# Seconds after the first failure at which Slack tries again (Events API, "Retries").
RETRY_AFTER = (0.0, 60.0, 300.0)


class Events:
    """Sends events in the background, up to four times each."""

    def __init__(self, manifest: Manifest, payloads: Payloads, clock: Clock, carrier: Callable[[], Carrier]) -> None:
        self._manifest = manifest
        self._payloads = payloads
        self._clock = clock
        self._carrier = carrier
        self._tasks: set[asyncio.Task[None]] = set()
        self.undelivered: list[str] = []

    def subscribed(self, name: str) -> bool:
        """Whether the manifest asks for this event; messages are named by kind, such as `message.im`."""
        return name in self._manifest.events

    def emit(self, name: str, event: dict[str, Any], event_id: str | None = None, times: int = 1) -> str | None:
        """Sends an event if the app asked for it, without waiting; gives its id, None when it is not sent."""
        return self.send(event, event_id, times) if self.subscribed(name) else None

    def send(self, event: dict[str, Any], event_id: str | None = None, times: int = 1) -> str | None:
        """Sends an event, asked for or not, `times` times under one id; None when no loop runs to send it in."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return None
        key = event_id or new_id("Ev")
        stamped = {"event_ts": f"{self._clock.time():.6f}", **event}
        payload = self._payloads.event(stamped, key)
        for _ in range(times):
            task = loop.create_task(self._deliver(payload, key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return key

    async def close(self) -> None:
        """Gives up on what is still under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _deliver(self, payload: dict[str, Any], key: str) -> None:
        retry = Retry()
        failed_at = 0.0
        for number in range(len(RETRY_AFTER) + 1):
            delivery = await self._carrier().carry("events_api", payload, retry)
            if delivery.ok:
                return
            if number == len(RETRY_AFTER) or delivery.no_retry:
                break
            failed_at = failed_at or self._clock.time()
            retry = Retry(number + 1, "timeout" if delivery.error == TIMEOUT else "error")
            await self._clock.reach(failed_at + RETRY_AFTER[number])
        self.undelivered.append(key)
