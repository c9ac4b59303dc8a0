"""An organisation written as a teams file that can be applied again."""

from dataclasses import fields, replace
from datetime import time, timedelta
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from bot.core.durations import written
from bot.core.organisation import Channel, Organisation, Policy, Team, WorkingHours
from bot.words import teams as words


def as_yaml(organisation: Organisation) -> str:
    """Return the teams file of an organisation. Archived teams are left out, as they are not in the file either."""
    teams = organisation.open_teams()
    defaults = _common(organisation.fallback.policy, (organisation.fallback, *teams))
    section = _policy(defaults)
    if not defaults.banned_words:
        del section["banned_words"]
    file = CommentedMap(defaults=_section(section))
    if about := _organisation(organisation):
        file["organisation"] = about
    file["fallback"] = _team(organisation.fallback, defaults)
    del file["fallback"]["key"]
    file["teams"] = CommentedSeq(_team(team, defaults) for team in teams)
    file.yaml_set_start_comment(words.YAML_HEAD)
    yaml = YAML()
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(file, out)
    return out.getvalue()


def _common(policy: Policy, teams: tuple[Team, ...]) -> Policy:
    """No holidays at all cannot be written as an override, so then they are no default."""
    return replace(policy, holidays=None) if any(team.policy.holidays is None for team in teams) else policy


def _policy(policy: Policy) -> dict[str, Any]:
    """Return each value of a policy as it is written, by its key in the file."""
    section: dict[str, Any] = {"timezone": policy.timezone, "working_hours": _hours(policy.working_hours)}
    if policy.holidays is not None:
        section["holidays"] = policy.holidays if isinstance(policy.holidays, str) else _flow(policy.holidays)
    for key in ("nudge", "anonymous", "digest"):
        part = getattr(policy, key)
        section[key] = {field.name: _value(getattr(part, field.name)) for field in fields(part)}
    section["digest"]["day"] = words.WEEKDAYS[policy.digest.day]
    section["retention"] = {"text": written(policy.retention_text)}
    section["banned_words"] = _flow(policy.banned_words)
    return section


def _section(policy: dict[str, Any]) -> CommentedMap:
    return CommentedMap({key: _flow_map(value) if isinstance(value, dict) else value for key, value in policy.items()})


def _differences(policy: Policy, defaults: Policy) -> CommentedMap:
    base = _policy(defaults)
    return _section({key: value for key, value in _policy(policy).items() if value != base.get(key)})


def _team(team: Team, defaults: Policy) -> CommentedMap:
    entry = CommentedMap(key=team.key, name=team.name)
    _add_channel(entry, "channel", team.channel)
    entry["leaders"] = _flow(team.leaders)
    if team.escalation:
        entry["escalation"] = _flow(_flow(level) for level in team.escalation)
    for key in ("aliases", "topics", "paths"):
        if listed := getattr(team, key):
            entry[key] = _flow(listed)
    if team.parent is not None:
        entry["parent"] = team.parent
    entry.update(_differences(team.policy, defaults))
    return entry


def _organisation(organisation: Organisation) -> CommentedMap:
    section = CommentedMap()
    for key in ("digest_channel", "safety_channel"):
        if channel := getattr(organisation, key):
            _add_channel(section, key, channel)
    if organisation.admins:
        section["admins"] = _flow(organisation.admins)
    return section


def _add_channel(section: CommentedMap, key: str, channel: Channel) -> None:
    """The id, since names change; the name beside it, for who reads it."""
    section[key] = channel.id or DoubleQuotedScalarString(f"#{channel.name}")
    if channel.id and channel.name:
        section.yaml_add_eol_comment(channel.name, key)


def _hours(hours: WorkingHours | None) -> Any:
    if hours is None:
        return "always"
    days = _flow(words.WEEKDAYS[day] for day in sorted(hours.days))
    return {"days": days, "from": _value(hours.start), "to": _value(hours.end)}


def _value(value: Any) -> Any:
    if isinstance(value, timedelta):
        return written(value)
    if isinstance(value, tuple):
        return _flow(str(one) for one in value)
    return DoubleQuotedScalarString(f"{value:%H:%M}") if isinstance(value, time) else value


def _flow(listed: Any) -> CommentedSeq:
    sequence = CommentedSeq(listed)
    sequence.fa.set_flow_style()
    return sequence


def _flow_map(values: dict[str, Any]) -> CommentedMap:
    mapping = CommentedMap(values)
    mapping.fa.set_flow_style()
    return mapping
