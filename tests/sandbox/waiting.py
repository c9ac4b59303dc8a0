"""Waits for what a person will see."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sandbox import Sandbox

Seen = TypeVar("Seen")


async def seen(sandbox: Sandbox, look: Callable[[], Seen | None], seconds: float = 5.0) -> Seen:
    """What `look` finds, as soon as it finds something."""
    async with asyncio.timeout(seconds):
        while not (found := look()):
            await sandbox.world.changes.wait(sandbox.world.changes.version)
    return found
