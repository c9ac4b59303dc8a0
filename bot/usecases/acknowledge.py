"""A leader says "heard": the item stops asking. Who leads an item is decided here, for every way of answering it."""

from datetime import datetime

from bot.core.conflict import may_answer
from bot.core.item import Item
from bot.core.organisation import Organisation
from bot.errors import NotALeader, UnknownItem
from bot.ports import Acknowledgement, Store


async def item_for(*, store: Store, organisation: Organisation, item_id: str, person: str) -> Item:
    """Return the item if `person` may answer for its team; raise UnknownItem, NotALeader or StoreFailure.

    Of an item about a leader nobody but its readers learns that it is there.
    """
    item = await store.item(item_id)
    if item is None:
        raise UnknownItem(f"there is no item {item_id}")
    if may_answer(organisation, item, person):
        return item
    if item.left_out is not None:
        raise UnknownItem(f"there is no item {item_id}")
    raise NotALeader(f"only leaders of the team that owns {item_id} can answer it")


async def acknowledge(
    *, store: Store, organisation: Organisation, item_id: str, person: str, now: datetime
) -> Acknowledgement:
    """Acknowledge an item as one of its leaders; `won` is False where it was not waiting any more.

    Raises UnknownItem, NotALeader and StoreFailure; nothing changes then.
    """
    await item_for(store=store, organisation=organisation, item_id=item_id, person=person)
    return await store.acknowledge(item_id, by=person, now=now)
