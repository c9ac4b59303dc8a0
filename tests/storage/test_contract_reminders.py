"""Contract: the sweep over items whose reminder is due."""

from datetime import timedelta

import pytest

from bot.core.item import Item
from bot.ports import Kind, Message, Reminder, Store
from tests.storage.samples import LATER, NOW, SOON, claimed, delivered, emptied, item, reminder, ts


async def test_nothing_is_due_before_the_card_is_delivered(store: Store) -> None:
    await store.take(item(), channel="C1PAY")
    assert await store.remind_due(now=LATER, limit=10, decide=_nobody) == 0


async def test_nothing_is_due_before_its_time(store: Store) -> None:
    await delivered(store, item(), nudge_at=LATER)
    assert await store.remind_due(now=LATER - timedelta(microseconds=1), limit=10, decide=_nobody) == 0
    assert await store.remind_due(now=LATER, limit=10, decide=_nobody) == 1


async def test_a_reminder_goes_to_the_thread_and_to_each_leader_once(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD", "U1VP", "U1LEAD"))
    rows = [row for lane in ("C1PAY", "U1LEAD", "U1VP") for row in await emptied(store, lane)]
    assert [(row.kind, row.channel, row.item, row.step, row.due_at) for row in rows] == [
        (Kind.THREAD_REMINDER, "C1PAY", taken.id, 1, LATER),
        (Kind.LEADER_REMINDER, "U1LEAD", taken.id, 1, LATER),
        (Kind.LEADER_REMINDER, "U1VP", taken.id, 1, LATER),
    ]


async def test_reminders_are_counted_and_come_again_when_the_ladder_says(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    again = LATER + timedelta(days=1)
    assert await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD", next_at=again)) == 1
    assert await store.remind_due(now=again - timedelta(seconds=1), limit=10, decide=_nobody) == 0
    seen: list[Item] = []

    def decide(due: Item) -> Reminder:
        seen.append(due)
        return reminder("U1LEAD", in_thread=False, next_at=None)

    assert await store.remind_due(now=again, limit=10, decide=decide) == 1
    assert [(due.id, due.nudges, due.nudge_at) for due in seen] == [(taken.id, 1, again)]
    assert [row.step for row in await emptied(store, "U1LEAD", now=again)] == [2], (
        "the one that still waited is replaced"
    )
    after = await store.item(taken.id)
    assert after is not None
    assert (after.nudges, after.nudge_at, after.version) == (2, None, 1)
    assert await store.remind_due(now=again + timedelta(days=99), limit=10, decide=_nobody) == 0


async def test_the_thread_is_left_out_while_there_is_no_card(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    await store.sent(await claimed(store, "C1PAY"), now=SOON, nudge_at=LATER)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD"))
    assert list(await store.lanes()) == ["U1LEAD"]


async def test_the_thread_is_the_first_cards(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    second = Message(channel="C1TRIAGE", ts=ts(), item=taken.id, kind=Kind.CARD, version=1)
    await store.remember(second)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder())
    assert list(await store.lanes()) == ["C1PAY"]


async def test_the_longest_due_come_first_and_the_rest_in_the_next_sweep(store: Store) -> None:
    taken = [item() for _ in range(5)]
    for number, one in enumerate(taken):
        await delivered(store, one, nudge_at=LATER - timedelta(minutes=number))
    order: list[str] = []

    def decide(due: Item) -> Reminder:
        order.append(due.id)
        return reminder()

    assert [await store.remind_due(now=LATER, limit=2, decide=decide) for _ in range(4)] == [2, 2, 1, 0]
    assert order == [one.id for one in reversed(taken)]


async def test_a_ladder_that_fails_leaves_everything_as_it_was(store: Store) -> None:
    first, second = item(), item()
    await delivered(store, first, nudge_at=LATER - timedelta(minutes=1))
    await delivered(store, second, nudge_at=LATER)

    def fail_on_the_second(due: Item) -> Reminder:
        if due.id == second.id:
            raise LookupError("no such team")
        return reminder("U1LEAD")

    with pytest.raises(LookupError, match="no such team"):
        await store.remind_due(now=LATER, limit=10, decide=fail_on_the_second)
    assert await store.lanes() == {}
    assert await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD")) == 2


async def test_a_first_reminder_is_set_once(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    row = await claimed(store, "C1PAY")
    await store.sent(row, now=SOON, nudge_at=LATER)
    await store.sent(row, now=SOON, nudge_at=LATER + timedelta(days=1))
    after = await store.item(taken.id)
    assert after is not None
    assert after.nudge_at == LATER
    await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder(next_at=None))
    await store.sent(row, now=SOON, nudge_at=LATER)
    assert await store.remind_due(now=LATER, limit=1, decide=_nobody) == 0


async def test_a_card_that_arrives_after_the_acknowledgement_starts_no_ladder(store: Store) -> None:
    taken = item()
    await store.take(taken, channel="C1PAY")
    row = await claimed(store, "C1PAY")
    await store.acknowledge(taken.id, by="U1LEAD", now=NOW)
    await store.sent(row, now=SOON, nudge_at=LATER)
    after = await store.item(taken.id)
    assert after is not None
    assert after.nudge_at is None


def _nobody(_: Item) -> Reminder:
    return Reminder(people=(), in_thread=False, next_at=None)


async def test_however_often_slack_was_away_one_reminder_waits_for_each(store: Store) -> None:
    taken, other = item(), item()
    await delivered(store, taken)
    await delivered(store, other)
    for day in range(5):
        now = LATER + timedelta(days=day)
        again = now + timedelta(days=1)
        a_day_later = reminder("U1LEAD", next_at=again)
        await store.remind_due(now=now, limit=10, decide=lambda _: a_day_later)  # noqa: B023  called before it changes
    rows = [row for lane in ("C1PAY", "U1LEAD") for row in await emptied(store, lane, now=again)]
    assert [(row.item, row.step) for row in rows if row.channel == "U1LEAD"] == [(taken.id, 5), (other.id, 5)]
    assert len(rows) == 4


async def test_a_reminder_that_is_being_sent_is_not_deleted_under_the_sender(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD", in_thread=False, next_at=LATER))
    in_hand = await claimed(store, "U1LEAD", now=LATER)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD", in_thread=False))
    await store.retry(in_hand, at=LATER)
    assert [row.step for row in await emptied(store, "U1LEAD")] == [1, 2]


async def test_a_reminder_taken_back_does_not_count_and_comes_when_it_is_said(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD"))
    morning = LATER + timedelta(hours=12)
    for lane in ("C1PAY", "U1LEAD"):
        await store.drop(await claimed(store, lane, now=LATER), again_at=morning)
    after = await store.item(taken.id)
    assert after is not None
    assert (after.nudges, after.nudge_at) == (0, morning)


async def test_taking_back_an_old_reminder_changes_nothing(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD", in_thread=False, next_at=LATER))
    old = await claimed(store, "U1LEAD", now=LATER)
    again = LATER + timedelta(days=2)
    await store.remind_due(now=LATER, limit=10, decide=lambda _: reminder("U1LEAD", in_thread=False, next_at=again))
    await store.drop(old, again_at=LATER + timedelta(hours=12))
    after = await store.item(taken.id)
    assert after is not None
    assert (after.nudges, after.nudge_at) == (2, again)
