"""SQLite only: what was deleted or overwritten is in no byte of the files once they are scrubbed."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.core.held import Held
from bot.errors import StoreUnavailable
from bot.ports import Kind, Release, TakeResult
from storage.open import open_store
from storage.sqlite.store import SqliteStore
from tests.storage.samples import (
    BATCH,
    ERASE,
    UNTIL,
    answer,
    emptied,
    held,
    item,
    question,
    released,
    reply,
    tag,
)

MANY = 600
"""Enough for rows to be moved between pages a few hundred times, which is where their bytes may be left."""


def _bytes(path: Path) -> bytes:
    """Return all that is in the database file, its log and its index."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def _many(seed: int) -> list[Held]:
    """Return entries of many lengths, each with words of its own, whose ids are in no order."""
    random = Random(seed)
    return [
        held(id=f"{random.getrandbits(40):010X}", words=f"planted{random.getrandbits(64):016x}" + "x" * size)
        for size in (random.randrange(700) for _ in range(MANY))
    ]


def _word(entry: Held) -> bytes:
    return entry.words.rstrip("x").encode()


async def test_words_that_were_dropped_or_edited_are_gone(sqlite_store: SqliteStore, path: Path) -> None:
    dropped, edited = held(words="planted and dropped"), held(words="planted and edited")
    for entry in (dropped, edited):
        await sqlite_store.hold(entry)
    assert all(entry.words.encode() in _bytes(path) for entry in (dropped, edited))
    await sqlite_store.drop_held([dropped.id])
    await sqlite_store.edit_held(edited.id, words="harmless", why="")
    assert await sqlite_store.scrub()
    content = _bytes(path)
    assert b"planted" not in content
    assert b"harmless" in content
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0


async def test_words_that_were_erased_are_gone_with_all_that_was_said(sqlite_store: SqliteStore, path: Path) -> None:
    entry, signed = held(words="planted words", why="planted why", about="planted link"), item(
        words="planted and signed", signed_by="U1ANA", erase_at=ERASE
    )  # fmt: skip
    await released(sqlite_store, entry)
    await sqlite_store.take(signed, channel="C1PAY")
    await sqlite_store.ask(question(signed, text="planted question"))
    await sqlite_store.answer(answer(signed.id, text="planted answer"))
    await sqlite_store.hold(reply(entry.id, id="WAITS", words="planted and held"))
    await sqlite_store.erase_due(now=ERASE, limit=9)
    assert await sqlite_store.scrub()
    assert b"planted" not in _bytes(path)
    await sqlite_store.close()
    assert b"planted" not in _bytes(path)


@pytest.mark.parametrize("is_released", [False, True])
async def test_a_forgotten_tag_is_gone(sqlite_store: SqliteStore, path: Path, *, is_released: bool) -> None:
    secret = tag()
    entry = held(tag=secret)
    await (released(sqlite_store, entry) if is_released else sqlite_store.hold(entry))
    assert secret in _bytes(path)
    await sqlite_store.forget_ways_back([entry.id])
    assert await sqlite_store.scrub()
    content = _bytes(path)
    assert secret not in content
    assert secret.hex().encode() not in content.lower()


async def test_dropped_words_are_in_no_page_that_their_row_was_moved_from(
    sqlite_store: SqliteStore, path: Path
) -> None:
    entries = _many(seed=1)
    await asyncio.gather(*[sqlite_store.hold(entry) for entry in entries])
    dropped, kept = entries[: MANY // 2], entries[MANY // 2 :]
    await sqlite_store.drop_held([entry.id for entry in dropped])
    assert await sqlite_store.scrub()
    content = _bytes(path)
    assert [entry.id for entry in dropped if _word(entry) in content] == []
    assert all(_word(entry) in content for entry in kept)
    assert await sqlite_store.held_due(now=BATCH) == tuple(sorted(kept, key=lambda entry: entry.id))


async def test_erased_words_are_in_no_page_that_their_row_was_moved_from(sqlite_store: SqliteStore, path: Path) -> None:
    entries = _many(seed=2)
    await asyncio.gather(*[sqlite_store.hold(entry) for entry in entries])
    for number, erase_at in enumerate((ERASE, None)):
        decided = [Release(id=entry.id, erase_at=erase_at) for entry in entries[number * MANY // 2 :][: MANY // 2]]
        await sqlite_store.release(decided, at=BATCH)
    assert len(await sqlite_store.erase_due(now=ERASE, limit=MANY)) == MANY // 2
    assert await sqlite_store.scrub()
    content = _bytes(path)
    assert [entry.id for entry in entries[: MANY // 2] if _word(entry) in content] == []
    assert all(_word(entry) in content for entry in entries[MANY // 2 :])


async def test_what_was_held_before_it_was_erased_is_in_no_page_either(sqlite_store: SqliteStore, path: Path) -> None:
    entries = _many(seed=3)
    await asyncio.gather(*[sqlite_store.hold(entry) for entry in entries])
    decided = [Release(id=entry.id, erase_at=ERASE) for entry in entries]
    await sqlite_store.release(decided, at=BATCH)
    assert len(await sqlite_store.erase_due(now=ERASE, limit=MANY)) == MANY
    assert await sqlite_store.scrub()
    assert b"planted" not in _bytes(path)


async def test_what_could_not_go_out_and_was_deleted_is_gone(sqlite_store: SqliteStore, path: Path) -> None:
    entries = _many(seed=6)
    await asyncio.gather(*[sqlite_store.hold(entry) for entry in entries])
    assert len(await sqlite_store.erase_due(now=UNTIL + entries[0].keep_for, limit=MANY)) == MANY
    assert await sqlite_store.scrub()
    assert b"planted" not in _bytes(path)


async def test_the_team_of_an_audit_leaves_no_byte(sqlite_store: SqliteStore, path: Path) -> None:
    await sqlite_store.add_team("audit", name="planted name")
    await released(sqlite_store, held(team="audit", words="planted words"))
    await sqlite_store.hold(held(team="audit", words="planted and held"))
    await sqlite_store.remove_team("audit")
    assert await sqlite_store.scrub()
    assert b"planted" not in _bytes(path)


async def test_what_a_killed_process_left_to_do_is_done_at_the_next_start(
    sqlite_store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    entries = _many(seed=4)
    await asyncio.gather(*[sqlite_store.hold(entry) for entry in entries])
    dropped = entries[: MANY // 2]
    await sqlite_store.drop_held([entry.id for entry in dropped])
    killed = tmp_path / "killed.db"
    for end in ("", "-wal"):  # what is there after a kill
        shutil.copy(f"{path}{end}", f"{killed}{end}")
    assert any(_word(entry) in _bytes(killed) for entry in dropped)
    again = await open_store(f"sqlite:///{killed}")
    try:
        content = _bytes(killed)
        assert [entry.id for entry in dropped if _word(entry) in content] == []
        assert len(await again.held_due(now=BATCH)) == MANY // 2
    finally:
        await again.close()


async def test_a_start_goes_on_though_nothing_can_be_scrubbed(sqlite_store: SqliteStore, path: Path) -> None:
    entry = held()
    await sqlite_store.hold(entry)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM held").fetchall()
        await sqlite_store.drop_held([entry.id])
        again = await open_store(f"sqlite:///{path}")
        await again.close()


async def test_where_nothing_was_deleted_or_held_nothing_is_written_anew(sqlite_store: SqliteStore) -> None:
    await released(sqlite_store, held())
    assert await sqlite_store.scrub()
    seen = await _statements_of(sqlite_store)
    assert await sqlite_store.scrub()
    assert [each for each in seen if each.startswith(("VACUUM", "DELETE", "INSERT"))] == []
    assert "PRAGMA wal_checkpoint(TRUNCATE)" in seen


async def test_holding_waits_for_no_more_than_what_it_inserts(sqlite_store: SqliteStore) -> None:
    seen = await _statements_of(sqlite_store)
    await sqlite_store.hold(held())
    assert len([each for each in seen if each.startswith(("INSERT", "UPDATE", "DELETE", "SELECT"))]) == 1


async def test_dropping_what_waits_does_not_have_the_whole_file_written_anew(sqlite_store: SqliteStore) -> None:
    entry = held()
    await sqlite_store.hold(entry)
    await sqlite_store.drop_held([entry.id])
    seen = await _statements_of(sqlite_store)
    assert await sqlite_store.scrub()
    assert "VACUUM" not in seen


async def test_somebody_who_reads_an_older_state_is_in_the_way_and_the_next_time_is_not(
    sqlite_store: SqliteStore, path: Path
) -> None:
    entry = held(words="planted words")
    await sqlite_store.hold(entry)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM held").fetchall()
        await sqlite_store.drop_held([entry.id])
        assert not await sqlite_store.scrub()
        assert b"planted words" in _bytes(path), "this test would find it"
    assert await sqlite_store.scrub()
    assert b"planted words" not in _bytes(path)


async def test_a_reader_in_the_way_of_an_erasure_does_not_keep_it_from_being_finished(
    sqlite_store: SqliteStore, path: Path
) -> None:
    await released(sqlite_store, held(words="planted words"))
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM items").fetchall()
        await sqlite_store.erase_due(now=ERASE, limit=9)
        assert not await sqlite_store.scrub()
    assert await sqlite_store.scrub()
    assert b"planted words" not in _bytes(path)


async def test_scrubbing_waits_for_nobody_who_writes_and_loses_nothing_of_theirs(sqlite_store: SqliteStore) -> None:
    await released(sqlite_store, held())
    await sqlite_store.erase_due(now=ERASE, limit=9)
    taken = [item() for _ in range(50)]
    results = await asyncio.gather(
        *[sqlite_store.take(one, channel="C1ANY") for one in taken[:25]],
        sqlite_store.scrub(),
        *[sqlite_store.take(one, channel="C1ANY") for one in taken[25:]],
        sqlite_store.scrub(),
    )
    assert results.count(TakeResult.TAKEN) == 50
    assert [row.item for row in await emptied(sqlite_store, "C1ANY")] == [one.id for one in taken]


async def test_what_is_erased_while_the_file_is_written_anew_is_not_thought_done(
    sqlite_store: SqliteStore, path: Path
) -> None:
    entries = _many(seed=5)[:200]
    await asyncio.gather(*[sqlite_store.hold(entry) for entry in entries])
    await sqlite_store.release([Release(id=entry.id, erase_at=ERASE) for entry in entries], at=BATCH)
    await sqlite_store.erase_due(now=ERASE, limit=1)
    await asyncio.gather(sqlite_store.scrub(), *[sqlite_store.erase_due(now=ERASE, limit=20) for _ in range(10)])
    assert await sqlite_store.scrub()
    assert b"planted" not in _bytes(path)


async def test_the_rest_works_after_the_file_was_written_anew(sqlite_store: SqliteStore) -> None:
    gone, waiting = held(), held()
    await released(sqlite_store, gone)
    await sqlite_store.hold(waiting)
    await sqlite_store.erase_due(now=ERASE, limit=9)
    assert await sqlite_store.scrub()
    assert await sqlite_store.held_due(now=UNTIL) == (waiting,)
    assert [row.kind for row in await emptied(sqlite_store, "C1PAY")] == [Kind.CARD]
    await sqlite_store.ping()
    for pragma, value in (("journal_mode", "wal"), ("secure_delete", 1), ("busy_timeout", 2000), ("foreign_keys", 1)):
        assert await _raw(sqlite_store, lambda raw, name=pragma: raw.execute(f"PRAGMA {name}").fetchone()) == (value,)  # type: ignore[misc]


async def test_a_closed_store_is_not_scrubbed(sqlite_store: SqliteStore) -> None:
    await sqlite_store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        await sqlite_store.scrub()


async def _statements_of(store: SqliteStore) -> list[str]:
    seen: list[str] = []
    await _raw(store, lambda raw: raw.set_trace_callback(seen.append))
    return seen


async def _raw(store: SqliteStore, function: Callable[[sqlite3.Connection], object]) -> object:
    return await store._writer._connection.run(function)
