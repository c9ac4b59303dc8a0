"""What an operation is: a plain generator that yields statements and is sent their rows, so that it knows no driver.

    rows = yield Step(statement, parameters)

Whoever runs it does so inside one transaction, and commits only after it has returned. It may be run in any thread.
"""

from collections.abc import Generator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import Insert

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
