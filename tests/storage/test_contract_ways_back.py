"""Contract: how authors find their own again, until that is forgotten."""

from dataclasses import replace
from datetime import timedelta

from bot.core.held import WayBack
from bot.ports import Store, Tagged
from tests.storage.samples import BATCH, LATER, NOW, UNTIL, held, item, released, tag


async def test_tags_of_what_is_held_and_of_what_went_out_are_found(store: Store) -> None:
    waiting, out = held(), held()
    await store.hold(waiting)
    await released(store, out)
    found = {(one.item, one.tag) for one in await store.tagged()}
    assert found == {(waiting.id, waiting.tag), (out.id, out.tag)}


async def test_only_what_is_for_the_home_is_looked_for_there(store: Store) -> None:
    for way_back, one in ((WayBack.RECEIPT, tag()), (WayBack.NONE, None)):
        await store.hold(held(way_back=way_back, tag=one))
        await released(store, held(way_back=way_back, tag=one))
    await store.take(item(signed_by="U1ANA"), channel="C1PAY")
    assert await store.tagged() == ()


async def test_a_receipt_finds_its_item_held_or_released_and_no_other(store: Store) -> None:
    waiting, out = (held(way_back=WayBack.RECEIPT) for _ in range(2))
    await store.hold(waiting)
    await released(store, out)
    for entry in (waiting, out):
        assert entry.tag is not None
        assert await store.item_of_receipt(entry.tag) == entry.id
    assert await store.item_of_receipt(tag()) is None
    assert await store.item_of_receipt(b"") is None


async def test_a_tag_for_the_home_is_no_receipt(store: Store) -> None:
    entry = held()
    await released(store, entry)
    assert entry.tag is not None
    assert await store.item_of_receipt(entry.tag) is None


async def test_a_forgotten_way_back_is_gone_and_the_item_says_so(store: Store) -> None:
    entries = [held(), held(way_back=WayBack.RECEIPT), held(), held(way_back=WayBack.RECEIPT)]
    await released(store, *entries[:2])
    for entry in entries[2:]:
        await store.hold(entry)
    other = held()
    await released(store, other)
    await store.forget_ways_back([*(entry.id for entry in entries), "NOBODY"])
    assert [one.item for one in await store.tagged()] == [other.id]
    for entry in entries:
        assert entry.tag is not None
        assert await store.item_of_receipt(entry.tag) is None
    after = await store.item(entries[0].id)
    assert after is not None
    assert (after.way_back, after.answerable) == (WayBack.HOME, False)
    assert await store.held(entries[2].id) == replace(entries[2], tag=None)


async def test_forgetting_nothing_is_nothing(store: Store) -> None:
    await store.forget_ways_back([])
    assert await store.tagged() == ()


async def test_ways_back_of_what_waits_for_long_are_found(store: Store) -> None:
    old, receipt, none, new, waiting = (
        held(), held(way_back=WayBack.RECEIPT), held(way_back=WayBack.NONE, tag=None), held(), held(),
    )  # fmt: skip
    await released(store, old, receipt, none, at=BATCH)
    await released(store, new, at=LATER)
    await store.hold(waiting)
    assert await store.ways_back_before(BATCH) == ()
    assert await store.ways_back_before(LATER) == tuple(sorted((old.id, receipt.id)))
    await store.forget_ways_back([old.id])
    late = tuple(sorted((receipt.id, new.id, waiting.id)))
    assert await store.ways_back_before(LATER + timedelta(days=99)) == late


async def test_the_way_back_of_what_should_have_gone_out_long_ago_is_found_too(store: Store) -> None:
    late, receipt, none = held(), held(way_back=WayBack.RECEIPT), held(way_back=WayBack.NONE, tag=None)
    for entry in (late, receipt, none, held(until=UNTIL + timedelta(days=1))):
        await store.hold(entry)
    then = UNTIL + timedelta(microseconds=1)
    assert await store.ways_back_before(UNTIL) == ()
    assert await store.ways_back_before(then) == tuple(sorted((late.id, receipt.id)))
    await store.forget_ways_back([late.id, receipt.id])
    assert await store.ways_back_before(then) == ()


async def test_nothing_shows_a_tag(store: Store) -> None:
    secret = tag()
    assert repr(secret) not in repr(Tagged(item="ITEM", tag=secret))


async def test_what_somebody_signed_comes_newest_first_and_at_most_200(store: Store) -> None:
    mine = [item(signed_by="U1ANA", waiting_since=NOW + timedelta(minutes=n)) for n in range(203)]
    for one in (*mine[::2], *mine[1::2], item(signed_by="U1BEN"), item()):
        await store.take(one, channel="C1PAY")
    assert await store.signed_items("U1ANA") == tuple(one.id for one in reversed(mine[3:]))
    assert await store.signed_items("U1NOBODY") == ()
