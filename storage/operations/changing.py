"""Changing an item that is there: what every operation that does so needs, each step once."""

from datetime import datetime

from sqlalchemy import bindparam, delete, null, select, update

from bot.core.item import Item
from bot.core.organisation import FALLBACK
from bot.errors import UnknownItem
from bot.ports import Kind
from storage.operation import Operation, Step
from storage.operations import queueing
from storage.operations.teams import organisation
from storage.rows import ITEM, item_from, item_row, micros, outgoing_row
from storage.schema import HAS_A_TAG, items, messages, outbox

ITEM_BY_ID = select(*ITEM).where(items.c.id == bindparam("id"))
ITEM_TO_CHANGE = ITEM_BY_ID.with_for_update()
CHANGING = (
    "state", "acknowledged_by", "acknowledged_at", "nudges", "nudge_at", "version", "hidden_by", "closed_because",
)  # fmt: skip
SAVE_ITEM = update(items).values({name: bindparam(name) for name in CHANGING}).where(items.c.id == bindparam("item_id"))
FORGET_TAG = update(items).values(tag=null()).where(items.c.id == bindparam("item_id"), HAS_A_TAG)
DELETE_REMINDERS = delete(outbox).where(queueing.IS_A_REMINDER, outbox.c.item == bindparam("item"))
CARDS = (
    select(messages.c.channel)
    .where(messages.c.item == bindparam("item"), messages.c.kind == Kind.CARD.value)
    .order_by(messages.c.ts)
)
CARDS_TO_COME = (
    select(outbox.c.channel)
    .where(outbox.c.item == bindparam("item"), outbox.c.kind == Kind.CARD.value)
    .order_by(outbox.c.seq)
)


def find(item_id: str) -> Operation[Item | None]:
    """Return one item or None."""
    rows = yield Step(ITEM_BY_ID, {"id": item_id})
    return item_from(rows[0]) if rows else None


def to_change(item_id: str) -> Operation[Item]:
    """Return one item, which nobody else changes until the commit. UnknownItem."""
    rows = yield Step(ITEM_TO_CHANGE, {"id": item_id})
    if not rows:
        raise UnknownItem(f"no feedback has the id {item_id}")
    return item_from(rows[0])


def save(item: Item, *, now: datetime) -> Operation[None]:
    """Store what has changed of an item, and queue an UPDATE of every message that shows it."""
    row = item_row(item)
    yield Step(SAVE_ITEM, {"item_id": item.id} | {name: row[name] for name in CHANGING})
    yield Step(queueing.QUEUE_UPDATES_OF_ITEM, {"item_id": item.id, "due_at": micros(now)})


def end_reminders(item_id: str) -> Operation[None]:
    """Delete the reminders that are queued."""
    yield Step(DELETE_REMINDERS, {"item": item_id})


def forget_tag(item_id: str) -> Operation[None]:
    """Forget the item's way back."""
    yield Step(FORGET_TAG, {"item_id": item_id})


def into_its_threads(item: Item, kind: Kind, *, ref: str | None, at: datetime) -> Operation[None]:
    """Queue a row for the thread of an item, or of every card of one that leaves somebody out."""
    for channel in (yield from _channels(item)):
        yield Step(queueing.INSERT, outgoing_row(kind, channel, item=item.id, ref=ref, due_at=micros(at)))


def _channels(item: Item) -> Operation[tuple[str, ...]]:
    """Return where the item's threads are, or will be: a row of one lane never overtakes the card before it."""
    rows = list((yield Step(CARDS, {"item": item.id})))
    if item.left_out is not None or not rows:
        rows += yield Step(CARDS_TO_COME, {"item": item.id})
    channels = tuple(dict.fromkeys(str(row[0]) for row in rows))
    if item.left_out is not None:  # each of its readers has a card, or will; it is never for the team's channel
        return channels
    if channels:
        return channels[:1]  # of two cards the thread is that of the first
    known = yield from organisation()
    team = known and (known.team(item.team) or known.team(FALLBACK))
    return (team.channel.id if team else "",)  # Slack refuses "", and the sender takes its detours
