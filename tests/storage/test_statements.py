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
from storage.operations import (
    audit,
    changing,
    delivery,
    ending,
    feedback,
    health,
    holding,
    outbox,
    proposals,
    queueing,
    release,
    reminders,
    retention,
    teams,
    tidying,
    ways_back,
)
from storage.schema import items
from storage.sqlite.run import compiled

SQLITE = sqlite.dialect()
POSTGRESQL = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its dialects' arguments open

MODULES = (
    audit, changing, delivery, ending, feedback, health, holding, outbox, proposals, queueing, release, reminders,
    retention, teams, tidying, ways_back,
)  # fmt: skip


def statements() -> Iterator[tuple[str, ClauseElement]]:
    for module in MODULES:
        yield from _of(module)
    yield from health.COUNTS.items()
    yield from ((f"audit.{name}", statement) for name, statement in audit.OF_AN_ITEM.items())


def _of(module: ModuleType) -> Iterator[tuple[str, ClauseElement]]:
    for name, value in vars(module).items():
        if isinstance(value, UpdateBase | SelectBase):
            yield f"{module.__name__.rpartition('.')[2]}.{name}", value


ALL = dict(statements())

# Few rows by their nature, or asked seldom: a scan costs nothing there.
SCANS = {
    "outbox.FIRST_ROWS",  # one entry of an index for each row that waits
    "outbox.RELEASE_CLAIMS",  # at the start of a process
    "changing.CARDS_TO_COME",  # a question before the card is there
    "items_waiting", "items_acknowledged", "outbox_rows", "outbox_retrying",
    "holding.DUE", "holding.AFTER",  # at the fixed times; most of what waits is what they look for
    # what waits is a day's; an index would cost each submission a page
    "ways_back.BY_RECEIPT", "ways_back.HELD_TAGS", "ways_back.HELD_TAGGED_BEFORE", "retention.NEVER_WENT_OUT",
    "tidying.SEND_NOW",  # once a minute, of what waits to be sent
    "tidying.ALL_HELD",  # after one was deleted
    "audit.ITEMS_OF_TEAM", "audit.HELD_OF_TEAM", "audit.outbox",  # once an audit
    "teams.ERASE_SOONER",  # when somebody shortens how long words are kept
}  # fmt: skip
SMALL = {"organisation", "user_groups", "pulse", "proposals"}


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
    assert str(changing.ITEM_TO_CHANGE.compile(dialect=POSTGRESQL)).strip().endswith("FOR UPDATE")


@pytest.mark.parametrize("name", sorted(set(ALL) - SCANS))
def test_no_frequent_statement_reads_a_whole_table(name: str, path: Path) -> None:
    assert [step for step in _plan(ALL[name], path) if step.startswith("SCAN") and not _is_small(step)] == []


def test_a_sweep_reads_only_what_is_due(path: Path) -> None:
    assert _plan(reminders.DUE, path)[0] == "SEARCH items USING INDEX ix_items_due (state=? AND nudge_at<?)"


def test_ways_back_are_found_in_an_index_alone_among_however_many_items_without_one(path: Path) -> None:
    index = "SEARCH items USING COVERING INDEX ix_items_way_back"
    assert _plan(ways_back.RELEASED_TAGS, path) == [f"{index} (way_back=? AND tag>?)"]
    assert f"{index} (way_back=? AND tag=?)" in _plan(ways_back.BY_RECEIPT, path)
    assert _plan(ways_back.TAGGED_BEFORE, path)[0].startswith(f"{index} (way_back=?")


def test_what_somebody_signed_and_what_is_to_be_erased_are_found_in_their_indexes(path: Path) -> None:
    assert _plan(ways_back.SIGNED, path)[0] == "SEARCH items USING COVERING INDEX ix_items_signed (signed_by=?)"
    assert _plan(retention.TO_ERASE, path)[0] == "SEARCH items USING INDEX ix_items_to_erase (erase_at<?)"


def test_holding_looks_up_ids_and_reads_nothing_else(path: Path) -> None:
    assert not [step for step in _plan(holding.HOLD, path) if step.startswith("SCAN") and step != "SCAN CONSTANT ROW"]
    assert _plan(holding.HELD_REPLIES, path)[0] == "SEARCH held USING INDEX ix_held_item (item=?)"


@pytest.mark.parametrize("name", ["items_waiting", "items_acknowledged"])
def test_counting_reads_an_index_and_the_few_that_leave_out_a_leader(name: str, path: Path) -> None:
    assert [step for step in _plan(ALL[name], path) if " items " in step] == [
        "SEARCH items USING COVERING INDEX ix_items_state (state=?)",
        "SEARCH items USING INDEX ix_items_left_out (state=?)",
    ]


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
