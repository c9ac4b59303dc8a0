"""Ends what runs within a time of its own each, so that all of it together ends in ten seconds whoever hangs."""

import asyncio
import os
import threading
from collections.abc import Awaitable

import structlog

log = structlog.get_logger()

INTAKE_SECONDS = 3
"""For listeners that run; each ends by itself after 2.9."""

SENDER_SECONDS = 3.0
STORE_SECONDS = 1.2
CLOSING_SECONDS = 0.8
"""For what is only closed: a connection, a server without requests."""

HARD_SECONDS = 9.5
"""10 seconds is what container platforms give at the least, and what we promise."""


async def finish(kind: str, work: Awaitable[object], *, within: float) -> bool:
    """Await `work` for at most `within` seconds, then cancel it; return whether it finished. Never raises."""
    try:
        async with asyncio.timeout(within):
            await work
    except TimeoutError:
        log.warning("drain_step_late", kind=kind, seconds=within)
        return False
    except Exception as error:  # the steps after this one still have to be taken
        log.error("drain_step_failed", kind=kind, exc_info=error)
        return False
    return True


def end_anyway(seconds: float = HARD_SECONDS) -> None:
    """End this process with 1 after `seconds`, should a thread that cannot be cancelled still hold it."""

    def end() -> None:
        log.error("drain_gave_up", seconds=seconds)
        os._exit(1)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
