import pytest

from bot.core.organisation import Group, Organisation
from bot.errors import SlackRefused, SlackTokenRefused, SlackUnavailable, StoreUnavailable
from bot.usecases.apply_teams import plan
from bot.usecases.refresh_groups import refresh_groups
from tests.usecases_teams.support import NOW, TEAMS, FakeStore, FakeWorkspace

PAY = Group(id="S0PAY", handle="pay-leads", members=("U0LEAD", "U0BEN"))


async def stored(text: str = TEAMS) -> FakeStore:
    return FakeStore((await plan(text, filename="teams.yml", workspace=FakeWorkspace().port())).organisation)


async def refreshed(store: FakeStore, workspace: FakeWorkspace) -> Group:
    organisation = await store.organisation()
    assert organisation is not None
    await refresh_groups(store=store.port(), workspace=workspace.port(), organisation=organisation, now=NOW)
    return store.saved["S0PAY"]


async def test_who_joins_or_leaves_a_group_joins_or_leaves_the_leaders() -> None:
    workspace = FakeWorkspace()
    workspace.members["S0PAY"] = ("U0SAM",)
    assert await refreshed(await stored(), workspace) == Group(id="S0PAY", handle="pay-leads", members=("U0SAM",))


async def test_without_groups_slack_is_not_asked() -> None:
    store = await stored(TEAMS.replace(", S0PAY", "").replace("    escalation: [[S0DIRECTORS]]\n", ""))
    organisation = await store.organisation()
    assert isinstance(organisation, Organisation)
    workspace = FakeWorkspace()
    await refresh_groups(store=store.port(), workspace=workspace.port(), organisation=organisation, now=NOW)
    assert workspace.asked == []
    assert store.done == []


@pytest.mark.parametrize(
    ("method", "failure"),
    [
        ("groups", SlackUnavailable("ratelimited", retry_after=60)),
        ("groups", SlackRefused("plan_upgrade_required")),
        ("groups", SlackRefused("missing_scope")),
        ("group_members", SlackUnavailable("timeout")),
        ("group_members", SlackRefused("plan_upgrade_required")),
    ],
)
async def test_a_group_that_cannot_be_read_keeps_its_members_and_says_why(
    method: str, failure: SlackUnavailable | SlackRefused
) -> None:
    workspace, store = FakeWorkspace(), await stored()
    workspace.failing[method] = failure
    group = await refreshed(store, workspace)
    assert (group.members, group.problem) == (PAY.members, failure.code)
    assert store.alerts == []
    del workspace.failing[method]
    assert await refreshed(store, workspace) == PAY


async def test_groups_read_before_a_failure_are_stored_and_the_others_come_first_next_time() -> None:
    workspace, store = FakeWorkspace(), await stored()
    workspace.members["S0PAY"] = ("U0SAM",)
    workspace.members["S0DIRECTORS"] = SlackUnavailable("ratelimited")
    await refreshed(store, workspace)
    assert store.saved["S0PAY"].members == ("U0SAM",)
    assert store.saved["S0DIRECTORS"].problem == "ratelimited"
    workspace.asked.clear()
    await refreshed(store, workspace)
    assert workspace.asked == ["groups", "group_members S0DIRECTORS"]


async def test_of_a_group_that_vanished_the_admins_hear_once() -> None:
    workspace, store = FakeWorkspace(), await stored()
    del workspace.handles["S0PAY"]
    group = await refreshed(store, workspace)
    assert (group.members, group.problem) == (PAY.members, "no_such_subteam")
    await refreshed(store, workspace)
    ((people, words),) = store.alerts
    assert people == ("U0ADMIN",)
    assert "@pay-leads (of Payments)" in words


async def test_a_group_that_vanishes_between_two_calls_is_alerted_too() -> None:
    workspace, store = FakeWorkspace(), await stored()
    workspace.members["S0PAY"] = SlackRefused("no_such_subteam")
    await refreshed(store, workspace)
    assert len(store.alerts) == 1


async def test_a_temporary_failure_does_not_make_a_vanished_group_news_again() -> None:
    workspace, store = FakeWorkspace(), await stored()
    del workspace.handles["S0PAY"]
    await refreshed(store, workspace)
    workspace.failing["groups"] = SlackUnavailable("timeout")
    await refreshed(store, workspace)
    del workspace.failing["groups"]
    await refreshed(store, workspace)
    assert len(store.alerts) == 1


async def test_without_admins_the_fallbacks_leaders_hear_of_it() -> None:
    workspace, store = FakeWorkspace(), await stored(TEAMS.replace(", admins: [U0ADMIN]", ""))
    del workspace.handles["S0PAY"]
    await refreshed(store, workspace)
    assert store.alerts[0][0] == ("U0TRIAGE",)


async def test_the_admins_are_told_before_it_is_noted_that_they_were() -> None:
    workspace, store = FakeWorkspace(), await stored()
    del workspace.handles["S0PAY"]
    store.failing["save_groups"] = StoreUnavailable("locked")
    with pytest.raises(StoreUnavailable):
        await refreshed(store, workspace)
    assert store.done == ["alert"]


async def test_a_revoked_token_is_not_a_groups_problem() -> None:
    workspace, store = FakeWorkspace(), await stored()
    workspace.failing["groups"] = SlackTokenRefused("token_revoked")
    with pytest.raises(SlackTokenRefused):
        await refreshed(store, workspace)
    assert store.done == []


LED_BY_GROUPS = TEAMS.replace("[U0LEAD, S0PAY]", "[S0PAY]")


async def test_of_a_team_that_loses_its_last_leader_the_admins_hear() -> None:
    workspace, store = FakeWorkspace(), await stored(LED_BY_GROUPS)
    workspace.members["S0PAY"] = ()
    await refreshed(store, workspace)
    ((people, words),) = store.alerts
    assert people == ("U0ADMIN",)
    assert words == (
        "Nobody is left who leads Payments: the user groups listed as leaders have nobody in them. Until somebody "
        "joins one, the leaders of Triage are reminded instead. Add people to it in Slack, or name the leaders anew "
        "with `tell-me-more teams apply`."
    )
    await refreshed(store, workspace)
    assert len(store.alerts) == 1


async def test_a_team_that_was_led_again_in_between_is_news_again() -> None:
    workspace, store = FakeWorkspace(), await stored(LED_BY_GROUPS)
    for members in ((), ("U0SAM",), ()):
        workspace.members["S0PAY"] = members
        await refreshed(store, workspace)
    assert len(store.alerts) == 2


async def test_a_group_that_empties_is_no_news_while_somebody_else_leads() -> None:
    workspace, store = FakeWorkspace(), await stored()
    workspace.members["S0PAY"] = workspace.members["S0DIRECTORS"] = ()
    await refreshed(store, workspace)
    assert store.alerts == []


async def test_the_last_leaders_of_the_fallback_hear_of_it_where_nobody_is_admin() -> None:
    text = LED_BY_GROUPS.replace(", admins: [U0ADMIN]", "").replace("[U0TRIAGE]", "[S0PAY]")
    workspace, store = FakeWorkspace(), await stored(text)
    workspace.members["S0PAY"] = ()
    await refreshed(store, workspace)
    ((people, words),) = store.alerts
    assert people == ("U0LEAD", "U0BEN")
    assert words.startswith("Nobody is left who leads Triage, Payments: ")
    assert "nobody is reminded by direct message" in words


async def test_an_archived_team_needs_no_leaders() -> None:
    workspace, store = FakeWorkspace(), await stored(LED_BY_GROUPS)
    store.archive("payments")
    workspace.members["S0PAY"] = ()
    await refreshed(store, workspace)
    assert store.alerts == []
