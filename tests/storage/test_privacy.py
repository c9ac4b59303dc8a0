"""SQLite only: what lies in the files. Nobody behind an anonymous item, no order of arrival, nothing deleted."""

import sqlite3
from pathlib import Path

import pytest

from bot.ports import Kind, Message
from storage.schema import metadata
from storage.sqlite.store import SqliteStore
from tests.storage.samples import LATER, NOW, SOON, claimed, delivered, emptied, item, question, reminder, ts

AUTHOR = b"U0PLANTEDAUTHOR"


def _bytes(path: Path) -> bytes:
    """Return all that is in the database file and its log."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


async def test_a_signed_item_names_its_author_and_an_anonymous_one_nobody(
    sqlite_store: SqliteStore, path: Path
) -> None:
    anonymous = item(words="planted words")
    await delivered(sqlite_store, anonymous)
    await sqlite_store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD"))
    await sqlite_store.ask(question(anonymous))
    await sqlite_store.take(item(id=anonymous.id, words="planted words"), channel="C1PAY")
    content = _bytes(path)
    assert b"planted words" in content
    assert AUTHOR not in content
    await sqlite_store.take(item(signed_by=AUTHOR.decode()), channel="C1PAY")
    assert AUTHOR in _bytes(path), "this test would find it"


async def test_a_submission_that_is_refused_leaves_nothing_in_the_files(sqlite_store: SqliteStore, path: Path) -> None:
    taken = item()
    await sqlite_store.take(taken, channel="C1PAY")
    await sqlite_store.take(item(id=taken.id, words="refused words", signed_by=AUTHOR.decode()), channel="C1PAY")
    content = _bytes(path)
    assert b"refused words" not in content
    assert AUTHOR not in content


async def test_the_words_are_in_the_items_table_alone(sqlite_store: SqliteStore, path: Path) -> None:
    taken = item(words="planted words")
    await delivered(sqlite_store, taken)
    await sqlite_store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U1LEAD"))
    await sqlite_store.acknowledge(taken.id, by="U1LEAD", now=LATER)
    raw = sqlite3.connect(path)
    try:
        holding = [
            table
            for table in metadata.tables
            for row in raw.execute(f"SELECT * FROM {table}")
            if "planted words" in row
        ]
    finally:
        raw.close()
    assert holding == ["items"]


async def test_what_left_the_outbox_leaves_nothing_behind(sqlite_store: SqliteStore, path: Path) -> None:
    await sqlite_store.alert(people=["U0PLANTEDADMIN"], words="planted alert", now=NOW)
    taken = item()
    await delivered(sqlite_store, taken)
    await sqlite_store.remind_due(now=LATER, limit=1, decide=lambda _: reminder("U0PLANTEDLEADER"))
    assert all(planted in _bytes(path) for planted in (b"planted alert", b"U0PLANTEDADMIN", b"U0PLANTEDLEADER"))
    await sqlite_store.sent(await claimed(sqlite_store, "U0PLANTEDADMIN"), now=SOON)
    await emptied(sqlite_store, "U0PLANTEDLEADER")
    await sqlite_store.close()
    content = _bytes(path)
    for planted in (b"planted alert", b"U0PLANTEDADMIN", b"U0PLANTEDLEADER"):
        assert planted not in content


async def test_rows_lie_in_the_order_of_their_ids_not_of_their_arrival(sqlite_store: SqliteStore, path: Path) -> None:
    for name in ("M", "Z", "A", "K"):
        await sqlite_store.take(item(id=name), channel="C1PAY")
        await sqlite_store.remember(Message(channel="C1PAY", ts=ts(), item=name, kind=Kind.CARD, version=1))
    raw = sqlite3.connect(path)
    try:
        assert [row[0] for row in raw.execute("SELECT id FROM items")] == ["A", "K", "M", "Z"]
        with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
            raw.execute("SELECT rowid FROM items")
    finally:
        raw.close()


def test_no_column_could_hold_an_author_who_did_not_sign() -> None:
    people = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_by") or column.name in {"author", "user", "members", "person"}
    }
    assert people == {
        "items.signed_by", "items.acknowledged_by", "questions.asked_by", "user_groups.members", "outbox.claimed_by",
    }  # fmt: skip
