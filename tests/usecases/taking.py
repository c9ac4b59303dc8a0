"""One author who sends something, and what the store, the keys and the memory then hold."""

from collections.abc import Iterator
from itertools import count
from typing import Any, cast

from bot.core.held import WayBack
from bot.identity.identity import Identity
from bot.ports import Store
from bot.usecases.take_feedback import Sending, Taken, take_feedback
from tests.usecases.fakes import (
    NOW,
    PAYMENTS,
    FakeClock,
    FakeKeys,
    FakeStore,
    fake_identity,
    organisation,
)

SIGNED = Sending(signed=True)
HOME = Sending(signed=False, way_back=WayBack.HOME)
RECEIPT = Sending(signed=False, way_back=WayBack.RECEIPT)
NONE = Sending(signed=False, way_back=WayBack.NONE)
EVERY_WAY = [SIGNED, HOME, RECEIPT, NONE]


class Taking:
    """A store, keys and an identity, with a form that is sent into them."""

    def __init__(self, store: FakeStore | None = None, *, most: int = 100) -> None:
        self.store = store or FakeStore()
        self.keys = FakeKeys()
        self.clock = FakeClock()
        self.identity: Identity = fake_identity(self.clock, keys=self.keys, most=most)

    async def __call__(self, sending: Sending = HOME, **changes: Any) -> Taken:
        given: dict[str, Any] = {
            "organisation": organisation(),
            "author": "UANA",
            "item_id": "K7QX-2M",
            "words": "The refund page is slow.",
            "team": PAYMENTS,
            "because": "It mentions “refund”.",
            "sending": sending,
            "receipt_secret": b"secret-9.",
            "about": None,
            "now": NOW,
            "new_id": numbered().__next__,
        }
        return await take_feedback(store=cast(Store, self.store), identity=self.identity, **(given | changes))

    def distinct(self, *held_ids: str, not_counting: tuple[str, ...] = ()) -> int:
        return self.identity.authors.distinct(held_ids, not_counting=not_counting)


def numbered() -> Iterator[str]:
    return (f"NEW{number}-00" for number in count())
