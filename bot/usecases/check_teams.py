"""Whether the teams as they are stored still fit what is in Slack now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.organisation import Channel, Organisation, Team
from bot.errors import SlackFailure
from bot.ports import ChannelInfo, PersonInfo, Store, Workspace
from bot.teamsfile.protection import weaker
from bot.usecases.read_workspace import (
    VANISHED,
    channel_problem,
    find_channel,
    group_ids,
    group_problem,
    person_problem,
    read_groups,
    read_people,
)
from bot.words import teams as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a check; `ok` is False where somebody has to act. A warning is ok."""

    ok: bool
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    organisation: Organisation
    channels: Sequence[ChannelInfo]
    people: Mapping[str, PersonInfo | None]


async def check(*, store: Store, workspace: Workspace) -> list[Finding]:
    """Check every channel, leader, group and admin of the stored organisation. Raises StoreFailure."""
    organisation = await store.organisation()
    if organisation is None:
        return [Finding(ok=False, line=words.NO_ORGANISATION)]
    try:
        facts = await _facts(organisation, workspace)
    except SlackFailure as error:
        return [Finding(ok=False, line=words.slack_unreachable(error.code))]
    return list(_findings(facts))


async def _facts(organisation: Organisation, workspace: Workspace) -> _Facts:
    teams = _teams(organisation)
    listed = [one for team in teams for level in (team.leaders, *team.escalation) for one in level]
    read = await read_groups(workspace, group_ids(organisation), known=organisation.groups)
    return _Facts(
        organisation=replace(organisation, groups=read.groups),
        channels=await workspace.channels(),
        people=await read_people(workspace, (one for one in (*listed, *organisation.admins) if one[0] != "S")),
    )


def _teams(organisation: Organisation) -> tuple[Team, ...]:
    return (organisation.fallback, *organisation.open_teams())


def _findings(facts: _Facts) -> Iterator[Finding]:
    organisation = facts.organisation
    for team in _teams(organisation):
        yield _channel(facts, team.name, team.channel)
        yield from _leaders(facts, team)
        for (section, key), cost in weaker(team.policy):
            yield Finding(ok=True, line=words.warning(words.about(team.name, f"{section}.{key}: {cost}")))
    for name, channel in (
        (words.DIGEST_CHANNEL, organisation.digest_channel),
        (words.SAFETY_CHANNEL, organisation.safety_channel),
    ):
        if channel is not None:
            yield _channel(facts, name, channel)
    if not organisation.admins:
        yield Finding(ok=True, line=words.warning(words.about(words.ADMINS, words.NO_ADMINS)))
    yield from _people(facts, words.ADMINS, organisation.admins)


def _channel(facts: _Facts, name: str, channel: Channel) -> Finding:
    info = find_channel(channel, facts.channels)
    said = channel_problem(channel, info, facts.channels)
    if said or info is None:
        return Finding(ok=False, line=words.about(name, said or channel.id))
    return Finding(ok=True, line=words.channel_fine(name, info.name))


def _leaders(facts: _Facts, team: Team) -> Iterator[Finding]:
    listed = [one for level in (team.leaders, *team.escalation) for one in level]
    wrong = list(_people(facts, team.name, listed))
    leaders = facts.organisation.leaders(team)
    for group in (facts.organisation.groups[one] for one in listed if one in facts.organisation.groups):
        if said := group_problem(group):
            grave = group.problem == VANISHED or not leaders
            line = words.about(team.name, said)
            wrong.append(Finding(ok=not grave, line=line if grave else words.warning(line)))
    if not leaders:
        wrong.append(Finding(ok=False, line=words.about(team.name, words.nobody_leads(team.name))))
    if all(finding.ok for finding in wrong):
        yield Finding(ok=True, line=words.leaders_fine(team.name, len(leaders)))
    yield from wrong


def _people(facts: _Facts, name: str, people: Sequence[str]) -> Iterator[Finding]:
    for person in dict.fromkeys(people):
        if person in facts.people and (said := person_problem(person, facts.people[person])):
            yield Finding(ok=False, line=words.about(name, said))
