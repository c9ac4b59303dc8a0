"""Lets one process at a time use a file: two bots would release each other's claims and send everything twice."""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator
from pathlib import Path

from bot.errors import Misconfigured
from bot.words import process as words

PATIENCE = 15.0
"""Seconds to wait for the process before us, which has 10 to drain."""


@contextlib.asynccontextmanager
async def only_one(path: Path, *, patience: float = PATIENCE) -> AsyncIterator[None]:
    """Hold the lock beside the database file `path` for the block. Misconfigured."""
    lock = path.with_name(path.name + ".lock")
    async with contextlib.AsyncExitStack() as held:
        try:
            await held.enter_async_context(locked(lock, patience=patience))
        except TimeoutError:
            raise Misconfigured([words.another_process(str(path))]) from None
        except OSError:
            raise Misconfigured([words.no_lock(str(lock))]) from None
        yield


@contextlib.asynccontextmanager
async def locked(lock: Path, *, patience: float) -> AsyncIterator[None]:
    """Hold the file `lock`, made where there is none; the system frees it however this process ends.

    Raises TimeoutError where another process still holds it after `patience` seconds, other OSErrors where it cannot be
    made.
    """
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = asyncio.get_running_loop().time() + patience
        while not _try_lock(held):
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError
            await asyncio.sleep(0.1)
        yield
    finally:
        os.close(held)


def _try_lock(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
