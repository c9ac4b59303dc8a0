"""What SQLite leaves of words that were deleted, and how `scrub` gets rid of it.

`secure_delete` overwrites what is deleted. But where rows were moved from a full page to another before, it forgets
that their bytes are still in the unused middle of the first: of 2,000 texts deleted, some 10 could be read in the file.
Only a page that is written anew is clean, so `scrub` has the rows of `held` written anew, or, after words were erased
that had been released, the whole file. What there is to do is a column, since the process may end before it is done.

It does the same after something was held: SQLite fills a page from its end whatever the keys are, so that it tells
which came first. This is noted in memory alone (`storage.sqlite.scrub`), since every submission would wait for it.
"""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.item import State
from storage.held_rows import HELD
from storage.operation import Operation, Parameters, Step
from storage.rows import micros
from storage.schema import held, items, outbox, pulse


class Untidy(IntEnum):
    """Where deleted words may still be."""

    NOTHING = 0
    HELD = 1
    FILE = 2


NOTE = update(pulse).values(untidy=bindparam("level")).where(pulse.c.untidy < bindparam("level"))
TIDY = update(pulse).values(untidy=int(Untidy.NOTHING)).where(pulse.c.untidy <= bindparam("level"))
LEFT_TO_DO = select(pulse.c.untidy)
ALL_HELD = select(*HELD).order_by(held.c.id)
EMPTY_HELD = delete(held)
INSERT_HELD = insert(held).values({column.name: bindparam(column.name) for column in HELD})


SEND_NOW = update(outbox).values(due_at=bindparam("now")).where(outbox.c.due_at > bindparam("then"))
LOOK_NOW = (
    update(items)
    .values(nudge_at=bindparam("now"))
    .where(items.c.state == State.WAITING.value, items.c.nudge_at > bindparam("then"))
)


def settle(*, now: datetime, rows_after: datetime, reminders_after: datetime) -> Operation[None]:
    """Make due now what is due so late that a clock was wrong when it was set."""
    yield Step(SEND_NOW, {"now": micros(now), "then": micros(rows_after)})
    yield Step(LOOK_NOW, {"now": micros(now), "then": micros(reminders_after)})


def note(level: Untidy) -> Operation[None]:
    """Note that words were deleted, in the transaction that deletes them."""
    yield Step(NOTE, {"level": int(level)})


def left_to_do() -> Operation[Untidy]:
    """Return where deleted words may still be."""
    rows = yield Step(LEFT_TO_DO)
    return Untidy(rows[0][0]) if rows else Untidy.NOTHING


def write_held_anew() -> Operation[None]:
    """Empty the table, which overwrites its pages as a whole, and fill it again."""
    rows = yield Step(ALL_HELD)
    yield Step(EMPTY_HELD)
    again: list[Parameters] = [dict(zip((column.name for column in HELD), row, strict=True)) for row in rows]
    if again:
        yield Step(INSERT_HELD, again)
    yield from done(Untidy.HELD)


def done(level: Untidy) -> Operation[None]:
    """Note that this is done, unless more is to be done by now."""
    yield Step(TIDY, {"level": int(level)})
