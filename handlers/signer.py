"""Seals what a form carries through Slack and back, so that a forged or foreign one is refused."""

import hashlib
import json
from typing import Any

from itsdangerous import BadData
from itsdangerous import Signer as Sealer

from handlers import quick_json

_COMPACT = json.JSONEncoder(separators=(",", ":"))


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
        self._sealers: dict[str, Sealer] = {}

    def seal(self, carried: dict[str, Any], *, purpose: str) -> str:
        """Return `carried` as sealed text, 44 characters longer than its JSON."""
        return self._sealer(purpose).sign(_COMPACT.encode(carried)).decode()

    def open(self, sealed: str, *, purpose: str) -> dict[str, Any]:
        """Return what was sealed; raise ForgedError for anything else."""
        try:
            carried = quick_json.loads(self._sealer(purpose).unsign(sealed).decode())
        except (BadData, ValueError):
            raise ForgedError from None
        if not isinstance(carried, dict):
            raise ForgedError
        return carried

    def _derived(self, what_for: str, count: int) -> bytes:
        return hashlib.blake2b(what_for.encode(), key=self._key[:64], digest_size=count).digest()

    def _sealer(self, purpose: str) -> Sealer:
        if purpose not in self._sealers:
            # The key has full entropy, so one keyed hash per purpose is a key of its own; deriving it anew for every
            # request, as itsdangerous does by default, would double the cost, and so would its Serializer, which makes
            # a signer for each.
            self._sealers[purpose] = Sealer(
                self._derived(f"seal {purpose}", 32), key_derivation="none", digest_method=hashlib.sha256
            )
        return self._sealers[purpose]
