"""What was put off while a clock was wrong, and would wait for as long as it was ahead: it becomes due now."""

from datetime import datetime, timedelta

from bot.core.organisation import Organisation
from bot.ports import Store

ROWS_AFTER = timedelta(hours=25)
"""Nothing that waits to be sent is put off for longer: the longest pause is an hour, a burst of updates some hours."""

DAYS_OFF = timedelta(days=31)
"""No team is off for longer in a row, with weekends and holidays together."""


async def settle_times(*, store: Store, organisation: Organisation, now: datetime) -> None:
    """Make due what is due later than any policy could have set it at `now`. Raises StoreFailure."""
    await store.settle(
        now=now, rows_after=now + ROWS_AFTER, reminders_after=now + longest_pause(organisation) + DAYS_OFF
    )


def longest_pause(organisation: Organisation) -> timedelta:
    """Return the longest time between two reminders that any team has, archived ones and the fallback included."""
    policies = (team.policy.nudge for team in (organisation.fallback, *organisation.teams))
    return max(max(nudge.first_after, nudge.then_every) for nudge in policies)
