"""SQLite only: what lies in the files. Nobody behind an anonymous item, no order of arrival, nothing deleted."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import fields
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import BigInteger

from bot.core.held import Held
from bot.errors import StoreUnavailable
from bot.ports import Kind, Message, Release
from storage.open import open_store
from storage.rows import micros
from storage.schema import metadata
from storage.sqlite.store import SqliteStore
from tests.storage.samples import (
    BATCH,
    ERASE,
    LATER,
    NOW,
    SOON,
    claimed,
    delivered,
    emptied,
    held,
    item,
    organisation,
    question,
    reminder,
    ts,
)

AUTHOR = b"U0PLANTEDAUTHOR"
PEOPLE = {"author", "user", "members", "person", "people", "left_out", "agreed", "owner", "sender"}


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


async def test_the_order_in_which_what_waits_came_is_nowhere_in_the_database(migrated: Path, tmp_path: Path) -> None:
    entries = [held(id=name, words=f"words of {name}") for name in ("M", "Z", "A")]
    dumps = set()
    for number, arrived in enumerate(permutations(entries)):
        path = tmp_path / f"{number}.db"
        shutil.copy(migrated, path)
        store = await SqliteStore.open(path, process="this process")
        await store.apply(organisation(), now=NOW)
        for entry in arrived:
            await store.hold(entry)
        waiting = _dump(path)
        await store.release([Release(id=name, places=("C1PAY",), erase_at=ERASE) for name in ("Z", "A", "M")], at=BATCH)
        dumps.add((waiting, _dump(path)))
        await store.close()
    assert len(dumps) == 1
    with closing(sqlite3.connect(path)) as raw:
        assert [row[0] for row in raw.execute("SELECT id FROM items")] == ["A", "M", "Z"], "nor that of release"
        assert {row[0] for row in raw.execute("SELECT waiting_since FROM items")} == {micros(BATCH)}


async def test_the_pages_of_what_waits_do_not_tell_either_which_came_first(
    sqlite_store: SqliteStore, path: Path
) -> None:
    assert await sqlite_store.scrub()
    for name in ("HELD-M", "HELD-Z", "HELD-A", "HELD-K"):
        await sqlite_store.hold(held(id=name))
    assert _in_file(path, "HELD-M", "HELD-Z", "HELD-A", "HELD-K") != ["HELD-A", "HELD-K", "HELD-M", "HELD-Z"]
    assert await sqlite_store.scrub()
    assert _in_file(path, "HELD-M", "HELD-Z", "HELD-A", "HELD-K") == ["HELD-A", "HELD-K", "HELD-M", "HELD-Z"]


async def test_the_pages_of_what_a_killed_process_held_do_not_tell_after_the_next_start(
    sqlite_store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    names = ("HELD-M", "HELD-Z", "HELD-A", "HELD-K")
    assert await sqlite_store.scrub()
    for name in names:
        await sqlite_store.hold(held(id=name))
    killed = tmp_path / "killed.db"
    for end in ("", "-wal"):  # what is there after a kill
        shutil.copy(f"{path}{end}", f"{killed}{end}")
    assert _in_file(killed, *names) != sorted(names)
    await (await open_store(f"sqlite:///{killed}")).close()
    assert _in_file(killed, *names) == sorted(names)


async def test_what_is_held_while_the_rest_is_written_anew_is_written_anew_the_next_time(
    sqlite_store: SqliteStore, path: Path
) -> None:
    names = [f"HELD-{number}" for number in range(9)]  # in one page
    Random(1).shuffle(names)
    assert await sqlite_store.scrub()
    holds = [sqlite_store.hold(held(id=name)) for name in names]
    await asyncio.gather(*holds[:3], sqlite_store.scrub(), *holds[3:6], sqlite_store.scrub(), *holds[6:])
    assert await sqlite_store.scrub()
    assert _in_file(path, *names) == sorted(names)


async def test_where_writing_anew_fails_it_is_done_the_next_time(
    sqlite_store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("HELD-M", "HELD-Z", "HELD-A", "HELD-K")
    for name in names:
        await sqlite_store.hold(held(id=name))
    commits = iter((True, False))  # to look what there is to do, and to write anew

    def fail_the_second() -> None:
        if not next(commits):
            raise StoreUnavailable("out of order")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_store._writer._connection, "hold_file", fail_the_second)
        with pytest.raises(StoreUnavailable):
            await sqlite_store.scrub()
    assert _in_file(path, *names) != sorted(names)
    assert await sqlite_store.scrub()
    assert _in_file(path, *names) == sorted(names)


def _in_file(path: Path, *names: str) -> list[str]:
    """Return them in the order in which SQLite wrote their rows: a page is filled from its end."""
    content = _bytes(path)
    return sorted(names, key=lambda name: content.rfind(f"{name}item".encode()), reverse=True)


def _dump(path: Path) -> str:
    """Return every row of every table, in the order in which it lies there."""
    with closing(sqlite3.connect(path)) as raw:
        return "\n".join(raw.iterdump())


async def test_what_waits_lies_in_the_order_of_its_ids_and_has_no_number(sqlite_store: SqliteStore, path: Path) -> None:
    for name in ("M", "Z", "A", "K"):
        await sqlite_store.hold(held(id=name))
    with closing(sqlite3.connect(path)) as raw:
        assert [row[0] for row in raw.execute("SELECT id FROM held")] == ["A", "K", "M", "Z"]
        with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
            raw.execute("SELECT rowid FROM held")


def test_what_waits_has_the_columns_it_needs_and_no_time_but_those_of_its_batch() -> None:
    table = metadata.tables["held"]
    assert {column.name for column in table.columns} == {field.name for field in fields(Held)}
    times = {column.name for column in table.columns if isinstance(column.type, BigInteger)}
    assert times - {"release_every", "hold_at_most", "keep_for"} == {"batch", "until"}, "the rest are a policy's"
    assert {index.name for index in table.indexes} == {"ix_held_item"}, "of answers and withdrawals alone"


def test_what_an_author_says_has_one_time_and_nobodys_name() -> None:
    assert {column.name for column in metadata.tables["answers"].columns} == {"id", "item", "text", "answered_at"}


async def test_an_answer_and_a_withdrawal_say_no_more_about_when_they_came_than_an_item(
    sqlite_store: SqliteStore, path: Path
) -> None:
    await sqlite_store.hold(held())
    with closing(sqlite3.connect(path)) as raw:
        tables = [name for name in metadata.tables if raw.execute(f"SELECT 1 FROM {name} WHERE 1").fetchone()]
    assert set(tables) == {"teams", "held", "organisation", "pulse"}, "what waits is counted and queued nowhere"


def test_no_column_could_hold_an_author_who_did_not_sign() -> None:
    people = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith("_by") or column.name in PEOPLE
    }
    assert people == {
        "items.signed_by", "items.acknowledged_by", "questions.asked_by", "user_groups.members", "outbox.claimed_by",
        "items.hidden_by",  # the leader who reported it
        "items.left_out", "held.left_out",  # the leader it is about
        "proposals.agreed",  # admins
    }  # fmt: skip
