"""Every value that could be a key is tried, the audit's own first."""

import base64
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.audit import stored_values as values
from bot.audit.stored_values import stored_values


def a_database(path: Path, rows: int = 0) -> Path:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE items (id TEXT, salt BLOB, hexed TEXT, coded TEXT, count INTEGER)")
        raw.execute("CREATE TABLE settings (salt BLOB)")
        for number in range(rows):
            raw.execute("INSERT INTO items (id, salt) VALUES (?, ?)", (f"ITEM-{number}", os.urandom(16)))
    return path


def put(path: Path, *row: object) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO items VALUES (?, ?, ?, ?, ?)", row)


def test_bytes_texts_and_what_texts_encode_are_values(tmp_path: Path) -> None:
    path = a_database(tmp_path / "one.db")
    put(path, "K7QX-2M", b"b" * 16, (b"h" * 32).hex(), base64.urlsafe_b64encode(b"c" * 31).decode().rstrip("="), 7)
    found, more = stored_values([path])
    assert {b"K7QX-2M", b"b" * 16, b"h" * 32, b"c" * 31} <= found
    assert not more


def test_of_too_many_those_of_the_audits_own_items_and_of_small_tables_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MOST", 100)
    path = a_database(tmp_path / "one.db", rows=500)
    put(path, "OURS-01", b"ours" * 8, None, None, 1)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO settings VALUES (?)", (b"for all rows",))
    found, more = stored_values([path], first=["OURS-01"])
    assert more
    assert {b"ours" * 8, b"for all rows"} <= found
