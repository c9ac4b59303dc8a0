"""What is kept no longer than promised: words after their time, ways back after 30 days, keys that lead nowhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.ports import KeyStore, Store

WAY_BACK_LASTS = timedelta(days=30)
"""After an item went out."""

BATCH = 100
"""Items in one transaction, so that the loop is never held up for long."""

JUMP = timedelta(hours=25)
"""By more than this between two looks a clock does not go wrong by itself: somebody set it, or the machine slept."""

STEADY_LOOKS = 10
"""So many looks in a row the clock has to agree after a jump; at one look a minute a wrong one is set right by then."""


class SteadyClock:
    """Tells a clock that has just jumped, since what is erased or destroyed by a wrong one is gone for good.

    A jump is one look compared with the last one of this process. After the machine slept, which `monotonic` does not
    count, the clock is right and is believed again after as many looks as after any other jump.
    """

    def __init__(self, *, monotonic: Callable[[], float]) -> None:
        """`monotonic` counts seconds, from anywhere, and nobody can set it."""
        self._monotonic = monotonic
        self._last: tuple[datetime, float] | None = None
        self._looks_left = 0

    def believed(self, now: datetime) -> bool:
        """Return whether what cannot be undone may be done at `now`. Asked once a look."""
        last, self._last = self._last, (now, self._monotonic())
        if last is not None and abs(now - last[0] - timedelta(seconds=self._last[1] - last[1])) > JUMP:
            structlog.get_logger().warning("clock_jumped")
            self._looks_left = STEADY_LOOKS
            return False
        self._looks_left = max(0, self._looks_left - 1)
        return self._looks_left == 0


async def erase_old(*, store: Store, keys: KeyStore, now: datetime) -> int:
    """Erase the words of every item whose time has come, with all that was asked and answered; return how many.

    Raises StoreFailure. A process killed on the way goes on the next time.
    """
    total = 0
    while True:
        erased = await store.erase_due(now=now, limit=BATCH)
        if erased:
            await keys.destroy(erased, with_mutes=True)
        total += len(erased)
        if len(erased) < BATCH:
            break
    await store.scrub()
    return total


class WaysBack:
    """Ends ways back in time. Remembers the keys without an item of the last look: they are orphans in the next.

    At one look alone it may be the key of an item that is just being taken, since the key comes before the item.
    """

    def __init__(self, *, store: Store, keys: KeyStore) -> None:
        self._store = store
        self._keys = keys
        self._without_item: frozenset[str] = frozenset()

    async def tidy(self, now: datetime) -> int:
        """End what is over: ways back of 30 days, orphaned keys, expired keys and mutes. Returns how many keys and
        mutes were destroyed. Meant to run every few minutes, never twice within one. Raises StoreFailure.
        """
        destroyed = 0
        if old := await self._store.ways_back_before(now - WAY_BACK_LASTS):
            await self._store.forget_ways_back(old)
            destroyed += await self._keys.destroy(old, with_mutes=True)
        known = frozenset(await self._keys.keys())  # before the items: a key that is made in between has no item yet
        without = known - {one.item for one in await self._store.tagged()}
        if orphans := without & self._without_item:
            destroyed += await self._keys.destroy(orphans)
        self._without_item = without - orphans
        destroyed += await self._keys.destroy_expired(now=now)
        await self._store.scrub()
        return destroyed
