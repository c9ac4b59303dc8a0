"""A store in memory, a Slack that answers as told, and both wired to a Sender on a clock that follows the loop."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from random import Random
from typing import Any, cast

from bot.core.organisation import Organisation
from bot.current import Current
from bot.ports import Poster, Store
from bot.sending.sender import Sender
from tests.sending.fake_slack import Answer, Call, FakePoster, refusing
from tests.sending.fake_store import FakeStore
from tests.sending.organisation import (
    ELSEWHERE,
    ORGANISATION,
    PAYMENTS,
    SEARCH,
    START,
    TRIAGE,
    WORDS,
    an_item,
    clock,
)


class FakeMeter:
    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def count(self, event: str, **labels: str) -> None:
        self.counts[event] += 1


class Bench:
    """A sender with everything around it."""

    def __init__(self, organisation: Organisation = ORGANISATION, *, rate: float = 1.0) -> None:
        self.store = FakeStore()
        self.slack = FakePoster()
        self.meter = FakeMeter()
        self.current = Current(organisation)
        self.sender = self.another_sender(rate=rate)

    def another_sender(self, *, rate: float = 1.0) -> Sender:
        return Sender(
            store=cast(Store, self.store),
            poster=cast(Poster, self.slack),
            current=self.current,
            clock=clock,
            rate=rate,
            random=Random(7),
            meter=self.meter,
        )

    @asynccontextmanager
    async def running(self, sender: Sender | None = None) -> Any:
        sender = sender or self.sender
        task = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            sender.stop()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def run_for(self, seconds: float) -> None:
        async with self.running():
            await asyncio.sleep(seconds)

    async def until_empty(self, *, at_most: float = 3600) -> None:
        """Run until nothing is left in the outbox."""
        async with self.running():
            await self.empty(at_most=at_most)

    async def empty(self, *, at_most: float = 3600) -> None:
        async with asyncio.timeout(at_most):
            while self.store.by_lane:
                await asyncio.sleep(0.01)

    def texts(self, channel: str) -> list[str]:
        return [call.text for call in self.slack.sent if call.channel == channel]


__all__ = [
    "ELSEWHERE",
    "ORGANISATION",
    "PAYMENTS",
    "SEARCH",
    "START",
    "TRIAGE",
    "WORDS",
    "Answer",
    "Bench",
    "Call",
    "FakePoster",
    "FakeStore",
    "an_item",
    "clock",
    "refusing",
]
