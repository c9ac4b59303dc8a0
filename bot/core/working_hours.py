"""When leaders of a team may be reminded: its hours, in its timezone, on the days it works."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.organisation import Policy, WorkingHours

if TYPE_CHECKING:
    from holidays import HolidayBase

LOOK_AHEAD_DAYS = 400
"""How far to look for a working day; where there is none a reminder at any time beats none for ever."""


def working_moment(policy: Policy, moment: datetime) -> datetime:
    """Return `moment` where the team works then, else the start of its next working hours. Aware in, UTC out.

    Hours are counted on the wall of the team's timezone, so they move with daylight saving time.
    """
    if policy.working_hours is None:
        return moment.astimezone(UTC)
    zone = zone_of(policy)
    today = moment.astimezone(zone).date()
    day_off = _days_off(policy)
    for ahead in range(LOOK_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        if day.weekday() not in policy.working_hours.days or day_off(day):
            continue
        opens, closes = _hours(policy.working_hours, day, zone)
        if moment < closes:
            return max(moment.astimezone(UTC), opens)
    return moment.astimezone(UTC)


def zone_of(policy: Policy) -> ZoneInfo:
    """Return the team's timezone; UTC should this machine not know it any more, so that reminders still go out."""
    try:
        return ZoneInfo(policy.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def public_holiday(country: str, day: date) -> bool:
    """Return whether `day` is a public holiday in an ISO 3166 country or part of one (`DE`, `DE-BY`).

    Raises NotImplementedError for a code that nobody has holidays for.
    """
    return day in _calendar(country)


def _hours(hours: WorkingHours, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    def at(wall: time) -> datetime:
        return datetime.combine(day, wall, zone).astimezone(UTC)

    return at(hours.start), at(hours.end)


def _days_off(policy: Policy) -> Callable[[date], bool]:
    match policy.holidays:
        case None:
            return lambda _: False
        case str() as country:
            return lambda day: _is_off(country, day)
        case dates:
            return frozenset(dates).__contains__


def _is_off(country: str, day: date) -> bool:
    try:
        return public_holiday(country, day)
    except NotImplementedError:
        return False


@lru_cache(maxsize=256)
def _calendar(code: str) -> "HolidayBase":
    # Imported here: it takes 25 MB and 0.2 s, which only teams that name a country should pay for.
    from holidays import country_holidays  # noqa: PLC0415

    country, _, part = code.partition("-")
    return country_holidays(country, subdiv=part or None)
