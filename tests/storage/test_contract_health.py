"""Contract: counts, ping and closing."""

import pytest

from bot.errors import StoreUnavailable
from bot.ports import Store
from tests.storage.conftest import Open
from tests.storage.samples import LATER, NOW, SOON, claimed, delivered, held, item, released


async def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert await store.counts() == {
        "items_waiting": 0, "items_acknowledged": 0, "outbox_rows": 0, "outbox_retrying": 0,
    }  # fmt: skip


async def test_counts_follow_what_happens(store: Store) -> None:
    acknowledged = item()
    await delivered(store, acknowledged)
    await store.acknowledge(acknowledged.id, by="U1LEAD", now=SOON)
    await store.take(item(), channel="C1OTHER")
    await store.retry(await claimed(store, "C1OTHER"), at=LATER)
    assert await store.counts() == {
        "items_waiting": 1, "items_acknowledged": 1, "outbox_rows": 2, "outbox_retrying": 1,
    }  # fmt: skip


async def test_what_leaves_out_a_leader_is_counted_nowhere(store: Store) -> None:
    before = item()
    await delivered(store, before)
    counted = await store.counts()
    waits, heard = held(left_out="U1LEAD"), held(left_out="U1LEAD")
    await released(store, waits, heard, places=("U1DIRECTOR",))
    assert await store.counts() == counted
    await store.retry(await claimed(store, "U1DIRECTOR", now=LATER), at=LATER)
    await store.acknowledge(heard.id, by="U1DIRECTOR", now=SOON)
    assert await store.counts() == counted
    await store.alert(people=("U1ADMIN",), words="A word to the admins", now=NOW)
    assert await store.counts() == {**counted, "outbox_rows": counted["outbox_rows"] + 1}


async def test_ping_says_nothing_when_a_write_can_be_committed(store: Store) -> None:
    await store.ping()
    await store.ping()


async def test_what_was_taken_is_there_after_closing_and_opening(store: Store, open_another: Open) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    await store.close()
    again = await open_another()
    assert await again.item(taken.id) == taken
    assert await again.lanes() == {"C1PAY": NOW}


async def test_a_closed_store_says_so(store: Store) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.take(item(), channel="C1PAY")
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.item("ID")
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.ping()
