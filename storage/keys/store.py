"""`SqliteKeyStore`: the port `bot.ports.KeyStore` on a SQLite file of its own, and no trace of what is destroyed."""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TypeVar

from bot.errors import StoreFailure, StoreUnavailable
from bot.ports import Mute
from storage.keys import operations
from storage.operation import Operation
from storage.sqlite.connection import Connection
from storage.sqlite.differences import BUSY_MS
from storage.sqlite.failures import CLOSED, translate
from storage.sqlite.run import reading
from storage.sqlite.scrub import REWRITE
from storage.sqlite.writer import Writer

T = TypeVar("T")

KEY_BYTES = 32
"""As many as a tag has, which RFC 2104 (section 3) asks for at least."""
PAUSES = (0.0, 0.05, 0.2)
"""Seconds before each try to leave nothing. Only another process, `audit`, reads here, each time for milliseconds."""


class SqliteKeyStore:
    """Keys in one SQLite file. One connection reads and writes, so that no reader of ours keeps the log from emptying.

    Where another process is in the way of destroying, the rest is done after the next write, or at the next start.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        new_key: Callable[[int], bytes] = secrets.token_bytes,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """`new_key` returns as many random bytes as it is asked for."""
        self._connection = connection
        self._writer = Writer(connection)
        self._new_key = new_key
        self._pauses = pauses
        self._to_be_scrubbed = False
        self._closed = False
        self._mutes: dict[str, tuple[Mute, ...]] = {}  # by team; filled and emptied on the connection's thread alone

    def __repr__(self) -> str:
        return "SqliteKeyStore()"

    async def close(self) -> None:
        """Finish what is being written, empty the log and close. A second call does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._to_be_scrubbed:
            await self._try_to_scrub()
        await self._writer.close()

    async def key(self, item_id: str, *, expires: date) -> bytes:
        return await self._write(operations.key(item_id, fresh=self._new_key(KEY_BYTES), expires=expires))

    async def keys(self) -> Mapping[str, bytes]:
        return await self._read(operations.all_keys())

    async def destroy(self, item_ids: Collection[str], *, with_mutes: bool = False) -> int:
        if with_mutes:
            return await self._destroy(self._changing_mutes(operations.destroy(item_ids, with_mutes=True)))
        return await self._destroy(operations.destroy(item_ids))

    async def destroy_expired(self, *, now: datetime) -> int:
        return await self._destroy(self._changing_mutes(operations.destroy_expired(now=now)))

    async def pepper(self) -> bytes:
        return await self._read(operations.find_pepper())

    async def mute(self, mute: Mute) -> None:
        await self._write(self._changing_mutes(operations.mute(mute)))

    async def mutes(self, *, team: str, now: datetime) -> Sequence[Mute]:
        """As in the port. They are read once and kept until one changes, as every anonymous submission asks for them.

        Only this process mutes; what the audit mutes beside it is of a team of the audit's own.
        """
        if self._closed:
            raise StoreUnavailable(CLOSED)
        known = self._mutes.get(team)
        if known is None:
            known = await self._read(self._keeping_mutes(team))
        return operations.lasting(known, now=now)

    async def end_mutes(self, *, team: str) -> int:
        return await self._destroy(self._changing_mutes(operations.end_mutes(team)))

    def _keeping_mutes(self, team: str) -> Operation[tuple[Mute, ...]]:
        self._mutes[team] = known = yield from operations.mutes_of(team)
        return known

    def _changing_mutes(self, operation: Operation[T]) -> Operation[T]:
        """Forget what is kept before the commit, on the thread that fills it: nothing can be read in between."""
        result = yield from operation
        self._mutes.clear()
        return result

    async def scrub(self) -> bool:
        """Write the file anew and empty its log; False where another process stayed in the way, or the disk failed.

        4 ms for 10,000 keys, 40 ms for 100,000. `secure_delete` alone does not do: a page from which rows were moved to
        its neighbour keeps a copy of them, and did so of some key in 14 of 800 runs of 3,000 that came and went.
        """
        self._to_be_scrubbed = True
        for pause in self._pauses:
            await asyncio.sleep(pause)
            if await self._try_to_scrub():
                return True
        return False

    async def _try_to_scrub(self) -> bool:
        self._to_be_scrubbed, done = False, False  # before, since what is destroyed meanwhile sets it again
        try:
            with suppress(StoreFailure):  # what was destroyed is committed all the same
                done = await self._writer.between_commits(_write_anew) and await self._writer.scrub()
        finally:
            self._to_be_scrubbed = self._to_be_scrubbed or not done
        return done

    async def _destroy(self, operation: Operation[int]) -> int:
        try:
            destroyed = await self._writer.write(operation)
        finally:  # of a caller that was cancelled it is committed all the same
            self._to_be_scrubbed = True
        await self.scrub()
        return destroyed

    async def _write(self, operation: Operation[T]) -> T:
        result = await self._writer.write(operation)
        if self._to_be_scrubbed:
            await self._try_to_scrub()
        return result

    async def _read(self, operation: Operation[T]) -> T:
        if self._closed:
            raise StoreUnavailable(CLOSED)
        read = reading(operation)

        def look(raw: sqlite3.Connection) -> T:
            self._connection.hold_file()  # in a file that somebody deleted lie keys that are meant to be gone
            return read(raw)

        try:
            return await self._connection.run(look)
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise translate(error) from None


def _write_anew(raw: sqlite3.Connection) -> bool:
    raw.execute("PRAGMA busy_timeout = 0")  # who writes would wait too
    try:
        raw.execute(REWRITE)
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return True
