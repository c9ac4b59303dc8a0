"""Every statement there is: it says the same to both databases, and none of the frequent ones reads a whole table."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase

from storage.operation import insert_if_absent
from storage.operations import delivery, feedback, health, outbox, queueing, reminders, teams
from storage.schema import items
from storage.sqlite.run import compiled

SQLITE = sqlite.dialect()
POSTGRESQL = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its dialects' arguments open

MODULES = (delivery, feedback, health, outbox, queueing, reminders, teams)


def statements() -> Iterator[tuple[str, ClauseElement]]:
    for module in MODULES:
        yield from _of(module)
    yield from health.COUNTS.items()


def _of(module: ModuleType) -> Iterator[tuple[str, ClauseElement]]:
    for name, value in vars(module).items():
        if isinstance(value, UpdateBase | SelectBase):
            yield f"{module.__name__.rpartition('.')[2]}.{name}", value


ALL = dict(statements())

# Few rows by their nature, or asked seldom: a scan costs nothing there.
SCANS = {
    "outbox.FIRST_ROWS",  # one entry of an index for each row that waits
    "outbox.RELEASE_CLAIMS",  # at the start of a process
    "feedback.CARD_TO_COME",  # a question before the card is there
    "items_waiting", "items_acknowledged", "outbox_rows", "outbox_retrying",
}  # fmt: skip
SMALL = {"organisation", "user_groups", "pulse"}


@pytest.mark.parametrize("name", ALL)
def test_each_statement_can_be_said_to_both_databases(name: str) -> None:
    for dialect in (SQLITE, POSTGRESQL):
        assert str(ALL[name].compile(dialect=dialect))


def test_on_conflict_reads_the_same_in_both() -> None:
    statement = insert_if_absent(items).returning(items.c.id)
    for dialect in (SQLITE, POSTGRESQL):
        assert " ON CONFLICT DO NOTHING RETURNING " in str(statement.compile(dialect=dialect))


def test_postgresql_locks_what_it_is_going_to_change() -> None:
    assert str(reminders.DUE.compile(dialect=POSTGRESQL)).endswith("FOR UPDATE OF items SKIP LOCKED")
    assert str(feedback.ITEM_TO_CHANGE.compile(dialect=POSTGRESQL)).strip().endswith("FOR UPDATE")


@pytest.mark.parametrize("name", sorted(set(ALL) - SCANS))
def test_no_frequent_statement_reads_a_whole_table(name: str, path: Path) -> None:
    assert [step for step in _plan(ALL[name], path) if step.startswith("SCAN") and not _is_small(step)] == []


def test_a_sweep_reads_only_what_is_due(path: Path) -> None:
    assert _plan(reminders.DUE, path)[0] == "SEARCH items USING INDEX ix_items_due (state=? AND nudge_at<?)"


@pytest.mark.parametrize("name", ["items_waiting", "items_acknowledged"])
def test_counting_reads_an_index_alone(name: str, path: Path) -> None:
    assert _plan(ALL[name], path) == ["SEARCH items USING COVERING INDEX ix_items_state (state=?)"]


def _is_small(step: str) -> bool:
    return step == "SCAN CONSTANT ROW" or step.split()[1] in SMALL


def _plan(statement: ClauseElement, path: Path) -> list[str]:
    text, constants = compiled(statement)
    names = statement.compile(dialect=sqlite.dialect(paramstyle="named")).params
    raw = sqlite3.connect(path)
    try:
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {text}", dict.fromkeys(names) | dict(constants))]
    finally:
        raw.close()
