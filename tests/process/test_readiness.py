"""Readiness names the first thing that is wrong, and asks the database no more than once a second."""

import asyncio

from bot.errors import StoreUnavailable
from bot.process import readiness as module
from bot.process.readiness import Readiness
from bot.words import process as words


class Pinged:
    """Only the one method that readiness may call."""

    def __init__(self) -> None:
        self.pings = 0
        self.broken = False
        self.hangs = False

    async def ping(self) -> None:
        self.pings += 1
        if self.hangs:
            await asyncio.Event().wait()
        if self.broken:
            raise StoreUnavailable("the disk is full")


def make(store: Pinged, slack: str | None = None) -> Readiness:
    ready = Readiness(store=store, slack=lambda: slack)  # type: ignore[arg-type]  # a strict fake of one method
    ready.phase = None
    return ready


async def test_all_well_is_no_reason() -> None:
    assert await make(Pinged()).reason() is None


async def test_it_begins_as_starting() -> None:
    ready = Readiness(store=Pinged(), slack=lambda: None)  # type: ignore[arg-type]  # a strict fake of one method
    assert await ready.reason() == words.STARTING


async def test_draining_comes_before_all() -> None:
    ready = make(Pinged(), slack=words.NOT_CONNECTED)
    ready.phase = words.DRAINING
    assert await ready.reason() == words.DRAINING


async def test_slack_comes_next() -> None:
    assert await make(Pinged(), slack=words.SLACK_REFUSES).reason() == words.SLACK_REFUSES


async def test_a_database_that_cannot_be_written_is_a_reason() -> None:
    store = Pinged()
    store.broken = True
    assert await make(store).reason() == words.STORE_NOT_WRITABLE


async def test_a_database_that_does_not_answer_is_a_reason(monkeypatch: object) -> None:
    store = Pinged()
    store.hangs = True
    ready = make(store)
    within, module.PING_WITHIN = module.PING_WITHIN, 0.01
    try:
        assert await ready.reason() == words.STORE_NOT_WRITABLE
    finally:
        module.PING_WITHIN = within


async def test_many_who_ask_cost_one_write() -> None:
    store = Pinged()
    ready = make(store)
    await asyncio.gather(*(ready.reason() for _ in range(50)))
    assert store.pings == 1
