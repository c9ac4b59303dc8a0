"""Contract: the organisation, applied whole, and the user groups read from Slack."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.item import Item
from bot.core.organisation import FALLBACK, Channel, Group, Nudging, Policy, Team, WorkingHours
from bot.ports import Change, Store
from tests.storage.conftest import Open
from tests.storage.samples import (
    LATER,
    NOW,
    PAYMENTS,
    SEARCH,
    SOON,
    TRIAGE,
    claimed,
    delivered,
    item,
    organisation,
    reminder,
)

A_YEAR = NOW + timedelta(days=365)


async def test_before_the_first_apply_there_is_no_organisation(empty_store: Store) -> None:
    assert await empty_store.organisation() is None
    assert await empty_store.organisation_version() == 0


async def test_what_is_applied_comes_back_as_it_was(empty_store: Store) -> None:
    wanted = organisation()
    change = await empty_store.apply(wanted, now=NOW)
    assert change == Change(version=1, added=("payments", "search", FALLBACK))
    assert await empty_store.organisation() == replace(wanted, version=1)
    assert await empty_store.organisation_version() == 1


async def test_applying_the_same_again_changes_nothing(store: Store) -> None:
    before = await store.organisation()
    group = Group(id="S1", members=("U1",))
    assert await store.apply(organisation(version=7, groups={"S1": group}), now=LATER) == Change(version=1)
    assert await store.organisation() == before


async def test_a_change_names_the_teams_it_touches(store: Store) -> None:
    mobile = replace(SEARCH, key="mobile", name="Mobile")
    change = await store.apply(organisation(replace(PAYMENTS, name="Money"), mobile), now=SOON)
    assert change == Change(version=2, added=("mobile",), changed=("payments",), archived=("search",))


async def test_a_change_of_the_fallback_alone_is_named_too(store: Store) -> None:
    change = await store.apply(organisation(fallback=replace(TRIAGE, leaders=("U2",))), now=SOON)
    assert change == Change(version=2, changed=(FALLBACK,))


async def test_a_change_outside_the_teams_moves_the_version(store: Store) -> None:
    assert await store.apply(organisation(safety_channel=Channel(id="C9", name="safe")), now=SOON) == Change(version=2)


async def test_a_team_that_is_gone_is_archived_with_all_that_its_items_need(store: Store) -> None:
    taken = item()
    await delivered(store, taken)
    await store.apply(organisation(SEARCH), now=SOON)
    now = await store.organisation()
    assert now is not None
    assert now.team("payments") == replace(PAYMENTS, archived=True)
    assert now.open_teams() == (SEARCH,)
    assert (await store.acknowledge(taken.id, by="U1LEAD", now=LATER)).won
    assert await store.apply(organisation(SEARCH), now=LATER) == Change(version=2)


async def test_a_team_that_comes_back_is_open_again(store: Store) -> None:
    await store.apply(organisation(SEARCH), now=SOON)
    assert await store.apply(organisation(), now=LATER) == Change(version=3, added=("payments",))
    now = await store.organisation()
    assert now is not None
    assert now.open_teams() == (PAYMENTS, SEARCH)


async def test_applying_what_was_read_is_no_change_though_it_holds_archived_teams(store: Store) -> None:
    await store.apply(organisation(SEARCH), now=SOON)
    read = await store.organisation()
    assert read is not None
    assert await store.apply(read, now=LATER) == Change(version=2)


async def test_another_process_sees_the_new_version(store: Store, open_another: Open) -> None:
    other = await open_another()
    await store.apply(organisation(SEARCH), now=SOON)
    assert await other.organisation_version() == 2


async def test_groups_come_with_the_organisation(store: Store) -> None:
    leads = Group(id="S1LEADS", handle="pay-leads", members=("U1", "U2"))
    lost = Group(id="S1VPS", problem="no_such_subteam")
    await store.save_groups([leads, lost], now=SOON)
    now = await store.organisation()
    assert now is not None
    assert now.groups == {"S1LEADS": leads, "S1VPS": lost}
    assert now.leaders(PAYMENTS) == ("U1LEAD", "U1", "U2")


async def test_the_version_grows_when_members_come_or_go_or_a_problem_does(store: Store) -> None:
    leads = Group(id="S1LEADS", handle="pay-leads", members=("U1", "U2"))
    versions = []
    for group in (
        leads,
        leads,
        replace(leads, members=("U2", "U1")),
        replace(leads, handle="renamed"),
        replace(leads, members=("U1",)),
        replace(leads, members=("U1",), problem="no_such_subteam"),
        replace(leads, members=("U1",), problem="no_such_subteam"),
        replace(leads, members=("U1",)),
        replace(leads, members=()),
    ):
        await store.save_groups([group], now=SOON)
        versions.append(await store.organisation_version())
    assert versions == [2, 2, 2, 2, 3, 4, 4, 5, 6]


async def test_a_group_that_is_not_read_this_time_stays_as_it_was(store: Store) -> None:
    first, second = Group(id="S1LEADS", members=("U1",)), Group(id="S1VPS", members=("U2",))
    await store.save_groups([first, second], now=NOW)
    await store.save_groups([replace(first, members=("U3",))], now=SOON)
    now = await store.organisation()
    assert now is not None
    assert now.groups["S1VPS"] == second


async def test_groups_read_before_the_first_apply_are_there_after_it(empty_store: Store) -> None:
    leads = Group(id="S1LEADS", members=("U1",))
    await empty_store.save_groups([leads], now=NOW)
    assert await empty_store.organisation_version() == 0
    await empty_store.apply(organisation(), now=SOON)
    now = await empty_store.organisation()
    assert now is not None
    assert (now.version, now.groups) == (1, {"S1LEADS": leads})


async def test_applying_keeps_the_groups(store: Store) -> None:
    leads = Group(id="S1LEADS", members=("U1",))
    await store.save_groups([leads], now=NOW)
    await store.apply(organisation(PAYMENTS), now=SOON)
    now = await store.organisation()
    assert now is not None
    assert now.groups == {"S1LEADS": leads}


def payments(policy: Policy) -> Team:
    return replace(PAYMENTS, policy=policy)


def nudging(*, first_after: timedelta = timedelta(hours=4), then_every: timedelta = timedelta(days=1)) -> Policy:
    return Policy(nudge=Nudging(first_after=first_after, then_every=then_every))


async def nudge_at(store: Store, waiting: Item) -> datetime | None:
    found = await store.item(waiting.id)
    assert found is not None
    return found.nudge_at


async def test_a_first_reminder_that_was_set_too_late_follows_the_corrected_policy(store: Store) -> None:
    waiting = item()
    await delivered(store, waiting, nudge_at=A_YEAR)
    await store.apply(organisation(payments(nudging(first_after=timedelta(hours=5))), SEARCH), now=SOON)
    assert await nudge_at(store, waiting) == NOW + timedelta(hours=5)
    assert (await store.item(waiting.id)) == replace(waiting, nudge_at=NOW + timedelta(hours=5))


async def test_a_further_reminder_comes_no_later_than_it_would_from_the_change_on(store: Store) -> None:
    waiting = item()
    await delivered(store, waiting, nudge_at=SOON)
    await store.remind_due(now=SOON, limit=9, decide=lambda _: reminder("U1LEAD", next_at=A_YEAR))
    await store.apply(organisation(payments(nudging(then_every=timedelta(days=2))), SEARCH), now=LATER)
    assert await nudge_at(store, waiting) == LATER + timedelta(days=2)


async def test_a_reminder_follows_changed_hours_and_days_off(store: Store) -> None:
    waiting = item()
    await delivered(store, waiting, nudge_at=A_YEAR)
    hours = WorkingHours(days=frozenset(range(5)), start=SOON.time().replace(hour=15), end=SOON.time().replace(hour=17))
    policy = replace(nudging(), timezone="Europe/Berlin", working_hours=hours, holidays=(NOW.date(),))
    await store.apply(organisation(payments(policy), SEARCH), now=SOON)
    assert await nudge_at(store, waiting) == SOON.replace(hour=14) + timedelta(days=1)


async def test_no_reminder_comes_later_by_a_changed_policy(store: Store) -> None:
    first, again = item(), item()
    await delivered(store, again, nudge_at=SOON)
    await delivered(store, first, nudge_at=LATER)
    await store.remind_due(now=SOON, limit=9, decide=lambda _: reminder("U1LEAD", next_at=LATER))
    slow = nudging(first_after=timedelta(days=9), then_every=timedelta(days=9))
    await store.apply(organisation(payments(slow), SEARCH), now=SOON)
    assert [await nudge_at(store, one) for one in (first, again)] == [LATER, LATER]


@pytest.mark.parametrize("key", [SEARCH.key, FALLBACK])
async def test_only_items_of_teams_whose_policy_changed_are_reminded_sooner(store: Store, key: str) -> None:
    changed, other = item(team=key), item()
    await delivered(store, changed, nudge_at=A_YEAR)
    await delivered(store, other, nudge_at=A_YEAR)
    policy = nudging(then_every=timedelta(days=2))
    search, triage = (replace(team, policy=policy) if team.key == key else team for team in (SEARCH, TRIAGE))
    await store.apply(organisation(replace(PAYMENTS, name="Money"), search, fallback=triage), now=SOON)
    assert await nudge_at(store, changed) == LATER
    assert await nudge_at(store, other) == A_YEAR


async def test_an_item_that_waits_for_no_reminder_gets_none_by_a_changed_policy(store: Store) -> None:
    answered, on_its_way = item(), item()
    await delivered(store, answered, nudge_at=A_YEAR)
    await store.acknowledge(answered.id, by="U1LEAD", now=SOON)
    await store.take(on_its_way, channel="C1TRIAGE")
    await store.apply(organisation(payments(nudging()), SEARCH), now=SOON)
    assert [await nudge_at(store, one) for one in (answered, on_its_way)] == [None, None]
    await store.sent(await claimed(store, "C1TRIAGE"), now=SOON, nudge_at=A_YEAR)
    assert await nudge_at(store, on_its_way) == A_YEAR


async def test_a_team_that_comes_back_with_another_policy_brings_its_items_with_it(store: Store) -> None:
    waiting = item()
    await delivered(store, waiting, nudge_at=A_YEAR)
    await store.apply(organisation(SEARCH), now=SOON)
    assert await nudge_at(store, waiting) == A_YEAR
    await store.apply(organisation(payments(nudging()), SEARCH), now=SOON)
    assert await nudge_at(store, waiting) == LATER
