"""Brings a database to the version that this code needs, once, however many processes start together."""

import asyncio
import errno
import os
import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from bot.errors import StoreUnavailable, StoreUnusable
from storage.sqlite.differences import OLDEST
from storage.sqlite.failures import FULL, NO_FILE, translate
from storage.url import sqlite_path

PATIENCE = 30.0
"""Seconds to wait for another process that migrates the same file."""


async def migrate(url: str) -> None:
    """Make the file where there is none, and run the migrations that it lacks.

    Misconfigured, StoreUnavailable, StoreUnusable.
    """
    path = sqlite_path(url)
    await asyncio.to_thread(_migrate, path)


def newest_version() -> str:
    """Return the version of the schema that this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "there is at least one migration"  # noqa: S101  # for mypy: the folder is part of the package
    return head


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _migrate(path: Path) -> None:
    if sqlite3.sqlite_version_info < OLDEST:
        raise StoreUnusable(f"SQLite {sqlite3.sqlite_version} is too old: {'.'.join(map(str, OLDEST))} is needed")
    _make_file(path)
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, timeout=PATIENCE, isolation_level=None),
        poolclass=NullPool,
    )
    try:
        with engine.connect() as connection:
            if _is_current_at_one_moment(connection):
                return
            _use_write_ahead_log(connection)
            # The lock: whoever comes second waits here until the first has committed, and then finds nothing to do.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                if not _is_current(connection):
                    command.upgrade(_config(connection), "head")
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                if connection.connection.in_transaction:
                    connection.exec_driver_sql("ROLLBACK")
                raise
    except DBAPIError as error:
        raise translate(error.orig or error) from error
    finally:
        engine.dispose()


def _make_file(path: Path) -> None:
    """Make the database's file and folder, for nobody else to read, where they are not there yet."""
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StoreUnavailable(FULL) from error
        raise StoreUnusable(NO_FILE) from error


def _is_current_at_one_moment(connection: Connection) -> bool:
    """Ask in one read transaction: between two questions another process may have made the tables."""
    connection.exec_driver_sql("BEGIN")
    try:
        return _is_current(connection)
    finally:
        connection.exec_driver_sql("ROLLBACK")


def _is_current(connection: Connection) -> bool:
    """Return whether nothing is to be done. StoreUnusable for a database that this code cannot bring up to date."""
    found = MigrationContext.configure(connection).get_current_revision()
    newest = newest_version()
    if found is None:
        if inspect(connection).get_table_names():
            raise StoreUnusable("the file is a database of some other program: name another one")
        return False
    if found not in {known.revision for known in ScriptDirectory.from_config(_config()).walk_revisions()}:
        raise StoreUnusable(
            f"this database was written by a newer version (its schema is {found}, this version knows {newest}): "
            "install that version, or restore a backup"
        )
    return found == newest


def _use_write_ahead_log(connection: Connection) -> None:
    """Change the file's journal once and for all. SQLite does not wait by itself for the lock that this needs."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            busy = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
