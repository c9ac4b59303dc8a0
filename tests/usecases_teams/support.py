"""A strict workspace and store: what they were not built for raises, and every call can be made to fail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

from bot.core.organisation import Group, Organisation
from bot.errors import SlackFailure, SlackRefused
from bot.ports import Change, ChannelInfo, PersonInfo, Proposal, Store, Workspace

NOW = datetime(2026, 1, 12, 9, tzinfo=UTC)

TEAMS = """\
organisation: {digest_channel: "#all-hands", admins: [U0ADMIN]}
fallback: {channel: "#triage", leaders: [U0TRIAGE]}
teams:
  - key: payments
    name: Payments
    channel: "#payments"
    leaders: [U0LEAD, S0PAY]
    topics: [refunds]
  - key: search
    name: Search
    channel: C0SEARCH
    leaders: [U0SAM]
    escalation: [[S0DIRECTORS]]
"""


def channel(name: str, *, archived: bool = False, member: bool = True) -> ChannelInfo:
    return ChannelInfo(id=f"C0{name.upper().replace('-', '')}", name=name, archived=archived, bot_is_member=member)


def person(person_id: str, *, gone: bool = False, bot: bool = False) -> PersonInfo:
    handle = person_id.removeprefix("U0").lower()
    return PersonInfo(id=person_id, handle=handle, name=handle.title(), gone=gone, bot=bot)


class FakeWorkspace:
    """`members` holds the people of each group; an exception there, or in `failing` by method, is raised instead."""

    def __init__(self) -> None:
        self.listed = {name: channel(name) for name in ("all-hands", "triage", "payments", "search", "random")}
        self.people = {one: person(one) for one in ("U0ADMIN", "U0TRIAGE", "U0LEAD", "U0SAM", "U0BEN")}
        self.handles = {"S0PAY": "pay-leads", "S0DIRECTORS": "directors"}
        self.members: dict[str, tuple[str, ...] | SlackFailure] = {
            "S0PAY": ("U0LEAD", "U0BEN"),
            "S0DIRECTORS": ("U0DI",),
        }
        self.failing: dict[str, SlackFailure] = {}
        self.asked: list[str] = []

    def port(self) -> Workspace:
        return cast(Workspace, self)

    def without_groups(self) -> "FakeWorkspace":
        self.failing["groups"] = SlackRefused("plan_upgrade_required")
        return self

    def _call(self, method: str, what: str = "") -> None:
        self.asked.append(f"{method} {what}".strip())
        if method in self.failing:
            raise self.failing[method]

    async def channels(self) -> Sequence[ChannelInfo]:
        self._call("channels")
        return tuple(self.listed.values())

    async def person(self, person_id: str) -> PersonInfo | None:
        self._call("person", person_id)
        return self.people.get(person_id)

    async def groups(self) -> Sequence[Group]:
        self._call("groups")
        return tuple(Group(id=group, handle=handle) for group, handle in self.handles.items())

    async def group_members(self, group_id: str) -> Sequence[str]:
        self._call("group_members", group_id)
        members = self.members[group_id]
        if isinstance(members, SlackFailure):
            raise members
        return members


class FakeStore:
    """Keeps an organisation and its groups apart, as the port says; `done` lists the writes in their order."""

    def __init__(self, organisation: Organisation | None = None) -> None:
        self._organisation = organisation
        self.saved: dict[str, Group] = dict(organisation.groups) if organisation else {}
        self.done: list[str] = []
        self.alerts: list[tuple[tuple[str, ...], str]] = []
        self.failing: dict[str, BaseException] = {}
        self.proposed: Proposal | None = None
        self.asked_to_agree: list[str] = []
        self.notices: dict[str, str] = {}

    def port(self) -> Store:
        return cast(Store, self)

    def archive(self, key: str) -> None:
        assert self._organisation is not None
        teams = (replace(team, archived=team.archived or team.key == key) for team in self._organisation.teams)
        self._organisation = replace(self._organisation, teams=tuple(teams))

    def _write(self, method: str) -> None:
        if method in self.failing:
            raise self.failing[method]
        self.done.append(method)

    async def organisation(self) -> Organisation | None:
        return self._organisation and replace(self._organisation, groups=dict(self.saved))

    async def apply(
        self, organisation: Organisation, *, now: datetime, notices: Mapping[str, str] | None = None
    ) -> Change:
        assert now == NOW
        self._write("apply")
        self.proposed = None
        self.notices = dict(notices or {})
        before = {team.key: team for team in self._organisation.teams} if self._organisation else {}
        after = {team.key: team for team in organisation.teams}
        version = (self._organisation.version if self._organisation else 0) + 1
        self._organisation = replace(organisation, version=version, groups={})
        return Change(
            version=version,
            added=tuple(after.keys() - before.keys()),
            changed=tuple(key for key in after.keys() & before.keys() if after[key] != before[key]),
            archived=tuple(before.keys() - after.keys()),
        )

    async def propose(self, proposal: Proposal, *, ask: Sequence[str]) -> None:
        self._write("propose")
        self.proposed = replace(proposal, organisation=replace(proposal.organisation, groups={}))
        self.asked_to_agree.extend(ask)

    async def proposal(self) -> Proposal | None:
        return self.proposed

    async def agree(self, proposal_id: str, *, by: str) -> Proposal | None:
        self._write("agree")
        if self.proposed is None or self.proposed.id != proposal_id:
            return None
        self.proposed = replace(self.proposed, agreed=tuple(dict.fromkeys((*self.proposed.agreed, by))))
        return self.proposed

    async def save_groups(self, groups: Iterable[Group], *, now: datetime) -> None:
        assert now == NOW
        self._write("save_groups")
        self.saved |= {group.id: group for group in groups}

    async def alert(self, *, people: Sequence[str], words: str, now: datetime) -> None:
        assert now == NOW
        self._write("alert")
        self.alerts.append((tuple(people), words))
