"""Migrations: what they make is what the schema says, old data survives, and two processes migrate once."""

import asyncio
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from bot.core.held import WayBack
from bot.errors import StoreUnusable
from bot.ports import Release
from storage import migrate as migration
from storage.migrate import migrate, newest_version
from storage.open import open_store
from storage.schema import metadata
from tests.storage.samples import BATCH, NOW, delivered, held, item, organisation, released

OLD = Path(__file__).parent / "old_databases" / "0001.sql"
WITH_WHAT_WAITS = Path(__file__).parent / "old_databases" / "0002.sql"


def test_the_migrations_make_what_the_schema_says(path: Path) -> None:
    fresh = sqlite3.connect(":memory:")
    migrated = sqlite3.connect(path)
    try:
        metadata.create_all(create_engine("sqlite://", creator=lambda: fresh, poolclass=StaticPool))
        made = _made(migrated)
        del made["alembic_version"]
        assert made == _made(fresh)
    finally:
        fresh.close()
        migrated.close()


def test_there_is_one_newest_version() -> None:
    assert ScriptDirectory.from_config(migration._config()).get_heads() == [newest_version()]


async def test_a_new_file_is_for_nobody_else_to_read(tmp_path: Path) -> None:
    path = tmp_path / "new" / "store.db"
    store = await open_store(f"sqlite:///{path}")
    try:
        files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert files == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    finally:
        await store.close()
    assert [file.name for file in path.parent.iterdir()] == ["store.db"]


def test_migrating_again_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    migration._migrate(path)
    assert path.read_bytes() == before


async def test_old_data_is_still_there_after_migrating(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    raw = sqlite3.connect(path)
    raw.executescript(OLD.read_text(encoding="utf-8"))
    raw.close()
    store = await open_store(f"sqlite:///{path}")
    try:
        old = await store.item("K7QX2M")
        assert old is not None
        assert (old.team, old.words, old.version) == ("payments", "It's slow.\nVery.", 1)
        card = await store.card("K7QX2M")
        assert card is not None
        assert card.ts == "1770000000.000100"
        now = await store.organisation()
        assert now is not None
        assert [team.key for team in now.teams] == ["payments"]
        assert list(await store.lanes()) == ["U1LEAD"]
        assert (await store.acknowledge("K7QX2M", by="U1LEAD", now=NOW)).won
        assert list(await store.lanes()) == ["C1PAY"]
    finally:
        await store.close()


async def test_what_an_old_database_holds_is_erased_when_its_team_says_and_has_no_way_back(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(OLD.read_text(encoding="utf-8"))
        raw.executescript(
            """
            UPDATE organisation SET document = json_set(document, '$.teams[0].policy.retention_text', 'P30DT1H');
            INSERT INTO teams VALUES ('gone', 'Gone', 1);
            CREATE TABLE copies AS SELECT * FROM items;
            UPDATE copies SET id = 'SIGNED', team = 'fallback', signed_by = 'U1ANA';
            INSERT INTO items SELECT * FROM copies;
            UPDATE copies SET id = 'LOST', team = 'gone', signed_by = NULL;
            INSERT INTO items SELECT * FROM copies;
            DROP TABLE copies;
            """
        )
    store = await open_store(f"sqlite:///{path}")
    try:
        old, signed, lost = [await store.item(name) for name in ("K7QX2M", "SIGNED", "LOST")]
        assert old is not None
        assert signed is not None
        assert lost is not None
        assert (old.way_back, old.answerable, old.erased) == (WayBack.NONE, False, False)
        assert old.erase_at == old.waiting_since + timedelta(days=30, hours=1)
        assert (signed.way_back, signed.erase_at) == (None, signed.waiting_since + timedelta(days=180))
        assert lost.erase_at == lost.waiting_since + timedelta(days=180), "what teams had that said nothing"
        assert await store.signed_items("U1ANA") == ("SIGNED",)
        assert await store.tagged() == ()
    finally:
        await store.close()


async def test_an_old_database_goes_on_with_all_that_is_new(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(OLD.read_text(encoding="utf-8"))
    store = await open_store(f"sqlite:///{path}")
    try:
        entry = held()
        await released(store, entry)
        assert [one.item for one in await store.tagged()] == [entry.id]
        now = BATCH + timedelta(days=999)
        assert set(await store.erase_due(now=now, limit=9)) == {"K7QX2M", entry.id}
        assert await store.scrub()
        old = await store.item("K7QX2M")
        assert old is not None
        assert (old.erased, old.words) == (True, "")
    finally:
        await store.close()
    assert b"It's slow." not in path.read_bytes()


async def test_what_waited_in_a_database_of_version_0002_still_waits_and_goes_out(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(WITH_WHAT_WAITS.read_text(encoding="utf-8"))
    store = await open_store(f"sqlite:///{path}")
    try:
        waiting = await store.held("H2LD7W")
        assert waiting is not None
        assert (waiting.words, waiting.left_out, waiting.tag) == ("Still held.", "U1LEAD", b"\4" * 32)
        assert {one.item for one in await store.tagged()} == {"K7QX2M", "H2LD7W"}
        assert await store.item_of_receipt(b"\2" * 32) == "M3RT8P"
        (asked,), (answered,) = await store.questions("K7QX2M"), await store.answers("K7QX2M")
        assert (asked.text, asked.fishes, answered.text) == ("Since when?", True, "Since Tuesday.")
        reported, erased, proposed = await store.item("M3RT8P"), await store.item("Z9WB4C"), await store.proposal()
        assert reported is not None
        assert erased is not None
        assert proposed is not None
        assert (reported.hidden_by, erased.erased, erased.closed_because) == ("U1LEAD", True, "erased")
        assert (proposed.id, proposed.agreed) == ("P1", ("U1ADMIN",))
        assert await store.signed_items("U1ANA") == ("S5NG1D",)
        decided = [Release(id="A2"), Release(id="H2LD7W", places=("U1VP",))]
        assert await store.release(decided, at=BATCH) == 2
        assert len(await store.answers("K7QX2M")) == 2
    finally:
        await store.close()


async def test_an_old_database_without_an_organisation_is_migrated_too(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(OLD.read_text(encoding="utf-8"))
        raw.executescript("DELETE FROM organisation")
    store = await open_store(f"sqlite:///{path}")
    try:
        old = await store.item("K7QX2M")
        assert old is not None
        assert old.erase_at == old.waiting_since + timedelta(days=180)
    finally:
        await store.close()


async def test_migrating_with_rows_in_it_is_a_no_op(path: Path) -> None:
    url = f"sqlite:///{path}"
    store = await open_store(url)
    await store.apply(organisation(), now=NOW)
    taken = item()
    await delivered(store, taken)
    before = await store.item(taken.id)
    await store.close()
    await migrate(url)
    await migrate(url)
    again = await open_store(url)
    assert await again.item(taken.id) == before
    await again.close()


async def test_a_newer_database_is_refused_with_both_versions(path: Path) -> None:
    _execute(path, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(StoreUnusable, match=rf"newer version.*0999.*{newest_version()}.*restore a backup"):
        await open_store(f"sqlite:///{path}")


async def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    _execute(path, "CREATE TABLE items (id)")
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="some other program"):
        await migrate(f"sqlite:///{path}")
    assert path.read_bytes() == before


async def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"

    def upgrade_then_fail(config: Config, revision: str) -> None:
        upgrade(config, revision)
        raise KeyboardInterrupt

    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_then_fail)
    with pytest.raises(KeyboardInterrupt):
        migration._migrate(path)
    monkeypatch.undo()
    raw = sqlite3.connect(path)
    assert _made(raw) == {}
    raw.close()
    await migrate(f"sqlite:///{path}")


def test_an_sqlite_without_returning_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreUnusable, match=r"3\.35"):
        migration._migrate(tmp_path / "store.db")
    assert list(tmp_path.iterdir()) == []


async def test_many_who_start_together_migrate_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    await asyncio.gather(*[migrate(url) for _ in range(4)])
    assert _execute(tmp_path / "store.db", "SELECT version_num FROM alembic_version") == [(newest_version(),)]


def test_two_processes_that_start_together_both_come_up(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'store.db'}"
    script = (
        "import asyncio, sys\nfrom storage.open import open_store\n"
        "async def main():\n    await (await open_store(sys.argv[1])).close()\nasyncio.run(main())"
    )
    processes = [subprocess.Popen([sys.executable, "-W", "error", "-c", script, url]) for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]


def test_tables_that_another_process_makes_meanwhile_are_not_taken_for_another_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    asked = MigrationContext.get_current_revision

    def then_another_process_migrates(self: MigrationContext) -> str | None:
        found = asked(self)
        monkeypatch.setattr(MigrationContext, "get_current_revision", asked)
        with closing(sqlite3.connect(path, timeout=0.1)) as other, suppress(sqlite3.OperationalError):
            other.execute("CREATE TABLE made_meanwhile (id)")  # waits in vain for the one who reads
        return found

    monkeypatch.setattr(MigrationContext, "get_current_revision", then_another_process_migrates)
    migration._migrate(path)
    assert _execute(path, "SELECT version_num FROM alembic_version") == [(newest_version(),)]


def test_the_migrations_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    installed = tmp_path / "100% odd" / "storage"
    shutil.copytree(Path(migration.__file__).parent / "migrations", installed / "migrations")
    monkeypatch.setattr(migration, "__file__", str(installed / "migrate.py"))
    migration._migrate(Path("store.db"))
    assert _execute(tmp_path / "store.db", "SELECT version_num FROM alembic_version") == [(newest_version(),)]


def _made(raw: sqlite3.Connection) -> dict[str, str]:
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in rows}


def _execute(path: Path, sql: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(path)
    try:
        rows = raw.execute(sql).fetchall()
        raw.commit()
        return rows
    finally:
        raw.close()
