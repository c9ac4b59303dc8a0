"""SQLite only: which file it is, what is made, what is refused, and what happens to a file that goes away."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.errors import Misconfigured, StoreUnavailable, StoreUnusable
from storage.keys import keys_path, open_keys
from storage.keys.schema import VERSION
from storage.keys.store import SqliteKeyStore
from tests.keys.conftest import Open, delete, holds
from tests.keys.test_nothing_left import LATER


def test_the_keys_lie_beside_the_database() -> None:
    assert keys_path("sqlite:///data/tell-me-more.db") == Path("data/tell-me-more.keys.db")
    assert keys_path("sqlite:////var/lib/tell me #1.sqlite3") == Path("/var/lib/tell me #1.keys.db")


async def test_an_address_that_names_no_file_is_misconfigured() -> None:
    with pytest.raises(Misconfigured):
        await open_keys("postgresql://tmm:hunter2@db/tmm")


async def test_file_and_folder_are_made_for_nobody_else_to_read(url: str, path: Path) -> None:
    store = await open_keys(url)
    await store.key("A", expires=LATER)
    assert _mode(path.parent) == 0o700
    assert {file.name: oct(_mode(file)) for file in path.parent.iterdir()} == {
        f"store.keys.db{suffix}": "0o600" for suffix in ("", "-wal", "-shm")
    }
    await store.close()


async def test_a_file_that_was_put_back_for_all_to_read_is_closed_to_them(url: str, path: Path) -> None:
    await (await open_keys(url)).close()
    _set_mode(path, 0o644)
    await (await open_keys(url)).close()
    assert _mode(path) == 0o600


async def test_a_store_that_was_lost_is_made_anew_and_empty(url: str, path: Path) -> None:
    store = await open_keys(url)
    pepper = await store.pepper()
    await store.key("A", expires=LATER)
    await store.close()
    delete(path)
    again = await open_keys(url)
    assert await again.keys() == {}
    assert await again.pepper() != pepper
    await again.close()


async def test_the_log_of_a_file_that_was_deleted_alone_goes_too(url: str, path: Path, tmp_path: Path) -> None:
    store = await open_keys(url)
    key = await store.key("A", expires=LATER)
    log = path.with_name(path.name + "-wal")
    content = log.read_bytes()
    await store.close()
    delete(path)
    log.write_bytes(content)
    assert holds(path, key)
    again = await open_keys(url)
    assert await again.keys() == {}
    assert not holds(path, key)
    await again.close()


async def test_a_file_that_is_deleted_while_it_is_used_is_unusable(sqlite_keys: SqliteKeyStore, path: Path) -> None:
    await sqlite_keys.key("A", expires=LATER)
    delete(path)
    for call in (
        sqlite_keys.key("B", expires=LATER), sqlite_keys.keys(), sqlite_keys.destroy(["A"]), sqlite_keys.pepper(),
    ):  # fmt: skip
        with pytest.raises(StoreUnusable, match="moved or deleted"):
            await call


async def test_a_file_of_a_newer_version_is_refused_and_stays_as_it_is(url: str, path: Path) -> None:
    store = await open_keys(url)
    key = await store.key("A", expires=LATER)
    await store.close()
    _execute(path, f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(StoreUnusable, match="newer version"):
        await open_keys(url)
    _execute(path, f"PRAGMA user_version = {VERSION}")
    again = await open_keys(url)
    assert await again.keys() == {"A": key}
    await again.close()


async def test_a_database_of_another_program_is_refused(url: str, path: Path) -> None:
    path.parent.mkdir()
    _execute(path, "CREATE TABLE theirs (x)")
    with pytest.raises(StoreUnusable, match="some other program"):
        await open_keys(url)
    assert _execute(path, "SELECT name FROM sqlite_schema") == [("theirs",)]


@pytest.mark.parametrize("content", [b"x", b"This is not a database. " * 100])
async def test_a_file_that_is_no_database_is_refused_and_not_touched(url: str, path: Path, content: bytes) -> None:
    _write(path, content)
    with pytest.raises(StoreUnusable, match="not a database"):
        await open_keys(url)
    assert _read(path) == content


async def test_a_folder_in_its_place_is_refused(url: str, path: Path) -> None:
    _make_folder(path)
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        await open_keys(url)


async def test_a_start_that_was_killed_before_the_tables_were_there_is_made_up_for(url: str, path: Path) -> None:
    _write(path, b"")
    store = await open_keys(url)
    assert await store.keys() == {}
    await store.close()


async def test_two_that_open_a_new_store_together_agree_on_the_pepper_or_one_tries_again(open_another: Open) -> None:
    both = await asyncio.gather(open_another(), open_another(), return_exceptions=True)
    opened = [store for store in both if not isinstance(store, BaseException)]
    assert all(isinstance(error, StoreUnavailable) for error in both if isinstance(error, BaseException))
    assert opened
    assert {await store.pepper() for store in opened} == {await (await open_another()).pepper()}


async def test_a_file_that_another_process_holds_is_unavailable_for_now(
    url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await (await open_keys(url)).close()
    monkeypatch.setattr("storage.sqlite.connection.PRAGMAS", ("PRAGMA busy_timeout = 0",))
    holder = sqlite3.connect(path, isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="locked"):
            await open_keys(url)
    finally:
        holder.close()


async def test_a_log_that_cannot_be_emptied_does_not_fail_what_is_destroyed(
    sqlite_keys: SqliteKeyStore, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    def broken(_: sqlite3.Connection, **__: object) -> bool:
        error = sqlite3.OperationalError()
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    key = await sqlite_keys.key("A", expires=LATER)
    with monkeypatch.context() as patch:
        patch.setattr("storage.sqlite.writer.empty_log", broken)
        assert await sqlite_keys.destroy(["A"]) == 1
    await sqlite_keys.key("B", expires=LATER)
    assert not holds(path, key)


def test_its_repr_shows_nothing(sqlite_keys: SqliteKeyStore) -> None:
    assert repr(sqlite_keys) == "SqliteKeyStore()"


def _execute(path: Path, statement: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(path)
    try:
        return raw.execute(statement).fetchall()
    finally:
        raw.close()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def _read(path: Path) -> bytes:
    return path.read_bytes()


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def _set_mode(path: Path, mode: int) -> None:
    path.chmod(mode)


def _make_folder(path: Path) -> None:
    path.mkdir(parents=True)
