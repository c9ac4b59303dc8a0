"""What is looked for, and how often: reminders that are due, a changed organisation, people in groups, and counts."""

from collections.abc import Callable
from datetime import timedelta

from bot.current import Current
from bot.ports import Clock, Store, Workspace
from bot.process.metrics import Metrics
from bot.process.schedule import Schedule
from bot.usecases.refresh_groups import refresh_groups
from bot.usecases.remind import remind_due

REMIND_EVERY = timedelta(seconds=1)
"""Durations in a policy go down to 1 s."""

REFRESH_EVERY = timedelta(seconds=5)
GROUPS_EVERY = timedelta(hours=1)
GAUGES_EVERY = timedelta(seconds=15)


def make_schedule(
    *,
    store: Store,
    workspace: Workspace,
    current: Current,
    clock: Clock,
    metrics: Metrics,
    wake: Callable[[], None],
    crashed: Callable[[BaseException], None],
) -> Schedule:
    """Return the schedule of a process, not started; `wake` wakes the sender after reminders were queued."""

    async def remind() -> None:
        if await remind_due(store=store, current=current, now=clock()):
            wake()

    async def refresh() -> None:
        await current.refresh(store)

    async def groups() -> None:
        await refresh_groups(store=store, workspace=workspace, organisation=current.organisation, now=clock())
        await current.refresh(store)

    async def gauges() -> None:
        metrics.gauges(await store.counts())

    schedule = Schedule(crashed=crashed)
    schedule.every(REMIND_EVERY, "reminders", remind)
    schedule.every(REFRESH_EVERY, "organisation", refresh)
    schedule.every(GROUPS_EVERY, "groups", groups, at_once=True)
    schedule.every(GAUGES_EVERY, "gauges", gauges, at_once=True)
    return schedule
