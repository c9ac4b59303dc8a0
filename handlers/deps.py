"""Everything that listeners stand on, handed in by whoever composes the process."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.current import Current
from bot.identity.identity import Identity
from bot.ports import Clock, Meter, Store
from handlers.signer import Signer
from handlers.stash import Stash


@dataclass(frozen=True, slots=True, kw_only=True)
class Deps:
    """`new_item_id` and `new_token` return random ids; `wake` wakes the sender and is called after a commit.

    `new_secret` returns the 9 random bytes that a receipt is made from.
    """

    store: Store
    identity: Identity
    current: Current
    clock: Clock
    signer: Signer
    new_item_id: Callable[[], str]
    new_token: Callable[[], str]
    new_secret: Callable[[], bytes]
    wake: Callable[[], None]
    meter: Meter
    stash: Stash
