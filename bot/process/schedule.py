"""Wakes what looks for due work. Nothing that is due is held here: it is a row, and the clock is asked at each look."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.errors import SlackFailure, StoreFailure

log = structlog.get_logger()

Sweep = Callable[[], Awaitable[object]]


class Schedule:
    """Runs each sweep every so often, one run of a sweep at a time, missed runs rolled into one."""

    def __init__(self, *, crashed: Callable[[BaseException], None]) -> None:
        """`crashed` is told of an error that no sweep is expected to raise."""
        self._crashed = crashed
        self._running: set[asyncio.Task[Any]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            executors={"default": AsyncIOExecutor()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def every(self, period: timedelta, kind: str, sweep: Sweep, *, at_once: bool = False) -> None:
        """Run `sweep` every `period`, the first time after one unless `at_once`; `kind` names it in the log."""

        async def run() -> None:
            task = asyncio.current_task()
            if task is not None:
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            try:
                await sweep()
            except (StoreFailure, SlackFailure) as error:
                # temporary, or told by /readyz: what is due stays due, and the next run finds it
                log.warning("sweep_failed", kind=kind, exc_info=error)
            except Exception as error:  # noqa: BLE001  APScheduler would log it and go on for ever
                self._crashed(error)

        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        self._scheduler.add_job(run, IntervalTrigger(seconds=period.total_seconds()), id=kind, **first)

    def start(self) -> None:
        """Begin; needs a running loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Start no further run; one that is running is cancelled, and its transaction rolled back."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
