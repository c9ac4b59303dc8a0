"""Keeps a process whole: what runs in the background either runs, or ends the process with a line that says so."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

import structlog

log = structlog.get_logger()

T = TypeVar("T")


class Supervisor:
    """Background tasks, and the one event that ends the process: a signal, `stop`, or a crash."""

    def __init__(self) -> None:
        self.exit_code = 0
        self._ending = asyncio.Event()
        self._tasks: dict[asyncio.Task[Any], str] = {}

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """End on SIGTERM and SIGINT while inside."""
        loop = asyncio.get_running_loop()
        caught = (signal.SIGTERM, signal.SIGINT)
        for each in caught:
            loop.add_signal_handler(each, self.stop)
        try:
            yield
        finally:
            for each in caught:
                loop.remove_signal_handler(each)

    def stop(self) -> None:
        """End in order."""
        self._ending.set()

    def crashed(self, error: BaseException | None, kind: str = "sweep") -> None:
        """End because something that should run for ever did not."""
        if not self._ending.is_set():
            log.error("crashed", kind=kind, exc_info=error)
            self.exit_code = 1
            self._ending.set()

    def start(self, kind: str, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` in the background; unless the process is ending, its end is a crash."""
        task = asyncio.create_task(work, name=kind)
        self._tasks[task] = kind
        task.add_done_callback(self._ended)

    async def wait(self) -> None:
        """Return when the process is to end."""
        await self._ending.wait()

    async def unless_stopped(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Return what `work` returns, or None where the process is to end before it is done."""
        doing = asyncio.create_task(work)
        ending = asyncio.create_task(self._ending.wait())
        try:
            await asyncio.wait({doing, ending}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ending.cancel()
            if not doing.done():
                doing.cancel()
            await asyncio.gather(doing, ending, return_exceptions=True)
        return None if doing.cancelled() else doing.result()

    async def cancel(self) -> None:
        """Cancel what still runs and wait for it."""
        self._ending.set()
        running = list(self._tasks)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        kind = self._tasks.pop(task)
        if not task.cancelled():
            self.crashed(task.exception(), kind)
