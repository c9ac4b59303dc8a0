"""Which lane is next: every lane with something due gets one row sent and then queues up again behind the others."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime


class Lanes:
    """A fair queue. A lane that has nothing costs nothing: it is not here."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._here: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def seen(self, due: Mapping[str, datetime], *, now: datetime) -> datetime | None:
        """Queue every lane that is due and not here yet; return when the next of the others is."""
        soonest: datetime | None = None
        for lane, at in due.items():
            if lane in self._here:
                continue
            if at <= now:
                self._here.add(lane)
                self._waiting.append(lane)
            elif soonest is None or at < soonest:
                soonest = at
        return soonest

    def take(self) -> str:
        """Take the lane whose turn it is; it stays here until `done`."""
        return self._waiting.popleft()

    def done(self, lane: str, *, more: bool) -> None:
        """A turn is over: queue the lane again if it may have more."""
        if more:
            self._waiting.append(lane)
        else:
            self._here.discard(lane)
