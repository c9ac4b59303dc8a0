"""Runs an operation on a raw connection: each statement is compiled to text once and kept."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

from storage.operation import Operation, Parameters, Step
from storage.rows import Row

T = TypeVar("T")


class Compiled(NamedTuple):
    """A statement as text, and the values that are written into it."""

    text: str
    constants: Parameters


@cache  # by identity, and statements are module constants, so it stays as large as the source
def compiled(statement: Executable) -> Compiled:
    """Return a statement as SQLite's text with `:name` parameters."""
    if not isinstance(statement, ClauseElement):
        raise TypeError("a step's statement is one of SQLAlchemy Core's")
    made = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
    constants = {name: value for name, value in made.params.items() if value is not None}
    return Compiled(str(made), constants)


def execute(cursor: sqlite3.Cursor, step: Step) -> Sequence[Row]:
    """Execute one step and return its rows."""
    text, constants = compiled(step.statement)
    if isinstance(step.parameters, list):
        cursor.executemany(text, [{**constants, **parameters} for parameters in step.parameters])
        return ()
    return cursor.execute(text, {**constants, **step.parameters}).fetchall()


def run(cursor: sqlite3.Cursor, operation: Operation[T]) -> T:
    """Run an operation to its end inside the transaction that the cursor is in, and return its result."""
    try:
        step = next(operation)
        while True:
            step = operation.send(execute(cursor, step))
    except StopIteration as finished:
        result: T = finished.value
        return result


def reading(operation: Operation[T]) -> Callable[[sqlite3.Connection], T]:
    """Return a function that runs an operation on one unchanging view of the database."""

    def read(raw: sqlite3.Connection) -> T:
        cursor = raw.cursor()
        cursor.execute("BEGIN")
        try:
            return run(cursor, operation)
        finally:
            if raw.in_transaction:
                cursor.execute("ROLLBACK")

    return read
