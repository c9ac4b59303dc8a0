"""The sweep over items whose reminder is due."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

import pytest

from bot.core.item import Item, State
from bot.current import Current
from bot.errors import StoreUnavailable
from bot.ports import Reminder, Store
from bot.usecases.remind import BATCH, remind_due
from tests.sending.support import ORGANISATION, START, an_item


class DueItems:
    """Hands out so many due items in batches; anything else raises."""

    def __init__(self, count: int, *, breaks_after: int | None = None) -> None:
        self.left = [an_item(number) for number in range(count)]
        self.decided: list[tuple[Item, Reminder]] = []
        self.batches: list[int] = []
        self.breaks_after = breaks_after

    async def remind_due(self, *, now: object, limit: int, decide: Callable[[Item], Reminder]) -> int:
        if len(self.batches) == self.breaks_after:
            raise StoreUnavailable("locked")
        batch, self.left = self.left[:limit], self.left[limit:]
        self.decided += [(item, decide(item)) for item in batch]
        self.batches.append(len(batch))
        return len(batch)


async def sweep(store: DueItems) -> int:
    return await remind_due(store=cast(Store, store), current=Current(ORGANISATION), now=START)


@pytest.mark.parametrize(
    ("due", "batches"), [(0, [0]), (1, [1]), (BATCH, [BATCH, 0]), (2 * BATCH + 7, [BATCH, BATCH, 7])]
)
async def test_everything_due_is_reminded_in_batches(due: int, batches: list[int]) -> None:
    store = DueItems(due)
    assert await sweep(store) == due
    assert store.batches == batches


async def test_the_leaders_of_the_team_are_reminded_and_the_next_time_is_later() -> None:
    store = DueItems(1)
    await sweep(store)
    [(_, reminder)] = store.decided
    assert reminder.people == ("ULEAD", "UTWO")
    assert reminder.in_thread
    assert reminder.next_at == START + timedelta(days=1)


async def test_an_item_that_no_longer_waits_is_left_alone() -> None:
    store = DueItems(0)
    store.left = [an_item(state=State.WITHDRAWN)]
    await sweep(store)
    assert store.decided[0][1] == Reminder(people=(), in_thread=False, next_at=None)


async def test_a_database_that_fails_ends_the_sweep_and_what_was_stored_stays() -> None:
    store = DueItems(3 * BATCH, breaks_after=2)
    with pytest.raises(StoreUnavailable):
        await sweep(store)
    assert len(store.decided) == 2 * BATCH
