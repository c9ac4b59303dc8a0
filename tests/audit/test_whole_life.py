"""The whole life, with every failure on the way, on a fresh installation: nothing is found, and nothing is left."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.audit.cast import TEAM
from bot.audit.life import Life
from bot.audit.life_door import at_the_door
from bot.words import audit as say
from tests.audit.support import Ground

STEPS = {
    text
    for name, text in vars(say).items()
    if name.isupper() and isinstance(text, str) and name not in {"NOT_STOPPED", "AUDITING", "NOTHING_FOUND"}
    if not name.startswith("MISSING") and not name.endswith("_TITLE")
}


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(database)) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


async def test_the_whole_life_leaves_no_trace(ground: Ground) -> None:
    report = await ground.audited()
    assert report.findings == ()
    assert report.failures == ()
    assert {step.name for step in report.steps} == STEPS, "each is done, and none twice"
    assert report.passed
    kept = rows(ground.folder / "bot.db") | rows(ground.folder / "bot.keys.db")
    assert kept["teams"] == [("fallback", "Fallback", 0)], "as a new database has it"
    for table in ("items", "held", "questions", "answers", "messages", "outbox", "keys", "mutes"):
        assert kept[table] == [], table
    assert ground.sandbox is not None
    failed = {request.error for request in ground.sandbox.requests if request.error}
    assert {
        "expired_trigger_id",
        "fault_429",
        "fault_599",
        "invalid_blocks",
        "channel_not_found",
    } <= {"fault_429" if error == "ratelimited" else error for error in failed}, "each failure came"


async def test_a_second_audit_of_the_same_installation_passes_too(ground: Ground) -> None:
    for _ in range(2):
        report = await ground.audited(at_the_door)
        assert report.passed, list(report.lines())


async def test_the_report_says_what_was_searched_and_what_is_missing_and_never_what_was_planted(ground: Ground) -> None:
    report = await ground.audited(at_the_door)
    said = "\n".join(report.lines())
    for text in ("bot.db-wal", "bot.keys.db", "backup", "bytes", "requests", say.MISSING, say.NOTHING_FOUND):
        assert text in said
    assert not any(text.lower() in said.lower() for text in ground.canary.identities().values())


async def test_what_cannot_be_done_is_no_pass(ground: Ground) -> None:
    async def fails(life: Life) -> None:
        async with life.step("falls over"):
            raise ValueError(life.canary.id)

    report = await ground.audited(fails)
    assert report.findings == ()
    assert not report.passed
    [failed] = report.failures
    assert failed.why is not None
    assert failed.why.startswith("ValueError at")
    assert ground.canary.id not in "\n".join(report.lines())


async def test_what_an_audit_before_left_is_removed(ground: Ground) -> None:
    await ground.left_behind()
    assert TEAM in {row[0] for row in rows(ground.folder / "bot.db")["teams"]}
    assert (await ground.audited(at_the_door)).passed
    assert TEAM not in {row[0] for row in rows(ground.folder / "bot.db")["teams"]}
