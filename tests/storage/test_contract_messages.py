"""Contract: messages in Slack about an item are known, and brought up to date when it changes."""

import pytest

from bot.errors import UnknownItem
from bot.ports import Kind, Message, Outgoing, Store
from tests.storage.samples import LATER, SOON, card_posted, claimed, delivered, emptied, held, item, released, ts


async def test_a_sent_message_is_found_by_where_it_is_and_as_the_items_card(store: Store) -> None:
    taken = item()
    assert await store.card(taken.id) is None
    card = await delivered(store, taken)
    assert await store.message(card.channel, card.ts) == card
    assert await store.message("C1SEARCH", card.ts) is None
    assert await store.card(taken.id) == card
    assert await store.lanes() == {}


async def test_of_two_cards_the_first_is_the_card_and_both_are_kept_up_to_date(store: Store) -> None:
    taken = item()
    first = await delivered(store, taken)
    again = Message(channel="C1PAY", ts=ts(), item=taken.id, kind=Kind.CARD, version=1)
    await store.remember(again)
    assert await store.card(taken.id) == first
    await store.acknowledge(taken.id, by="U1LEAD", now=SOON)
    assert [row.ref for row in await emptied(store, "C1PAY")] == [first.ts, again.ts]


async def test_what_has_a_card_for_each_of_its_readers_has_them_in_the_order_in_which_they_were_posted(
    store: Store,
) -> None:
    entry = held(left_out="U1LEAD")
    assert await store.cards(entry.id) == ()
    await released(store, entry, places=("U1VP", "U1DIRECTOR"))
    second = await card_posted(store, "U1DIRECTOR", "D1DIRECTOR")
    first = await card_posted(store, "U1VP", "D1VP")
    reminded = Message(channel="D1VP", ts=ts(), item=entry.id, kind=Kind.LEADER_REMINDER, version=1)
    await store.remember(reminded)
    assert await store.cards(entry.id) == (second, first)
    assert await store.card(entry.id) == second
    await store.acknowledge(entry.id, by="U1VP", now=LATER)
    updated = [row.ref for lane in ("D1DIRECTOR", "D1VP") for row in await emptied(store, lane)]
    assert updated == [second.ts, first.ts, reminded.ts]


async def test_a_message_remembered_twice_is_known_once(store: Store) -> None:
    taken = item()
    card = await delivered(store, taken)
    await store.remember(Message(channel=card.channel, ts=card.ts, item=taken.id, kind=Kind.THREAD_REMINDER, version=1))
    assert await store.message(card.channel, card.ts) == card
    assert await store.lanes() == {}


async def test_a_remembered_message_that_is_behind_is_brought_up_to_date(store: Store) -> None:
    taken = item()
    card = await delivered(store, taken)
    await store.acknowledge(taken.id, by="U1LEAD", now=SOON)
    unknown = Message(channel="D1LEAD", ts=ts(), item=taken.id, kind=Kind.LEADER_REMINDER, version=1)
    await store.remember(unknown)
    rows = await emptied(store, "C1PAY") + await emptied(store, "D1LEAD")
    assert [(row.kind, row.ref) for row in rows] == [(Kind.UPDATE, card.ts), (Kind.UPDATE, unknown.ts)]


async def test_a_message_about_nothing_that_was_taken_is_refused(store: Store) -> None:
    with pytest.raises(UnknownItem):
        await store.remember(Message(channel="C1PAY", ts=ts(), item="NOBODY", kind=Kind.CARD))


async def test_a_card_rendered_before_the_acknowledgement_is_brought_up_to_date(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    row = await claimed(store, "C1PAY")
    await store.acknowledge(taken.id, by="U1LEAD", now=SOON)
    card = Message(channel="C1PAY", ts=ts(), item=taken.id, kind=Kind.CARD, version=1)
    await store.sent(row, now=SOON, message=card)
    (update,) = await emptied(store, "C1PAY")
    assert (update.kind, update.ref, update.due_at) == (Kind.UPDATE, card.ts, SOON)
    await store.sent(
        update, now=SOON, message=Message(channel="C1PAY", ts=card.ts, item=taken.id, kind=Kind.CARD, version=2)
    )
    assert await store.lanes() == {}
    assert (await store.message("C1PAY", card.ts)) == Message(
        channel="C1PAY", ts=card.ts, item=taken.id, kind=Kind.CARD, version=2
    )


async def test_a_card_pressed_before_it_is_known_as_sent_gets_one_update(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    row = await claimed(store, "C1PAY")
    card = Message(channel="C1PAY", ts=ts(), item=taken.id, kind=Kind.CARD, version=1)
    await store.remember(card)
    await store.acknowledge(taken.id, by="U1LEAD", now=SOON)
    await store.sent(row, now=SOON, message=card, nudge_at=LATER)
    assert [(row.kind, row.ref) for row in await emptied(store, "C1PAY")] == [(Kind.UPDATE, card.ts)]


async def test_an_update_that_is_on_its_way_does_not_stand_in_for_the_next(store: Store) -> None:
    taken = item()
    card = await delivered(store, taken)
    behind = Message(channel=card.channel, ts=card.ts, item=taken.id, kind=Kind.CARD, version=0)
    await store.sent(await _any_row(store), now=SOON, message=behind)
    on_its_way = await claimed(store, "C1PAY")
    assert on_its_way.kind is Kind.UPDATE
    await store.acknowledge(taken.id, by="U1LEAD", now=SOON)
    await store.drop(on_its_way)
    assert [row.ref for row in await emptied(store, "C1PAY")] == [card.ts]


async def test_a_question_in_the_thread_is_known_and_never_updated(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    asked = Message(channel="C1PAY", ts=ts(), item=taken.id, kind=Kind.QUESTION, ref="Q1")
    await store.sent(await _any_row(store), now=SOON, message=asked)
    assert await store.message("C1PAY", asked.ts) == asked
    assert await store.lanes() == {}


async def _any_row(store: Store) -> Outgoing:
    await store.take(item(), channel="C1ANY")
    return await claimed(store, "C1ANY")
