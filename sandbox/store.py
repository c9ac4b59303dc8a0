"""The data file: every record of the world as JSON in SQLite, written when it changes, so that a kill loses nothing."""

import json
import sqlite3
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

from sandbox.model import Channel, Group, Message, Person
from sandbox.views import View

Record = TypeVar("Record", Person, Channel, Group, Message, View)

_TABLES = """
create table if not exists record (kind text, id text, body text not null, primary key (kind, id)) without rowid;
create table if not exists message (channel text, ts text, body text not null, primary key (channel, ts)) without rowid;
"""


class Store:
    """Records by kind and id. With `path` None nothing is kept and every read is empty.

    The connection is made on first use and again after `close`, so one sandbox can be served twice.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def put(self, kind: str, key: str, value: Any) -> None:
        """Writes one record, a dataclass or plain JSON data, before returning."""
        if self._path is None:
            return
        body = json.dumps(value if isinstance(value, dict | list | str | float | int) else asdict(value))
        self._database().execute("insert or replace into record values (?, ?, ?)", (kind, key, body))

    def drop(self, kind: str, key: str) -> None:
        """Forgets one record; one that is not there is no error."""
        if self._path is not None:
            self._database().execute("delete from record where kind = ? and id = ?", (kind, key))

    def put_message(self, message: Message) -> None:
        """Writes one message before returning."""
        if self._path is not None:
            self._database().execute(
                "insert or replace into message values (?, ?, ?)", (message.channel, message.ts, _small(message))
            )

    def drop_message(self, channel: str, ts: str) -> None:
        """Forgets one message."""
        if self._path is not None:
            self._database().execute("delete from message where channel = ? and ts = ?", (channel, ts))

    def values(self, kind: str) -> dict[str, Any]:
        """All plain records of a kind, by id."""
        if self._path is None:
            return {}
        rows = self._database().execute("select id, body from record where kind = ?", (kind,))
        return {key: json.loads(body) for key, body in rows}

    def records(self, kind: str, shape: type[Record]) -> dict[str, Record]:
        """All records of a kind as `shape`, by id; fields of an older file that no longer exist are left out."""
        names = {part.name for part in fields(shape)}
        return {
            key: shape(**{name: item for name, item in body.items() if name in names})
            for key, body in self.values(kind).items()
        }

    def messages(self) -> list[Message]:
        """All messages, oldest first in each channel."""
        if self._path is None:
            return []
        rows = self._database().execute("select body from message order by channel, ts")
        return [Message(**json.loads(body)) for (body,) in rows]

    def close(self) -> None:
        """Closes the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _database(self) -> sqlite3.Connection:
        if self._connection is None:
            if self._path is None:
                raise RuntimeError("a sandbox without a data file keeps nothing")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._path, isolation_level=None)
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = normal")
            self._connection.executescript(_TABLES)
        return self._connection


def _small(message: Message) -> str:
    return json.dumps({name: value for name, value in vars(message).items() if value not in (None, [], {})})
