"""Faults: the database is locked, full, read-only or taken away. Nothing is lost, and what is said tells what to do."""

import asyncio
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import StoreFailure, StoreUnavailable, StoreUnusable
from bot.ports import Release, TakeResult
from storage.open import open_store
from storage.sqlite.failures import translate
from storage.sqlite.store import SqliteStore
from tests.storage.samples import BATCH, ERASE, LATER, SOON, delivered, emptied, held, item, released, reminder

pytestmark = pytest.mark.faults


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold the write lock, as an open shell does."""
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        raw.execute("BEGIN IMMEDIATE")
        yield raw
    finally:
        raw.close()


async def test_a_locked_database_is_said_to_be_locked_and_works_again_afterwards(
    sqlite_store: SqliteStore, path: Path
) -> None:
    before, during = item(), [item() for _ in range(5)]
    await sqlite_store.take(before, channel="C1PAY")
    with locked(path):
        results = await asyncio.gather(
            *[sqlite_store.take(one, channel="C1PAY") for one in during], return_exceptions=True
        )
        assert [type(result) for result in results] == [StoreUnavailable] * 5
        assert "locked by another process" in str(results[0])
        assert await sqlite_store.item(before.id) == before, "reading goes on"
        await _pragma(sqlite_store, "PRAGMA busy_timeout = 50")
        with pytest.raises(StoreUnavailable):
            await sqlite_store.ping()
    assert [await sqlite_store.item(one.id) for one in during] == [None] * 5
    assert [await sqlite_store.take(one, channel="C1PAY") for one in during] == [TakeResult.TAKEN] * 5


async def test_a_lock_that_is_let_go_in_time_is_not_noticed(sqlite_store: SqliteStore, path: Path) -> None:
    with locked(path) as holder:
        taking = asyncio.create_task(sqlite_store.take(item(), channel="C1PAY"))
        await asyncio.sleep(0.05)
        holder.execute("ROLLBACK")
        assert await taking is TakeResult.TAKEN


async def test_a_database_that_is_locked_at_the_start_is_said_to_be(path: Path) -> None:
    with locked(path), pytest.raises(StoreUnavailable, match="locked"):
        await open_store(f"sqlite:///{path}")


async def test_a_full_database_is_said_to_be_full_and_works_again_afterwards(sqlite_store: SqliteStore) -> None:
    await delivered(sqlite_store, item())
    await _pragma(sqlite_store, "PRAGMA max_page_count = 1")  # SQLite makes it the size that the file has
    large = [item(words="x" * 3000 + str(number)) for number in range(60)]
    results = await asyncio.gather(*[sqlite_store.take(one, channel="C1PAY") for one in large], return_exceptions=True)
    failures = [result for result in results if result is not TakeResult.TAKEN]
    assert failures
    assert {type(failure) for failure in failures} == {StoreUnavailable}
    assert "free some space" in str(failures[0])
    # SQLite may give up the whole transaction that they share: then all have failed, and none is there.
    stored = [await sqlite_store.item(one.id) is not None for one in large]
    assert stored == [result is TakeResult.TAKEN for result in results]
    assert await sqlite_store.remind_due(now=LATER, limit=10, decide=lambda _: reminder()) == 1, "what fits still works"
    await _pragma(sqlite_store, "PRAGMA max_page_count = 1000000")
    again = [one for one, there in zip(large, stored, strict=True) if not there]
    assert await asyncio.gather(*[sqlite_store.take(one, channel="C1PAY") for one in again]) == [
        TakeResult.TAKEN
    ] * len(again)


def test_a_file_that_may_not_grow_is_a_failure_and_keeps_what_was_confirmed(path: Path) -> None:
    """In a process of its own, whose files may only grow so far: what a quota does."""
    script = Path(__file__).parent / "programs" / "take_until_it_fails.py"
    limit = path.stat().st_size + 200_000

    def only_so_far() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, str(script), str(path)],
        preexec_fn=only_so_far, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    *confirmed, last = done.stdout.split("\n")[:-1]
    assert last.startswith("StoreUnavailable"), done.stderr
    assert confirmed
    assert set(confirmed) <= _ids(path)


async def test_a_batch_that_cannot_be_committed_waits_as_it_was_and_goes_out_the_next_time(
    sqlite_store: SqliteStore, path: Path
) -> None:
    entries = [held() for _ in range(5)]
    for entry in entries:
        await sqlite_store.hold(entry)
    decided = [Release(id=entry.id, places=("C1PAY",)) for entry in entries]
    await _pragma(sqlite_store, "PRAGMA busy_timeout = 50")
    with locked(path):
        for write in (sqlite_store.release(decided, at=BATCH), sqlite_store.hold(held()), sqlite_store.scrub()):
            with pytest.raises(StoreUnavailable, match="locked"):
                await write
        assert await sqlite_store.held_due(now=BATCH) == tuple(entries)
    assert await sqlite_store.release(decided, at=BATCH) == 5
    assert len(await emptied(sqlite_store, "C1PAY")) == 5


async def test_an_erasure_whose_file_cannot_be_written_anew_is_finished_the_next_time(
    sqlite_store: SqliteStore, path: Path
) -> None:
    await released(sqlite_store, *[held(words=f"planted {number} " + "x" * 500) for number in range(200)])
    await sqlite_store.erase_due(now=ERASE, limit=200)
    raw = sqlite_store._writer._connection._conn

    def refuse(action: int, *_: object) -> int:
        return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK

    await sqlite_store._writer._connection.run(lambda _: raw.set_authorizer(refuse))
    with pytest.raises(StoreFailure):
        await sqlite_store.scrub()
    await sqlite_store._writer._connection.run(lambda _: raw.set_authorizer(None))
    assert await sqlite_store.scrub()
    assert b"planted" not in b"".join(_bytes(file) for file in path.parent.glob("store.db*"))


async def test_a_read_only_database_is_said_to_be_read_only(sqlite_store: SqliteStore) -> None:
    taken = item()
    await sqlite_store.take(taken, channel="C1PAY")
    await _pragma(sqlite_store, "PRAGMA query_only = ON")
    for write in (sqlite_store.ping(), sqlite_store.take(item(), channel="C1PAY")):
        with pytest.raises(StoreUnusable, match="read-only"):
            await write
    assert await sqlite_store.item(taken.id) == taken
    await _pragma(sqlite_store, "PRAGMA query_only = OFF")
    await sqlite_store.acknowledge(taken.id, by="U1LEAD", now=SOON)


async def test_the_reader_cannot_write(sqlite_store: SqliteStore) -> None:
    def write(raw: sqlite3.Connection) -> None:
        raw.execute("UPDATE pulse SET beats = 0")

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await sqlite_store._reader.run(write)


async def test_a_table_that_is_gone_is_unusable(sqlite_store: SqliteStore) -> None:
    await _pragma(sqlite_store, "DROP TABLE pulse")
    with pytest.raises(StoreUnusable, match="start again"):
        await sqlite_store.ping()
    assert await sqlite_store.take(item(), channel="C1PAY") is TakeResult.TAKEN


@pytest.mark.parametrize("how", ["deleted", "replaced"])
async def test_nothing_is_confirmed_once_the_file_is_deleted_or_replaced(
    sqlite_store: SqliteStore, path: Path, migrated: Path, how: str
) -> None:
    await sqlite_store.take(item(), channel="C1PAY")
    for each in path.parent.glob("store.db*"):
        each.unlink()
    if how == "replaced":
        shutil.copy(migrated, path)
    results = await asyncio.gather(
        *[sqlite_store.take(item(), channel="C1PAY") for _ in range(3)], sqlite_store.ping(), return_exceptions=True
    )
    assert [type(result) for result in results] == [StoreUnusable] * 4
    assert "moved or deleted" in str(results[0])


async def test_a_file_that_was_moved_takes_nothing_until_it_is_back(
    sqlite_store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    before, during = item(), item()
    await sqlite_store.take(before, channel="C1PAY")
    _move(path, tmp_path / "elsewhere.db")
    with pytest.raises(StoreUnusable, match="moved or deleted"):
        await sqlite_store.take(during, channel="C1PAY")
    _move(tmp_path / "elsewhere.db", path)
    assert await sqlite_store.item(during.id) is None
    assert await sqlite_store.item(before.id) == before
    assert await sqlite_store.take(during, channel="C1PAY") is TakeResult.TAKEN


async def test_a_folder_that_cannot_be_looked_into_is_not_called_moved(
    sqlite_store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    _move(path, tmp_path / "elsewhere.db")
    _circle(path)  # it cannot be looked at, nor could a folder without permission, which a privileged user never meets
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        await sqlite_store.ping()


async def test_where_the_process_runs_does_not_matter(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    opened = await SqliteStore.open(Path(path.name), process="this process")
    try:
        (tmp_path / "other").mkdir()
        monkeypatch.chdir(tmp_path / "other")
        await opened.ping()
    finally:
        await opened.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SQLITE_BUSY", StoreUnavailable), ("SQLITE_LOCKED", StoreUnavailable),
        ("SQLITE_FULL", StoreUnavailable), ("SQLITE_IOERR_FSYNC", StoreUnavailable), ("SQLITE_NOMEM", StoreUnavailable),
        ("SQLITE_READONLY", StoreUnusable), ("SQLITE_READONLY_DBMOVED", StoreUnusable), ("SQLITE_PERM", StoreUnusable),
        ("SQLITE_CANTOPEN", StoreUnusable), ("SQLITE_NOTADB", StoreUnusable), ("SQLITE_CORRUPT_VTAB", StoreUnusable),
        ("SQLITE_ERROR", StoreUnusable), ("SQLITE_CONSTRAINT_UNIQUE", StoreFailure), ("SQLITE_MISUSE", StoreFailure),
    ],
)  # fmt: skip
def test_every_complaint_becomes_one_line(name: str, expected: type[StoreFailure]) -> None:
    error = sqlite3.OperationalError("with a value: secret")
    error.sqlite_errorcode = getattr(sqlite3, name)
    translated = translate(error)
    assert type(translated) is expected
    assert "secret" not in str(translated)
    assert len(str(translated).splitlines()) == 1


def test_a_mistake_of_ours_stays_what_it_is() -> None:
    for mistake in (sqlite3.ProgrammingError("wrong type"), KeyError("x"), StoreUnavailable("as it was")):
        assert translate(mistake) is mistake


async def _pragma(store: SqliteStore, text: str) -> None:
    await store._writer._connection.run(lambda raw: raw.execute(text).fetchall())


def _move(path: Path, to: Path) -> None:
    path.rename(to)


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _ids(path: Path) -> set[str]:
    raw = sqlite3.connect(path)
    try:
        return {row[0] for row in raw.execute("SELECT id FROM items")}
    finally:
        raw.close()
