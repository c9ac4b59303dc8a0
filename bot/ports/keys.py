"""The key store, as a Protocol: what could link an item to its author, apart from the feedback, out of every backup.

`storage.keys` implements it. Whoever holds it alone, or the feedback alone, can link nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """A tag of somebody whose anonymous feedback for `team` is not taken until the day `until` begins (UTC).

    Holds no item's id. `key` and `tag` are 32 bytes each, kept out of the repr.
    """

    id: str
    team: str
    key: bytes = field(repr=False)
    tag: bytes = field(repr=False)
    until: date


class KeyStore(Protocol):
    """Every method that writes returns after its commit, or raises StoreFailure with nothing written.

    What is destroyed is overwritten, and the write-ahead log emptied, before the call returns.
    """

    async def key(self, item_id: str, *, expires: date) -> bytes:
        """Return the item's key, 32 random bytes, made where there is none; it is destroyed once `expires` has begun.

        Asked for the same item again it returns the same key, so that a form sent twice makes the same tag.
        """

    async def keys(self) -> Mapping[str, bytes]:
        """Return every item's key, by item id."""

    async def destroy(self, item_ids: Collection[str], *, with_mutes: bool = False) -> int:
        """Destroy the keys of these items, and the mutes that were made from them; return how many keys there were.

        Without `with_mutes` the mutes stay: an author who withdraws does not end what a leader has done.
        """

    async def destroy_expired(self, *, now: datetime) -> int:
        """Destroy keys and mutes whose day has come; return how many."""

    async def pepper(self) -> bytes:
        """Return 16 random bytes that receipts are hashed with, made with the store and never changed."""

    async def mute(self, mute: Mute) -> None:
        """Store a mute, once per id."""

    async def mutes(self, *, team: str, now: datetime) -> Sequence[Mute]:
        """Return the mutes of a team that have not expired."""

    async def end_mutes(self, *, team: str) -> int:
        """Destroy the mutes of a team before their day, for the audit's own; return how many."""

    async def close(self) -> None:
        """Finish what is being written and close."""
