"""Reading user groups again, so that who joins or leaves one in Slack joins or leaves the leaders of its teams."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.core.organisation import Group, Organisation
from bot.ports import Store, Workspace
from bot.usecases.read_workspace import VANISHED, group_ids, read_groups
from bot.words import teams as words


async def refresh_groups(*, store: Store, workspace: Workspace, organisation: Organisation, now: datetime) -> None:
    """Read every user group that teams list, and store what changed. Meant to run every hour.

    `organisation` is as last stored: what differs from it is news. A group that cannot be read keeps its members, with
    a problem. Of one that has vanished, and of a team whose last leader left, the admins hear once (the fallback's
    leaders where there are none). Raises SlackTokenRefused and StoreFailure.
    """
    wanted = group_ids(organisation)
    if not wanted:
        return
    read = await read_groups(workspace, wanted, known=organisation.groups)
    unreadable = [group for group in read.groups.values() if group.problem]
    if unreadable:
        structlog.get_logger().warning("groups_not_read", count=len(unreadable), code=unreadable[0].problem)
    vanished = [group for group in unreadable if group.problem == VANISHED and not _known_gone(group, organisation)]
    after = replace(organisation, groups={**organisation.groups, **read.groups})
    leaderless = [
        team.name
        for team in (organisation.fallback, *organisation.open_teams())
        if organisation.leaders(team) and not after.leaders(team)
    ]
    # Before it is noted that they were told: being told twice after a crash beats not being told.
    people = organisation.admins or organisation.leaders(organisation.fallback)
    if vanished:
        await store.alert(people=people, words=_vanished(vanished, organisation), now=now)
    if leaderless:
        instead = after.fallback.name if after.leaders(after.fallback) else None
        await store.alert(people=people, words=words.teams_without_leaders(leaderless, instead=instead), now=now)
    await store.save_groups(tuple(read.groups.values()), now=now)


def _known_gone(group: Group, organisation: Organisation) -> bool:
    before = organisation.groups.get(group.id)
    return before is not None and before.problem == VANISHED


def _vanished(groups: Iterable[Group], organisation: Organisation) -> str:
    teams = (organisation.fallback, *organisation.teams)
    return words.groups_vanished(
        (
            words.group_name(group.id, group.handle),
            [team.name for team in teams if any(group.id in level for level in (team.leaders, *team.escalation))],
        )
        for group in groups
    )
