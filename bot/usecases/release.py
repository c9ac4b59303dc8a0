"""The sweep that lets go of what was held: at each team's fixed times, in batches, shuffled."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.core.conflict import not_counting
from bot.core.held import Held, HeldKind
from bot.core.organisation import Organisation
from bot.core.release import going, group_of, latest_time, resettled
from bot.current import Current
from bot.identity.authors import Authors
from bot.ports import KeyStore, Meter, Store
from bot.usecases.going_out import decision

DAY = timedelta(days=1)
"""No batch that a right clock set is further ahead than this, or than one step of a policy."""

_Group = tuple[str, str | None]


class Releases:
    """Looks at what is due, once per fixed time of each team: between two of them nothing goes out.

    So whoever sends something sees nothing move because of it. The first look after a start counts, since nobody knows
    what the process before had seen. Which fixed time was looked at is kept in memory, as are the authors.
    """

    def __init__(
        self,
        *,
        store: Store,
        current: Current,
        authors: Authors,
        shuffle: Callable[[list[Any]], None],
        keys: KeyStore,
        meter: Meter,
    ) -> None:
        """`shuffle` puts a list into an order that nobody can foretell; `keys` are those of withdrawn items."""
        self._store = store
        self._current = current
        self._authors = authors
        self._shuffle = shuffle
        self._keys = keys
        self._meter = meter
        self._looked: dict[str, datetime] = {}

    async def due(self, now: datetime) -> int:
        """Release what may go out at `now`; return how many entries. Raises StoreFailure.

        What goes out of a group does so in one transaction. A process that is killed between two of them goes on with
        the next at its first look.
        """
        organisation = self._current.organisation
        await self._resettle(organisation, now)
        groups: dict[str, dict[_Group, list[Held]]] = {}
        for held in await self._store.held_due(now=now):
            groups.setdefault(held.team, {}).setdefault(group_of(held), []).append(held)
        released = 0
        for team, of_team in groups.items():
            fixed = latest_time(organisation.owner(team).policy, now)
            # A clock that was set moves it either way; an extra look beats none until the old time comes again.
            if self._looked.get(team) == fixed:
                continue
            for held_together in of_team.values():
                released += await self._release(held_together, organisation, fixed=fixed, now=now)
            self._looked[team] = fixed
        return released

    async def _release(self, due: Sequence[Held], organisation: Organisation, *, fixed: datetime, now: datetime) -> int:
        at = max(fixed, *(held.batch for held in due))
        decided = {held.id: found for held in due if (found := decision(held, organisation, at=at)) is not None}
        out = not_counting(organisation, *group_of(due[0]))
        leaving = going(
            [held for held in due if held.id in decided],
            distinct=lambda ids: self._authors.distinct(ids, not_counting=out),
            now=now,
        )
        if not leaving:
            return 0
        order = [decided[held.id] for held in leaving]
        self._shuffle(order)
        count = await self._store.release(order, at=at)
        self._authors.forget(release.id for release in order)
        if due[0].left_out is None:  # whom the others leave out may see the counters, and shall infer nothing
            self._meter.count("batch_released")
            for _ in (held for held in leaving if held.kind is HeldKind.ITEM):
                self._meter.count("feedback_taken")
        await self._destroy_keys(held.item for held in leaving if held.kind is HeldKind.WITHDRAWAL)
        return count

    async def _destroy_keys(self, items: Iterable[str]) -> None:
        """Destroy the keys of items that a withdrawal has ended: of one that is made right by now it does not."""
        found = [await self._store.item(item_id) for item_id in items]
        if ended := [item.id for item in found if item is not None and not item.answerable]:
            await self._keys.destroy(ended)
            await self._store.scrub()

    async def _resettle(self, organisation: Organisation, now: datetime) -> None:
        """Give new times to what lies too far ahead: it was taken while a clock was wrong."""
        for held in await self._store.held_after(then=now + DAY):
            times = resettled(held, organisation.owner(held.team).policy, now)
            if times is not None:
                await self._store.rebatch(held.id, batch=times.batch, until=times.until)
