"""What is looked for, and how often: batches, reminders that are due, words to erase, who is there, and counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.current import Current
from bot.identity.identity import Identity
from bot.ports import Clock, KeyStore, Store, Workspace
from bot.process.metrics import Metrics
from bot.process.schedule import Schedule
from bot.usecases.keep_short import SteadyClock, WaysBack, erase_old
from bot.usecases.know_people import refresh_people
from bot.usecases.refresh_groups import refresh_groups
from bot.usecases.release import Releases
from bot.usecases.remind import remind_due
from bot.usecases.settle_times import settle_times

RELEASE_EVERY = timedelta(seconds=1)
REMIND_EVERY = timedelta(seconds=1)
"""Durations in a policy go down to 1 s."""

REFRESH_EVERY = timedelta(seconds=5)
FORGET_EVERY = timedelta(minutes=1)
GROUPS_EVERY = timedelta(hours=1)
PEOPLE_EVERY = timedelta(hours=1)
GAUGES_EVERY = timedelta(seconds=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweeps:
    """What each look stands on, and the looks themselves; `wake` wakes the sender after something was queued."""

    store: Store
    keys: KeyStore
    identity: Identity
    workspace: Workspace
    current: Current
    releases: Releases
    ways_back: WaysBack
    clock: Clock
    steady: SteadyClock
    metrics: Metrics
    wake: Callable[[], None]

    async def release(self) -> None:
        """Let go of the batches whose time has come."""
        if await self.releases.due(self.clock()):
            self.wake()

    async def remind(self) -> None:
        """Queue the reminders that are due."""
        if await remind_due(store=self.store, current=self.current, now=self.clock()):
            self.wake()

    async def forget(self) -> None:
        """Forget who did how much on a day that is over; erase words, and end ways back, whose time is over.

        What a wrong clock has put off for too long becomes due.

        Of the latter nothing while the clock has just jumped: it could not be undone.
        """
        # first, since it needs no store that could fail
        self.identity.rate.tidy()
        self.identity.tries.tidy()
        now = self.clock()
        await settle_times(store=self.store, organisation=self.current.organisation, now=now)
        if not self.steady.believed(now):
            await self.store.scrub()
            return
        if await erase_old(store=self.store, keys=self.keys, now=now):
            self.wake()
        await self.ways_back.tidy(now)

    async def refresh(self) -> None:
        """Read the organisation again where it changed, and then who is in its channels."""
        if await self.current.refresh(self.store):
            await self.people()

    async def groups(self) -> None:
        """Read user groups again."""
        await refresh_groups(
            store=self.store, workspace=self.workspace, organisation=self.current.organisation, now=self.clock()
        )
        await self.refresh()

    async def people(self) -> None:
        """Read again who there is."""
        await refresh_people(workspace=self.workspace, current=self.current)

    async def gauges(self) -> None:
        """Set the gauges."""
        self.metrics.gauges(await self.store.counts())


def make_schedule(sweeps: Sweeps, *, crashed: Callable[[BaseException], None]) -> Schedule:
    """Return the schedule of a process, not started."""
    schedule = Schedule(crashed=crashed)
    schedule.every(RELEASE_EVERY, "batches", sweeps.release)
    schedule.every(REMIND_EVERY, "reminders", sweeps.remind)
    schedule.every(FORGET_EVERY, "forgetting", sweeps.forget)
    schedule.every(REFRESH_EVERY, "organisation", sweeps.refresh)
    schedule.every(GROUPS_EVERY, "groups", sweeps.groups, at_once=True)
    schedule.every(PEOPLE_EVERY, "people", sweeps.people, at_once=True)
    schedule.every(GAUGES_EVERY, "gauges", sweeps.gauges, at_once=True)
    return schedule
