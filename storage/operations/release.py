"""A batch goes out: what was held moves to where it stays, in the order that was drawn for it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete

from bot.core.held import Held, HeldKind
from bot.core.item import ENDED, Answer, Item
from bot.ports import Kind, Release
from storage.held_rows import HELD, held_from
from storage.operation import Operation, Parameters, Step, insert_if_absent
from storage.operations import queueing
from storage.operations.changing import find, to_change
from storage.operations.ending import withdraw
from storage.operations.feedback import store_answer
from storage.operations.holding import DROP_REPLIES
from storage.operations.tidying import Untidy, note
from storage.rows import item_row, micros, outgoing_row
from storage.schema import held, items

TAKE_OUT = delete(held).where(held.c.id == bindparam("id")).returning(*HELD)
INSERT_ITEMS = insert_if_absent(items)


def release(decided: Sequence[Release], *, at: datetime) -> Operation[int]:
    """Move these entries in this order; return how many there were."""
    there = 0
    together: list[tuple[Held, Release]] = []  # items in a row: one statement for all of them
    for decision in decided:
        rows = yield Step(TAKE_OUT, {"id": decision.id})
        if not rows:
            continue
        there += 1
        entry = held_from(rows[0])
        if entry.kind is HeldKind.ITEM:
            together.append((entry, decision))
            continue
        yield from _items(together, at=at)
        together.clear()
        yield from (_answer(entry, at=at) if entry.kind is HeldKind.ANSWER else _withdrawal(entry, at=at))
    yield from _items(together, at=at)
    return there


def _items(entries: Sequence[tuple[Held, Release]], *, at: datetime) -> Operation[None]:
    rows: list[Parameters] = [item_row(_item(entry, decision, at=at), tag=entry.tag) for entry, decision in entries]
    cards: list[Parameters] = [
        outgoing_row(Kind.CARD, place, item=entry.id, due_at=micros(at))
        for entry, decision in entries
        for place in dict.fromkeys(decision.places)
    ]
    if rows:
        yield Step(INSERT_ITEMS, rows)
    if cards:
        yield Step(queueing.INSERT, cards)


def _item(entry: Held, decision: Release, *, at: datetime) -> Item:
    return Item(
        id=entry.id,
        team=entry.team,
        words=entry.words,
        why=entry.why,
        about=entry.about,
        waiting_since=at,
        way_back=entry.way_back,
        left_out=entry.left_out,
        erase_at=decision.erase_at,
    )


def _answer(entry: Held, *, at: datetime) -> Operation[None]:
    item = yield from find(entry.item)
    if item is None or item.state in ENDED:
        yield from note(Untidy.HELD)
    else:
        yield from store_answer(item, Answer(id=entry.id, item=item.id, text=entry.words, answered_at=at))


def _withdrawal(entry: Held, *, at: datetime) -> Operation[None]:
    if (yield from find(entry.item)) is None:
        return
    item = yield from to_change(entry.item)
    if (yield from withdraw(item, at=at)):
        yield Step(DROP_REPLIES, {"item": item.id})
        yield from note(Untidy.HELD)
