"""A connection with our PRAGMAs, on a thread of its own, that runs a whole function there in one hop."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from bot.errors import StoreUnusable
from storage.sqlite.differences import PRAGMAS, READ_ONLY
from storage.sqlite.failures import MOVED, NO_FILE, translate

T = TypeVar("T")


class Connection(aiosqlite.Connection):
    """aiosqlite's connection, with `run`, and with a thread that does not keep a crashed process from ending."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        super().__init__(self._open, iter_chunk_size=64)
        # Ending in the middle of a commit is what a crash does too, and nothing was confirmed to anybody before it.
        self._thread.daemon = True
        self._path = path.absolute()
        self._writes = writes
        self._opened: tuple[int, int] | None = None

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` on the connection's thread with the raw connection; ValueError when closed.

        aiosqlite itself offers one hop a statement. A caller that is cancelled does not stop the function.
        """
        # A closure, since aiosqlite logs the repr of what it runs at DEBUG: of this one no argument shows.
        result = await self._execute(lambda: function(self._conn))  # type: ignore[no-untyped-call]  # not annotated there
        return cast("T", result)

    def hold_file(self) -> None:
        """Raise StoreUnusable where the path no longer names the file that was opened.

        With a write-ahead log SQLite does not look: it goes on in a deleted file, which ends with the process.
        """
        if _identity(self._path) != self._opened:
            raise StoreUnusable(MOVED)

    def _open(self) -> sqlite3.Connection:
        raw = sqlite3.connect(f"{self._path.as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            for pragma in (*PRAGMAS, *(() if self._writes else (READ_ONLY,))):
                raw.execute(pragma)
            self._opened = _identity(self._path)
        except BaseException:
            raw.close()
            raise
        return raw


async def connect(path: Path, *, writes: bool) -> Connection:
    """Open an existing database file. StoreUnavailable, StoreUnusable."""
    try:
        connection = Connection(path, writes=writes)
        await connection
    except sqlite3.Error as error:
        raise translate(error) from error
    return connection


def _identity(path: Path) -> tuple[int, int] | None:
    """Return a file's device and inode, or None where there is none. An inode is not reused while the file is open."""
    try:
        found = os.stat(path)  # noqa: PTH116  # each commit waits for it, and Path.stat takes longer
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        raise StoreUnusable(NO_FILE) from None
    return found.st_dev, found.st_ino
