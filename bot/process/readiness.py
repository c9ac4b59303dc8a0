"""Whether this process should get traffic, and if not, why."""

import asyncio
import time
from collections.abc import Callable

from bot.errors import StoreFailure
from bot.ports import Store
from bot.words import process as words

PING_WITHIN = 2.0
REMEMBERED = 1.0
"""Seconds: each ping is a committed write, and anybody who reaches the port can ask."""


class Readiness:
    """`slack` returns why Slack cannot be reached or does not accept us, or None."""

    def __init__(self, *, store: Store, slack: Callable[[], str | None]) -> None:
        self._store = store
        self._slack = slack
        self._asked_at = float("-inf")
        self._store_problem: str | None = None
        self._asking = asyncio.Lock()
        self.phase: str | None = words.STARTING
        """What the process is busy with when it cannot serve; None while it can."""

    async def reason(self) -> str | None:
        """Return why this process should get no traffic, or None."""
        return self.phase or self._slack() or await self._store_reason()

    async def _store_reason(self) -> str | None:
        async with self._asking:
            if time.monotonic() - self._asked_at > REMEMBERED:
                self._store_problem = await self._ping()
                self._asked_at = time.monotonic()
            return self._store_problem

    async def _ping(self) -> str | None:
        try:
            async with asyncio.timeout(PING_WITHIN):
                await self._store.ping()
        except (StoreFailure, TimeoutError):
            return words.STORE_NOT_WRITABLE
        return None
