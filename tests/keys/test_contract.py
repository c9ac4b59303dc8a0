"""Contract: what every key store does."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.errors import StoreFailure, StoreUnavailable
from bot.ports import KeyStore, Mute
from storage.keys.store import SqliteKeyStore
from tests.keys.conftest import Open

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = NOW.date()
LATER = TODAY + timedelta(days=40)


def mute(name: str = "M1", team: str = "payments", until: date = LATER) -> Mute:
    return Mute(id=name, team=team, key=name.encode() * 16, tag=b"t" * 32, until=until)


async def test_a_key_is_32_bytes_and_another_for_each_item(keys: KeyStore) -> None:
    first, second = await keys.key("A", expires=LATER), await keys.key("B", expires=LATER)
    assert len(first) == len(second) == 32
    assert first != second
    assert await keys.keys() == {"A": first, "B": second}


async def test_the_same_item_has_the_same_key_however_often_it_is_asked_for(keys: KeyStore, open_another: Open) -> None:
    first = await keys.key("A", expires=LATER)
    assert await keys.key("A", expires=TODAY) == first
    again = await open_another()
    assert await again.key("A", expires=LATER) == first
    assert await again.keys() == {"A": first}


async def test_a_form_sent_many_times_at_once_has_one_key(keys: KeyStore) -> None:
    assert len(set(await asyncio.gather(*[keys.key("A", expires=LATER) for _ in range(50)]))) == 1


async def test_the_first_day_that_was_named_stays(keys: KeyStore) -> None:
    await keys.key("A", expires=TODAY)
    await keys.key("A", expires=LATER)
    assert await keys.destroy_expired(now=NOW) == 1


async def test_a_destroyed_key_is_gone_and_the_others_stay(keys: KeyStore, open_another: Open) -> None:
    before = await keys.key("A", expires=LATER)
    kept = await keys.key("B", expires=LATER)
    assert await keys.destroy(["A", "A", "never there"]) == 1
    assert await keys.destroy(["A"]) == 0
    assert await keys.destroy([]) == 0
    assert await (await open_another()).keys() == {"B": kept}
    assert await keys.key("A", expires=LATER) != before


async def test_keys_and_mutes_are_destroyed_on_the_day_that_they_expire_and_not_before(keys: KeyStore) -> None:
    await keys.key("A", expires=TODAY)
    kept = await keys.key("B", expires=TODAY + timedelta(days=1))
    await keys.mute(mute("M1", until=TODAY))
    await keys.mute(mute("M2", until=TODAY + timedelta(days=1)))
    assert await keys.destroy_expired(now=NOW - timedelta(days=1)) == 0
    assert await keys.destroy_expired(now=NOW) == 2
    assert await keys.keys() == {"B": kept}
    assert [one.id for one in await keys.mutes(team="payments", now=NOW - timedelta(days=99))] == ["M2"]


async def test_a_day_begins_in_utc_wherever_the_clock_is(keys: KeyStore) -> None:
    far_east = timezone(timedelta(hours=14))
    await keys.key("A", expires=TODAY)
    await keys.mute(mute(until=TODAY))
    still_yesterday = datetime(TODAY.year, TODAY.month, TODAY.day, 13, tzinfo=far_east)
    assert await keys.destroy_expired(now=still_yesterday) == 0
    assert len(await keys.mutes(team="payments", now=still_yesterday)) == 1
    assert await keys.destroy_expired(now=still_yesterday + timedelta(hours=1)) == 2


async def test_mutes_come_back_as_they_were_for_their_team_until_their_day(keys: KeyStore) -> None:
    await keys.mute(mute("M2"))
    await keys.mute(mute("M1"))
    await keys.mute(mute("M3", team="search"))
    await keys.mute(mute("M4", until=TODAY))
    assert await keys.mutes(team="payments", now=NOW) == (mute("M1"), mute("M2"))
    assert await keys.mutes(team="nowhere", now=NOW) == ()


async def test_the_mutes_of_one_team_can_be_ended_before_their_day(keys: KeyStore) -> None:
    await keys.mute(mute("M1"))
    await keys.mute(mute("M2"))
    await keys.mute(mute("M3", team="search"))
    assert await keys.end_mutes(team="payments") == 2
    assert await keys.end_mutes(team="payments") == 0
    assert await keys.mutes(team="payments", now=NOW) == ()
    assert await keys.mutes(team="search", now=NOW) == (mute("M3", team="search"),)


async def test_the_mutes_of_an_item_end_with_its_key_where_that_is_asked_for(keys: KeyStore) -> None:
    first, second = await keys.key("A", expires=LATER), await keys.key("B", expires=LATER)
    for name, key in (("M1", first), ("M2", first), ("M3", second)):
        await keys.mute(replace(mute(name), key=key))
    assert len(await keys.mutes(team="payments", now=NOW)) == 3
    assert await keys.destroy(["A"], with_mutes=True) == 1
    assert [one.id for one in await keys.mutes(team="payments", now=NOW)] == ["M3"]
    assert await keys.destroy(["B"]) == 1
    assert [one.id for one in await keys.mutes(team="payments", now=NOW)] == ["M3"]


async def test_the_same_mute_twice_is_stored_once(keys: KeyStore) -> None:
    await keys.mute(mute())
    await keys.mute(replace(mute(), team="search"))
    assert await keys.mutes(team="payments", now=NOW) == (mute(),)
    assert await keys.mutes(team="search", now=NOW) == ()


async def test_a_mute_begins_and_ends_at_once_for_a_team_that_was_asked_for_before(
    keys: KeyStore,
) -> None:
    assert await keys.mutes(team="payments", now=NOW) == ()
    await keys.mute(mute())
    assert await keys.mutes(team="payments", now=NOW) == (mute(),)
    assert await keys.end_mutes(team="payments") == 1
    assert await keys.mutes(team="payments", now=NOW) == ()


async def test_a_mute_whose_caller_was_cancelled_counts_as_soon_as_it_is_stored(keys: KeyStore) -> None:
    assert await keys.mutes(team="payments", now=NOW) == ()
    muting = asyncio.create_task(keys.mute(mute()))
    await asyncio.sleep(0)
    muting.cancel()
    await asyncio.wait([muting])
    await keys.key("A", expires=LATER)  # committed after what came before it
    assert await keys.mutes(team="payments", now=NOW) == (mute(),)


async def test_a_mute_that_is_known_ends_with_its_day(keys: KeyStore, open_another: Open) -> None:
    await keys.mute(mute(until=TODAY + timedelta(days=1)))
    assert await keys.mutes(team="payments", now=NOW) == (mute(until=TODAY + timedelta(days=1)),)
    assert await keys.mutes(team="payments", now=NOW + timedelta(days=1)) == ()
    assert await (await open_another()).mutes(team="payments", now=NOW + timedelta(days=1)) == ()


async def test_a_mute_outlives_the_key_that_it_came_from(keys: KeyStore) -> None:
    await keys.key("A", expires=LATER)
    await keys.mute(mute())
    await keys.destroy(["A"])
    assert await keys.mutes(team="payments", now=NOW) == (mute(),)


async def test_the_pepper_is_made_once(keys: KeyStore, open_another: Open) -> None:
    pepper = await keys.pepper()
    assert len(pepper) == 16
    await keys.destroy_expired(now=NOW + timedelta(days=9999))
    assert await (await open_another()).pepper() == await keys.pepper() == pepper


async def test_what_cannot_be_stored_is_a_failure_that_does_not_repeat_it(keys: KeyStore) -> None:
    with pytest.raises(StoreFailure) as caught:
        await keys.key("planted \ud800", expires=LATER)
    assert "planted" not in repr(caught.value)
    with pytest.raises(StoreFailure):
        await keys.mutes(team="\ud800", now=NOW)
    assert await keys.keys() == {}


async def test_a_closed_store_says_so(keys: KeyStore) -> None:
    await keys.close()
    await keys.close()
    mutes = keys.mutes(team="payments", now=NOW)
    for call in (keys.key("A", expires=LATER), keys.keys(), keys.destroy(["A"]), keys.pepper(), mutes):
        with pytest.raises(StoreUnavailable, match="closed"):
            await call


def test_the_store_is_a_key_store_and_shows_nothing() -> None:
    """Held by mypy: every method of the port, with its types."""
    port: type[KeyStore] = SqliteKeyStore
    assert {name for name in vars(KeyStore) if not name.startswith("_")} <= set(dir(port))
    assert "kkkk" not in repr(Mute(id="M", team="t", key=b"k" * 32, tag=b"k" * 32, until=TODAY))
