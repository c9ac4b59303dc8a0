"""Contract: how an item ends, or leaves sight. Closing and reporting."""

import pytest

from bot.core.item import State
from bot.errors import IllegalTransition, UnknownItem
from bot.ports import Kind, Message, Store
from tests.storage.samples import (
    BATCH,
    LATER,
    SOON,
    card_posted,
    claimed,
    delivered,
    emptied,
    held,
    item,
    question,
    released,
    reminder,
    ts,
)

SAFE = ("C1SAFETY", "U1ADMIN", "C1SAFETY")


async def test_closing_says_why_and_ends_reminders_and_the_way_back(store: Store) -> None:
    entry = held()
    await released(store, entry)
    card = await card_posted(store, "C1PAY", "C1PAY")
    done = await store.close_item(entry.id, because="a duplicate", now=LATER)
    assert done == await store.item(entry.id)
    assert (done.state, done.closed_because, done.version, done.nudge_at, done.answerable) == (
        State.CLOSED, "a duplicate", 2, None, False,
    )  # fmt: skip
    assert done.way_back == entry.way_back, "how it could have been answered stays known"
    assert await store.tagged() == ()
    assert [(row.kind, row.ref) for row in await emptied(store, "C1PAY")] == [(Kind.UPDATE, card.ts)]


async def test_a_queued_reminder_does_not_go_out_after_closing(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD", next_at=LATER))
    await store.close_item(taken.id, because="done", now=LATER)
    assert await emptied(store, "U1LEAD") == []
    assert await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD")) == 0


async def test_what_is_closed_cannot_be_closed_again_and_stays_as_it_was(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    done = await store.close_item(taken.id, because="done", now=SOON)
    with pytest.raises(IllegalTransition):
        await store.close_item(taken.id, because="again", now=LATER)
    assert await store.item(taken.id) == done


async def test_closing_and_reporting_what_nobody_took_is_refused(store: Store) -> None:
    with pytest.raises(UnknownItem):
        await store.close_item("NOBODY", because="", now=LATER)
    with pytest.raises(UnknownItem):
        await store.report("NOBODY", by="U1LEAD", places=SAFE, now=LATER)


async def test_a_report_acknowledges_a_waiting_item_and_hands_it_to_each_place_once(store: Store) -> None:
    entry = held()
    await released(store, entry)
    card = await card_posted(store, "C1PAY", "C1PAY")
    done = await store.report(entry.id, by="U1LEAD", places=SAFE, now=LATER)
    assert done.won
    assert done.item == await store.item(entry.id)
    assert (done.item.state, done.item.acknowledged_by, done.item.hidden_by, done.item.version) == (
        State.ACKNOWLEDGED, "U1LEAD", "U1LEAD", 2,
    )  # fmt: skip
    assert done.item.answerable, "the way back stays"
    rows = [row for lane in ("C1PAY", "C1SAFETY", "U1ADMIN") for row in await emptied(store, lane)]
    assert [(row.kind, row.channel, row.ref, row.due_at) for row in rows] == [
        (Kind.UPDATE, "C1PAY", card.ts, LATER),
        (Kind.REPORT, "C1SAFETY", None, LATER),
        (Kind.REPORT, "U1ADMIN", None, LATER),
    ]


async def test_a_report_of_what_was_acknowledged_keeps_who_did_that(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.acknowledge(taken.id, by="U1FIRST", now=SOON)
    done = await store.report(taken.id, by="U1LEAD", places=(), now=LATER)
    assert done.won
    assert (done.item.acknowledged_by, done.item.acknowledged_at, done.item.hidden_by, done.item.version) == (
        "U1FIRST", SOON, "U1LEAD", 3,
    )  # fmt: skip


async def test_a_second_report_changes_nothing(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    first = await store.report(taken.id, by="U1LEAD", places=SAFE, now=SOON)
    for lane in ("C1PAY", "C1SAFETY", "U1ADMIN"):
        await emptied(store, lane)
    second = await store.report(taken.id, by="U1OTHER", places=SAFE, now=LATER)
    assert not second.won
    assert second.item == first.item
    assert await store.lanes() == {}


async def test_a_report_of_what_has_ended_hides_it_too(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.close_item(taken.id, because="done", now=SOON)
    done = await store.report(taken.id, by="U1LEAD", places=(), now=LATER)
    assert (done.won, done.item.state, done.item.hidden_by) == (True, State.CLOSED, "U1LEAD")


async def test_a_report_ends_the_reminders(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD", next_at=LATER))
    await store.report(taken.id, by="U1LEAD", places=(), now=LATER)
    assert await emptied(store, "U1LEAD") == []
    assert await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD")) == 0


async def test_once_reported_every_message_is_brought_up_to_date_whatever_its_kind(store: Store) -> None:
    taken = item()
    card = await delivered(store, taken)
    said = [await _said(store, taken.id, kind) for kind in (Kind.QUESTION, Kind.ANSWER, Kind.LEADER_REMINDER)]
    await store.acknowledge(taken.id, by="U1LEAD", now=SOON)
    assert [row.ref for row in await emptied(store, "C1PAY")] == [card.ts, said[2].ts], "not before"
    await store.report(taken.id, by="U1LEAD", places=(), now=LATER)
    assert [row.ref for row in await emptied(store, "C1PAY")] == [card.ts, *(message.ts for message in said)]


async def test_a_question_that_was_being_sent_during_the_report_is_brought_up_to_date_after_it(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    asked = question(taken)
    await store.ask(asked)
    on_its_way = await claimed(store, "C1PAY", now=LATER)
    assert on_its_way.kind is Kind.QUESTION
    await store.report(taken.id, by="U1LEAD", places=(), now=LATER)
    late = Message(channel="C1PAY", ts=ts(), item=taken.id, kind=Kind.QUESTION, ref=asked.id, version=2)
    await store.sent(on_its_way, now=LATER, message=late)
    assert (Kind.UPDATE, late.ts) in [(row.kind, row.ref) for row in await emptied(store, "C1PAY")]


async def _said(store: Store, about: str, kind: Kind) -> Message:
    said = Message(channel="C1PAY", ts=ts(), item=about, kind=kind, ref="Q1", version=1)
    await store.remember(said)
    return said


async def test_an_item_that_is_reported_before_its_card_is_posted_loses_nothing(store: Store) -> None:
    entry = held()
    await released(store, entry)
    await store.report(entry.id, by="U1LEAD", places=("C1SAFETY",), now=BATCH)
    assert [row.kind for row in await emptied(store, "C1PAY")] == [Kind.CARD]
    assert [row.kind for row in await emptied(store, "C1SAFETY")] == [Kind.REPORT]
