"""From the sections of the file to the values that everything else works with."""

from dataclasses import replace
from typing import Any

from bot.core.organisation import FALLBACK, Channel, Organisation, Policy, Team, WorkingHours
from bot.teamsfile import schema
from bot.teamsfile.fields import is_channel_id


def organisation(file: schema.File) -> Organisation:
    """Return the organisation that a file describes; of each channel only what is written is known, id or name."""
    defaults = policy(Policy(), file.defaults)
    return Organisation(
        teams=tuple(
            Team(
                key=team.key,
                name=team.name,
                aliases=_each_once(team.aliases),
                topics=_each_once(team.topics),
                paths=_each_once(team.paths),
                parent=team.parent.strip() or None,
                **_people(team, defaults),
            )
            for team in file.teams
        ),
        fallback=Team(key=FALLBACK, name=file.fallback.name, **_people(file.fallback, defaults)),
        admins=_each_once(file.organisation.admins),
        digest_channel=_channel_if(file.organisation.digest_channel),
        safety_channel=_channel_if(file.organisation.safety_channel),
    )


def policy(base: Policy, section: schema.PolicySection) -> Policy:
    """Return `base` with what the section gives in its place, value by value; working hours are replaced whole."""
    given = section.given()
    changes: dict[str, Any] = {key: given[key] for key in ("timezone", "holidays") if key in given}
    if "working_hours" in given:
        changes["working_hours"] = _hours(section.working_hours)
    for key in ("nudge", "anonymous", "digest"):
        if key in given:
            changes[key] = replace(getattr(base, key), **given[key].given())
    if "text" in section.retention.given():
        changes["retention_text"] = section.retention.text
    if "banned_words" in given:
        changes["banned_words"] = _each_once(section.banned_words)
    return replace(base, **changes)


def channel(written: str) -> Channel:
    """Return a channel of which only the id or only the name is known."""
    return Channel(id=written, name="") if is_channel_id(written) else Channel(id="", name=written.removeprefix("#"))


def _channel_if(written: str) -> Channel | None:
    return channel(written) if written else None


def _people(section: schema.People, defaults: Policy) -> dict[str, Any]:
    return {
        "channel": channel(section.channel),
        "leaders": _each_once(section.leaders),
        "escalation": tuple(_each_once(level) for level in section.escalation),
        "policy": policy(defaults, section),
    }


def _each_once(listed: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(listed))


def _hours(hours: schema.Hours | None) -> WorkingHours | None:
    return None if hours is None else WorkingHours(days=frozenset(hours.days), start=hours.start, end=hours.end)
