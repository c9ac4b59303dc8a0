"""What was put off while a clock was wrong becomes due, and nothing else does."""

from datetime import timedelta

from bot.ports import Store
from tests.storage.samples import LATER, NOW, claimed, delivered, item

YEAR = timedelta(days=365)


async def settled(store: Store) -> None:
    await store.settle(now=LATER, rows_after=LATER + timedelta(hours=25), reminders_after=LATER + timedelta(days=40))


async def test_a_row_that_was_put_off_for_a_year_is_due_and_one_for_an_hour_is_not(store: Store) -> None:
    for channel, far in (("C1PAY", YEAR), ("C1SEARCH", timedelta(hours=1))):
        await store.take(item(), channel=channel)
        await store.retry(await claimed(store, channel), at=LATER + far)
    await settled(store)
    assert await store.claim("C1PAY", now=LATER, until=LATER + timedelta(minutes=1)) is not None
    assert await store.claim("C1SEARCH", now=LATER, until=LATER + timedelta(minutes=1)) is None


async def test_a_reminder_that_is_a_year_away_is_looked_at_now_and_one_of_a_month_is_not(store: Store) -> None:
    far, near, heard = item(waiting_since=NOW), item(waiting_since=NOW), item(waiting_since=NOW)
    await delivered(store, far, nudge_at=LATER + YEAR)
    await delivered(store, near, nudge_at=LATER + timedelta(days=30))
    await delivered(store, heard, nudge_at=LATER + YEAR)
    await store.acknowledge(heard.id, by="U1LEAD", now=LATER)
    await settled(store)
    found = [await store.item(one.id) for one in (far, near, heard)]
    assert [one and one.nudge_at for one in found] == [LATER, LATER + timedelta(days=30), None]
