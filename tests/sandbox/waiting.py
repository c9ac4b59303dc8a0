"""Waits for what a person will see."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sandbox import Sandbox

Seen = TypeVar("Seen")


async def seen(sandbox: Sandbox, look: Callable[[], Seen | None], seconds: float = 5.0) -> Seen:
    """What `look` finds, soon after there is something: a refusal changes nothing in the sandbox that would wake it."""
    async with asyncio.timeout(seconds):
        while not (found := look()):
            with suppress(TimeoutError):
                async with asyncio.timeout(0.05):
                    await sandbox.world.changes.wait(sandbox.world.changes.version)
    return found
