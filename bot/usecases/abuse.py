"""What leaders can do against abuse without learning who it was: mute an author for a while, report an item."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.core.conflict import readers
from bot.core.item import Item
from bot.core.organisation import Organisation
from bot.errors import Refused
from bot.identity.identity import Identity
from bot.ports import Acknowledgement, Mute, Store
from bot.usecases.acknowledge import item_for
from bot.words import abuse as say

MUTED_FOR = timedelta(days=7)
"""Long enough to cool down; nobody can plead against it, since nobody knows whom it met."""


async def mute(
    *,
    store: Store,
    identity: Identity,
    organisation: Organisation,
    item_id: str,
    person: str,
    now: datetime,
    new_id: Callable[[], str],
) -> date:
    """Take no more anonymous feedback for this team from whoever wrote the item; return until which day (UTC).

    Its author is met only where they can be found in their Home. The leader is told the same in any case, and so is
    whoever mutes twice, which is kept once and ends when the first one does. Raises Refused (it is signed),
    UnknownItem, NotALeader and StoreFailure.
    """
    item = await item_for(store=store, organisation=organisation, item_id=item_id, person=person)
    if not item.anonymous:
        raise Refused(say.SIGNED)
    until = now.date() + MUTED_FOR
    keys = await identity.keys.keys()
    tag = next((one.tag for one in await store.tagged() if one.item == item_id), None)
    team = organisation.owner(item.team).key
    known = await identity.keys.mutes(team=team, now=now)
    if tag is not None and item_id in keys and all(one.tag != tag for one in known):
        await identity.keys.mute(Mute(id=new_id(), team=team, key=keys[item_id], tag=tag, until=until))
    return until


async def report(
    *, store: Store, organisation: Organisation, item_id: str, person: str, now: datetime
) -> Acknowledgement:
    """Hide an item's words and hand them to those who look after safety; the author's way back stays.

    `won` is False where it was reported before. Raises Refused (nobody but whoever reports could be handed them),
    UnknownItem, NotALeader and StoreFailure; nothing changes then.
    """
    item = await item_for(store=store, organisation=organisation, item_id=item_id, person=person)
    places = _places(organisation, item, by=person)
    if not places:
        raise Refused(say.NOBODY_TO_TELL)
    return await store.report(item_id, by=person, places=places, now=now)


def _places(organisation: Organisation, item: Item, *, by: str) -> tuple[str, ...]:
    """Return where a reported item goes: the safety channel; people where there is none, or it is about a leader.

    Who reports it is none of these people, or a leader who is the only admin could hide what is about themselves from
    everybody else; nor is the leader whom its author left out.
    """
    if item.left_out is None and organisation.safety_channel is not None:
        return (organisation.safety_channel.id,)
    levels = [organisation.admins, organisation.leaders(organisation.fallback)]
    if item.left_out is not None:
        levels.append(readers(organisation, organisation.owner(item.team), item.left_out))
    for people in levels:
        if others := tuple(person for person in dict.fromkeys(people) if person not in (by, item.left_out)):
            return others
    return ()
