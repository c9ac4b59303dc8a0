"""Taking feedback, and what leaders do with it: acknowledging and asking."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.core.item import Item, Question, State, acknowledged
from bot.core.organisation import FALLBACK
from bot.errors import UnknownItem
from bot.ports import Acknowledgement, Kind, TakeResult
from storage.operation import Operation, Step, insert_if_absent
from storage.operations import queueing
from storage.operations.delivery import card
from storage.operations.teams import organisation
from storage.rows import ITEM, QUESTION, item_from, item_row, micros, outgoing_row, question_from, question_row
from storage.schema import items, outbox, questions

INSERT_ITEM = insert_if_absent(items).returning(items.c.id)
ITEM_BY_ID = select(*ITEM).where(items.c.id == bindparam("id"))
ITEM_TO_CHANGE = ITEM_BY_ID.with_for_update()
CHANGING = ("state", "acknowledged_by", "acknowledged_at", "nudges", "nudge_at", "version")
SAVE_ITEM = update(items).values({name: bindparam(name) for name in CHANGING}).where(items.c.id == bindparam("item_id"))
INSERT_QUESTION = insert_if_absent(questions).returning(questions.c.id)
QUESTIONS_OF_ITEM = (
    select(*QUESTION).where(questions.c.item == bindparam("item")).order_by(questions.c.asked_at, questions.c.id)
)
DELETE_REMINDERS = delete(outbox).where(queueing.IS_A_REMINDER, outbox.c.item == bindparam("item"))
CARD_TO_COME = (
    select(outbox.c.channel)
    .where(outbox.c.item == bindparam("item"), outbox.c.kind == Kind.CARD.value)
    .order_by(outbox.c.seq)
    .limit(1)
)


def take(item: Item, *, channel: str) -> Operation[TakeResult]:
    """Store a new item with the row of its card, unless its id is there already."""
    if not (yield Step(INSERT_ITEM, item_row(item))):
        stored = yield from find(item.id)
        same = stored is not None and _submission(stored) == _submission(item)
        return TakeResult.ALREADY_TAKEN if same else TakeResult.ID_IN_USE
    yield Step(queueing.INSERT, outgoing_row(Kind.CARD, channel, item=item.id, due_at=micros(item.waiting_since)))
    return TakeResult.TAKEN


def _submission(item: Item) -> tuple[str, str, str | None]:
    return item.words, item.team, item.signed_by


def find(item_id: str) -> Operation[Item | None]:
    """Return one item or None."""
    rows = yield Step(ITEM_BY_ID, {"id": item_id})
    return item_from(rows[0]) if rows else None


def questions_of(item_id: str) -> Operation[tuple[Question, ...]]:
    """Return the questions asked about an item, oldest first."""
    rows = yield Step(QUESTIONS_OF_ITEM, {"item": item_id})
    return tuple(question_from(row) for row in rows)


def acknowledge(item_id: str, *, by: str, now: datetime) -> Operation[Acknowledgement]:
    """Acknowledge a waiting item; leave any other as it is. UnknownItem."""
    item = yield from _to_change(item_id)
    if item.state is not State.WAITING:
        return Acknowledgement(item=item, won=False)
    item = acknowledged(item, by=by, now=now)
    yield from _save(item)
    yield Step(DELETE_REMINDERS, {"item": item_id})
    yield Step(queueing.QUEUE_UPDATES_OF_ITEM, {"item_id": item_id, "due_at": micros(now)})
    return Acknowledgement(item=item, won=True)


def ask(question: Question) -> Operation[Acknowledgement]:
    """Store a question once, queue it for the item's thread, and acknowledge a waiting item. UnknownItem."""
    item = yield from _to_change(question.item)
    if (yield Step(INSERT_QUESTION, question_row(question))):
        channel = yield from _thread_channel(item)
        row = outgoing_row(Kind.QUESTION, channel, item=item.id, ref=question.id, due_at=micros(question.asked_at))
        yield Step(queueing.INSERT, row)
    return (yield from acknowledge(item.id, by=question.asked_by, now=question.asked_at))


def _to_change(item_id: str) -> Operation[Item]:
    rows = yield Step(ITEM_TO_CHANGE, {"id": item_id})
    if not rows:
        raise UnknownItem(f"no feedback has the id {item_id}")
    return item_from(rows[0])


def _save(item: Item) -> Operation[None]:
    row = item_row(item)
    yield Step(SAVE_ITEM, {"item_id": item.id} | {name: row[name] for name in CHANGING})


def _thread_channel(item: Item) -> Operation[str]:
    """Return where the item's thread is, or will be: a row of one lane never overtakes the card before it."""
    if posted := (yield from card(item.id)):
        return posted.channel
    if rows := (yield Step(CARD_TO_COME, {"item": item.id})):
        return str(rows[0][0])
    known = yield from organisation()
    team = known and (known.team(item.team) or known.team(FALLBACK))
    return team.channel.id if team else ""  # Slack refuses it, and the sender takes its detours
