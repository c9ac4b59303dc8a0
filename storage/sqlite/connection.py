"""A connection with our PRAGMAs, on a thread of its own, that runs a whole function there in one hop."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from storage.sqlite.differences import PRAGMAS, READ_ONLY
from storage.sqlite.failures import translate

T = TypeVar("T")


class Connection(aiosqlite.Connection):
    """aiosqlite's connection, with `run`, and with a thread that does not keep a crashed process from ending."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        # Ending in the middle of a commit is what a crash does too, and nothing was confirmed to anybody before it.
        self._thread.daemon = True

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` on the connection's thread with the raw connection; ValueError when closed.

        aiosqlite itself offers one hop a statement. A caller that is cancelled does not stop the function.
        """
        # A closure, since aiosqlite logs the repr of what it runs at DEBUG: of this one no argument shows.
        result = await self._execute(lambda: function(self._conn))  # type: ignore[no-untyped-call]  # not annotated there
        return cast("T", result)


async def connect(path: Path, *, writes: bool) -> Connection:
    """Open an existing database file. StoreUnavailable, StoreUnusable."""

    def connector() -> sqlite3.Connection:
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            for pragma in (*PRAGMAS, *(() if writes else (READ_ONLY,))):
                raw.execute(pragma)
        except BaseException:
            raw.close()
            raise
        return raw

    try:
        connection = Connection(connector)
        await connection
    except sqlite3.Error as error:
        raise translate(error) from error
    return connection
