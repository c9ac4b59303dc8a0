"""How an item ends, or leaves sight: closed, withdrawn by its author, reported by a leader."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.item import NEXT, Item, State, acknowledged, moved
from bot.ports import Acknowledgement, Kind
from storage.operation import Operation, Step
from storage.operations import queueing
from storage.operations.changing import end_reminders, forget_tag, into_its_threads, save, to_change
from storage.rows import micros, outgoing_row


def close(item_id: str, *, because: str, now: datetime) -> Operation[Item]:
    """Close an item and forget its way back. UnknownItem, IllegalTransition."""
    item = yield from to_change(item_id)
    item = replace(closed(item, because=because), answerable=False)
    yield from end_reminders(item_id)
    yield from forget_tag(item_id)
    yield from save(item, now=now)
    return item


def closed(item: Item, *, because: str) -> Item:
    """Return `item` closed, with no further reminder due; IllegalTransition."""
    return replace(moved(item, State.CLOSED), nudge_at=None, closed_because=because)


def withdraw(item: Item, *, at: datetime) -> Operation[bool]:
    """Withdraw a released item, forget its way back and say so in its thread; False where it has ended otherwise."""
    if State.WITHDRAWN not in NEXT[item.state]:
        return False
    yield from end_reminders(item.id)
    yield from forget_tag(item.id)
    yield from save(replace(moved(item, State.WITHDRAWN), nudge_at=None), now=at)
    yield from into_its_threads(item, Kind.WITHDRAWN, ref=None, at=at)
    return True


def report(item_id: str, *, by: str, places: Sequence[str], now: datetime) -> Operation[Acknowledgement]:
    """Hide an item's words wherever they are shown, and hand them to `places`. UnknownItem."""
    item = yield from to_change(item_id)
    if item.hidden_by is not None:
        return Acknowledgement(item=item, won=False)
    waiting = item.state is State.WAITING
    item = acknowledged(item, by=by, now=now) if waiting else replace(item, version=item.version + 1)
    item = replace(item, hidden_by=by)
    yield from end_reminders(item_id)
    yield from save(item, now=now)
    for place in dict.fromkeys(places):
        yield Step(queueing.INSERT, outgoing_row(Kind.REPORT, place, item=item_id, due_at=micros(now)))
    return Acknowledgement(item=item, won=True)
