"""How often a person may do something, without keeping who did: in memory, under a key that lives for one day."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from bot.identity.tags import tag_of
from bot.ports import Clock

DAY = timedelta(days=1)


class RateLimit:
    """Times by the HMAC of a person, for at most `people` of them; who came longest ago is forgotten first.

    The key is replaced, and everything under it forgotten, with each day in UTC: what somebody found of it later could
    be matched with nobody. Where nobody comes, `tidy` does that; call it each minute.
    """

    __slots__ = ("_clock", "_day", "_key", "_most", "_new_key", "_people", "_times", "_within")

    def __init__(
        self, *, clock: Clock, most: int, within: timedelta, new_key: Callable[[], bytes], people: int = 20_000
    ) -> None:
        """Allow `most` (at least 1) in any span of `within`, at most a day. `new_key` returns 32 random bytes."""
        self._clock = clock
        self._most = most
        self._within = within
        self._new_key = new_key
        self._people = people
        self._forget_all(_day_of(clock()))

    def __repr__(self) -> str:
        return "RateLimit()"

    def __len__(self) -> int:
        return len(self._times)

    def take(self, person: str) -> timedelta | None:
        """Return None where `person` may, which counts; else how long until they may, which does not count.

        That is never longer than `within`, nor than the rest of the day. Times in the future were noted while the clock
        was wrong, and do not count.
        """
        now = self._clock()
        self._tidy(now)
        who = tag_of(self._key, person)
        recent = tuple(at for at in self._times.get(who, ()) if now - self._within < at <= now)
        if len(recent) >= self._most:
            return min(recent[0] + self._within, self._day + DAY) - now
        self._times[who] = (*recent, now)
        self._times.move_to_end(who)
        while len(self._times) > self._people:
            self._times.popitem(last=False)
        return None

    def tidy(self) -> None:
        """Forget what counts no more, and the key of a day that is over."""
        self._tidy(self._clock())

    def _tidy(self, now: datetime) -> None:
        if _day_of(now) != self._day:
            self._forget_all(_day_of(now))
        self._forget_old(now)

    def _forget_all(self, day: datetime) -> None:
        self._day = day
        self._key = self._new_key()
        self._times: OrderedDict[bytes, tuple[datetime, ...]] = OrderedDict()

    def _forget_old(self, now: datetime) -> None:
        """Forget those at the front who did nothing for as long as it counts."""
        while self._times and next(iter(self._times.values()))[-1] <= now - self._within:
            self._times.popitem(last=False)


def _day_of(now: datetime) -> datetime:
    """Return the beginning of the day in UTC."""
    return datetime.combine(now.astimezone(UTC).date(), time(), UTC)
