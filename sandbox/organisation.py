"""Reads the sample organisation: who works there, in which channels, in which user groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox import yaml
from sandbox.errors import SetupError
from sandbox.model import Channel, Group, Kind, Person

BOT_TOKEN = "xoxb-sandbox-bot"  # noqa: S105 - a fixed value that opens nothing but this sandbox
APP_TOKEN = "xapp-1-sandbox-app"  # noqa: S105
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105


@dataclass(frozen=True)
class Workspace:
    """The workspace, the app's ids in it, and its credentials."""

    name: str = "Sandbox"
    domain: str = "sandbox"
    team_id: str = "T0SANDBOX"
    app_id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"
    bot_user: str = "U0TELLMEMORE"
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    signing_secret: str = SIGNING_SECRET

    @property
    def url(self) -> str:
        """The address Slack would give the workspace; permalinks begin with it."""
        return f"https://{self.domain}.slack.com/"


@dataclass(frozen=True)
class Organisation:
    """A workspace with its people, channels and groups, by id."""

    workspace: Workspace
    people: Mapping[str, Person] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)


def read_organisation(source: Path | Mapping[str, Any], bot_name: str) -> Organisation:
    """Reads a file, or takes parsed data of the same form; SetupError says which entry is wrong.

    `members` of a channel is a list of handles or ids, or `everyone` but guests; `bot: true` puts the bot into it.
    """
    content = source if isinstance(source, Mapping) else yaml.read(source)
    try:
        return _organisation(content, bot_name)
    except (TypeError, KeyError) as error:
        raise SetupError(f"organisation: {error}") from error


def _organisation(content: Mapping[str, Any], bot_name: str) -> Organisation:
    workspace = Workspace(**(content.get("workspace") or {}))
    people = {one["id"]: Person(**one) for one in content.get("people") or []}
    by_name = {person.name: person.id for person in people.values()}

    def found(who: str) -> str:
        member = who if who in people else by_name.get(who.removeprefix("@"))
        if member is None:
            raise SetupError(f"organisation: nobody is called '{who}'")
        return member

    channels = {}
    for entry in content.get("channels") or []:
        one = dict(entry)
        with_bot = one.pop("bot", False)
        named = one.pop("members", "everyone")
        everyone = [person.id for person in people.values() if not person.is_guest]
        members = everyone if named == "everyone" else [found(who) for who in named]
        kind: Kind = "private" if one.pop("private", False) else "public"
        channels[one["id"]] = Channel(kind=kind, members=members + [workspace.bot_user] * with_bot, **one)
    for guest in people.values():
        if guest.is_ultra_restricted and sum(guest.id in one.members for one in channels.values()) > 1:
            raise SetupError(f"organisation: {guest.name} is a guest of one channel and stands in several")
    groups = {}
    for entry in content.get("groups") or []:
        group = Group(**entry)
        group.members = [found(who) for who in group.members]
        groups[group.id] = group
    bot = Person(workspace.bot_user, bot_name.lower().replace(" ", "-"), bot_name, is_bot=True)
    return Organisation(workspace, {**people, bot.id: bot}, channels, groups)
