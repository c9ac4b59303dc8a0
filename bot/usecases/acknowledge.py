"""A leader says "heard": the item stops asking. Who leads an item is decided here, for every way of answering it."""

from dataclasses import replace
from datetime import datetime

from bot.core.item import Item
from bot.core.organisation import Organisation, Team
from bot.errors import NotALeader, UnknownItem
from bot.ports import Acknowledgement, Store


def may_answer(organisation: Organisation, team: Team, person: str) -> bool:
    """Return whether `person` leads `team`, or is on one of the levels above that are asked after its leaders."""
    above = (organisation.leaders(replace(team, leaders=level)) for level in team.escalation)
    return person in organisation.leaders_or_fallbacks(team) or any(person in level for level in above)


async def item_for(*, store: Store, organisation: Organisation, item_id: str, person: str) -> Item:
    """Return the item if `person` may answer for its team; raise UnknownItem, NotALeader or StoreFailure."""
    item = await store.item(item_id)
    if item is None:
        raise UnknownItem(f"there is no item {item_id}")
    if not may_answer(organisation, organisation.owner(item.team), person):
        raise NotALeader(f"only leaders of the team that owns {item_id} can answer it")
    return item


async def acknowledge(
    *, store: Store, organisation: Organisation, item_id: str, person: str, now: datetime
) -> Acknowledgement:
    """Acknowledge an item as one of its leaders; `won` is False where it was not waiting any more.

    Raises UnknownItem, NotALeader and StoreFailure; nothing changes then.
    """
    await item_for(store=store, organisation=organisation, item_id=item_id, person=person)
    return await store.acknowledge(item_id, by=person, now=now)
