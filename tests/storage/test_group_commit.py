"""SQLite only: those who wait share a commit, and a failure of the whole transaction fails all of them."""

import asyncio
import gc
import logging
import sqlite3
from pathlib import Path

import pytest

from bot.errors import StoreUnavailable
from bot.ports import TakeResult
from storage.operation import Operation, Step
from storage.operations.health import BEAT
from storage.sqlite.batch import Write, commit_together
from storage.sqlite.store import SqliteStore
from tests.storage.samples import item


async def test_writes_that_arrive_together_share_commits(sqlite_store: SqliteStore) -> None:
    seen = await _statements_of(sqlite_store)
    await asyncio.gather(*[sqlite_store.take(item(), channel="C1PAY") for _ in range(64)])
    assert seen.count("COMMIT") == 1
    assert seen.count("BEGIN IMMEDIATE") == 1
    assert seen.count("SAVEPOINT one") == seen.count("RELEASE one") == 64


async def test_a_batch_is_limited_and_nobody_is_left_waiting(sqlite_store: SqliteStore) -> None:
    seen = await _statements_of(sqlite_store)
    results = await asyncio.gather(*[sqlite_store.take(item(), channel="C1PAY") for _ in range(600)])
    assert results == [TakeResult.TAKEN] * 600
    assert seen.count("COMMIT") == 3


async def test_nobody_is_told_before_the_commit(sqlite_store: SqliteStore, path: Path) -> None:
    async def take_and_look() -> int:
        taken = item()
        await sqlite_store.take(taken, channel="C1PAY")
        return await asyncio.to_thread(_count, path, taken.id)

    assert await asyncio.gather(*[take_and_look() for _ in range(20)]) == [1] * 20


async def test_a_commit_that_fails_fails_for_everyone_and_the_next_one_works(sqlite_store: SqliteStore) -> None:
    raw = sqlite_store._writer._connection._conn
    refused = ["COMMIT"]

    def authorize(action: int, what: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_TRANSACTION and refused and what == refused[0]:
            refused.clear()
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    await sqlite_store._writer._connection.run(lambda _: raw.set_authorizer(authorize))
    taken = [item() for _ in range(3)]
    results = await asyncio.gather(*[sqlite_store.take(one, channel="C1PAY") for one in taken], return_exceptions=True)
    assert all(isinstance(result, Exception) for result in results)
    assert len({id(result) for result in results}) == 3, "one error raised in three tasks would mix their tracebacks"
    assert [await sqlite_store.item(one.id) for one in taken] == [None] * 3
    assert await sqlite_store.take(taken[0], channel="C1PAY") is TakeResult.TAKEN


async def test_what_comes_while_the_lock_is_awaited_goes_along(sqlite_store: SqliteStore, path: Path) -> None:
    seen = await _statements_of(sqlite_store)
    holder = _holding(path)
    first = asyncio.create_task(sqlite_store.take(item(), channel="C1PAY"))
    while sqlite_store._writer._committing is None:
        await asyncio.sleep(0)
    while "BEGIN IMMEDIATE" not in "".join(seen):
        await asyncio.sleep(0.001)
    second = asyncio.create_task(sqlite_store.take(item(), channel="C1PAY"))
    await asyncio.sleep(0)
    holder.close()
    assert {await first, await second} == {TakeResult.TAKEN}
    assert seen.count("COMMIT") == 1


async def test_a_generator_that_swallows_everything_cannot_leave_its_transaction_open(path: Path) -> None:
    def ends_the_transaction() -> Operation[None]:
        yield Step(BEAT)
        raise SystemExit

    loop = asyncio.get_running_loop()
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        waiting = [Write(ends_the_transaction(), loop.create_future())]
        outcomes = commit_together(raw, waiting, most=9, hold_file=lambda: None)
        assert [type(outcome.error) for outcome in outcomes] == [SystemExit]
        assert not raw.in_transaction
        assert raw.execute("SELECT beats FROM pulse").fetchone() == (0,)
    finally:
        raw.close()


async def test_a_loop_that_ends_in_the_middle_leaves_no_caller_waiting(sqlite_store: SqliteStore) -> None:
    taking = asyncio.create_task(sqlite_store.take(item(), channel="C1PAY"))
    while sqlite_store._writer._committing is None:
        await asyncio.sleep(0)
    sqlite_store._writer._committing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taking
    with pytest.raises(StoreUnavailable):
        await sqlite_store.ping()


async def test_debug_logs_show_no_words_and_no_people(
    sqlite_store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    taken = item(words="planted-words", signed_by="UPLANTED")
    await sqlite_store.take(taken, channel="C1PAY")
    await sqlite_store.take(item(id=taken.id, words="planted-too"), channel="C1PAY")
    await sqlite_store.item(taken.id)
    gc.collect()
    assert caplog.records, "aiosqlite logs what it runs"
    assert "planted" not in caplog.text.lower()


async def _statements_of(store: SqliteStore) -> list[str]:
    """Return a list to which every statement that the writer executes is added."""
    seen: list[str] = []
    await store._writer._connection.run(lambda raw: raw.set_trace_callback(seen.append))
    return seen


def _count(path: Path, item_id: str) -> int:
    raw = sqlite3.connect(path)
    try:
        return int(raw.execute("SELECT count(*) FROM items WHERE id = ?", (item_id,)).fetchone()[0])
    finally:
        raw.close()


def _holding(path: Path) -> sqlite3.Connection:
    """Return a connection that holds the write lock until it is closed."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    return raw
