"""Lets one process at a time use a database file: two would release each other's claims and send everything twice."""

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
    """Hold the lock beside the database file `path`; the system frees it however this process ends. Misconfigured."""
    lock = path.with_name(path.name + ".lock")
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        raise Misconfigured([words.no_lock(str(lock))]) from None
    try:
        deadline = asyncio.get_running_loop().time() + patience
        while not _locked(held):
            if asyncio.get_running_loop().time() > deadline:
                raise Misconfigured([words.another_process(str(path))])
            await asyncio.sleep(0.1)
        yield
    finally:
        os.close(held)


def _locked(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
