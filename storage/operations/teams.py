"""The organisation: one document, applied whole, with a row a team for items to refer to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, insert, select, update

from bot.core.item import State
from bot.core.ladder import first_nudge, next_nudge
from bot.core.organisation import FALLBACK, Group, Organisation, Team
from bot.ports import Change, Kind
from storage.operation import Operation, Parameters, Step, insert_if_absent
from storage.operations import queueing
from storage.operations.proposals import drop_proposal
from storage.rows import (
    GROUP,
    MICROSECOND,
    document_from,
    group_from,
    group_row,
    micros,
    moment,
    organisation_from,
    outgoing_row,
)
from storage.schema import IS_TO_BE_ERASED, items, teams, user_groups
from storage.schema import organisation as organisations

DOCUMENT = select(organisations.c.version, organisations.c.document)
DOCUMENT_TO_CHANGE = DOCUMENT.with_for_update()
VERSION = select(organisations.c.version)
INSERT_DOCUMENT = insert(organisations)
SAVE_DOCUMENT = update(organisations).values(
    version=bindparam("version"), document=bindparam("document"), applied_at=bindparam("applied_at")
)
RAISE_VERSION = update(organisations).values(version=organisations.c.version + 1)
INSERT_TEAM = insert_if_absent(teams)
SAVE_TEAM = (
    update(teams)
    .values(name=bindparam("name"), archived=bindparam("archived"))
    .where(teams.c.key == bindparam("team_key"))
)
# Those in the past are due already.
TO_BE_REMINDED = (
    select(items.c.id, items.c.nudges, items.c.waiting_since)
    .where(
        items.c.state == State.WAITING.value,
        items.c.nudge_at > bindparam("after", type_=BigInteger),
        items.c.team == bindparam("team"),
    )
    .with_for_update()
)
REMIND_SOONER = (
    update(items)
    .values(nudge_at=bindparam("at", type_=BigInteger))
    .where(items.c.id == bindparam("item_id"), items.c.nudge_at > bindparam("at", type_=BigInteger))
)
ERASE_SOONER = (
    update(items)
    .values(erase_at=items.c.waiting_since + bindparam("keep", type_=BigInteger))
    .where(
        items.c.team == bindparam("of_team"),
        IS_TO_BE_ERASED,
        items.c.erase_at > items.c.waiting_since + bindparam("keep", type_=BigInteger),
    )
)
GROUPS = select(*GROUP).order_by(user_groups.c.id)
INSERT_GROUP = insert_if_absent(user_groups)
SAVE_GROUP = (
    update(user_groups)
    .values({name: bindparam(name) for name in ("handle", "members", "problem", "read_at")})
    .where(user_groups.c.id == bindparam("group_id"))
)


def organisation() -> Operation[Organisation | None]:
    """Return the organisation as last applied with its groups as last read, or None before the first apply."""
    rows = yield Step(DOCUMENT)
    if not rows:
        return None
    groups = yield from _groups()
    return replace(organisation_from(rows[0][1]), version=rows[0][0], groups=groups)


def organisation_version() -> Operation[int]:
    """Return the version alone, 0 before the first apply."""
    rows = yield Step(VERSION)
    return int(rows[0][0]) if rows else 0


def apply(wanted: Organisation, *, now: datetime, notices: Mapping[str, str] | None = None) -> Operation[Change]:
    """Replace the organisation, keeping teams that are gone as archived ones. Groups are not looked at.

    Where a team's policy changed, reminders of its waiting items that would come later than it says come earlier, and
    so does the erasing of its items. What was proposed meanwhile was proposed for another organisation.
    """
    yield from drop_proposal()
    rows = yield Step(DOCUMENT_TO_CHANGE)
    version, before = (rows[0][0], organisation_from(rows[0][1])) if rows else (0, None)
    after = replace(wanted, teams=wanted.teams + _gone(before, wanted), groups={}, version=0)
    if after == before:
        return Change(version=version)
    row = {"version": version + 1, "document": document_from(after), "applied_at": micros(now)}
    yield Step(SAVE_DOCUMENT, row) if before else Step(INSERT_DOCUMENT, {"id": 1} | row)
    for team in (after.fallback, *after.teams):
        name_and_state = {"name": team.name, "archived": team.archived}
        yield Step(INSERT_TEAM, {"key": team.key} | name_and_state)
        yield Step(SAVE_TEAM, {"team_key": team.key} | name_and_state)
        was = before.team(team.key) if before else None
        if was is not None and was.policy != team.policy:
            yield from _remind_sooner(team, now=now)
            if team.policy.retention_text < was.policy.retention_text:
                yield from _erase_sooner(team.key, team.policy.retention_text)
    for channel, words in (notices or {}).items():
        yield Step(queueing.INSERT, outgoing_row(Kind.NOTICE, channel, ref=words, due_at=micros(now)))
    return _change(before, after, version=version + 1)


def _remind_sooner(team: Team, *, now: datetime) -> Operation[None]:
    rows = yield Step(TO_BE_REMINDED, {"team": team.key, "after": micros(now)})
    again = micros(next_nudge(team.policy, now=now)) if rows else 0
    sooner: list[Parameters] = [
        {
            "item_id": item,
            # Of the last reminder nobody noted the time, so the next one is counted from the change.
            "at": again if nudges else micros(first_nudge(team.policy, delivered_at=moment(waiting_since))),
        }
        for item, nudges, waiting_since in rows
    ]
    if sooner:
        yield Step(REMIND_SOONER, sooner)


def _erase_sooner(team: str, keep: timedelta) -> Operation[None]:
    yield Step(ERASE_SOONER, {"of_team": team, "keep": keep // MICROSECOND})


def save_groups(groups: Sequence[Group], *, now: datetime) -> Operation[None]:
    """Store groups as read from Slack; the version grows if anybody joined or left one, or its problem changed."""
    known = yield from _groups()
    for group in groups:
        row = group_row(group, read_at=now)
        yield Step(INSERT_GROUP, row)
        yield Step(SAVE_GROUP, {"group_id": group.id} | {name: row[name] for name in row if name != "id"})
    if any(_differs(known.get(group.id, Group(id=group.id)), group) for group in groups):
        yield Step(RAISE_VERSION)


def _differs(before: Group, after: Group) -> bool:
    # The problem too: whoever told the admins of it knows that by the organisation it has read again.
    return (set(before.members), before.problem) != (set(after.members), after.problem)


def _groups() -> Operation[dict[str, Group]]:
    rows = yield Step(GROUPS)
    return {group.id: group for group in map(group_from, rows)}


def _gone(before: Organisation | None, wanted: Organisation) -> tuple[Team, ...]:
    if before is None:
        return ()
    kept = {team.key for team in wanted.teams}
    return tuple(replace(team, archived=True) for team in before.teams if team.key not in kept)


def _change(before: Organisation | None, after: Organisation, *, version: int) -> Change:
    was = _open(before)
    now = _open(after)
    return Change(
        version=version,
        added=tuple(key for key in now if key not in was),
        changed=tuple(key for key in now if key in was and now[key] != was[key]),
        archived=tuple(key for key in was if key not in now),
    )


def _open(organisation: Organisation | None) -> dict[str, Team]:
    """Return the teams that feedback may go to, by key, the fallback as the last."""
    if organisation is None:
        return {}
    return {team.key: team for team in organisation.open_teams()} | {FALLBACK: organisation.fallback}
