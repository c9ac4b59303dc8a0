"""What operators look at: a few counts, and whether a write can be committed."""

from collections.abc import Mapping

from sqlalchemy import func, select, update

from bot.core.item import State
from storage.operation import Operation, Step
from storage.schema import items, outbox, pulse

COUNTS = {
    "items_waiting": select(func.count()).select_from(items).where(items.c.state == State.WAITING.value),
    "items_acknowledged": select(func.count()).select_from(items).where(items.c.state == State.ACKNOWLEDGED.value),
    "outbox_rows": select(func.count()).select_from(outbox),
    "outbox_retrying": select(func.count()).select_from(outbox).where(outbox.c.attempts > 0),
}
BEAT = update(pulse).values(beats=pulse.c.beats + 1)


def counts() -> Operation[Mapping[str, int]]:
    """Return `items_waiting`, `items_acknowledged`, `outbox_rows` and `outbox_retrying`."""
    found = {}
    for name, statement in COUNTS.items():
        rows = yield Step(statement)
        found[name] = int(rows[0][0])
    return found


def ping() -> Operation[None]:
    """Write one row, so that the commit has something to write."""
    yield Step(BEAT)
