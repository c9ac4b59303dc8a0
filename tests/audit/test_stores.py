"""The audit works on the real database, and leaves alone what is not its own."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.audit.cast import DIRECTOR, LANES, TEAM, organisation
from bot.audit.stores import NotedKeys, OnlyThisTeam
from bot.core.ladder import remind
from bot.errors import StoreUnavailable
from bot.ports import Release
from storage.keys.open import open_keys
from storage.open import open_store
from storage.sqlite.store import SqliteStore
from tests.storage.samples import BATCH, ERASE, NOW, held
from tests.storage.samples import organisation as real_organisation

OURS = organisation(retention=timedelta(hours=1))


@pytest.fixture
async def real(tmp_path: Path) -> SqliteStore:
    store = await open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    assert isinstance(store, SqliteStore)
    await store.apply(real_organisation(), now=NOW)
    await store.add_team(TEAM, name="Audit")
    return store


def apart(real: SqliteStore, said: list[str] | None = None) -> OnlyThisTeam:
    return OnlyThisTeam(real, team=TEAM, organisation=OURS, lanes=LANES, said=[] if said is None else said)


async def test_rows_for_the_real_slack_are_not_seen(real: SqliteStore) -> None:
    await real.alert(people=["U0REALADMIN", DIRECTOR], words="something", now=NOW)
    assert set(await real.lanes()) == {"U0REALADMIN", DIRECTOR}
    assert set(await apart(real).lanes()) == {DIRECTOR}
    await real.close()


async def test_what_others_wrote_is_not_released(real: SqliteStore) -> None:
    theirs, ours = held(), held(team=TEAM)
    await real.hold(theirs)
    await real.hold(ours)
    later = BATCH + timedelta(days=30)
    assert {one.id for one in await apart(real).held_due(now=later)} == {ours.id}
    assert {one.id for one in await apart(real).held_after(then=BATCH - timedelta(days=30))} == {ours.id}
    await real.close()


async def test_reminders_of_others_are_decided_by_the_real_organisation(real: SqliteStore) -> None:
    theirs = held()
    await real.hold(theirs)
    await real.release([Release(id=theirs.id, places=("C1PAY",), erase_at=ERASE)], at=BATCH)
    claimed = await real.claim("C1PAY", now=BATCH, until=BATCH + timedelta(minutes=1))
    assert claimed is not None
    await real.sent(claimed, now=BATCH, nudge_at=BATCH)
    now = BATCH + timedelta(hours=1)
    assert await apart(real).remind_due(now=now, limit=10, decide=lambda item: remind(item, OURS, now=now)) == 1
    assert DIRECTOR not in await real.lanes(), "who leads the fallback there is not told of real items"
    await real.close()


async def test_the_organisation_is_the_audits_own(real: SqliteStore) -> None:
    assert await apart(real).organisation() is OURS
    await real.close()


async def test_the_next_call_fails_once_and_writes_nothing(real: SqliteStore) -> None:
    store = apart(real)
    store.fail_next("hold")
    with pytest.raises(StoreUnavailable):
        await store.hold(held(team=TEAM, id="ONCE-01"))
    assert await real.held("ONCE-01") is None
    await store.hold(held(team=TEAM, id="ONCE-01"))
    assert await real.held("ONCE-01") is not None
    assert store.failed == {"hold": 1}
    await real.close()


async def test_what_errors_say_is_kept_to_be_searched(real: SqliteStore) -> None:
    said: list[str] = []
    store = apart(real, said)
    await real.close()
    with pytest.raises(StoreUnavailable):
        await store.ping()
    assert "StoreUnavailable" in said[0]


async def test_keys_are_noted_and_can_fail(tmp_path: Path) -> None:
    real = await open_keys(f"sqlite:///{tmp_path / 'bot.db'}")
    keys = NotedKeys(real, [])
    keys.fail_next("key")
    with pytest.raises(StoreUnavailable):
        await keys.key("A", expires=ERASE.date())
    made = await keys.key("A", expires=ERASE.date())
    assert keys.made == {"A": made}
    assert await real.keys() == {"A": made}
    await real.close()
