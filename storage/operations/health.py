"""What operators look at: a few counts, and whether a write can be committed."""

from collections.abc import Mapping

from sqlalchemy import Select, func, select, update

from bot.core.item import State
from storage.operation import Operation, Step
from storage.schema import LEAVES_OUT, items, outbox, pulse


def _items(state: State) -> Select[int]:
    """Count the items in a state but those that leave out a leader: all from an index alone, less the few."""
    every = select(func.count()).select_from(items).where(items.c.state == state.value)
    return select(every.scalar_subquery() - every.where(LEAVES_OUT).scalar_subquery())


def _outbox() -> Select[int]:
    """Count the rows of the outbox but those about such an item."""
    about_a_leader = select(items.c.id).where(items.c.id == outbox.c.item, LEAVES_OUT).exists()
    return select(func.count()).select_from(outbox).where(~about_a_leader)


# Whoever can see the counts may be the one who was left out, and must not see that there is anything.
COUNTS = {
    "items_waiting": _items(State.WAITING),
    "items_acknowledged": _items(State.ACKNOWLEDGED),
    "outbox_rows": _outbox(),
    "outbox_retrying": _outbox().where(outbox.c.attempts > 0),
}
BEAT = update(pulse).values(beats=pulse.c.beats + 1)


def counts() -> Operation[Mapping[str, int]]:
    """Return `items_waiting`, `items_acknowledged`, `outbox_rows` and `outbox_retrying`, without what leaves out a
    leader.
    """
    found = {}
    for name, statement in COUNTS.items():
        rows = yield Step(statement)
        found[name] = int(rows[0][0])
    return found


def ping() -> Operation[None]:
    """Write one row, so that the commit has something to write."""
    yield Step(BEAT)
