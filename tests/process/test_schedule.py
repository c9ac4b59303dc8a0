"""Sweeps are woken one run at a time, survive what is temporary, and end the process on what nobody expects."""

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.errors import StoreUnavailable
from bot.process.schedule import Schedule

OFTEN = timedelta(milliseconds=10)


class Place:
    """A schedule and what it reported."""

    def __init__(self) -> None:
        self.crashes: list[BaseException] = []
        self.schedule = Schedule(crashed=self.crashes.append)


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    made = Place()
    yield made
    await made.schedule.stop()


async def test_a_sweep_runs_again_and_again(place: Place) -> None:
    runs = asyncio.Semaphore(0)

    async def sweep() -> None:
        runs.release()

    place.schedule.every(OFTEN, "reminders", sweep)
    place.schedule.start()
    async with asyncio.timeout(5):
        for _ in range(3):
            await runs.acquire()


async def test_a_slow_sweep_is_not_run_beside_itself(place: Place) -> None:
    running = most = total = 0

    async def sweep() -> None:
        nonlocal running, most, total
        running += 1
        total += 1
        most = max(most, running)
        await asyncio.sleep(0.05)
        running -= 1

    place.schedule.every(OFTEN, "reminders", sweep)
    place.schedule.start()
    await asyncio.sleep(0.3)
    assert most == 1
    assert total >= 2


async def test_a_sweep_may_run_at_once(place: Place) -> None:
    ran = asyncio.Event()

    async def sweep() -> None:
        ran.set()

    place.schedule.every(timedelta(hours=1), "groups", sweep, at_once=True)
    place.schedule.start()
    await asyncio.wait_for(ran.wait(), 5)


async def test_a_database_that_is_busy_only_costs_one_run(place: Place, logged: io.StringIO) -> None:
    runs = asyncio.Semaphore(0)

    async def sweep() -> None:
        runs.release()
        raise StoreUnavailable("the database is locked")

    place.schedule.every(OFTEN, "reminders", sweep)
    place.schedule.start()
    async with asyncio.timeout(5):
        await runs.acquire()
        await runs.acquire()
    assert not place.crashes
    assert '"kind": "reminders"' in logged.getvalue()


async def test_an_error_of_ours_is_reported_as_a_crash(place: Place) -> None:
    async def sweep() -> None:
        raise ZeroDivisionError

    place.schedule.every(OFTEN, "reminders", sweep)
    place.schedule.start()
    async with asyncio.timeout(5):
        while not place.crashes:
            await asyncio.sleep(0.01)
    assert isinstance(place.crashes[0], ZeroDivisionError)


async def test_stopping_cancels_what_runs_and_waits_for_it(place: Place) -> None:
    entered = asyncio.Event()
    rolled_back = False

    async def sweep() -> None:
        nonlocal rolled_back
        entered.set()
        try:
            await asyncio.sleep(60)
        except BaseException:
            await asyncio.sleep(0.01)
            rolled_back = True
            raise

    place.schedule.every(OFTEN, "reminders", sweep)
    place.schedule.start()
    await entered.wait()
    await place.schedule.stop()
    assert rolled_back


async def test_stopping_twice_or_before_the_start_is_fine(place: Place) -> None:
    await place.schedule.stop()
    await place.schedule.stop()
