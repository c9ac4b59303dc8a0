"""Seals what a form carries through Slack and back, so that a forged or foreign one is refused."""

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from itsdangerous import BadData, Serializer

from bot.core.item_id import new_item_id


class ForgedError(Exception):
    """What came back was not sealed with this key for this purpose."""


class Signer:
    """Seals small JSON objects with HMAC-SHA-256; each purpose has a key of its own, so that forms cannot be swapped.

    `key` is the 32 random bytes of `TMM_SECRET_KEY`.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < 16:
            raise ValueError("the key has fewer than 16 bytes")
        self._key = key
        self._serializers: dict[str, Serializer[str]] = {}

    def seal(self, carried: dict[str, Any], *, purpose: str) -> str:
        """Return `carried` as sealed text, 44 characters longer than its JSON."""
        return self._serializer(purpose).dumps(carried)

    def open(self, sealed: str, *, purpose: str) -> dict[str, Any]:
        """Return what was sealed; raise ForgedError for anything else."""
        try:
            carried = self._serializer(purpose).loads(sealed)
        except (BadData, UnicodeError):
            raise ForgedError from None
        if not isinstance(carried, dict):
            raise ForgedError
        return carried

    def further_ids(self, item_id: str) -> Iterator[str]:
        """Yield the ids to try next where `item_id` is in use: always the same ones, so that sending twice stores once.

        They are made with the key, because from the ids alone nobody shall see that two items came from one form.
        """
        for number in range(1_000):
            yield new_item_id(partial(self._derived, f"further id {number} of {item_id}"))

    def _derived(self, what_for: str, count: int) -> bytes:
        return hashlib.blake2b(what_for.encode(), key=self._key[:64], digest_size=count).digest()

    def _serializer(self, purpose: str) -> Serializer[str]:
        if purpose not in self._serializers:
            # The key has full entropy, so one keyed hash per purpose is a key of its own; deriving it anew for every
            # request, as itsdangerous does by default, would double the cost.
            self._serializers[purpose] = Serializer(
                self._derived(f"seal {purpose}", 32),
                signer_kwargs={"key_derivation": "none", "digest_method": hashlib.sha256},
            )
        return self._serializers[purpose]
