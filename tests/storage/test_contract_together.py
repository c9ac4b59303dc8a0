"""Contract: what happens when many do something at once."""

import asyncio

import pytest

from bot.core.item import Item
from bot.errors import StoreFailure, UnknownItem
from bot.ports import Reminder, Store, TakeResult
from tests.storage.conftest import Open
from tests.storage.samples import LATER, SOON, delivered, emptied, item, question, reminder


async def test_of_many_leaders_at_once_one_acknowledges(store: Store, open_another: Open) -> None:
    other = await open_another()
    taken = item()
    await delivered(store, taken)
    tries = [(store, other)[number % 2].acknowledge(taken.id, by=f"U{number}", now=SOON) for number in range(10)]
    results = await asyncio.gather(*tries)
    winners = [result for result in results if result.won]
    assert len(winners) == 1
    assert {result.item.acknowledged_by for result in results} == {winners[0].item.acknowledged_by}
    assert len(await emptied(store, "C1PAY")) == 1


async def test_one_who_asks_and_one_who_acknowledges_at_once_are_both_heard(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    asked = question(taken)
    results = await asyncio.gather(store.acknowledge(taken.id, by="U1", now=SOON), store.ask(asked))
    assert sum(result.won for result in results) == 1
    assert await store.questions(taken.id) == (asked,)


async def test_the_same_submission_many_times_at_once_is_taken_once(store: Store, open_another: Open) -> None:
    other = await open_another()
    taken = item()
    results = await asyncio.gather(*[(store, other)[n % 2].take(taken, channel="C1PAY") for n in range(10)])
    assert sorted(results) == [TakeResult.ALREADY_TAKEN] * 9 + [TakeResult.TAKEN]
    assert len(await emptied(store, "C1PAY")) == 1


async def test_one_claim_wins(store: Store, open_another: Open) -> None:
    other = await open_another()
    await store.take(item(), channel="C1PAY")
    claims = [(store, other)[number % 2].claim("C1PAY", now=SOON, until=LATER) for number in range(10)]
    assert len([row for row in await asyncio.gather(*claims) if row]) == 1


async def test_two_sweeps_at_once_remind_once(store: Store, open_another: Open) -> None:
    other = await open_another()
    for _ in range(10):
        await delivered(store, item())
    sweeps = [(store, other)[n % 2].remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1")) for n in range(4)]
    assert sum(await asyncio.gather(*sweeps)) == 10
    assert len(await emptied(store, "U1")) == 10


async def test_what_fails_leaves_its_neighbours_alone(store: Store) -> None:
    good = [item() for _ in range(20)]
    await delivered(store, item())

    def fail(_: Item) -> Reminder:
        raise LookupError("a ladder that fails")

    results = await asyncio.gather(
        *[store.take(one, channel="C1PAY") for one in good[:10]],
        store.take(item(team="nowhere"), channel="C1PAY"),
        store.acknowledge("NOBODY", by="U1", now=SOON),
        store.take(item(words="half \ud800"), channel="C1PAY"),
        store.remind_due(now=LATER, limit=10, decide=fail),
        *[store.take(one, channel="C1PAY") for one in good[10:]],
        return_exceptions=True,
    )
    failures = [result for result in results if isinstance(result, BaseException)]
    assert [type(failure) for failure in failures] == [StoreFailure, UnknownItem, StoreFailure, LookupError]
    assert results.count(TakeResult.TAKEN) == 20
    assert [row.item for row in await emptied(store, "C1PAY")] == [one.id for one in good]


async def test_a_caller_who_is_cancelled_disturbs_nobody_and_what_it_sent_is_stored(store: Store) -> None:
    taken = [item() for _ in range(12)]
    tasks = [asyncio.create_task(store.take(one, channel="C1PAY")) for one in taken]
    await asyncio.sleep(0)
    for task in tasks[::3]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(result, asyncio.CancelledError) for result in results] == [n % 3 == 0 for n in range(12)]
    await store.ping()
    assert [await store.item(one.id) for one in taken] == taken


async def test_a_reader_who_is_cancelled_disturbs_nobody(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    reading = asyncio.create_task(store.item(taken.id))
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert await store.item(taken.id) == taken


async def test_closing_waits_for_what_is_being_written(store: Store, open_another: Open) -> None:
    taken = [item() for _ in range(50)]
    tasks = [asyncio.create_task(store.take(one, channel="C1PAY")) for one in taken]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*tasks) == [TakeResult.TAKEN] * 50
    again = await open_another()
    assert len(await emptied(again, "C1PAY")) == 50
