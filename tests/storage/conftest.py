"""Stores to test: one fixture for all of them, so that another database is one more line in BACKENDS."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.ports import Store
from storage import migrate
from storage.open import open_store
from storage.sqlite.store import SqliteStore
from tests.storage.samples import NOW, organisation

Open = Callable[[], Awaitable[Store]]


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated file to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "store.db"
    migrate._migrate(path)
    return path


@pytest.fixture
def path(tmp_path: Path, migrated: Path) -> Path:
    """Return the test's own SQLite file."""
    copy = tmp_path / "store.db"
    shutil.copy(migrated, copy)
    return copy


def sqlite_url(request: pytest.FixtureRequest) -> str:
    return f"sqlite:///{request.getfixturevalue('path')}"


BACKENDS: dict[str, Callable[[pytest.FixtureRequest], str]] = {
    "sqlite": sqlite_url,
}


@pytest.fixture(params=BACKENDS)
async def open_another(request: pytest.FixtureRequest) -> AsyncIterator[Open]:
    """Return a function that opens a store on the test's database, each call as another process would."""
    url = BACKENDS[request.param](request)
    stores: list[Store] = []

    async def open_one() -> Store:
        stores.append(await open_store(url))
        return stores[-1]

    yield open_one
    for store in stores:
        await store.close()


@pytest.fixture
async def empty_store(open_another: Open) -> Store:
    """Return a store to which no organisation was applied yet."""
    return await open_another()


@pytest.fixture
async def store(empty_store: Store) -> Store:
    """Return a store that knows Payments and Search."""
    await empty_store.apply(organisation(), now=NOW)
    return empty_store


@pytest.fixture
async def sqlite_store(path: Path) -> AsyncIterator[SqliteStore]:
    """Return a SQLite store that knows Payments and Search, to look into."""
    opened = await SqliteStore.open(path, process="this process")
    await opened.apply(organisation(), now=NOW)
    yield opened
    await opened.close()
