from dataclasses import replace

from bot.core.organisation import Anonymity, Organisation
from bot.errors import SlackTokenRefused
from bot.usecases.apply_teams import plan
from bot.usecases.check_teams import Finding, check
from tests.usecases_teams.support import TEAMS, FakeStore, FakeWorkspace, channel, person


async def organisation() -> Organisation:
    return (await plan(TEAMS, filename="teams.yml", workspace=FakeWorkspace().port())).organisation


async def checked(workspace: FakeWorkspace, stored: Organisation | None = None) -> list[Finding]:
    return await check(store=FakeStore(stored or await organisation()).port(), workspace=workspace.port())


def wrong(findings: list[Finding]) -> list[str]:
    return [finding.line for finding in findings if not finding.ok]


async def test_teams_that_are_fine_are_one_line_for_the_channel_and_one_for_the_leaders() -> None:
    assert await checked(FakeWorkspace()) == [
        Finding(ok=True, line="Triage: #triage is there, and the bot is in it"),
        Finding(ok=True, line="Triage: 1 leader"),
        Finding(ok=True, line="Payments: #payments is there, and the bot is in it"),
        Finding(ok=True, line="Payments: 2 leaders"),
        Finding(ok=True, line="Search: #search is there, and the bot is in it"),
        Finding(ok=True, line="Search: 1 leader"),
        Finding(ok=True, line="organisation.digest_channel: #all-hands is there, and the bot is in it"),
    ]


async def test_before_the_first_apply_it_says_what_to_do() -> None:
    (finding,) = await check(store=FakeStore().port(), workspace=FakeWorkspace().port())
    assert finding == Finding(ok=False, line="there are no teams yet: run `tell-me-more teams apply teams.yml`")


async def test_what_changed_in_slack_since_is_found() -> None:
    workspace = FakeWorkspace()
    workspace.listed["payments"] = channel("payments", archived=True)
    workspace.listed["all-hands"] = channel("all-hands", member=False)
    workspace.people["U0LEAD"] = person("U0LEAD", gone=True)
    del workspace.people["U0ADMIN"]
    del workspace.handles["S0DIRECTORS"]
    assert wrong(await checked(workspace)) == [
        "Payments: #payments is archived: take another one, or unarchive it",
        "Payments: U0LEAD (@lead) has left: take them out, and name who follows them",
        "Search: no user group @directors is there any more: take it out, or enable it again",
        "organisation.digest_channel: the bot is not in #all-hands: type `/invite @Tell Me More` in it",
        "organisation.admins: nobody in this workspace has the id U0ADMIN: copy it from their profile again",
    ]


async def test_a_renamed_channel_is_still_fine() -> None:
    workspace = FakeWorkspace()
    workspace.listed["payments"] = replace(channel("payments"), name="money")
    assert Finding(ok=True, line="Payments: #money is there, and the bot is in it") in await checked(workspace)


async def test_a_group_that_cannot_be_read_is_a_warning_while_its_last_members_lead() -> None:
    findings = await checked(FakeWorkspace().without_groups())
    assert wrong(findings) == []
    assert sum(finding.line.startswith("warning: ") for finding in findings) == 2


async def test_a_team_without_any_leader_is_wrong() -> None:
    stored = await organisation()
    payments = replace(stored.teams[0], leaders=("S0PAY",))
    workspace = FakeWorkspace()
    workspace.members["S0PAY"] = ()
    assert wrong(await checked(workspace, replace(stored, teams=(payments,)))) == [
        "Payments: nobody is in the user group @pay-leads: add people to it in Slack",
        "Payments: nobody is left who leads Payments: list at least one person by id",
    ]


async def test_a_weaker_policy_is_a_warning_and_says_what_it_costs() -> None:
    stored = await organisation()
    policy = replace(stored.fallback.policy, anonymous=Anonymity(at_least=1))
    findings = await checked(FakeWorkspace(), replace(stored, fallback=replace(stored.fallback, policy=policy)))
    assert wrong(findings) == []
    (line,) = [finding.line for finding in findings if finding.line.startswith("warning: Triage: anonymous.at_least")]
    assert "in 50 of 100 cases" in line


async def test_no_admins_are_a_warning() -> None:
    findings = await checked(FakeWorkspace(), replace(await organisation(), admins=()))
    assert findings[-1].ok
    assert "nobody is listed as admin" in findings[-1].line


async def test_archived_teams_are_not_checked() -> None:
    stored = await organisation()
    gone = replace(stored.teams[0], archived=True)
    assert not any(
        "Payments" in finding.line for finding in await checked(FakeWorkspace(), replace(stored, teams=(gone,)))
    )


async def test_when_slack_cannot_be_asked_it_says_so() -> None:
    workspace = FakeWorkspace()
    workspace.failing["channels"] = SlackTokenRefused("token_revoked")
    assert wrong(await checked(workspace)) == ["Slack could not be asked (token_revoked): try again in a minute"]
