"""The store and the key store as the audit hands them to the bot: the real ones, apart from what is not its own."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bot.core.held import Held
from bot.core.item import Item
from bot.core.ladder import remind
from bot.core.organisation import Organisation
from bot.errors import StoreUnavailable
from bot.ports import KeyStore, Reminder, Store

BROKEN = "the audit let this fail"


class Breaking:
    """Passes on every call but those that are to fail, and keeps what errors said."""

    def __init__(self, real: object, said: list[str]) -> None:
        self._real = real
        self._said = said
        self._failing: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()

    def fail_next(self, name: str) -> None:
        """Let the next call of this method raise StoreUnavailable, with nothing written."""
        self._failing[name] += 1

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._real, name)

        async def call(*args: Any, **kwargs: Any) -> Any:
            if self._failing[name]:
                self._failing[name] -= 1
                self.failed[name] += 1
                raise StoreUnavailable(BROKEN)
            try:
                return await method(*args, **kwargs)
            except Exception as error:
                self._said.append(f"{type(error).__name__}: {error!r} {error}")
                raise

        return call


class OnlyThisTeam(Breaking):
    """The real store with an organisation of the audit's own.

    Of the outbox only rows for `lanes`, the people and channels there, are seen, and of what is held only what is for
    `team`: the rest is for the real Slack, and for who is counted by the real process. Reminders of other items are
    decided by the real organisation, and stay in the outbox.
    """

    def __init__(
        self, real: Store, *, team: str, organisation: Organisation, lanes: frozenset[str], said: list[str]
    ) -> None:
        super().__init__(real, said)
        self._store = real
        self._team = team
        self._organisation = organisation
        self._lanes = lanes

    async def lanes(self) -> Mapping[str, datetime]:
        """Return the audit's own; `<channel>/<ts>` is the lane of one message."""
        return {lane: due for lane, due in (await self._store.lanes()).items() if lane.split("/")[0] in self._lanes}

    async def organisation(self) -> Organisation | None:
        """Return the audit's own."""
        return self._organisation

    async def held_due(self, *, now: datetime) -> tuple[Held, ...]:
        """Return what is held for the team and due."""
        return tuple(held for held in await self._store.held_due(now=now) if held.team == self._team)

    async def held_after(self, *, then: datetime) -> tuple[Held, ...]:
        """Return what is held for the team and lies ahead."""
        return tuple(held for held in await self._store.held_after(then=then) if held.team == self._team)

    async def remind_due(self, *, now: datetime, limit: int, decide: Callable[[Item], Reminder]) -> int:
        """Queue what is due, the team's as `decide` says."""
        real = await self._store.organisation()

        def decided(item: Item) -> Reminder:
            if item.team == self._team or real is None:
                return decide(item)
            return remind(item, real, now=now)

        return await self._store.remind_due(now=now, limit=limit, decide=decided)


class NotedKeys(Breaking):
    """The real key store; notes in memory which keys were made, to look for them once they are to be gone."""

    def __init__(self, real: KeyStore, said: list[str]) -> None:
        super().__init__(real, said)
        self._keys = real
        self.made: dict[str, bytes] = {}

    async def key(self, item_id: str, *, expires: date) -> bytes:
        """Return an item's key, and note it."""
        if self._failing["key"]:
            self._failing["key"] -= 1
            self.failed["key"] += 1
            raise StoreUnavailable(BROKEN)
        made = await self._keys.key(item_id, expires=expires)
        self.made[item_id] = made
        return made
