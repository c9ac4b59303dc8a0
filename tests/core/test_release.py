from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.organisation import Policy
from bot.core.release import DAY, Times, latest_time, next_time, resettled, times
from tests.core.support import at, held, policy

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Santiago",
]


MOMENTS = st.integers(min_value=1_293_840_000, max_value=2_051_222_400).map(lambda s: datetime.fromtimestamp(s, UTC))
# Around the days on which the clocks of these zones change, Apia's missing 30 December 2011 included.
CHANGES = st.sampled_from(
    ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-05", "2026-10-04", "2011-12-30", "2026-09-06"]
)
NEAR_CHANGES = st.builds(
    lambda day, seconds: at(f"{day} 00:00") + timedelta(seconds=seconds), CHANGES, st.integers(-172_800, 172_800)
)
STEPS = st.sampled_from(
    [1, 5, 59, 60, 420, 900, 3_600, 5_400, 7_200, 21_600, 25_200, 86_399, 86_400, 90_000, 172_800, 604_800]
).map(lambda seconds: timedelta(seconds=seconds))
POLICIES = st.builds(policy, STEPS, st.sampled_from(ZONES), st.sampled_from([None, "00:30", "02:30", "09:00", "22:00"]))


@pytest.mark.parametrize(
    ("every", "now", "comes"),
    [
        # 2026-01-12 is a Monday, and Berlin is then one hour ahead of UTC.
        (2 * HOUR, "2026-01-12 08:59", "2026-01-12 09:00"),
        (2 * HOUR, "2026-01-12 09:00", "2026-01-12 11:00"),
        (2 * HOUR, "2026-01-12 23:30", "2026-01-13 01:00"),
        # Sundays count as well: the author may not wish to wait for Monday.
        (2 * HOUR, "2026-01-11 12:00", "2026-01-11 13:00"),
        # Seven hours do not divide a day: 09, 16, 23, 06, and again from 09.
        (7 * HOUR, "2026-01-13 06:30", "2026-01-13 09:00"),
        (timedelta(minutes=7), "2026-01-13 08:59", "2026-01-13 09:00"),
        (SECOND, "2026-01-12 10:00:00.5", "2026-01-12 10:00:01"),
        (DAY, "2026-01-12 09:00", "2026-01-13 09:00"),
        # 7 days: every Monday, since the day that they are counted from was one.
        (7 * DAY, "2026-01-12 10:00", "2026-01-19 09:00"),
    ],
)
def test_the_next_fixed_time_is_counted_from_the_start_of_work(every: timedelta, now: str, comes: str) -> None:
    assert next_time(policy(every), at(now, "Europe/Berlin")) == at(comes, "Europe/Berlin")


def test_a_team_that_always_works_counts_from_midnight() -> None:
    always = policy(start=None)
    assert next_time(always, at("2026-01-12 09:00", "Europe/Berlin")) == at("2026-01-12 10:00", "Europe/Berlin")
    assert latest_time(always, at("2026-01-12 01:00", "Europe/Berlin")) == at("2026-01-12 00:00", "Europe/Berlin")


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"])
def test_a_daily_batch_is_at_the_same_hour_when_the_clocks_change(day: str) -> None:
    comes = next_time(policy(DAY), at(f"{day} 10:00", "Europe/Berlin")).astimezone(ZoneInfo("Europe/Berlin"))
    assert comes.time() == time(9)
    assert comes.date() - at(day).date() == DAY


def test_on_the_day_with_a_missing_hour_the_times_stay_apart_and_end_at_the_start_of_work() -> None:
    # Berlin, 29 March 2026, 02:00 becomes 03:00: the day that began on 28 March at 09:00 has 23 hours.
    now, seen = at("2026-03-28 21:00", "Europe/Berlin"), []
    while now < at("2026-03-29 09:00", "Europe/Berlin"):
        now = next_time(policy(), now)
        seen.append(f"{now.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}")
    assert seen == ["23:00", "01:00", "04:00", "06:00", "08:00", "09:00"]


@settings(max_examples=400)
@given(POLICIES, MOMENTS | NEAR_CHANGES)
def test_now_lies_between_two_fixed_times_with_no_other_in_between(rule: Policy, now: datetime) -> None:
    before, after = latest_time(rule, now), next_time(rule, now)
    assert before <= now < after
    assert before.utcoffset() == after.utcoffset() == timedelta()
    assert next_time(rule, before) == after
    assert latest_time(rule, after) == after
    assert latest_time(rule, after - timedelta(microseconds=1)) == before


@settings(max_examples=400)
@given(POLICIES, MOMENTS | NEAR_CHANGES)
def test_fixed_times_are_one_step_apart_but_for_the_end_of_a_day(rule: Policy, now: datetime) -> None:
    before, after = latest_time(rule, now), next_time(rule, now)
    step, zone = rule.anonymous.release_every, ZoneInfo(rule.timezone)
    if step < DAY:
        assert after - before <= step
        wall = after.astimezone(zone)
        start = rule.working_hours.start if rule.working_hours else time()
        begins = datetime.combine(wall.date(), start, zone).astimezone(UTC)
        assert after - before == step or after == begins
    elif rule.timezone == "Pacific/Apia":
        assert after - before <= step + DAY
    else:
        # A repeated hour makes it one hour longer, a missing one shorter.
        assert abs(after - before - step) <= HOUR


@given(POLICIES, MOMENTS | NEAR_CHANGES, st.integers(min_value=1, max_value=10**7))
def test_the_last_look_is_a_fixed_time_that_comes_after_taking(rule: Policy, now: datetime, seconds: int) -> None:
    rule = replace(rule, anonymous=replace(rule.anonymous, hold_at_most=timedelta(seconds=seconds)))
    taken = times(rule, now)
    assert taken.batch == next_time(rule, now)
    assert taken.until >= taken.batch
    assert latest_time(rule, taken.until) == taken.until
    assert taken.until == taken.batch or taken.until - now <= rule.anonymous.hold_at_most


@given(POLICIES, MOMENTS | NEAR_CHANGES, st.integers(0, 999).map(lambda n: n / 1000))
def test_the_times_do_not_tell_when_between_two_fixed_times_it_came(rule: Policy, now: datetime, part: float) -> None:
    before, after = latest_time(rule, now), next_time(rule, now)
    other = before + part * (after - before)
    assert times(rule, other) == times(rule, now)


def test_times_of_the_defaults_read_as_expected() -> None:
    assert times(policy(), at("2026-01-12 10:12", "Europe/Berlin")) == Times(
        batch=at("2026-01-12 11:00", "Europe/Berlin"), until=at("2026-01-13 09:00", "Europe/Berlin")
    )


def test_ten_years_in_steps_of_a_second_are_computed_and_not_counted() -> None:
    long = policy(SECOND, hold_at_most=timedelta(days=3650))
    assert times(long, at("2026-01-12 10:00")).until == at("2036-01-10 10:00")


# A clock that was wrong


def test_what_a_clock_far_ahead_set_gets_new_times() -> None:
    wrong = times(policy(), at("2036-01-12 10:00"))
    now = at("2026-01-12 10:30", "Europe/Berlin")
    assert resettled(held(wrong.batch, wrong.until), policy(), now) == times(policy(), now)


@given(POLICIES, MOMENTS | NEAR_CHANGES, st.integers(min_value=1, max_value=10**7))
def test_what_was_taken_just_now_is_left_alone(rule: Policy, now: datetime, seconds: int) -> None:
    rule = replace(rule, anonymous=replace(rule.anonymous, hold_at_most=timedelta(seconds=seconds)))
    if rule.timezone == "Pacific/Apia":
        return
    taken = times(rule, now)
    assert resettled(held(taken.batch, taken.until), rule, now + SECOND) is None


def test_a_shorter_step_afterwards_does_not_hurry_what_is_held() -> None:
    taken = times(policy(DAY), at("2026-01-12 10:00"))
    assert resettled(held(taken.batch, taken.until), policy(timedelta(seconds=5)), at("2026-01-12 10:01")) is None


def test_new_times_leave_as_long_to_wait_as_the_policy_of_then() -> None:
    careful = policy(hold_at_most=timedelta(days=3))
    wrong = times(careful, at("2036-01-12 10:00"))
    new = resettled(held(wrong.batch, wrong.until), policy(hold_at_most=HOUR), at("2026-01-12 10:00"))
    assert new is not None
    assert new.until - new.batch == wrong.until - wrong.batch
