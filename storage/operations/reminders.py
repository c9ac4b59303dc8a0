"""The sweep: which items are due for a reminder, and what is queued for them."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.core.item import Item, State
from bot.ports import Kind, Reminder
from storage.operation import Operation, Parameters, Step
from storage.operations import queueing
from storage.rows import ITEM, item_from, micros, outgoing_row
from storage.schema import items, messages, outbox

CARD_CHANNEL = (
    select(messages.c.channel)
    .where(messages.c.item == items.c.id, messages.c.kind == Kind.CARD.value)
    .order_by(messages.c.ts)
    .limit(1)
    .correlate(items)
    .scalar_subquery()
)
# On PostgreSQL another replica's sweep passes over what this one holds; SQLite has one writer at a time anyway.
DUE = (
    select(*ITEM, CARD_CHANNEL)
    .where(items.c.nudge_at <= bindparam("now"), items.c.state == State.WAITING.value)
    .order_by(items.c.nudge_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=items)
)
COUNT_REMINDER = (
    update(items)
    .values(nudges=bindparam("nudges"), nudge_at=bindparam("nudge_at"))
    .where(items.c.id == bindparam("item_id"))
)
# What still waits from the time before says the same, only earlier: one reminder for each, however long Slack was away.
SUPERSEDED = delete(outbox).where(
    queueing.IS_A_REMINDER, outbox.c.item == bindparam("item_id"), outbox.c.claimed_until.is_(None)
)


def remind_due(*, now: datetime, limit: int, decide: Callable[[Item], Reminder]) -> Operation[int]:
    """Ask `decide` about at most `limit` due items, soonest first, and queue what it says. Returns how many."""
    at = micros(now)
    due = yield Step(DUE, {"now": at, "most": limit})
    queued: list[Parameters] = []
    counted: list[Parameters] = []
    for row in due:
        item = item_from(row)
        reminder = decide(item)
        step = item.nudges + 1
        card_channel: str | None = row[len(ITEM)]
        if reminder.in_thread and card_channel is not None:
            queued.append(outgoing_row(Kind.THREAD_REMINDER, card_channel, item=item.id, step=step, due_at=at))
        queued.extend(
            outgoing_row(Kind.LEADER_REMINDER, person, item=item.id, step=step, due_at=at)
            for person in dict.fromkeys(reminder.people)
        )
        # A sweep that comes outside working hours only sets the next time: nobody was reminded.
        nudges = step if reminder.people or reminder.in_thread else item.nudges
        next_at = None if reminder.next_at is None else micros(reminder.next_at)
        counted.append({"item_id": item.id, "nudges": nudges, "nudge_at": next_at})
    if queued:
        yield Step(SUPERSEDED, [{"item_id": item_id} for item_id in dict.fromkeys(row["item"] for row in queued)])
        yield Step(queueing.INSERT, queued)
    if counted:
        yield Step(COUNT_REMINDER, counted)
    return len(due)
