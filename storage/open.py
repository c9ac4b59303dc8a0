"""Opens the store that an address names: makes its file where there is none, migrates it, and tries a write."""

import secrets
from collections.abc import Callable

from bot.ports import Store
from storage.migrate import migrate
from storage.sqlite.store import SqliteStore
from storage.url import sqlite_path


def new_process_token() -> str:
    """Return a random name for this process's claims on outbox rows."""
    return secrets.token_hex(8)


async def open_store(url: str, *, new_token: Callable[[], str] = new_process_token) -> Store:
    """Return a store that has just committed a write. Misconfigured, StoreUnavailable, StoreUnusable."""
    path = sqlite_path(url)
    await migrate(url)
    store = await SqliteStore.open(path, process=new_token())
    try:
        await store.ping()
    except BaseException:
        await store.close()
        raise
    return store
