"""What an operation is: a plain generator that yields statements and is sent their rows, so that it knows no driver.

    rows = yield Step(statement, parameters)

Whoever runs it does so inside one transaction, and commits only after it has returned. It may be run in any thread.
"""

from collections.abc import Generator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Executable, Table, bindparam, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.sql.dml import ReturningInsert

from storage.rows import Row

T = TypeVar("T")

Parameters = Mapping[str, Any]

NONE: Parameters = MappingProxyType({})


class Step(NamedTuple):
    """One statement. Given a list of parameters it is executed once for each, and no rows come back.

    The statement must be a module's constant: drivers keep what they compile by the statement's identity.
    """

    statement: Executable
    parameters: Parameters | list[Parameters] = NONE


Operation = Generator[Step, Sequence[Row], T]


def insert_if_absent(table: Table) -> Insert:
    """Return an INSERT that does nothing where a unique key is taken.

    SQLAlchemy Core has no construct for it that is not of one database; PostgreSQL's compiles on SQLite to the same
    words, which `tests/storage/test_statements.py` holds on to.
    """
    return postgresql.insert(table).on_conflict_do_nothing()


def insert_unless(table: Table, *there: ColumnElement[bool]) -> ReturningInsert[tuple[Any, ...]]:
    """Return an INSERT of one row that returns its id, and does nothing where one of `there` or a unique key is met."""
    columns = list(table.columns)
    row = select(*(bindparam(column.name, type_=column.type) for column in columns)).where(*(~met for met in there))
    statement = postgresql.insert(table).from_select([column.name for column in columns], row)
    return statement.on_conflict_do_nothing().returning(table.c.id)
