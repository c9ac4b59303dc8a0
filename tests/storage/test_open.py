"""Opening: which addresses name a store, and what is said about those that do not."""

import os
from pathlib import Path

import pytest

from bot.errors import Misconfigured, StoreUnusable
from bot.ports import Store
from storage.migrate import migrate
from storage.open import database_path, new_process_token, open_store
from storage.sqlite.store import SqliteStore
from storage.url import sqlite_path


def test_three_slashes_are_relative_and_four_absolute() -> None:
    assert sqlite_path("sqlite:///data/tell-me-more.db") == Path("data/tell-me-more.db")
    assert sqlite_path("sqlite:////var/lib/tell me #1.db") == Path("/var/lib/tell me #1.db")


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///a.db?mode=ro", "sqlite://host/a.db",
        "postgresql://tmm:hunter2@db/tmm", "sqlite+aiosqlite:///a.db", "mysql://tmm:hunter2@db/tmm",
    ],
)  # fmt: skip
async def test_another_address_is_answered_in_one_line_without_its_password(url: str) -> None:
    for do in (open_store, migrate):
        with pytest.raises(Misconfigured) as caught:
            await do(url)
        assert len(caught.value.problems) == 1
        assert "hunter2" not in str(caught.value)
        assert "sqlite:///data/tell-me-more.db" in str(caught.value)


async def test_a_relative_path_is_made_where_the_process_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = await open_store("sqlite:///data/new #1.db")
    await store.close()
    assert (tmp_path / "data" / "new #1.db").stat().st_size > 0


@pytest.mark.parametrize("place", ["a folder", "a file/store.db"])
async def test_a_path_that_cannot_be_a_file_is_unusable(tmp_path: Path, place: str) -> None:
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a file").touch()
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        await open_store(f"sqlite:///{tmp_path / place}")


async def test_a_file_that_is_no_database_is_unusable_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    text = "This is not a database. " * 100
    _write(path, text)
    with pytest.raises(StoreUnusable, match="not a database"):
        await open_store(f"sqlite:///{path}")
    assert _read(path) == text


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3\0 and so on"])
def test_what_may_be_or_become_a_database_is_a_place_for_one(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "store.db"
    if content is not None:
        path.write_bytes(content)
    assert database_path(f"sqlite:///{path}") == path
    assert database_path(f"sqlite:///{tmp_path / 'new' / 'store.db'}") == tmp_path / "new" / "store.db"
    assert not (tmp_path / "new").exists()


def test_a_migrated_database_is_a_place_for_one(path: Path) -> None:
    assert database_path(f"sqlite:///{path}") == path


@pytest.mark.parametrize("content", [b"x", b"This is not a database."])
def test_a_file_that_is_no_database_is_refused_before_anything_is_made_beside_it(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "passwd").write_bytes(content)
    with pytest.raises(StoreUnusable, match="not a database"):
        database_path(f"sqlite:///{tmp_path / 'passwd'}")


def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "pipe", tmp_path / "file" / "store.db"):
        with pytest.raises(StoreUnusable, match="cannot be opened"):
            database_path(f"sqlite:///{place}")


async def test_a_damaged_database_is_unusable(path: Path) -> None:
    _damage(path)
    with pytest.raises(StoreUnusable, match=r"damaged|not a database"):
        await open_store(f"sqlite:///{path}")


async def test_every_process_has_a_name_of_its_own(path: Path) -> None:
    assert new_process_token() != new_process_token()
    store = await open_store(f"sqlite:///{path}", new_token=lambda: "given")
    assert isinstance(store, SqliteStore)
    assert store._process == "given"
    await store.close()


def test_the_store_is_a_store() -> None:
    """Held by mypy: every method of the port, with its types."""
    port: type[Store] = SqliteStore
    assert {name for name in vars(Store) if not name.startswith("_")} <= set(dir(port))


def _damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
