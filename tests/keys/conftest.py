"""Key stores to test, and a look at every byte that they leave."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.ports import KeyStore
from storage.keys import open_keys
from storage.keys.store import SqliteKeyStore

Open = Callable[[], Awaitable[KeyStore]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'store.db'}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.keys.db"


@pytest.fixture
async def open_another(url: str) -> AsyncIterator[Open]:
    """Return a function that opens the same key store, each call as another process would."""
    opened: list[KeyStore] = []

    async def open_one() -> KeyStore:
        opened.append(await open_keys(url))
        return opened[-1]

    yield open_one
    for store in opened:
        await store.close()


@pytest.fixture
async def keys(open_another: Open) -> KeyStore:
    return await open_another()


@pytest.fixture
async def sqlite_keys(keys: KeyStore) -> SqliteKeyStore:
    """Return a key store to look into; it tries three times to empty its log, without pausing."""
    assert isinstance(keys, SqliteKeyStore)
    keys._pauses = (0, 0, 0)
    return keys


def left(path: Path) -> bytes:
    """Return every byte of the folder, whatever its files are called."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file())


def holds(path: Path, secret: bytes) -> bool:
    """Return whether a secret, or 8 bytes of it, is left anywhere, raw or in hex."""
    content = left(path)
    parts = (secret, secret[:8], secret[-8:])
    return any(form in content for part in parts for form in (part, part.hex().encode(), part.hex().upper().encode()))


def delete(path: Path) -> None:
    path.unlink()
