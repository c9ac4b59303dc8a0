"""Applying a teams file: everything in it is checked against Slack first, and nothing of a wrong one is applied."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.organisation import Channel, Organisation, Team
from bot.core.weakening import weakened
from bot.errors import Misconfigured
from bot.ports import Change, Proposal, Store, Workspace
from bot.teamsfile import TeamsFile, parse
from bot.teamsfile.lines import Note, Path, rendered
from bot.usecases.agree import ADMINS_TO_AGREE, notices_of
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
class Plan:
    """What applying a file would bring about, with channels and groups as Slack knows them; one line a warning."""

    organisation: Organisation
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What applying a file changed, None where it waits as `proposal` for admins to agree; one line a warning."""

    change: Change | None
    warnings: tuple[str, ...]
    proposal: Proposal | None = None


async def plan(text: str | bytes, *, filename: str, workspace: Workspace) -> Plan:
    """Check a teams file against Slack without applying it.

    Raises Misconfigured with every problem and its line, and SlackFailure where Slack could not be asked.
    """
    file = parse(text, filename=filename)
    problems: list[Note] = []
    warnings = list(file.warnings)
    organisation = await _with_channels(file, workspace, problems)
    read = await read_groups(workspace, group_ids(organisation), known={})
    if read.failure is not None:
        raise read.failure
    organisation = replace(organisation, groups=read.groups)
    people = await read_people(workspace, (person for _, person in _listed(organisation, groups=False)))
    for path, person in _listed(organisation, groups=False):
        if said := person_problem(person, people[person]):
            problems.append(file.note(path, said))
    _judge_groups(file, organisation, problems, warnings)
    if problems:
        raise Misconfigured(rendered(problems, filename=filename))
    warnings += _shared_channels(file, organisation)
    return Plan(organisation=organisation, warnings=rendered(warnings, filename=filename))


async def apply(
    text: str | bytes, *, filename: str, workspace: Workspace, store: Store, now: datetime, new_id: Callable[[], str]
) -> Applied:
    """Apply a teams file whole. Where it protects authors less than before, and two admins are there to agree, it is
    proposed to them instead; with fewer it is applied, and each team it concerns reads so in its channel.

    Raises Misconfigured, SlackFailure and StoreFailure; the teams are then as they were.
    """
    planned = await plan(text, filename=filename, workspace=workspace)
    before = await store.organisation()
    known = before.groups if before else {}
    groups = {
        group.id: replace(known.get(group.id, group), problem=group.problem) if group.problem else group
        for group in planned.organisation.groups.values()
    }
    organisation = replace(planned.organisation, groups=groups)
    # Groups first: should the process end in between, the old teams stay whole, and a group that nobody lists does no
    # harm. The other way round a team led by a group alone would have no leaders until the next refresh.
    await store.save_groups(tuple(groups.values()), now=now)
    weaker = weakened(before, organisation) if before else ()
    if before and weaker and len(set(before.admins)) >= ADMINS_TO_AGREE:
        lines = tuple(one.line for one in weaker)
        proposal = await _proposed(store, before, organisation, lines, now=now, new_id=new_id)
        return Applied(change=None, warnings=planned.warnings, proposal=proposal)
    notices = notices_of(weaker, before=before, after=organisation, agreed=()) if before else {}
    change = await store.apply(organisation, now=now, notices=notices)
    return Applied(change=change, warnings=planned.warnings)


async def _proposed(
    store: Store,
    before: Organisation,
    organisation: Organisation,
    weaker: tuple[str, ...],
    *,
    now: datetime,
    new_id: Callable[[], str],
) -> Proposal:
    """Return the proposal that waits where it is the same one, so that who agreed to it need not do so again."""
    waiting = await store.proposal()
    if waiting is not None and _bare(waiting.organisation) == _bare(organisation):
        return waiting
    proposal = Proposal(id=new_id(), organisation=organisation, weaker=weaker, proposed_at=now)
    await store.propose(proposal, ask=before.admins)
    return proposal


def _bare(organisation: Organisation) -> Organisation:
    return replace(organisation, groups={}, version=0)


async def _with_channels(file: TeamsFile, workspace: Workspace, problems: list[Note]) -> Organisation:
    channels = await workspace.channels()

    def found(path: Path, channel: Channel) -> Channel:
        info = find_channel(channel, channels)
        said = channel_problem(channel, info, channels)
        if said:
            problems.append(file.note(path, said))
        return Channel(id=info.id, name=info.name) if info else channel

    def placed(path: Path, team: Team) -> Team:
        return replace(team, channel=found((*path, "channel"), team.channel))

    old = file.organisation
    digest, safety = old.digest_channel, old.safety_channel
    return replace(
        old,
        teams=tuple(placed(("teams", index), team) for index, team in enumerate(old.teams)),
        fallback=placed(("fallback",), old.fallback),
        digest_channel=digest and found(("organisation", "digest_channel"), digest),
        safety_channel=safety and found(("organisation", "safety_channel"), safety),
    )


def _teams(organisation: Organisation) -> Iterator[tuple[Path, Team]]:
    yield ("fallback",), organisation.fallback
    for index, team in enumerate(organisation.teams):
        yield ("teams", index), team


def _leading(path: Path, team: Team) -> Iterator[tuple[Path, str]]:
    for index, listed in enumerate(team.leaders):
        yield (*path, "leaders", index), listed
    for level, people in enumerate(team.escalation):
        for index, listed in enumerate(people):
            yield (*path, "escalation", level, index), listed


def _listed(organisation: Organisation, *, groups: bool) -> Iterator[tuple[Path, str]]:
    for path, team in _teams(organisation):
        for where, listed in _leading(path, team):
            if listed.startswith("S") == groups:
                yield where, listed
    if not groups:
        for index, person in enumerate(organisation.admins):
            yield ("organisation", "admins", index), person


def _judge_groups(file: TeamsFile, organisation: Organisation, problems: list[Note], warnings: list[Note]) -> None:
    for path, team in _teams(organisation):
        led = bool(organisation.leaders(team))
        if not led:
            problems.append(file.note((*path, "leaders"), words.nobody_leads(team.name)))
        for where, listed in _leading(path, team):
            group = organisation.groups.get(listed)
            said = group_problem(group) if group else None
            if group and said:
                grave = not led or group.problem == VANISHED
                (problems if grave else warnings).append(file.note(where, said))


def _shared_channels(file: TeamsFile, organisation: Organisation) -> Iterator[Note]:
    first: dict[str, tuple[Path, Team]] = {}
    for index, team in enumerate(organisation.teams):
        path: Path = ("teams", index, "channel")
        earlier_path, earlier = first.setdefault(team.channel.id, (path, team))
        if earlier is not team:
            line = file.note(earlier_path, "").line
            yield file.note(path, words.channel_shared(team.channel.name, earlier.name, line))
