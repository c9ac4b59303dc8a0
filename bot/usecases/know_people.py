"""Who is in the workspace and in the teams' channels: read from Slack, kept in memory, and never logged or stored."""

import asyncio
from collections.abc import Iterable, Mapping

import structlog

from bot.core.giveaway.directory import Directory
from bot.core.organisation import Organisation
from bot.core.people import People, Person
from bot.current import Current
from bot.errors import SlackRefused, SlackUnavailable
from bot.ports import PersonInfo, Workspace


async def refresh_people(*, workspace: Workspace, current: Current) -> None:
    """Replace `current.people` by what Slack says now. Meant to run every hour, and after teams were changed.

    Raises SlackFailure where the people cannot be read; those known before then stay.
    """
    current.people = await know_people(workspace=workspace, organisation=current.organisation, known=current.people)


async def know_people(*, workspace: Workspace, organisation: Organisation, known: People | None = None) -> People:
    """Read everybody, and the members of each open team's channel, the fallback's included. Raises SlackFailure.

    A channel that the bot may not see is left out: nobody knows who could have written from there. After a temporary
    failure Slack is left alone, and the channels not read yet have the members that they had in `known`.
    """
    told = await workspace.people()
    members = await _members(workspace, organisation, known or People())
    # Over 100 ms for 10,000 people: too long for the thread that answers Slack within 3 s.
    directory = await asyncio.to_thread(_directory, told)
    return People(by_id={one.id: _person(one) for one in told}, directory=directory, members=members)


async def _members(workspace: Workspace, organisation: Organisation, known: People) -> Mapping[str, frozenset[str]]:
    teams = (organisation.fallback, *organisation.open_teams())
    waiting = list(dict.fromkeys(team.channel.id for team in teams if team.channel.id))
    found: dict[str, frozenset[str]] = {}
    while waiting:
        channel = waiting[0]
        try:
            found[channel] = frozenset(await workspace.members(channel))
        except SlackRefused as refused:
            structlog.get_logger().warning("members_not_read", code=refused.code)
        except SlackUnavailable as unavailable:
            structlog.get_logger().warning("members_not_read", code=unavailable.code, count=len(waiting))
            found |= {late: known.members[late] for late in waiting if late in known.members}
            break
        del waiting[0]
    # The bot is in every channel that it may see: nobody at all means that it may not.
    return {channel: people for channel, people in found.items() if people}


def _directory(people: Iterable[PersonInfo]) -> Directory:
    """Without bots, whose names are words such as "calendar", and without those who left.

    A first name is found alone only where one person has it, so the many who left would hide those who are there.
    """
    here = (one for one in people if not (one.bot or one.gone))
    return Directory.of((one.id, one.handle, one.name, one.real_name) for one in here)


def _person(told: PersonInfo) -> Person:
    return Person(
        id=told.id,
        handle=told.handle,
        name=told.name,
        real_name=told.real_name,
        guest=told.guest,
        bot=told.bot,
        gone=told.gone,
    )
