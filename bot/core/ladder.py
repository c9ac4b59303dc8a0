"""When leaders are reminded of a waiting item, and whom."""

from datetime import datetime

from bot.core import conflict
from bot.core.item import Item, State
from bot.core.organisation import Organisation, Policy
from bot.core.working_hours import working_moment
from bot.ports import Reminder


def first_nudge(policy: Policy, *, delivered_at: datetime) -> datetime:
    """Return when the first reminder is due: `first_after` has passed since delivery, and the team works. In UTC."""
    return working_moment(policy, delivered_at + policy.nudge.first_after)


def next_nudge(policy: Policy, *, now: datetime) -> datetime:
    """Return when the next reminder is due, counted from `now` and not from when the last one should have gone out.

    So after downtime what was missed is made up for once, and not all at once. In UTC.
    """
    return working_moment(policy, now + policy.nudge.then_every)


def waits(item: Item) -> bool:
    """Return whether anybody may still be reminded of an item: it waits, and there is something to be read."""
    return item.state is State.WAITING and item.hidden_by is None and not item.erased


def remind(item: Item, organisation: Organisation, *, now: datetime) -> Reminder:
    """Decide about an item whose reminder is due: whom to remind now, and when to look again.

    Outside the team's hours nobody is reminded and `next_at` is their start; an item that no longer waits is left
    alone. Where none of the team's leaders can be reached the fallback's are. Of an item about a leader only those who
    have it are reminded, and in no thread.
    """
    if not waits(item):
        return Reminder(people=(), in_thread=False, next_at=None)
    team = organisation.owner(item.team)
    works_at = working_moment(team.policy, now)
    if works_at > now:
        return Reminder(people=(), in_thread=False, next_at=works_at)
    next_at = next_nudge(team.policy, now=now)
    if item.left_out is not None:
        people = conflict.readers(organisation, team, item.left_out)
        return Reminder(people=people, in_thread=False, next_at=next_at)
    return Reminder(people=organisation.leaders_or_fallbacks(team), in_thread=True, next_at=next_at)
