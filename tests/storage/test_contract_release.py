"""Contract: a batch goes out. Items, answers and withdrawals move together, in the order that was drawn."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.held import Held, HeldKind, WayBack
from bot.core.item import Answer, Item, State
from bot.ports import Kind, Release, Store
from tests.storage.conftest import Open
from tests.storage.samples import (
    BATCH,
    ERASE,
    LATER,
    card_posted,
    emptied,
    held,
    item,
    question,
    released,
    reminder,
    reply,
    ts,
)


async def test_a_released_item_waits_since_its_batch_and_has_what_was_held(store: Store) -> None:
    entry = held(about="https://example.slack.com/archives/C1/p1", way_back=WayBack.RECEIPT)
    await released(store, entry)
    assert await store.item(entry.id) == Item(
        id=entry.id,
        team="payments",
        words=entry.words,
        why=entry.why,
        about=entry.about,
        waiting_since=BATCH,
        way_back=WayBack.RECEIPT,
        answerable=True,
        erase_at=ERASE,
    )
    assert await store.held(entry.id) is None
    assert await store.held_due(now=LATER) == ()


async def test_an_item_without_a_way_back_cannot_be_answered(store: Store) -> None:
    entry = held(way_back=WayBack.NONE, tag=None)
    await released(store, entry)
    after = await _item(store, entry)
    assert (after.way_back, after.answerable) == (WayBack.NONE, False)


async def test_cards_go_out_in_the_order_that_was_drawn_and_not_in_that_of_arrival_or_ids(store: Store) -> None:
    entries = {name: held(id=name) for name in ("A", "B", "C", "D")}
    for entry in entries.values():
        await store.hold(entry)
    decided = [Release(id=name, places=("C1PAY",)) for name in ("C", "A", "D", "B")]
    assert await store.release(decided, at=BATCH) == 4
    rows = await emptied(store, "C1PAY")
    assert [row.item for row in rows] == ["C", "A", "D", "B"]
    assert [row.seq for row in rows] == sorted(row.seq for row in rows)
    assert {row.due_at for row in rows} == {BATCH}, "and nothing finer"


async def test_an_item_has_a_card_for_each_of_its_places(store: Store) -> None:
    entry = held(left_out="U1LEAD")
    await released(store, entry, places=("U1DIRECTOR", "U1VP", "U1DIRECTOR"))
    assert set(await store.lanes()) == {"U1DIRECTOR", "U1VP"}
    assert [row.kind for row in await emptied(store, "U1DIRECTOR")] == [Kind.CARD]
    assert (await _item(store, entry)).left_out == "U1LEAD"


async def test_what_is_gone_is_passed_over(store: Store) -> None:
    there, dropped = held(), held()
    await store.hold(there)
    await store.hold(dropped)
    await store.drop_held([dropped.id])
    decided = [Release(id=name, places=("C1PAY",)) for name in (dropped.id, there.id, "NOBODY", there.id)]
    assert await store.release(decided, at=BATCH) == 1
    assert [row.item for row in await emptied(store, "C1PAY")] == [there.id]
    assert await store.release(decided, at=LATER) == 0
    assert (await _item(store, there)).waiting_since == BATCH


async def test_a_batch_that_fails_in_the_middle_leaves_all_of_it_waiting(store: Store) -> None:
    good, bad = held(), held()
    await store.hold(good)
    await store.hold(bad)
    decided = [Release(id=good.id, places=("C1PAY",)), Release(id=bad.id, places=("\ud800",))]
    with pytest.raises(Exception, match="lone surrogate"):
        await store.release(decided, at=BATCH)
    assert await store.held_due(now=BATCH) == (good, bad)
    assert await store.item(good.id) is None
    assert await store.lanes() == {}


async def test_of_two_who_release_the_same_at_once_one_does(store: Store, open_another: Open) -> None:
    other = await open_another()
    entries = [held() for _ in range(20)]
    for entry in entries:
        await store.hold(entry)
    decided = [Release(id=entry.id, places=("C1PAY",)) for entry in entries]
    assert sorted(await asyncio.gather(*[(store, other)[n % 2].release(decided, at=BATCH) for n in range(4)])) == [
        0, 0, 0, 20,
    ]  # fmt: skip
    assert len(await emptied(store, "C1PAY")) == 20


async def test_an_answer_is_stored_at_its_batch_and_queued_for_the_thread(store: Store) -> None:
    entry, answered = held(), reply("")
    await released(store, entry)
    await card_posted(store, "C1PAY", "C1PAY")
    answered = replace(answered, item=entry.id)
    await released(store, answered, at=LATER)
    expected = Answer(id=answered.id, item=entry.id, text=answered.words, answered_at=LATER)
    assert await store.answers(entry.id) == (expected,)
    (row,) = await emptied(store, "C1PAY")
    assert (row.kind, row.ref, row.item, row.due_at) == (Kind.ANSWER, answered.id, entry.id, LATER)


async def test_an_answer_to_what_goes_out_in_the_same_batch_comes_behind_it(store: Store) -> None:
    entry = held()
    await released(store, entry, reply(entry.id), held())
    assert [row.kind for row in await emptied(store, "C1PAY")] == [Kind.CARD, Kind.ANSWER, Kind.CARD]


async def _closed(store: Store, entry: Held) -> None:
    await store.close_item(entry.id, because="done", now=BATCH)


async def _withdrawn(store: Store, entry: Held) -> None:
    await released(store, reply(entry.id, HeldKind.WITHDRAWAL))


@pytest.mark.parametrize("end", [_closed, _withdrawn])
async def test_an_answer_to_an_item_that_has_ended_is_dropped(store: Store, end: object) -> None:
    entry = held()
    await released(store, entry)
    answered = reply(entry.id)
    await end(store, entry)  # type: ignore[operator]
    await store.hold(answered)
    await emptied(store, "C1PAY")
    assert await store.release([Release(id=answered.id)], at=LATER) == 1
    assert await store.answers(entry.id) == ()
    assert await store.held(answered.id) is None
    assert await store.lanes() == {}


async def test_what_is_said_of_an_item_that_nobody_knows_is_dropped(store: Store) -> None:
    answered, withdrawn = reply("NOBODY"), reply("NOBODY", HeldKind.WITHDRAWAL)
    await released(store, answered, withdrawn)
    assert await store.held_for("NOBODY") == ()
    assert await store.lanes() == {}


async def test_a_withdrawal_ends_the_item_and_its_way_back_and_is_said_in_the_thread(store: Store) -> None:
    entry = held()
    await released(store, entry)
    card = await card_posted(store, "C1PAY", "C1PAY")
    await store.hold(reply(entry.id))
    await released(store, reply(entry.id, HeldKind.WITHDRAWAL), at=LATER)
    after = await _item(store, entry)
    assert (after.state, after.version, after.answerable, after.nudge_at) == (State.WITHDRAWN, 2, False, None)
    assert await store.tagged() == ()
    assert await store.held_for(entry.id) == ()
    rows = await emptied(store, "C1PAY")
    assert [(row.kind, row.ref, row.due_at) for row in rows] == [
        (Kind.UPDATE, card.ts, LATER),
        (Kind.WITHDRAWN, None, LATER),
    ]


async def test_nobody_is_reminded_of_what_was_withdrawn(store: Store) -> None:
    entry = held()
    await released(store, entry)
    (row,) = await emptied(store, "C1PAY")
    await store.sent(row, now=BATCH, nudge_at=BATCH)
    await store.remind_due(now=LATER, limit=9, decide=lambda _: reminder("U1LEAD", next_at=LATER))
    await released(store, reply(entry.id, HeldKind.WITHDRAWAL), at=LATER)
    assert await emptied(store, "U1LEAD") == []
    assert await store.remind_due(now=LATER, limit=9, decide=lambda _: reminder("U1LEAD")) == 0


async def test_a_withdrawal_of_what_was_acknowledged_still_counts(store: Store) -> None:
    entry = held()
    await released(store, entry)
    await store.acknowledge(entry.id, by="U1LEAD", now=LATER)
    await released(store, reply(entry.id, HeldKind.WITHDRAWAL), at=LATER)
    assert (await _item(store, entry)).state is State.WITHDRAWN


async def test_a_withdrawal_of_what_has_ended_otherwise_does_nothing(store: Store) -> None:
    entry = held()
    await released(store, entry)
    before = await store.close_item(entry.id, because="done", now=BATCH)
    await emptied(store, "C1PAY")
    await released(store, reply(entry.id, HeldKind.WITHDRAWAL), at=LATER)
    assert await store.item(entry.id) == before
    assert await store.lanes() == {}


async def test_what_leaves_somebody_out_is_talked_about_with_each_of_its_readers_and_nowhere_else(store: Store) -> None:
    entry = held(left_out="U1LEAD")
    await released(store, entry, places=("U1DIRECTOR", "U1VP"))
    await card_posted(store, "U1DIRECTOR", "D1DIRECTOR")
    about = await _item(store, entry)
    await store.ask(question(about, asked_by="U1DIRECTOR"))
    await released(store, reply(entry.id), reply(entry.id, HeldKind.WITHDRAWAL), at=LATER)
    assert set(await store.lanes()) == {"D1DIRECTOR", "U1VP"}
    in_thread = [row.kind for row in await emptied(store, "D1DIRECTOR") if row.kind is not Kind.UPDATE]
    assert in_thread == [Kind.QUESTION, Kind.ANSWER, Kind.WITHDRAWN]
    assert [row.kind for row in await emptied(store, "U1VP")] == [
        Kind.CARD, Kind.QUESTION, Kind.ANSWER, Kind.WITHDRAWN,
    ]  # fmt: skip


async def test_what_leaves_somebody_out_never_falls_back_on_the_teams_channel(store: Store) -> None:
    entry = held(left_out="U1LEAD")
    await released(store, entry, places=())
    await store.ask(question(await _item(store, entry)))
    assert await store.lanes() == {}


async def test_a_second_card_in_another_channel_has_no_thread_of_its_own(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    card = await card_posted(store, "C1PAY", "C1PAY")
    second = replace(card, channel="C1TRIAGE", ts=ts())
    await store.remember(second)
    assert await store.cards(taken.id) == (card, second)
    await store.ask(question(taken))
    asked = [row for lane in ("C1PAY", "C1TRIAGE") for row in await emptied(store, lane) if row.kind is Kind.QUESTION]
    assert [row.channel for row in asked] == ["C1PAY"]


async def test_a_reader_with_two_cards_is_told_once(store: Store) -> None:
    entry = held(left_out="U1LEAD")
    await released(store, entry, places=("U1VP",))
    card = await card_posted(store, "U1VP", "D1VP")
    await store.remember(replace(card, ts=ts()))
    await store.ask(question(await _item(store, entry)))
    assert [row.kind for row in await emptied(store, "D1VP")].count(Kind.QUESTION) == 1


async def _item(store: Store, entry: Held) -> Item:
    found = await store.item(entry.id)
    assert found is not None
    return found
