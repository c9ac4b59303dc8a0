"""Erasing words whose time has come. What stays of an item is for counting."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, literal, null, or_, select, true, update

from bot.core.item import NEXT, Item, State
from bot.ports import Kind
from storage.operation import Operation, Step
from storage.operations.changing import end_reminders, save
from storage.operations.ending import closed
from storage.operations.holding import DROP_REPLIES, drop
from storage.operations.tidying import Untidy, note
from storage.rows import ITEM, item_from, micros
from storage.schema import NOT_A_CARD, answers, held, items, outbox, questions

BECAUSE = "erased"
"""Why an item is closed whose words were erased while it was open."""

TO_ERASE = (
    select(*ITEM)
    .where(items.c.erase_at <= bindparam("now"))
    .order_by(items.c.erase_at, items.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=items)
)
ERASE = (
    update(items)
    .values(words=literal(""), why=literal(""), about=null(), tag=null(), erase_at=null(), erased=true())
    .where(items.c.id == bindparam("item_id"))
)
ERASE_QUESTIONS = update(questions).values(text=literal("")).where(questions.c.item == bindparam("item_id"))
ERASE_ANSWERS = update(answers).values(text=literal("")).where(answers.c.item == bindparam("item_id"))
# What was on its way would come without words. One that is being sent is brought up to date afterwards.
NOTHING_TO_SAY = delete(outbox).where(
    NOT_A_CARD,
    outbox.c.item == bindparam("item"),
    or_(*(outbox.c.kind == kind.value for kind in (Kind.QUESTION, Kind.ANSWER, Kind.REPORT))),
    outbox.c.claimed_until.is_(None),
)


NEVER_WENT_OUT = (
    select(held.c.id)
    .where(held.c.until + held.c.keep_for <= bindparam("now"))
    .order_by(held.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def erase_due(*, now: datetime, limit: int) -> Operation[tuple[str, ...]]:
    """Erase at most `limit` items whose time has come, longest due first, then delete what still waits though its time
    has come too, since nobody could read it; return their ids.
    """
    rows = yield Step(TO_ERASE, {"now": micros(now), "most": limit})
    for item in map(item_from, rows):
        yield from _erase(item, now=now)
    if rows:
        yield from note(Untidy.FILE)
    waiting = yield Step(NEVER_WENT_OUT, {"now": micros(now), "most": limit - len(rows)})
    yield from drop([row[0] for row in waiting])
    return tuple(row[0] for row in (*rows, *waiting))


def _erase(item: Item, *, now: datetime) -> Operation[None]:
    yield Step(ERASE, {"item_id": item.id})
    yield Step(ERASE_QUESTIONS, {"item_id": item.id})
    yield Step(ERASE_ANSWERS, {"item_id": item.id})
    yield Step(DROP_REPLIES, {"item": item.id})
    yield from end_reminders(item.id)
    yield Step(NOTHING_TO_SAY, {"item": item.id})
    open_still = State.CLOSED in NEXT[item.state]
    after = closed(item, because=BECAUSE) if open_still else replace(item, version=item.version + 1, nudge_at=None)
    yield from save(after, now=now)
