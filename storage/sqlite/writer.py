"""Hands what waits to be written to the database's thread, a batch in one hop, and tells each caller its outcome."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from bot.errors import StoreUnavailable
from storage.operation import Operation
from storage.sqlite.batch import Outcome, Write, commit_together
from storage.sqlite.connection import Connection
from storage.sqlite.differences import BUSY_MS, EMPTY_LOG
from storage.sqlite.failures import CLOSED, translate

T = TypeVar("T")

MOST = 256
"""Operations in one commit: beyond what still pays, and few enough that nobody waits for long."""


class Writer:
    """The one way to change the database. Not for use from more than one event loop."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: list[Write] = []
        self._committing: asyncio.Task[None] | None = None
        self._open = True

    async def write(self, operation: Operation[T]) -> T:
        """Run an operation and return its result after the commit; StoreFailure, or what the operation raised.

        A caller that is cancelled while it waits does not take the operation back: it is committed with its batch.
        """
        if not self._open:
            raise StoreUnavailable(CLOSED)
        outcome: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(Write(operation, outcome))
        if self._committing is None:
            self._start()
        result: T = await outcome
        return result

    async def scrub(self, *, patience_ms: int = 0) -> bool:
        """Empty the write-ahead log of what was deleted or overwritten; False where a reader is in the way.

        Everybody who writes waits with it for the reader. StoreUnavailable, StoreUnusable.
        """
        return await self.between_commits(partial(empty_log, patience_ms=patience_ms))

    async def between_commits(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` on the connection while no transaction is open; StoreFailure. Writes wait for its end."""
        if not self._open:
            raise StoreUnavailable(CLOSED)
        try:
            return await self._connection.run(function)
        except sqlite3.Error as error:
            raise translate(error) from None

    async def close(self) -> None:
        """Commit what waits, empty the write-ahead log, and close the connection."""
        self._open = False
        while self._committing is not None:
            await asyncio.wait([self._committing])
        try:
            # Only tidying: whatever is wrong, the log stays where it is and is read at the next start.
            with suppress(sqlite3.Error):
                await self._connection.run(empty_log)
        finally:
            await self._connection.close()

    def _start(self) -> None:
        self._committing = asyncio.create_task(self._commit(), name="storage-commit")
        self._committing.add_done_callback(self._ended)

    async def _commit(self) -> None:
        """Commit batch after batch until nobody waits. A write stays in the list until its outcome is known."""
        while self._waiting:
            outcomes = await self._connection.run(self._commit_one)
            done = self._waiting[: len(outcomes)]
            del self._waiting[: len(outcomes)]
            for write, outcome in zip(done, outcomes, strict=True):
                if write.outcome.done():  # its caller was cancelled
                    continue
                if outcome.error is None:
                    write.outcome.set_result(outcome.result)
                else:
                    write.outcome.set_exception(outcome.error)

    def _commit_one(self, raw: sqlite3.Connection) -> list[Outcome]:
        return commit_together(raw, self._waiting, most=MOST, hold_file=self._connection.hold_file)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Go on with what came in at the last moment. A callback, as a task can be cancelled before its first line."""
        self._committing = None
        error = None if task.cancelled() else task.exception()
        if error is None and not task.cancelled():
            if self._waiting:
                self._start()
            return
        # Cancelled with its event loop, as a rule: what the thread still does is not known here, so nothing may follow.
        self._open = False
        for write in self._waiting:
            if error is None or write.outcome.done():
                write.outcome.cancel()
            else:
                write.outcome.set_exception(error)
        self._waiting.clear()


def empty_log(raw: sqlite3.Connection, *, patience_ms: int = 0) -> bool:
    """Bring the log into the file and cut it to nothing; False where a reader is in the way for so long."""
    raw.execute(f"PRAGMA busy_timeout = {patience_ms}")
    try:
        busy, _, _ = raw.execute(EMPTY_LOG).fetchone()
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return not busy
