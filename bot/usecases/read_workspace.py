"""What Slack says about the channels, people and user groups that teams name: read first, then judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bot.core.organisation import Channel, Group, Organisation
from bot.errors import SlackRefused, SlackUnavailable
from bot.ports import ChannelInfo, PersonInfo, Workspace
from bot.words import teams as words

NEEDS_PLAN = "plan_upgrade_required"
VANISHED = "no_such_subteam"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsRead:
    """User groups by id. `failure` is the temporary error that ended the reading early, if one did."""

    groups: Mapping[str, Group]
    failure: SlackUnavailable | None = None


def group_ids(organisation: Organisation) -> tuple[str, ...]:
    """Return every user group that a team lists, those of archived teams included: their items may still wait."""
    listed: dict[str, None] = {}
    for team in (organisation.fallback, *organisation.teams):
        for level in (team.leaders, *team.escalation):
            listed.update(dict.fromkeys(one for one in level if one.startswith("S")))
    return tuple(listed)


async def read_groups(workspace: Workspace, wanted: Iterable[str], *, known: Mapping[str, Group]) -> GroupsRead:
    """Read user groups and their members. One that cannot be read keeps the members in `known`, and has a `problem`.

    After a temporary failure Slack is left alone; those with a problem come first, so that the next time the others
    have their turn. Raises SlackTokenRefused.
    """
    found = {group: known.get(group, Group(id=group)) for group in wanted}
    waiting = sorted(found, key=lambda group: found[group].problem is None)
    try:
        handles = {group.id: group.handle for group in await workspace.groups()} if waiting else {}
        while waiting:
            group = waiting[0]
            found[group] = await _read_group(workspace, found[group], handles)
            del waiting[0]
    except SlackRefused as error:
        return GroupsRead(groups=found | {group: replace(found[group], problem=error.code) for group in waiting})
    except SlackUnavailable as error:
        # A group that is known to have vanished stays so: the admins have been told, and should not be told again.
        late = {group: found[group] for group in waiting if found[group].problem != VANISHED}
        groups = found | {group: replace(last, problem=error.code) for group, last in late.items()}
        return GroupsRead(groups=groups, failure=error)
    return GroupsRead(groups=found)


async def _read_group(workspace: Workspace, last: Group, handles: Mapping[str, str]) -> Group:
    if last.id not in handles:
        return replace(last, problem=VANISHED)
    try:
        members = await workspace.group_members(last.id)
    except SlackRefused as error:
        return replace(last, handle=handles[last.id], problem=error.code)
    return Group(id=last.id, handle=handles[last.id], members=tuple(members))


async def read_people(workspace: Workspace, wanted: Iterable[str]) -> Mapping[str, PersonInfo | None]:
    """Ask Slack about each person once. Raises SlackFailure."""
    return {person: await workspace.person(person) for person in dict.fromkeys(wanted)}


def find_channel(channel: Channel, channels: Iterable[ChannelInfo]) -> ChannelInfo | None:
    """Return the channel with this id or, where only its name is known, this name, sooner an open one."""
    named = [
        info for info in channels if (info.id == channel.id if channel.id else info.name == channel.name.casefold())
    ]
    return min(named, key=lambda info: info.archived, default=None)


def channel_problem(channel: Channel, info: ChannelInfo | None, channels: Iterable[ChannelInfo]) -> str | None:
    """Return what is wrong with a channel that Slack describes as `info`, or None."""
    if info is None:
        near = get_close_matches(channel.name, [one.name for one in channels if not one.archived], n=1, cutoff=0.75)
        return words.no_channel(f"#{channel.name}" if channel.name else channel.id, near[0] if near else None)
    if info.archived:
        return words.channel_archived(info.name)
    return None if info.bot_is_member else words.channel_without_bot(info.name)


def person_problem(person: str, info: PersonInfo | None) -> str | None:
    """Return what is wrong with a person whom Slack describes as `info`, or None."""
    if info is None:
        return words.no_person(person)
    if info.gone:
        return words.person_gone(person, info.handle)
    return words.person_is_bot(person, info.handle) if info.bot else None


def group_problem(group: Group) -> str | None:
    """Return what is wrong with a user group as it was read, or None."""
    name = words.group_name(group.id, group.handle)
    if group.problem == NEEDS_PLAN:
        return words.groups_need_a_plan(name)
    if group.problem == VANISHED:
        return words.no_group(name)
    if group.problem:
        return words.group_unread(name, group.problem)
    return None if group.members else words.group_empty(name)
