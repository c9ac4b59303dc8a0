"""SQLite only: what was destroyed is in no byte of the file, its log, or anything else in the folder."""

import asyncio
import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ports import Mute
from storage.keys import open_keys
from storage.keys.schema import metadata
from storage.keys.store import SqliteKeyStore
from tests.keys.conftest import holds, left

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW.date() + timedelta(days=40)


@pytest.mark.parametrize("emptied", [True, False])
async def test_a_destroyed_key_leaves_no_byte(sqlite_keys: SqliteKeyStore, path: Path, *, emptied: bool) -> None:
    gone, kept = await sqlite_keys.key("GONE", expires=LATER), await sqlite_keys.key("KEPT", expires=LATER)
    if emptied:  # so that it lies in the file itself, not in the log alone
        assert await sqlite_keys.scrub()
    assert holds(path, gone), "this test would find it"
    await sqlite_keys.destroy(["GONE"])
    assert not holds(path, gone)
    assert holds(path, kept)


async def test_an_expired_key_and_mute_leave_no_byte(sqlite_keys: SqliteKeyStore, path: Path) -> None:
    key = await sqlite_keys.key("GONE", expires=NOW.date())
    tag = random.Random(1).randbytes(32)
    await sqlite_keys.mute(Mute(id="M", team="t", key=key, tag=tag, until=NOW.date()))
    assert holds(path, key)
    assert holds(path, tag)
    await sqlite_keys.destroy_expired(now=NOW)
    assert not holds(path, key)
    assert not holds(path, tag)


@pytest.mark.parametrize("seed", [49, 67, 88])
async def test_of_thousands_that_came_and_went_no_byte_is_left(
    sqlite_keys: SqliteKeyStore, path: Path, seed: int
) -> None:
    """Pages split and merge: with `secure_delete` alone, one of them is left where its row lay before it moved."""
    dice = random.Random(seed)
    names = [f"{dice.randrange(32**6):06X}" for _ in range(3000)]
    keys = await asyncio.gather(*[sqlite_keys.key(name, expires=LATER) for name in names])
    made = dict(zip(names, keys, strict=True))
    gone = dice.sample(sorted(made), 2900)
    for start in range(0, len(gone), 580):
        await sqlite_keys.destroy(gone[start : start + 580])
    content = left(path)
    assert [name for name in gone if made[name][:8] in content or made[name][-8:] in content] == []
    assert await sqlite_keys.keys() == {name: key for name, key in made.items() if name not in set(gone)}


async def test_another_process_that_writes_is_not_waited_for_and_made_up_for(
    sqlite_keys: SqliteKeyStore, path: Path
) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        assert not await sqlite_keys.scrub()
    finally:
        holder.close()
    assert sqlite_keys._to_be_scrubbed
    await sqlite_keys.key("NEXT", expires=LATER)
    assert not sqlite_keys._to_be_scrubbed


async def test_an_open_reader_that_reads_nothing_is_not_in_the_way(sqlite_keys: SqliteKeyStore, path: Path) -> None:
    key = await sqlite_keys.key("GONE", expires=LATER)
    reader = sqlite3.connect(path)
    try:
        reader.execute("SELECT count(*) FROM keys").fetchall()
        await sqlite_keys.destroy(["GONE"])
        assert not holds(path, key)
    finally:
        reader.close()


@pytest.mark.parametrize("next_write", ["key", "mute", "destroy", "destroy_expired", "close"])
async def test_what_a_reader_held_up_is_made_up_for_by_the_next_write(
    sqlite_keys: SqliteKeyStore, path: Path, next_write: str
) -> None:
    key = await sqlite_keys.key("GONE", expires=LATER)
    reader = sqlite3.connect(path, isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM keys").fetchall()
        assert await sqlite_keys.destroy(["GONE"]) == 1, "it is destroyed, and nobody is told that it failed"
        assert await sqlite_keys.keys() == {}
        assert holds(path, key), "as the reader still sees it"
        await sqlite_keys.key("NEXT", expires=LATER)
        assert holds(path, key)
        reader.execute("ROLLBACK")
        calls = {
            "key": lambda: sqlite_keys.key("MORE", expires=LATER),
            "mute": lambda: sqlite_keys.mute(Mute(id="M", team="t", key=b"k" * 32, tag=b"t" * 32, until=LATER)),
            "destroy": lambda: sqlite_keys.destroy([]),
            "destroy_expired": lambda: sqlite_keys.destroy_expired(now=NOW),
            "close": sqlite_keys.close,
        }
        await calls[next_write]()
        assert not holds(path, key)
    finally:
        reader.close()


async def test_what_is_left_to_do_is_done_at_the_end_without_waiting_for_anybody(
    sqlite_keys: SqliteKeyStore,
) -> None:
    sqlite_keys._pauses = ()  # it does not come to it
    await sqlite_keys.destroy(["GONE"])
    seen: list[str] = []
    raw = sqlite_keys._connection._conn
    await sqlite_keys._connection.run(lambda _: raw.set_trace_callback(seen.append))
    await sqlite_keys.close()
    assert [line for line in seen if line.startswith(("VACUUM", "PRAGMA"))][:5] == [
        "PRAGMA busy_timeout = 0", "VACUUM", "PRAGMA busy_timeout = 2000",
        "PRAGMA busy_timeout = 0", "PRAGMA wal_checkpoint(TRUNCATE)",
    ]  # fmt: skip


async def test_a_reader_that_goes_away_between_two_tries_is_waited_for(sqlite_keys: SqliteKeyStore, path: Path) -> None:
    key = await sqlite_keys.key("GONE", expires=LATER)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM keys").fetchall()
    tries = []
    once = sqlite_keys._try_to_scrub

    async def counted() -> bool:
        tries.append(await once())
        reader.close()
        return tries[-1]

    sqlite_keys._try_to_scrub = counted  # type: ignore[method-assign]
    await sqlite_keys.destroy(["GONE"])
    assert tries == [False, True]
    assert not holds(path, key)


async def test_a_caller_that_is_cancelled_leaves_the_rest_to_the_next_write(
    sqlite_keys: SqliteKeyStore, path: Path
) -> None:
    key = await sqlite_keys.key("GONE", expires=LATER)
    destroying = asyncio.create_task(sqlite_keys.destroy(["GONE"]))
    await asyncio.sleep(0)
    destroying.cancel()
    await sqlite_keys.key("NEXT", expires=LATER)
    assert destroying.cancelled()
    assert list(await sqlite_keys.keys()) == ["NEXT"]
    assert not holds(path, key)


async def test_what_a_killed_process_left_in_the_log_is_gone_after_the_next_start(
    url: str, path: Path, tmp_path: Path
) -> None:
    store = await open_keys(url)
    assert isinstance(store, SqliteKeyStore)
    key = await store.key("GONE", expires=LATER)
    await store.scrub()
    store._pauses = ()  # it never comes to empty the log
    await store.destroy(["GONE"])
    assert holds(path, key)
    found = tmp_path / "after the kill"
    found.mkdir()
    for file in path.parent.iterdir():
        (found / file.name).write_bytes(file.read_bytes())
    await store.close()
    again = await open_keys(f"sqlite:///{found / 'store.db'}")
    try:
        assert not holds(found / path.name, key)
        assert await again.keys() == {}
    finally:
        await again.close()


async def test_rows_lie_in_the_order_of_their_random_ids(sqlite_keys: SqliteKeyStore, path: Path) -> None:
    for name in ("M", "Z", "A", "K"):
        await sqlite_keys.key(name, expires=LATER)
        await sqlite_keys.mute(Mute(id=name, team="t", key=b"k" * 32, tag=b"t" * 32, until=LATER))
    raw = sqlite3.connect(path)
    try:
        for table, column in (("keys", "item"), ("mutes", "id")):
            assert [row[0] for row in raw.execute(f"SELECT {column} FROM {table}")] == ["A", "K", "M", "Z"]
            with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
                raw.execute(f"SELECT rowid FROM {table}")
    finally:
        raw.close()


def test_no_column_holds_a_person_or_a_time_of_day_and_no_mute_an_item() -> None:
    columns = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    assert columns == {
        "keys.item", "keys.key", "keys.expires", "pepper.id", "pepper.pepper",
        "mutes.id", "mutes.team", "mutes.key", "mutes.tag", "mutes.until",
    }  # fmt: skip


async def test_a_day_is_stored_as_the_number_of_the_day(sqlite_keys: SqliteKeyStore, path: Path) -> None:
    await sqlite_keys.key("A", expires=LATER)
    raw = sqlite3.connect(path)
    try:
        assert raw.execute("SELECT expires FROM keys").fetchall() == [(LATER.toordinal(),)]
    finally:
        raw.close()
