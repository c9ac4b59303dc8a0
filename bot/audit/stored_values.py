"""Every value in SQLite files that could be a key or a salt, so that hashes made with it can be tried."""

import base64
import binascii
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

MOST = 20_000
"""Values that are tried, which takes seconds; those of the audit's own rows are the first of them."""

_LENGTHS = range(4, 129)
"""Bytes: an id of an item has 7, and no tag or key more."""


def stored_values(paths: Sequence[Path], *, first: Sequence[str] = ()) -> tuple[set[bytes], bool]:
    """Return the values of 4 to 128 bytes, and True where there were more than `MOST`. sqlite3.Error.

    Rows that name one of `first`, ids of items, come before others, and small tables before large ones: a salt for all
    rows lies in one of those.
    """
    found: set[bytes] = set()
    for mine in (True, False):
        for path in paths:
            for value in _values(path, first, mine=mine):
                if len(found) >= MOST:
                    return found, True
                found.update(_as_keys(value))
    return found, False


def _values(path: Path, first: Sequence[str], *, mine: bool) -> Iterator[object]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        sizes = {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608  a name from the schema itself
        for table in sorted(names, key=sizes.__getitem__):
            columns = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
            ours = [column for column in columns if column in {"id", "item"}] if mine else []
            for column in ours:
                marks = ", ".join("?" * len(first))
                for row in raw.execute(f'SELECT * FROM "{table}" WHERE "{column}" IN ({marks})', tuple(first)):  # noqa: S608  the same
                    yield from row
            if not mine:
                for row in raw.execute(f'SELECT * FROM "{table}" LIMIT {MOST}'):  # noqa: S608  the same
                    yield from row


def _as_keys(value: object) -> Iterator[bytes]:
    if isinstance(value, bytes):
        raw = value
    elif isinstance(value, str):
        raw = value.encode("utf-8", "surrogatepass")
        if len(raw) in _LENGTHS:
            yield from _decoded(value)
    else:
        return
    if len(raw) in _LENGTHS:
        yield raw


def _decoded(text: str) -> Iterator[bytes]:
    try:
        decoded = bytes.fromhex(text)
    except ValueError:
        decoded = b""
    if len(decoded) in _LENGTHS:
        yield decoded
    try:
        decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        return
    if len(decoded) in _LENGTHS:
        yield decoded
