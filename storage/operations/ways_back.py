"""How authors find their own: tags of anonymous items, held or released, and what was signed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, null, or_, select, union_all, update

from bot.core.held import WayBack
from bot.ports import Tagged
from storage.operation import Operation, Step
from storage.operations.changing import FORGET_TAG
from storage.rows import micros
from storage.schema import HAS_A_TAG, IS_SIGNED, held, items

MOST_SIGNED = 200
"""Of what somebody signed, so many of the newest: more than a Home could show."""

RELEASED_TAGS = select(items.c.id, items.c.tag).where(items.c.way_back == WayBack.HOME.value, HAS_A_TAG)
HELD_TAGS = select(held.c.id, held.c.tag).where(held.c.way_back == WayBack.HOME.value, held.c.tag.is_not(None))
BY_RECEIPT = union_all(
    select(items.c.id).where(items.c.way_back == WayBack.RECEIPT.value, items.c.tag == bindparam("tag"), HAS_A_TAG),
    select(held.c.id).where(held.c.way_back == WayBack.RECEIPT.value, held.c.tag == bindparam("tag")),
)
FORGET_HELD_TAG = update(held).values(tag=null()).where(held.c.id == bindparam("item_id"))
TAGGED_BEFORE = select(items.c.id).where(
    or_(items.c.way_back == WayBack.HOME.value, items.c.way_back == WayBack.RECEIPT.value),
    HAS_A_TAG,
    items.c.waiting_since < bindparam("then"),
)
HELD_TAGGED_BEFORE = select(held.c.id).where(held.c.tag.is_not(None), held.c.until < bindparam("then"))
SIGNED = (
    select(items.c.id)
    .where(items.c.signed_by == bindparam("person"), IS_SIGNED)
    .order_by(items.c.waiting_since.desc(), items.c.id)
    .limit(MOST_SIGNED)
)


def tagged() -> Operation[tuple[Tagged, ...]]:
    """Return every item that its author may find in their Home, and its tag."""
    found = [*(yield Step(RELEASED_TAGS)), *(yield Step(HELD_TAGS))]
    return tuple(Tagged(item=item, tag=tag) for item, tag in found)


def item_of_receipt(tag: bytes) -> Operation[str | None]:
    """Return the item that these words of a receipt are of, or None."""
    rows = yield Step(BY_RECEIPT, {"tag": tag})
    return str(rows[0][0]) if rows else None


def forget(item_ids: Sequence[str]) -> Operation[None]:
    """Forget the tags of these items."""
    for item_id in item_ids:
        yield Step(FORGET_TAG, {"item_id": item_id})
        yield Step(FORGET_HELD_TAG, {"item_id": item_id})


def before(then: datetime) -> Operation[tuple[str, ...]]:
    """Return the items that have a tag and went out before `then`, or should have."""
    released = yield Step(TAGGED_BEFORE, {"then": micros(then)})
    waiting = yield Step(HELD_TAGGED_BEFORE, {"then": micros(then)})
    return tuple(sorted(str(row[0]) for row in (*released, *waiting)))


def signed_items(person: str) -> Operation[tuple[str, ...]]:
    """Return what `person` signed, newest first."""
    rows = yield Step(SIGNED, {"person": person})
    return tuple(str(row[0]) for row in rows)
