"""Contract: what happens when many do something at once."""

import asyncio

import pytest

from bot.core.item import Item
from bot.errors import StoreFailure, UnknownItem
from bot.ports import Release, Reminder, Store, TakeResult
from tests.storage.conftest import Open
from tests.storage.samples import (
    ERASE,
    LATER,
    SOON,
    delivered,
    emptied,
    held,
    item,
    proposal,
    question,
    released,
    reminder,
)


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


async def test_the_same_anonymous_submission_many_times_at_once_is_held_once(store: Store, open_another: Open) -> None:
    other = await open_another()
    entry = held()
    results = await asyncio.gather(*[(store, other)[n % 2].hold(entry) for n in range(10)])
    assert sorted(results) == [TakeResult.ALREADY_TAKEN] * 9 + [TakeResult.TAKEN]
    assert await store.held_due(now=LATER) == (entry,)


async def test_one_form_sent_signed_and_anonymously_at_once_is_stored_one_way(store: Store, open_another: Open) -> None:
    other = await open_another()
    entry = held()
    signed = item(id=entry.id, words=entry.words, signed_by="U1ANA")
    results = await asyncio.gather(store.hold(entry), other.take(signed, channel="C1PAY"))
    assert sorted(results) == [TakeResult.ID_IN_USE, TakeResult.TAKEN]
    assert (await store.held(entry.id) is None) != (await store.item(entry.id) is None)


async def test_an_author_who_drops_and_a_batch_that_goes_out_at_once_cannot_both_have_it(
    store: Store, open_another: Open
) -> None:
    other = await open_another()
    entries = [held() for _ in range(10)]
    for entry in entries:
        await store.hold(entry)
    dropped, out = await asyncio.gather(
        asyncio.gather(*[other.drop_held([entry.id]) for entry in entries]),
        asyncio.gather(*[store.release([Release(id=entry.id)], at=LATER) for entry in entries]),
    )
    assert [one + two for one, two in zip(dropped, out, strict=True)] == [1] * 10
    assert [await store.item(entry.id) is not None for entry in entries] == [bool(one) for one in out]


async def test_two_sweeps_that_erase_at_once_erase_once(store: Store, open_another: Open) -> None:
    other = await open_another()
    entries = [held() for _ in range(10)]
    await released(store, *entries)
    erased = await asyncio.gather(*[(store, other)[n % 2].erase_due(now=ERASE, limit=4) for n in range(4)])
    assert sorted(name for names in erased for name in names) == sorted(entry.id for entry in entries)


async def test_two_admins_who_agree_at_once_are_both_counted(store: Store, open_another: Open) -> None:
    other = await open_another()
    proposed = proposal()
    await store.propose(proposed, ask=())
    await asyncio.gather(store.agree(proposed.id, by="U1"), other.agree(proposed.id, by="U2"))
    after = await store.proposal()
    assert after is not None
    assert sorted(after.agreed) == ["U1", "U2"]


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
