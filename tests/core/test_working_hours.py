from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.organisation import Policy, WorkingHours
from bot.core.working_hours import public_holiday, working_moment, zone_of
from tests.core.support import at

WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))


def hours(start: str = "09:00", end: str = "17:30", days: frozenset[int] = WEEKDAYS) -> WorkingHours:
    return WorkingHours(days=days, start=time.fromisoformat(start), end=time.fromisoformat(end))


BERLIN = Policy(timezone="Europe/Berlin", working_hours=hours(), holidays="DE")
NEW_YORK = Policy(timezone="America/New_York", working_hours=hours(), holidays="US")


@pytest.mark.parametrize(
    ("policy", "asked", "works_at"),
    [
        # 2026-01-12 is a Monday; Berlin is one hour ahead of UTC in winter, two in summer.
        (BERLIN, "2026-01-12 10:00", "2026-01-12 09:00"),
        (BERLIN, "2026-01-12 09:00", "2026-01-12 08:00"),
        (BERLIN, "2026-01-12 08:59", "2026-01-12 08:00"),
        (BERLIN, "2026-01-12 17:29:59", "2026-01-12 16:29:59"),
        (BERLIN, "2026-01-12 17:30", "2026-01-13 08:00"),
        (BERLIN, "2026-01-13 03:00", "2026-01-13 08:00"),
        # A weekend, also one over which summer time begins (29 March) or ends (25 October).
        (BERLIN, "2026-01-16 18:00", "2026-01-19 08:00"),
        (BERLIN, "2026-03-27 18:00", "2026-03-30 07:00"),
        (BERLIN, "2026-10-23 18:00", "2026-10-26 08:00"),
        # Good Friday, the weekend, Easter Monday.
        (BERLIN, "2026-04-02 18:00", "2026-04-07 07:00"),
        # Christmas Eve is no public holiday; 25 December is a Friday.
        (BERLIN, "2026-12-24 18:00", "2026-12-28 08:00"),
        # New York: summer time begins on 8 March and ends on 1 November.
        (NEW_YORK, "2026-03-06 20:00", "2026-03-09 13:00"),
        (NEW_YORK, "2026-10-30 20:00", "2026-11-02 14:00"),
        # Thanksgiving is Thursday, 26 November.
        (NEW_YORK, "2026-11-25 20:00", "2026-11-27 14:00"),
    ],
)
def test_a_moment_moves_to_the_next_working_hours(policy: Policy, asked: str, works_at: str) -> None:
    assert working_moment(policy, at(asked, policy.timezone)) == at(works_at)


@pytest.mark.parametrize(
    ("window", "asked_utc", "works_at_utc"),
    [
        # Berlin, Sunday 29 March 2026: at 01:00 UTC the clock goes from 02:00 to 03:00.
        (("01:00", "04:00"), "2026-03-29 00:59", "2026-03-29 00:59"),
        (("01:00", "04:00"), "2026-03-29 01:30", "2026-03-29 01:30"),
        (("01:00", "04:00"), "2026-03-29 02:00", "2026-03-29 23:00"),
        # 02:30 does not exist then: half an hour after the change, 03:30.
        (("02:30", "06:00"), "2026-03-29 00:00", "2026-03-29 01:30"),
        # Sunday 25 October 2026: at 01:00 UTC the clock goes from 03:00 back to 02:00; the first 02:30 counts.
        (("02:30", "06:00"), "2026-10-25 00:00", "2026-10-25 00:30"),
        (("01:00", "04:00"), "2026-10-25 02:59", "2026-10-25 02:59"),
        (("01:00", "04:00"), "2026-10-25 03:00", "2026-10-26 00:00"),
    ],
)
def test_hours_over_the_change_of_the_clock(window: tuple[str, str], asked_utc: str, works_at_utc: str) -> None:
    policy = Policy(timezone="Europe/Berlin", working_hours=hours(*window, days=EVERY_DAY))
    assert working_moment(policy, at(asked_utc)) == at(works_at_utc)


def test_without_hours_every_moment_is_a_working_moment() -> None:
    policy = Policy(timezone="Europe/Berlin", working_hours=None, holidays="DE")
    assert working_moment(policy, at("2026-12-25 03:00")) == at("2026-12-25 03:00")


def test_listed_dates_are_days_off() -> None:
    policy = Policy(working_hours=hours(), holidays=(date(2026, 1, 12), date(2026, 1, 13)))
    assert working_moment(policy, at("2026-01-12 10:00")) == at("2026-01-14 09:00")


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    assert public_holiday("DE-BY", date(2026, 1, 6))
    assert not public_holiday("DE", date(2026, 1, 6))


def test_a_country_nobody_knows_has_no_holidays_that_stop_reminders() -> None:
    with pytest.raises(NotImplementedError):
        public_holiday("XX", date(2026, 1, 1))
    assert working_moment(Policy(working_hours=hours(), holidays="XX"), at("2026-01-12 10:00")) == at(
        "2026-01-12 10:00"
    )


@pytest.mark.parametrize("timezone", ["Atlantis/Capital", "", "../../etc/passwd"])
def test_a_timezone_that_is_gone_counts_as_utc(timezone: str) -> None:
    assert zone_of(Policy(timezone=timezone)).key == "UTC"


def test_a_team_that_never_works_is_reminded_all_the_same() -> None:
    policy = Policy(working_hours=hours(days=frozenset()))
    assert working_moment(policy, at("2026-01-12 10:00")) == at("2026-01-12 10:00")


@given(
    st.integers(min_value=1_577_836_800, max_value=2_051_222_400).map(
        lambda second: datetime.fromtimestamp(second, UTC)
    ),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]),
)
def test_a_working_moment_is_never_earlier_and_stays_where_it_is(moment: datetime, zone: str) -> None:
    policy = Policy(timezone=zone, working_hours=hours())
    moved = working_moment(policy, moment)
    assert moved >= moment
    assert working_moment(policy, moved) == moved
    assert moved.utcoffset() == moment.utcoffset()
    wall = moved.astimezone(zone_of(policy))
    assert wall.weekday() < 5
    assert time(9) <= wall.time() < time(17, 30)
