"""Opens the key store that belongs to a database: makes its file where there is none, and refuses a newer one."""

import errno
import os
import secrets
import sqlite3
import stat
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from bot.errors import StoreUnavailable, StoreUnusable
from bot.ports import KeyStore
from storage.keys import operations
from storage.keys.schema import VERSION, metadata
from storage.keys.store import SqliteKeyStore
from storage.open import database_path
from storage.sqlite.connection import connect
from storage.sqlite.failures import FULL, NO_FILE, translate
from storage.sqlite.run import run
from storage.url import sqlite_path

PEPPER_BYTES = 16
"""The salt that RFC 9106 (section 3.1) recommends for Argon2."""
NEWER = "the key store is from a newer version of this program: update the program, or restore its own key store"
FOREIGN = "the key store's file is a database of some other program: move it away, then start again"


def keys_path(url: str) -> Path:
    """Return the file of the keys, beside the database that an address names. Misconfigured."""
    database = sqlite_path(url)
    return database.with_name(f"{database.stem}.keys.db")


async def open_keys(url: str) -> KeyStore:
    """Return the key store of a database. Where its file is gone it is a new one, and no way back is found any more.

    Misconfigured, StoreUnavailable, StoreUnusable.
    """
    path = keys_path(url)
    _make_file(database_path(f"sqlite:///{path}"))
    connection = await connect(path, writes=True)
    try:
        await connection.run(_prepare)
        store = SqliteKeyStore(connection)
        await store.scrub()  # a process that was killed may have destroyed keys, and left its log
    except sqlite3.Error as error:
        await connection.close()
        raise translate(error) from None
    except BaseException:
        await connection.close()
        raise
    return store


def _make_file(path: Path) -> None:
    """Make the file and its folder, for nobody else to read, where there are none."""
    try:
        if path.exists():
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                path.chmod(0o600)
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StoreUnavailable(FULL) from error
        raise StoreUnusable(NO_FILE) from error


def _prepare(raw: sqlite3.Connection) -> None:
    """Make the tables where there are none, once, however many processes open the file together."""
    cursor = raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    try:
        version = cursor.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise StoreUnusable(NEWER)
        if version < VERSION:
            if cursor.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise StoreUnusable(FOREIGN)
            for table in metadata.sorted_tables:
                cursor.execute(str(CreateTable(table).compile(dialect=sqlite.dialect())))
            run(cursor, operations.make_pepper(secrets.token_bytes(PEPPER_BYTES)))
            cursor.execute(f"PRAGMA user_version = {VERSION}")
        cursor.execute("COMMIT")
    finally:
        if raw.in_transaction:
            cursor.execute("ROLLBACK")
