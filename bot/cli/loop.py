"""Runs a command's coroutine on uvloop, and shows on a terminal that it goes on when it takes long."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Coroutine
from typing import Any, TypeVar

import uvloop

from bot.words import cli as words

T = TypeVar("T")

LONG = 2.0
"""Seconds after which somebody who waits wonders."""


def run_loop(work: Coroutine[Any, Any, T]) -> T:
    """Return what `work` returns."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


@contextlib.asynccontextmanager
async def showing(doing: str) -> AsyncIterator[None]:
    """On a terminal, from 2 s on, show what is being done and for how long."""
    if not sys.stderr.isatty():
        yield
        return
    task = asyncio.create_task(_show(doing))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _show(doing: str) -> None:
    shown = False
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        await asyncio.sleep(LONG)
        while True:
            sys.stderr.write(f"\r\x1b[K{words.still_busy(doing, int(loop.time() - began))}")
            sys.stderr.flush()
            shown = True
            await asyncio.sleep(1)
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
