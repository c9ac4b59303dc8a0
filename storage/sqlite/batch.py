"""One commit for all who wait: each operation in a savepoint, so that one that fails leaves its neighbours alone."""

import sqlite3
from asyncio import Future
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from storage.operation import Operation
from storage.sqlite.failures import translate
from storage.sqlite.run import run


class Write:
    """An operation that waits for its commit, and the future its caller waits for. Its repr shows neither."""

    __slots__ = ("operation", "outcome")

    def __init__(self, operation: Operation[Any], outcome: Future[Any]) -> None:
        self.operation = operation
        self.outcome = outcome


class Outcome(NamedTuple):
    """What became of one operation: its result once it is committed, or why nothing of it is."""

    result: Any = None
    error: BaseException | None = None


class TransactionLost(Exception):
    """SQLite gave up the whole transaction (disk full, I/O error): there is no savepoint left to go back to."""


def commit_together(
    raw: sqlite3.Connection, waiting: Sequence[Write], *, most: int, hold_file: Callable[[], None]
) -> list[Outcome]:
    """Run up to `most` of the waiting operations in one transaction; return their outcomes, in order. Never raises.

    `waiting` may grow in the meantime. What came in while this waited for another process's lock goes along, or, where
    the lock was not let go in time, fails with the others rather than wait for as long again. `hold_file` raises where
    the file is no longer in its place: then nothing is committed to it.
    """
    batch: Sequence[Write] = ()
    cursor: sqlite3.Cursor | None = None
    try:
        cursor = raw.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        batch = waiting[:most]
        outcomes = [_attempt(raw, cursor, write.operation) for write in batch]
        hold_file()  # last, so that next to nothing is confirmed that goes into a file nobody will find
        cursor.execute("COMMIT")
    except BaseException as error:  # noqa: BLE001  # handed to each caller; a transaction left open would block them all
        if cursor is not None and raw.in_transaction:
            with suppress(sqlite3.Error):
                cursor.execute("ROLLBACK")
        cause = error.__cause__ if isinstance(error, TransactionLost) else error
        return [Outcome(error=translate(cause or error)) for _ in batch or waiting[:]]
    return outcomes


def _attempt(raw: sqlite3.Connection, cursor: sqlite3.Cursor, operation: Operation[Any]) -> Outcome:
    cursor.execute("SAVEPOINT one")
    try:
        result = run(cursor, operation)
    except BaseException as error:
        if not raw.in_transaction:
            raise TransactionLost from error
        cursor.execute("ROLLBACK TO one")
        cursor.execute("RELEASE one")
        return Outcome(error=translate(error))
    cursor.execute("RELEASE one")
    return Outcome(result=result)
