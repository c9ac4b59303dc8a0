"""A counter of everything that people can see, for pages that want to know when to look again."""

import asyncio


class Changes:
    """`version` grows by one with every change."""

    def __init__(self) -> None:
        self.version = 0
        self._next = asyncio.Event()

    def bump(self) -> None:
        """Counts one change and wakes everyone who waits."""
        self.version += 1
        if self._next.is_set():
            return
        happened, self._next = self._next, asyncio.Event()
        happened.set()

    async def wait(self, since: int) -> int:
        """Returns the present version as soon as it is greater than `since`."""
        while self.version <= since:
            await self._next.wait()
        return self.version
