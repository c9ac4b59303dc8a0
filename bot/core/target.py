"""What follows `/feedback`: whether it asks for help or names an owner, and the words themselves."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.core.fold import phrase
from bot.core.fold import words as folded
from bot.core.organisation import Organisation, Team
from bot.core.slack_text import is_blank, unescape


class TargetKind(StrEnum):
    """In which way an owner was named."""

    TEAM = "team"  # a team's key, name or alias
    CHANNEL_ID = "channel_id"
    CHANNEL_NAME = "channel_name"  # without #
    GROUP_ID = "group_id"
    GROUP_HANDLE = "group_handle"  # without @


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The owner that somebody named; `typed` is what they typed, for showing it to them."""

    kind: TargetKind
    value: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What was typed after `/feedback`. `words` reads as the person typed it, without a target that was understood."""

    target: Target | None = None
    words: str = ""
    help: bool = False


_SPACE = r"[\s:,：]*"
_MENTIONS = (
    (TargetKind.CHANNEL_ID, re.compile(rf"<#(?P<value>[CG][A-Z0-9]+)(?:\|[^<>]*)?>{_SPACE}")),
    (TargetKind.GROUP_ID, re.compile(rf"<!subteam\^(?P<value>S[A-Z0-9]+)(?:\|[^<>]*)?>{_SPACE}")),
    (TargetKind.CHANNEL_NAME, re.compile(rf"#(?P<value>[^\s#@<>:,：.!?]{{1,80}}){_SPACE}")),
    (TargetKind.GROUP_HANDLE, re.compile(rf"@(?P<value>[^\s#@<>:,：]{{1,80}}){_SPACE}")),
)
_TEAM = re.compile(r"(?P<value>[^:：\n]{1,200})[:：](?!//)\s*")


def parse_command(text: str, *, organisation: Organisation) -> Command:
    """Read what Slack delivers as the text of `/feedback` (escaped, mentions as ids).

    A target that names nothing known stays in the words too, so that nothing anybody typed is lost.
    """
    text = text.strip()
    if is_blank(text):
        return Command()
    if text.casefold() == "help":
        return Command(help=True)
    for kind, pattern in _MENTIONS:
        if found := pattern.match(text):
            typed = unescape(found[0].rstrip(" \t\r\n:,："))
            target = Target(kind=kind, value=unescape(found["value"]), typed=typed)
            return _command(target, text, found.end(), organisation)
    if found := _TEAM.match(text):
        typed = unescape(found["value"]).strip()
        target = Target(kind=TargetKind.TEAM, value=typed, typed=typed)
        if teams_named(target, organisation) or _nearly_names(typed, organisation):
            return _command(target, text, found.end(), organisation)
    return Command(words=unescape(text))


def teams_named(target: Target, organisation: Organisation) -> tuple[Team, ...]:
    """Return the teams that a target names, the fallback included: none, one, or several that are equally meant.

    A group names the teams that it leads; only where it leads none, the teams whose escalation lists it.
    """
    teams = (*organisation.open_teams(), organisation.fallback)
    match target.kind:
        case TargetKind.TEAM:
            wanted = phrase(folded(target.value))
            return _those(team for team in teams if wanted and wanted in map(_phrase, names(team)))
        case TargetKind.CHANNEL_ID:
            return _those(team for team in teams if team.channel.id == target.value)
        case TargetKind.CHANNEL_NAME:
            return _those(team for team in teams if _same(team.channel.name, target.value))
        case TargetKind.GROUP_ID:
            groups = {target.value}
        case TargetKind.GROUP_HANDLE:
            groups = {group.id for group in organisation.groups.values() if _same(group.handle, target.value)}
    leading = _those(team for team in teams if groups.intersection(team.leaders))
    return leading or _those(team for team in teams if any(groups.intersection(level) for level in team.escalation))


def names(team: Team) -> tuple[str, ...]:
    """Return everything that a team goes by: key, name, aliases."""
    return (team.key, team.name, *team.aliases)


def _command(target: Target, text: str, end: int, organisation: Organisation) -> Command:
    known = teams_named(target, organisation)
    return Command(target=target, words=unescape(text[end:] if known else text))


def _those(teams: Iterable[Team]) -> tuple[Team, ...]:
    return tuple(sorted(teams, key=lambda team: team.key))


def _phrase(name: str) -> str:
    return phrase(folded(name))


def _same(name: str, other: str) -> bool:
    return bool(name) and name.casefold() == other.casefold()


def _nearly_names(typed: str, organisation: Organisation) -> bool:
    known = {" ".join(folded(name)) for team in organisation.open_teams() for name in names(team)}
    return bool(get_close_matches(" ".join(folded(typed)), known, n=1, cutoff=0.85))
