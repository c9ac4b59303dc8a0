"""Opens the store that an address names: makes its file where there is none, migrates, tries a write, and tidies up."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bot.errors import StoreFailure, StoreUnusable
from bot.ports import Store
from storage.migrate import migrate
from storage.sqlite.failures import NO_FILE, NOT_A_DATABASE
from storage.sqlite.store import SqliteStore
from storage.url import sqlite_path

HEADER = b"SQLite format 3\0"
"""What every SQLite file that is not empty begins with, https://sqlite.org/fileformat.html#the_database_header"""


def new_process_token() -> str:
    """Return a random name for this process's claims on outbox rows."""
    return secrets.token_hex(8)


def database_path(url: str) -> Path:
    """Return the file that an address names, which may be missing or empty. Misconfigured, StoreUnusable.

    For who is about to make a file beside it: of a file that is something else nothing is touched, nor its folder.
    """
    path = sqlite_path(url)
    try:
        if path.exists() and not path.is_file():  # opening a pipe would wait for its other end
            raise StoreUnusable(NO_FILE)
        with path.open("rb") as file:
            header = file.read(len(HEADER))
    except FileNotFoundError:
        return path
    except OSError:
        raise StoreUnusable(NO_FILE) from None
    if header not in (b"", HEADER):
        raise StoreUnusable(NOT_A_DATABASE)
    return path


async def open_store(url: str, *, new_token: Callable[[], str] = new_process_token) -> Store:
    """Return a store that has just committed a write. Misconfigured, StoreUnavailable, StoreUnusable."""
    path = sqlite_path(url)
    await migrate(url)
    store = await SqliteStore.open(path, process=new_token())
    try:
        await store.ping()
        # What a killed process had deleted may still be in the file or its log. If not now, then the next time.
        with suppress(StoreFailure):
            await store.scrub()
    except BaseException:
        await store.close()
        raise
    return store
