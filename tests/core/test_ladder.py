from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.item import State
from bot.core.ladder import first_nudge, next_nudge, remind, waits
from bot.core.organisation import Nudging, Policy
from bot.ports import Reminder
from tests.core.support import PAYMENTS, SEARCH, TRIAGE, at, item, organisation, team
from tests.core.test_working_hours import BERLIN, EVERY_DAY, NEW_YORK, hours

WORKING = organisation(replace(PAYMENTS, policy=BERLIN))


@pytest.mark.parametrize(
    ("policy", "delivered", "first"),
    [
        (BERLIN, "2026-01-12 10:00", "2026-01-12 14:00"),
        (BERLIN, "2026-01-12 13:30", "2026-01-13 09:00"),
        (BERLIN, "2026-01-12 02:00", "2026-01-12 09:00"),
        (BERLIN, "2026-01-16 16:00", "2026-01-19 09:00"),
        (BERLIN, "2026-03-27 16:00", "2026-03-30 09:00"),
        (BERLIN, "2026-10-23 16:00", "2026-10-26 09:00"),
        (NEW_YORK, "2026-03-06 16:00", "2026-03-09 09:00"),
        (NEW_YORK, "2026-10-30 16:00", "2026-11-02 09:00"),
    ],
)
def test_the_first_reminder_waits_four_hours_and_for_the_teams_morning(
    policy: Policy, delivered: str, first: str
) -> None:
    delivered_at = at(delivered, policy.timezone)
    assert first_nudge(policy, delivered_at=delivered_at) == at(first, policy.timezone)


def test_waiting_is_counted_in_elapsed_time_over_the_change_of_the_clock() -> None:
    policy = replace(BERLIN, working_hours=hours(days=EVERY_DAY), holidays=None)
    # A day of 24 hours from Saturday 10:00 ends on Sunday at 11:00, since one hour was left out.
    assert next_nudge(policy, now=at("2026-03-28 10:00", "Europe/Berlin")) == at("2026-03-29 11:00", "Europe/Berlin")


def test_seconds_are_honoured_for_a_team_that_is_always_there() -> None:
    policy = Policy(nudge=Nudging(first_after=timedelta(seconds=1), then_every=timedelta(seconds=2)))
    assert first_nudge(policy, delivered_at=at("2026-01-11 03:00")) == at("2026-01-11 03:00:01")
    assert next_nudge(policy, now=at("2026-01-11 03:00:01")) == at("2026-01-11 03:00:03")


def test_every_leader_is_reminded_and_the_thread_too() -> None:
    now = at("2026-01-12 14:00", "Europe/Berlin")
    assert remind(item(), WORKING, now=now) == Reminder(
        people=("ULEAD", "UBEN"), in_thread=True, next_at=at("2026-01-13 14:00", "Europe/Berlin")
    )


def test_a_sweep_that_comes_after_hours_reminds_nobody_and_looks_again_in_the_morning() -> None:
    late = remind(item(), WORKING, now=at("2026-01-16 20:00", "Europe/Berlin"))
    assert late == Reminder(people=(), in_thread=False, next_at=at("2026-01-19 09:00", "Europe/Berlin"))


def test_after_downtime_what_was_missed_comes_once() -> None:
    waiting = item(nudges=1, nudge_at=at("2026-01-05 14:00"))
    now = at("2026-01-14 11:00", "Europe/Berlin")
    decided = remind(waiting, WORKING, now=now)
    assert decided.people == ("ULEAD", "UBEN")
    assert decided.next_at == now + timedelta(days=1)


@pytest.mark.parametrize("state", [state for state in State if state is not State.WAITING])
def test_an_item_that_no_longer_waits_is_left_alone(state: State) -> None:
    decided = remind(item(state=state), WORKING, now=at("2026-01-12 12:00"))
    assert decided == Reminder(people=(), in_thread=False, next_at=None)


def test_an_item_of_a_team_that_nobody_knows_reminds_the_fallbacks_leaders() -> None:
    assert remind(item(team="gone"), organisation(), now=at("2026-01-12 12:00")).people == ("UTRIAGE",)


def test_an_item_of_an_archived_team_still_reminds_its_leaders() -> None:
    archived = organisation(replace(SEARCH, archived=True))
    assert remind(item(team="search"), archived, now=at("2026-01-12 12:00")).people == ("USEARCH",)


@pytest.mark.parametrize("changes", [{"hidden_by": "ULEAD"}, {"erased": True}])
def test_what_can_not_be_read_any_more_is_left_alone(changes: dict[str, Any]) -> None:
    assert waits(item())
    assert not waits(item(**changes))
    decided = remind(item(**changes), WORKING, now=at("2026-01-12 12:00"))
    assert decided == Reminder(people=(), in_thread=False, next_at=None)


def test_of_an_item_about_a_leader_only_those_who_have_it_are_reminded_and_no_thread() -> None:
    now = at("2026-01-12 14:00", "Europe/Berlin")
    assert remind(item(left_out="ULEAD"), WORKING, now=now) == Reminder(
        people=("UDIRECTOR",), in_thread=False, next_at=at("2026-01-13 14:00", "Europe/Berlin")
    )


def test_an_item_about_a_leader_never_reminds_that_one() -> None:
    for above in ((), (("ULEAD",),)):
        alone = organisation(replace(PAYMENTS, escalation=above))
        assert remind(item(left_out="ULEAD"), alone, now=at("2026-01-12 12:00")).people == ("UTRIAGE",)


def test_of_an_item_about_a_leader_the_teams_hours_count_too() -> None:
    late = remind(item(left_out="ULEAD"), WORKING, now=at("2026-01-16 20:00", "Europe/Berlin"))
    assert late == Reminder(people=(), in_thread=False, next_at=at("2026-01-19 09:00", "Europe/Berlin"))


def test_where_no_leader_can_be_reached_the_fallbacks_leaders_are() -> None:
    empty = organisation(team("payments", leaders=("SNOBODY",)))
    decided = remind(item(), empty, now=at("2026-01-12 12:00"))
    assert decided.people == TRIAGE.leaders
    assert decided.in_thread
