"""When what anonymous authors send goes out: at fixed times, in batches, so that its moment says little about who."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.core.held import Held, HeldKind, WayBack
from bot.core.organisation import Policy, Team
from bot.core.working_hours import zone_of

DAY = timedelta(days=1)
EPOCH_DAY = date(2024, 1, 1)
"""The day from which steps of a day or longer count. It is a Monday, so a step of 7 days is every Monday."""

_NEIGHBOURS = (-2, -1, 0, 1, 2)
"""Days or steps around a moment that may hold the one looked for: a timezone that drops a day moves it by one."""

_Promise = tuple[int, timedelta, timedelta]
"""The policy's `at_least`, `release_every` and `hold_at_most`, of each of which less is weaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The first fixed time at which something may go out, and the one at which it goes however few wait. In UTC."""

    batch: datetime
    until: datetime


def next_time(policy: Policy, now: datetime) -> datetime:
    """Return the first fixed time after `now`. Aware in, UTC out.

    The fixed times of each local day are `release_every` apart, counted from the start of working hours (from midnight
    where the team always works) until those of the next day begin; weekends and holidays count like other days. A
    step of a day or longer counts on the clock on the team's wall, from `EPOCH_DAY`.
    """
    step = policy.anonymous.release_every
    if step >= DAY:
        return min(moment for moment in _long_steps(policy, now) if moment > now)
    begins = _beginnings(policy, now)
    began = max(moment for moment in begins if moment <= now)
    return min(began + ((now - began) // step + 1) * step, *(moment for moment in begins if moment > now))


def latest_time(policy: Policy, now: datetime) -> datetime:
    """Return the last fixed time that is not after `now`. Aware in, UTC out."""
    step = policy.anonymous.release_every
    if step >= DAY:
        return max(moment for moment in _long_steps(policy, now) if moment <= now)
    began = max(moment for moment in _beginnings(policy, now) if moment <= now)
    return began + (now - began) // step * step


def times(policy: Policy, now: datetime) -> Times:
    """Return the times of what is taken at `now`.

    `until` is counted from the earliest moment whose batch is the same, so that it tells no more than the batch does,
    and nothing waits longer than `hold_at_most` unless its first batch is further away.
    """
    return _from_batch(policy, next_time(policy, now), policy.anonymous.hold_at_most - policy.anonymous.release_every)


def hold(
    kind: HeldKind,
    held_id: str,
    team: Team,
    *,
    item: str,
    now: datetime,
    words: str = "",
    why: str = "",
    about: str | None = None,
    left_out: str | None = None,
    way_back: WayBack | None = None,
) -> Held:
    """Return what is taken at `now`, with the times and the promise of its team's policy; its tag is still to come."""
    policy = team.policy
    when = times(policy, now)
    return Held(
        id=held_id,
        kind=kind,
        item=item,
        team=team.key,
        batch=when.batch,
        until=when.until,
        at_least=policy.anonymous.at_least,
        release_every=policy.anonymous.release_every,
        hold_at_most=policy.anonymous.hold_at_most,
        keep_for=policy.retention_text,
        words=words,
        why=why,
        about=about,
        left_out=left_out,
        way_back=way_back,
    )


def group_of(held: Held) -> tuple[str, str | None]:
    """Return what goes out together: the team, and the leader who must not learn of it."""
    return held.team, held.left_out


def going(due: Sequence[Held], *, distinct: Callable[[Sequence[str]], int], now: datetime) -> tuple[Held, ...]:
    """Return which of the due entries of one group go out now, in the order given.

    `distinct`, given ids of entries, counts their authors, without those who may answer and those whom nobody knows any
    more. An entry goes where as many as it wants have one that goes too, its own included. Else those go whose time is
    up, and take the others with them, for company; one that counts for nobody does not, or a leader could send one
    after the other to have every author's go out alone.

    Nothing that was promised less counts for an entry or takes it along: it may go out so soon after it came that its
    author is known, and who makes a policy weaker would reach what was sent before.
    """
    groups: dict[_Promise, list[Held]] = {}
    for held in due:
        groups.setdefault(_promise(held), []).append(held)
    leaving: set[_Promise] = set()
    company: set[_Promise] = set()
    for promise in sorted(groups, reverse=True):  # so that all which counts for one was decided before
        counting = (promise, *(other for other in leaving if _as_careful(other, promise)))
        if distinct([held.id for one in counting for held in groups[one]]) >= promise[0]:
            leaving.add(promise)
        if distinct([held.id for held in groups[promise] if held.until <= now]):
            company.add(promise)
    leaving |= {promise for promise in groups if any(_as_careful(other, promise) for other in company)}
    return tuple(held for held in due if held.until <= now or _promise(held) in leaving)


def resettled(held: Held, policy: Policy, now: datetime) -> Times | None:
    """Return new times for an entry whose batch is so far ahead that a clock was wrong when it was taken; else None.

    A batch is never further ahead than one step. Up to a day is believed whatever the step is now, since the team's
    policy may have had a longer one when it was taken. It may be held as long after the new batch as after the old.
    """
    if held.batch <= now + max(policy.anonymous.release_every, DAY):
        return None
    return _from_batch(policy, next_time(policy, now), held.until - held.batch)


def _from_batch(policy: Policy, batch: datetime, longer: timedelta) -> Times:
    return Times(batch=batch, until=max(batch, latest_time(policy, batch + longer)))


def _promise(held: Held) -> _Promise:
    return held.at_least, held.release_every, held.hold_at_most


def _as_careful(one: _Promise, other: _Promise) -> bool:
    """Return whether `one` is in nothing weaker than `other`."""
    return one[0] >= other[0] and one[1] >= other[1] and one[2] >= other[2]


def _start(policy: Policy) -> time:
    return policy.working_hours.start if policy.working_hours else time()


def _beginnings(policy: Policy, now: datetime) -> tuple[datetime, ...]:
    """Return from when the days around `now` are counted."""
    zone = zone_of(policy)
    return _beginnings_around(now.astimezone(zone).date(), _start(policy), zone)


@lru_cache(maxsize=256)  # the same all day for a team, and asked for with everything that is sent
def _beginnings_around(today: date, start: time, zone: ZoneInfo) -> tuple[datetime, ...]:
    return tuple(datetime.combine(today + timedelta(days=ahead), start, zone).astimezone(UTC) for ahead in _NEIGHBOURS)


def _long_steps(policy: Policy, now: datetime) -> Iterator[datetime]:
    """Yield the fixed times around `now`. On the wall, so that a daily batch is at the same hour all year."""
    zone, step = zone_of(policy), policy.anonymous.release_every
    first = datetime.combine(EPOCH_DAY, _start(policy))
    passed = (now.astimezone(zone).replace(tzinfo=None) - first) // step
    for ahead in _NEIGHBOURS:
        yield (first + (passed + ahead) * step).replace(tzinfo=zone).astimezone(UTC)
