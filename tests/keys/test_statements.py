"""Every statement can be said to both databases, and asking for a key is one statement as a rule."""

import pytest
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase

from storage.keys import operations
from storage.keys.store import SqliteKeyStore
from tests.keys.test_nothing_left import LATER

SQLITE = sqlite.dialect()
POSTGRESQL = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its dialects' arguments open
ALL = {name: value for name, value in vars(operations).items() if isinstance(value, UpdateBase | SelectBase)}


@pytest.mark.parametrize("name", ALL)
def test_each_statement_can_be_said_to_both_databases(name: str) -> None:
    for dialect in (SQLITE, POSTGRESQL):
        assert str(ALL[name].compile(dialect=dialect))


async def test_a_new_key_is_one_statement_and_a_known_one_two(sqlite_keys: SqliteKeyStore) -> None:
    seen: list[str] = []
    raw = sqlite_keys._connection._conn
    await sqlite_keys._connection.run(lambda _: raw.set_trace_callback(seen.append))
    await sqlite_keys.key("A", expires=LATER)
    assert [line.split()[0] for line in seen] == ["BEGIN", "SAVEPOINT", "INSERT", "RELEASE", "COMMIT"]
    seen.clear()
    await sqlite_keys.key("A", expires=LATER)
    assert [line.split()[0] for line in seen] == ["BEGIN", "SAVEPOINT", "INSERT", "SELECT", "RELEASE", "COMMIT"]
