"""Contract: the way out. Lanes in order, claims, detours and alerts."""

from datetime import timedelta

from bot.ports import Detour, Kind, Store
from tests.storage.conftest import Open
from tests.storage.samples import LATER, NOW, SOON, claimed, delivered, emptied, item, reminder

HOUR = timedelta(hours=1)


async def test_an_empty_outbox_has_no_lanes(store: Store) -> None:
    assert await store.lanes() == {}
    assert await store.claim("C1PAY", now=LATER, until=LATER + HOUR) is None


async def test_a_lane_is_as_due_as_its_first_row(store: Store) -> None:
    await store.take(item(waiting_since=SOON), channel="C1PAY")
    await store.take(item(waiting_since=NOW), channel="C1PAY")
    await store.take(item(waiting_since=NOW), channel="C1SEARCH")
    assert await store.lanes() == {"C1PAY": SOON, "C1SEARCH": NOW}
    assert await store.claim("C1PAY", now=NOW, until=NOW + HOUR) is None, "rows of a lane go in order"


async def test_rows_of_a_lane_go_in_the_order_in_which_they_came(store: Store) -> None:
    taken = [item() for _ in range(5)]
    for one in taken:
        await store.take(one, channel="C1PAY")
    rows = await emptied(store, "C1PAY")
    assert [row.item for row in rows] == [one.id for one in taken]
    assert [row.seq for row in rows] == sorted(row.seq for row in rows)


async def test_a_claimed_lane_waits_for_the_end_of_the_claim(store: Store, open_another: Open) -> None:
    other = await open_another()
    await store.take(item(), channel="C1PAY")
    first = await store.claim("C1PAY", now=NOW, until=SOON)
    assert first is not None
    assert await other.lanes() == {"C1PAY": SOON}
    assert await other.claim("C1PAY", now=NOW, until=SOON) is None
    assert await store.claim("C1PAY", now=NOW, until=SOON) is None
    assert await other.claim("C1PAY", now=SOON, until=LATER) == first


async def test_a_numbered_row_is_never_numbered_again(store: Store) -> None:
    await store.take(item(), channel="C1PAY")
    (first,) = await emptied(store, "C1PAY")
    await store.take(item(), channel="C1PAY")
    await store.sent(first, now=SOON)
    assert (await claimed(store, "C1PAY")).seq > first.seq


async def test_every_claim_can_be_released(store: Store, open_another: Open) -> None:
    await store.take(item(), channel="C1PAY")
    row = await claimed(store, "C1PAY")
    other = await open_another()
    await other.release_claims()
    assert await claimed(other, "C1PAY") == row


async def test_a_retry_counts_and_stays_the_first(store: Store) -> None:
    first, second = item(), item()
    await store.take(first, channel="C1PAY")
    await store.take(second, channel="C1PAY")
    await store.retry(await claimed(store, "C1PAY"), at=LATER)
    assert await store.lanes() == {"C1PAY": LATER}
    assert await store.claim("C1PAY", now=SOON, until=LATER) is None
    again = await claimed(store, "C1PAY", now=LATER)
    assert (again.item, again.attempts, again.due_at) == (first.id, 1, LATER)


async def test_a_late_retry_does_not_undo_anothers_claim(store: Store, open_another: Open) -> None:
    other = await open_another()
    await store.take(item(), channel="C1PAY")
    slow = await store.claim("C1PAY", now=NOW, until=SOON)
    assert slow is not None
    theirs = await other.claim("C1PAY", now=SOON, until=LATER)
    assert theirs is not None
    await store.retry(slow, at=SOON)
    await store.divert(slow, detour=Detour.PLAIN_TEXT, channel="C1PAY", reason="invalid_blocks", now=SOON)
    await store.divert(slow, detour=Detour.ADMINS, channel="U1ADMIN", reason="is_archived", now=SOON)
    assert await store.lanes() == {"C1PAY": LATER}
    await other.retry(theirs, at=SOON)
    assert (await claimed(store, "C1PAY")).attempts == 1


async def test_another_rendering_keeps_its_place(store: Store) -> None:
    first, second = item(), item()
    await store.take(first, channel="C1PAY")
    await store.take(second, channel="C1PAY")
    await store.retry(await claimed(store, "C1PAY"), at=SOON)
    row = await claimed(store, "C1PAY")
    await store.divert(row, detour=Detour.PLAIN_TEXT, channel="C1PAY", reason="invalid_blocks", now=LATER)
    again = await claimed(store, "C1PAY", now=LATER)
    assert (again.seq, again.item, again.detour, again.reason, again.attempts, again.due_at) == (
        row.seq, first.id, Detour.PLAIN_TEXT, "invalid_blocks", 0, LATER,
    )  # fmt: skip


async def test_another_channel_queues_as_the_last(store: Store) -> None:
    lost, waiting = item(), item()
    await store.take(lost, channel="C1GONE")
    await store.take(waiting, channel="C1TRIAGE")
    row = await claimed(store, "C1GONE")
    await store.divert(row, detour=Detour.FALLBACK_CHANNEL, channel="C1TRIAGE", reason="is_archived", now=SOON)
    assert list(await store.lanes()) == ["C1TRIAGE"]
    rows = await emptied(store, "C1TRIAGE")
    assert [(row.item, row.kind, row.detour, row.reason) for row in rows] == [
        (waiting.id, Kind.CARD, Detour.NONE, None),
        (lost.id, Kind.CARD, Detour.FALLBACK_CHANNEL, "is_archived"),
    ]


async def test_a_diverted_row_keeps_what_it_says(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1GONE", in_thread=False))
    row = await claimed(store, "U1GONE", now=LATER)
    await store.divert(row, detour=Detour.ADMINS, channel="U1ADMIN", reason="user_disabled", now=LATER)
    moved = await claimed(store, "U1ADMIN", now=LATER)
    assert (moved.kind, moved.item, moved.step) == (Kind.LEADER_REMINDER, taken.id, 1)


async def test_a_deleted_reminder_does_not_come_back_by_a_detour_or_a_retry(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD", in_thread=False))
    row = await claimed(store, "U1LEAD", now=LATER)
    await store.acknowledge(taken.id, by="U1LEAD", now=LATER)
    await store.retry(row, at=LATER)
    await store.divert(row, detour=Detour.ADMINS, channel="U1ADMIN", reason="user_disabled", now=LATER)
    assert list(await store.lanes()) == ["C1PAY"], "only the card's update is left"


async def test_a_dropped_row_is_gone(store: Store) -> None:
    await store.take(item(), channel="C1PAY")
    row = await claimed(store, "C1PAY")
    await store.drop(row)
    await store.drop(row)
    assert await store.lanes() == {}


async def test_an_alert_waits_once_for_each_person(store: Store) -> None:
    await store.alert(people=["U1ADMIN", "U2ADMIN", "U1ADMIN"], words="The bot left #payments.", now=NOW)
    await store.alert(people=["U1ADMIN"], words="The bot left #payments.", now=SOON)
    await store.alert(people=["U1ADMIN"], words="Another matter.", now=SOON)
    rows = await emptied(store, "U1ADMIN") + await emptied(store, "U2ADMIN")
    assert [(row.kind, row.channel, row.ref, row.item, row.due_at) for row in rows] == [
        (Kind.ALERT, "U1ADMIN", "The bot left #payments.", None, NOW),
        (Kind.ALERT, "U1ADMIN", "Another matter.", None, SOON),
        (Kind.ALERT, "U2ADMIN", "The bot left #payments.", None, NOW),
    ]


async def test_an_alert_that_was_sent_may_come_again(store: Store) -> None:
    await store.alert(people=["U1ADMIN"], words="The bot left #payments.", now=NOW)
    await store.sent(await claimed(store, "U1ADMIN"), now=SOON)
    await store.alert(people=["U1ADMIN"], words="The bot left #payments.", now=LATER)
    assert (await claimed(store, "U1ADMIN", now=LATER)).due_at == LATER
