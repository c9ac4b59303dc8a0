"""What waits for its batch: taking it in, looking it up, and changing it while it waits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select, update

from bot.core.held import Held, HeldKind
from bot.errors import StoreFailure
from bot.ports import TakeResult
from storage.held_rows import HELD, held_from, held_row
from storage.operation import Operation, Step, insert_unless
from storage.operations.changing import find
from storage.operations.tidying import Untidy, note
from storage.rows import micros
from storage.schema import NOT_AN_ITEM, answers, held, items, teams

# In one statement with what it would collide with, since every submission waits for it.
HOLD = insert_unless(
    held,
    exists().where(items.c.id == bindparam("id")),
    exists().where(answers.c.id == bindparam("id")),
    ~exists().where(teams.c.key == bindparam("team")),
)
TEAM = select(teams.c.key).where(teams.c.key == bindparam("team"))
HELD_BY_ID = select(*HELD).where(held.c.id == bindparam("id"))
HELD_REPLIES = select(*HELD).where(held.c.item == bindparam("item"), NOT_AN_ITEM).order_by(held.c.id)
DUE = select(*HELD).where(held.c.batch <= bindparam("now")).order_by(held.c.id)
AFTER = select(*HELD).where(held.c.batch > bindparam("then")).order_by(held.c.id)
EDIT = (
    update(held)
    .values(words=bindparam("new_words"), why=bindparam("new_why"))
    .where(held.c.id == bindparam("held_id"))
    .returning(held.c.id)
)
REBATCH = (
    update(held)
    .values(batch=bindparam("new_batch"), until=bindparam("new_until"))
    .where(held.c.id == bindparam("held_id"))
)
DROP = delete(held).where(held.c.id == bindparam("id")).returning(held.c.kind)
DROP_REPLIES = delete(held).where(held.c.item == bindparam("item"), NOT_AN_ITEM)


def hold(entry: Held) -> Operation[TakeResult]:
    """Store what waits, unless its id is there already, waiting or released. StoreFailure where there is no such team.

    Given again it is recognised, also by an id that was released in the meantime.
    """
    if (yield Step(HOLD, held_row(entry))):
        return TakeResult.TAKEN
    waiting = yield from find_held(entry.id)
    if waiting is not None:
        same = _submission(waiting) == _submission(entry)
    elif not (yield Step(TEAM, {"team": entry.team})):
        raise StoreFailure("there is no such team")
    else:
        item = yield from find(entry.id)  # None where it was an answer
        same = item is None or (item.words, item.team, item.signed_by) == (entry.words, entry.team, None)
    return TakeResult.ALREADY_TAKEN if same else TakeResult.ID_IN_USE


def _submission(entry: Held) -> tuple[HeldKind, str, str, str]:
    return entry.kind, entry.item, entry.words, entry.team


def find_held(held_id: str) -> Operation[Held | None]:
    """Return one entry that still waits, or None."""
    rows = yield Step(HELD_BY_ID, {"id": held_id})
    return held_from(rows[0]) if rows else None


def held_for(item_id: str) -> Operation[tuple[Held, ...]]:
    """Return what waits of one item: itself first, or what its author has said since."""
    itself = yield from find_held(item_id)
    replies = yield Step(HELD_REPLIES, {"item": item_id})
    return (*((itself,) if itself and itself.kind is HeldKind.ITEM else ()), *map(held_from, replies))


def due(*, now: datetime) -> Operation[tuple[Held, ...]]:
    """Return every entry whose batch has come, in the order of their random ids."""
    rows = yield Step(DUE, {"now": micros(now)})
    return tuple(map(held_from, rows))


def after(*, then: datetime) -> Operation[tuple[Held, ...]]:
    """Return every entry whose batch is later than `then`, in the order of their random ids."""
    rows = yield Step(AFTER, {"then": micros(then)})
    return tuple(map(held_from, rows))


def edit(held_id: str, *, words: str, why: str) -> Operation[bool]:
    """Replace the words of an entry; False where it does not wait any more."""
    edited = yield Step(EDIT, {"held_id": held_id, "new_words": words, "new_why": why})
    if edited:
        yield from note(Untidy.HELD)
    return bool(edited)


def rebatch(held_id: str, *, batch: datetime, until: datetime) -> Operation[None]:
    """Set the times of an entry that still waits."""
    yield Step(REBATCH, {"held_id": held_id, "new_batch": micros(batch), "new_until": micros(until)})


def drop(held_ids: Sequence[str]) -> Operation[int]:
    """Delete entries, and with an item what else waits of it; return how many of `held_ids` there were."""
    dropped = 0
    for held_id in held_ids:
        rows = yield Step(DROP, {"id": held_id})
        dropped += len(rows)
        if rows and HeldKind(rows[0][0]) is HeldKind.ITEM:
            yield Step(DROP_REPLIES, {"item": held_id})
    if dropped:
        yield from note(Untidy.HELD)
    return dropped
