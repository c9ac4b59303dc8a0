"""Teams for people to read on a terminal, or to apply again."""

from collections.abc import Sequence
from textwrap import wrap

from bot.core.organisation import Organisation, Team
from bot.teamsfile.writing import as_yaml
from bot.words import teams as words

LAST_COLUMN = 60
"""Characters; what is longer goes on in the next line."""


def table(organisation: Organisation) -> str:
    """Return a table of teams, their channels, leaders, and what routes there. One trailing newline."""
    teams = (*organisation.open_teams(), organisation.fallback)
    archived = [team for team in organisation.teams if team.archived]
    rows = [words.TABLE_HEAD, *(_row(team, organisation) for team in (*teams, *archived))]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = []
    for row in rows:
        for index, piece in enumerate(wrap(row[3], LAST_COLUMN) or [""]):
            cells = row[:3] if index == 0 else ("", "", "")
            padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
            lines.append("  ".join([*padded, piece]).rstrip())
    return "\n".join(lines) + "\n"


def export(organisation: Organisation) -> str:
    """Return the YAML of the open teams; applying it again changes nothing."""
    return as_yaml(organisation)


def _row(team: Team, organisation: Organisation) -> tuple[str, str, str, str]:
    if team.archived:
        goes_there = words.ARCHIVED
    elif team is organisation.fallback:
        goes_there = words.ANYTHING_ELSE
    else:
        goes_there = ", ".join(dict.fromkeys((team.key, *team.aliases, *team.topics, *team.paths)))
    return team.name, f"#{team.channel.name or team.channel.id}", _leaders(team.leaders, organisation), goes_there


def _leaders(listed: Sequence[str], organisation: Organisation) -> str:
    return ", ".join(_leader(one, organisation) for one in listed)


def _leader(one: str, organisation: Organisation) -> str:
    group = organisation.groups.get(one)
    return f"{words.group_name(group.id, group.handle)} ({len(group.members)})" if group else one
