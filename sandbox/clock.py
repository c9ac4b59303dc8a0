"""The sandbox's own time: real time plus an offset that tests move, so that days pass in a millisecond."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Real UTC time plus `offset` seconds.

    `saved` is called with the new offset after every skip, so that the owner can keep it.
    """

    def __init__(self, offset: float = 0.0, saved: Callable[[float], None] | None = None) -> None:
        self._offset = offset
        self._saved = saved
        self._moved = asyncio.Event()

    @property
    def offset(self) -> float:
        """Seconds by which this clock runs ahead of the real one."""
        return self._offset

    def now(self) -> datetime:
        """The sandbox's present moment, timezone aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._offset)

    def time(self) -> float:
        """The same moment in seconds since 1970."""
        return self.now().timestamp()

    def skip(self, seconds: float) -> None:
        """Moves forward by `seconds`; ValueError when that would go back."""
        if seconds < 0:
            raise ValueError("a clock is only skipped forward: seconds must not be negative")
        self._offset += seconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        if self._saved is not None:
            self._saved(self._offset)

    async def reach(self, moment: float) -> None:
        """Waits until this clock shows `moment` (seconds since 1970), by waiting or by being skipped."""
        while (left := moment - self.time()) > 0:
            moved = self._moved
            try:
                await asyncio.wait_for(moved.wait(), timeout=left)
            except TimeoutError:
                continue
