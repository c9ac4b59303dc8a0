from dataclasses import replace

import pytest

from bot.core.organisation import Channel, Group
from bot.errors import Misconfigured, SlackRefused, SlackTokenRefused, SlackUnavailable, StoreUnavailable
from bot.ports import Change
from bot.usecases.apply_teams import Plan, apply, plan
from bot.words.teams import INVITE
from tests.usecases_teams.support import NOW, TEAMS, FakeStore, FakeWorkspace, channel, person

NO_CHANNEL = "no channel {} can be seen: {}if it is private, type `/invite @Tell Me More` in it"
NO_GROUP = "no user group {} is there any more: take it out, or enable it again"
NEEDS_PLAN = "user groups need a paid Slack plan, so {} reaches nobody here: list its people by their ids"


async def planned(text: str = TEAMS, workspace: FakeWorkspace | None = None) -> Plan:
    return await plan(text, filename="teams.yml", workspace=(workspace or FakeWorkspace()).port())


async def refused(text: str = TEAMS, workspace: FakeWorkspace | None = None) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as caught:
        await planned(text, workspace)
    return caught.value.problems


async def test_channels_are_found_by_name_and_by_id_and_kept_by_id() -> None:
    organisation = (await planned()).organisation
    assert [team.channel for team in organisation.teams] == [
        Channel(id="C0PAYMENTS", name="payments"),
        Channel(id="C0SEARCH", name="search"),
    ]
    assert organisation.fallback.channel == Channel(id="C0TRIAGE", name="triage")
    assert organisation.digest_channel == Channel(id="C0ALLHANDS", name="all-hands")


async def test_groups_are_read_with_their_members() -> None:
    planned_now = await planned()
    assert planned_now.organisation.groups["S0PAY"] == Group(
        id="S0PAY", handle="pay-leads", members=("U0LEAD", "U0BEN")
    )
    assert planned_now.organisation.leaders(planned_now.organisation.teams[0]) == ("U0LEAD", "U0BEN")
    assert planned_now.warnings == ()


async def test_slack_is_asked_about_each_person_once() -> None:
    workspace = FakeWorkspace()
    await planned(TEAMS.replace("U0SAM", "U0LEAD"), workspace)
    assert workspace.asked.count("person U0LEAD") == 1


async def test_a_file_without_groups_asks_for_none() -> None:
    workspace = FakeWorkspace()
    await planned(TEAMS.replace(", S0PAY", "").replace("    escalation: [[S0DIRECTORS]]\n", ""), workspace)
    assert "groups" not in workspace.asked


async def test_a_wrong_file_is_refused_before_slack_is_asked() -> None:
    workspace = FakeWorkspace()
    assert "is neither" in (await refused(TEAMS.replace("U0SAM", "sam"), workspace))[0]
    assert workspace.asked == []


async def test_every_problem_with_slack_is_told_at_once_with_its_line() -> None:
    workspace = FakeWorkspace()
    workspace.listed["triage"] = channel("triage", archived=True)
    workspace.listed["payments"] = channel("payments", member=False)
    del workspace.listed["search"]
    workspace.people["U0LEAD"] = person("U0LEAD", gone=True)
    workspace.people["U0SAM"] = person("U0SAM", bot=True)
    del workspace.people["U0ADMIN"]
    del workspace.handles["S0DIRECTORS"]
    found = await refused(TEAMS.replace("#all-hands", "#all-hand"), workspace)
    assert [problem.removeprefix("teams.yml:") for problem in found] == [
        "1: organisation.admins[0]: nobody in this workspace has the id U0ADMIN: copy it from their profile again",
        f"1: organisation.digest_channel: {NO_CHANNEL.format('#all-hand', 'did you mean #all-hands? ')}",
        "2: fallback.channel: #triage is archived: take another one, or unarchive it",
        f"6: teams[0].channel: the bot is not in #payments: {INVITE}",
        "7: teams[0].leaders[0]: U0LEAD (@lead) has left: take them out, and name who follows them",
        f"11: teams[1].channel: {NO_CHANNEL.format('C0SEARCH', '')}",
        "12: teams[1].leaders[0]: U0SAM (@sam) is a bot: name a person who can answer",
        f"13: teams[1].escalation[0][0]: {NO_GROUP.format('S0DIRECTORS')}",
    ]


async def test_an_open_channel_is_taken_before_an_archived_one_of_the_same_name() -> None:
    workspace = FakeWorkspace()
    workspace.listed["older"] = replace(channel("payments", archived=True), id="C0OLDER")
    workspace.listed = dict(reversed(workspace.listed.items()))
    assert (await planned(workspace=workspace)).organisation.teams[0].channel.id == "C0PAYMENTS"


async def test_without_a_paid_plan_the_listed_people_remain_with_a_warning() -> None:
    found = await planned(workspace=FakeWorkspace().without_groups())
    assert found.warnings == (
        f"teams.yml:7: teams[0].leaders[1]: {NEEDS_PLAN.format('S0PAY')}",
        f"teams.yml:13: teams[1].escalation[0][0]: {NEEDS_PLAN.format('S0DIRECTORS')}",
    )
    assert found.organisation.leaders(found.organisation.teams[0]) == ("U0LEAD",)


async def test_without_a_paid_plan_a_team_led_by_a_group_alone_is_refused() -> None:
    found = await refused(TEAMS.replace("[U0LEAD, S0PAY]", "[S0PAY]"), FakeWorkspace().without_groups())
    assert found == (
        "teams.yml:7: teams[0].leaders: nobody is left who leads Payments: list at least one person by id",
        f"teams.yml:7: teams[0].leaders[0]: {NEEDS_PLAN.format('S0PAY')}",
    )


async def test_an_empty_group_is_a_warning_while_somebody_else_leads() -> None:
    workspace = FakeWorkspace()
    workspace.members["S0PAY"] = ()
    assert "nobody is in the user group @pay-leads" in (await planned(workspace=workspace)).warnings[0]
    assert len(await refused(TEAMS.replace("[U0LEAD, S0PAY]", "[S0PAY]"), workspace)) == 2


async def test_two_teams_in_one_channel_are_a_warning() -> None:
    (line,) = (await planned(TEAMS.replace("C0SEARCH", '"#payments"'))).warnings
    assert line == (
        "teams.yml:11: teams[1].channel: #payments is the channel of Payments too (line 6): "
        "who types there will be asked to pick one of the two"
    )


async def test_warnings_of_the_file_and_of_slack_come_in_the_order_of_the_file() -> None:
    text = TEAMS + "    topics: [refunds]\n"
    found = (await planned(text, FakeWorkspace().without_groups())).warnings
    assert [line.split(":")[1] for line in found] == ["7", "13", "14"]


@pytest.mark.parametrize("method", ["channels", "person", "groups", "group_members"])
@pytest.mark.parametrize(
    "failure", [SlackUnavailable("ratelimited", retry_after=30), SlackTokenRefused("token_revoked")]
)
async def test_when_slack_cannot_be_asked_nothing_is_applied(method: str, failure: Exception) -> None:
    workspace, store = FakeWorkspace(), FakeStore()
    workspace.failing[method] = failure  # type: ignore[assignment]  # parametrize forgets that they are SlackFailures
    with pytest.raises(type(failure)):
        await apply(
            TEAMS, filename="teams.yml", workspace=workspace.port(), store=store.port(), now=NOW, new_id=lambda: "p1"
        )
    assert store.done == []


async def applied(store: FakeStore, workspace: FakeWorkspace | None = None, text: str = TEAMS) -> Change:
    result = await apply(
        text,
        filename="teams.yml",
        workspace=(workspace or FakeWorkspace()).port(),
        store=store.port(),
        now=NOW,
        new_id=lambda: "p1",
    )
    assert result.proposal is None
    assert result.change is not None
    return result.change


async def test_applying_stores_the_teams_and_their_groups() -> None:
    store = FakeStore()
    change = await applied(store)
    assert set(change.added) == {"payments", "search"}
    stored = await store.organisation()
    assert stored is not None
    assert stored.leaders(stored.teams[0]) == ("U0LEAD", "U0BEN")


async def test_groups_are_stored_before_the_teams_that_they_lead() -> None:
    store = FakeStore()
    store.failing["apply"] = StoreUnavailable("disk full")
    with pytest.raises(StoreUnavailable):
        await applied(store)
    assert store.done == ["save_groups"]
    assert await store.organisation() is None


async def test_a_wrong_file_changes_nothing() -> None:
    store = FakeStore()
    with pytest.raises(Misconfigured):
        await applied(store, text=TEAMS.replace("#payments", "#gone"))
    assert store.done == []


async def test_a_group_that_cannot_be_read_keeps_the_members_it_had() -> None:
    store = FakeStore()
    await applied(store)
    workspace = FakeWorkspace()
    workspace.members["S0PAY"] = SlackRefused("missing_scope")
    await applied(store, workspace)
    assert store.saved["S0PAY"] == Group(
        id="S0PAY", handle="pay-leads", members=("U0LEAD", "U0BEN"), problem="missing_scope"
    )


async def test_teams_that_are_gone_from_the_file_are_archived() -> None:
    store = FakeStore()
    await applied(store)
    assert (await applied(store, text=TEAMS[: TEAMS.index("  - key: search")])).archived == ("search",)
