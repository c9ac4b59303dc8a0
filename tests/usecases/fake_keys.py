"""A key store in memory, and an identity that stands on it with the real authors and limits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import cast

from bot.identity.authors import Authors
from bot.identity.identity import Identity
from bot.identity.rate_limit import RateLimit
from bot.ports import KeyStore, Mute

PEPPER = b"p" * 16


@dataclass
class FakeKeys:
    """What the contract says, in dictionaries; an item's key is made from its id. `calls` are the names called."""

    made: dict[str, bytes] = field(default_factory=dict)
    expiry: dict[str, date] = field(default_factory=dict)
    muted: dict[str, Mute] = field(default_factory=dict)
    broken: BaseException | None = None
    calls: list[str] = field(default_factory=list)

    async def key(self, item_id: str, *, expires: date) -> bytes:
        self._called("key")
        self.expiry.setdefault(item_id, expires)
        return self.made.setdefault(item_id, sha256(item_id.encode()).digest())

    async def keys(self) -> Mapping[str, bytes]:
        self._called("keys")
        return dict(self.made)

    async def destroy(self, item_ids: Collection[str], *, with_mutes: bool = False) -> int:
        self._called("destroy")
        keys = {self.made[item_id] for item_id in item_ids if item_id in self.made} if with_mutes else set()
        self.muted = {mute.id: mute for mute in self.muted.values() if mute.key not in keys}
        there = [item_id for item_id in set(item_ids) if item_id in self.made]
        for item_id in there:
            self._drop(item_id)
        return len(there)

    async def destroy_expired(self, *, now: datetime) -> int:
        self._called("destroy_expired")
        items = [item_id for item_id, expires in self.expiry.items() if expires <= now.date()]
        mutes = [mute.id for mute in self.muted.values() if mute.until <= now.date()]
        for item_id in items:
            self._drop(item_id)
        for mute_id in mutes:
            del self.muted[mute_id]
        return len(items) + len(mutes)

    async def pepper(self) -> bytes:
        self._called("pepper")
        return PEPPER

    async def mute(self, mute: Mute) -> None:
        self._called("mute")
        self.muted.setdefault(mute.id, mute)

    async def mutes(self, *, team: str, now: datetime) -> Sequence[Mute]:
        self._called("mutes")
        return [mute for mute in self.muted.values() if mute.team == team and mute.until > now.date()]

    async def end_mutes(self, *, team: str) -> int:
        self._called("end_mutes")
        ended = [mute.id for mute in self.muted.values() if mute.team == team]
        for mute_id in ended:
            del self.muted[mute_id]
        return len(ended)

    async def close(self) -> None:
        self._called("close")

    def lose(self) -> None:
        """Lose every key and mute, as when the file is gone."""
        self.made.clear()
        self.expiry.clear()
        self.muted.clear()

    def _drop(self, item_id: str) -> None:
        del self.made[item_id]
        del self.expiry[item_id]

    def _called(self, name: str) -> None:
        self.calls.append(name)
        if self.broken is not None:
            raise self.broken


def fake_identity(
    clock: Callable[[], datetime], *, keys: FakeKeys | None = None, most: int = 100, tries: int = 5
) -> Identity:
    """Return an identity on `keys`, whose limits allow `most` things and `tries` receipts an hour."""

    def limit(count: int) -> RateLimit:
        return RateLimit(clock=clock, most=count, within=timedelta(hours=1), new_key=lambda: b"r" * 32)

    return Identity(
        keys=cast(KeyStore, keys if keys is not None else FakeKeys()),
        authors=Authors(b"a" * 32),
        rate=limit(most),
        tries=limit(tries),
    )
