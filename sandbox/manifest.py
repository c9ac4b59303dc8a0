"""What the app's manifest allows it: commands, shortcuts, scopes, events and the tabs of its Home."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox import yaml
from sandbox.errors import SetupError

# What Slack requires before it sends an event: the `scopes` line in each event's reference page.
EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "channel_archive": "channels:read",
    "channel_unarchive": "channels:read",
    "channel_deleted": "channels:read",
    "channel_rename": "channels:read",
    "channel_created": "channels:read",
    "channel_left": "channels:read",
    "group_archive": "groups:read",
    "group_unarchive": "groups:read",
    "group_rename": "groups:read",
    "group_left": "groups:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "subteam_created": "usergroups:read",
    "subteam_updated": "usergroups:read",
    "subteam_members_changed": "usergroups:read",
    "reaction_added": "reactions:read",
}


@dataclass(frozen=True)
class Command:
    """A slash command; `escape` is the manifest's `should_escape`."""

    name: str
    description: str = ""
    usage_hint: str = ""
    escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    """A shortcut; `on_message` tells a message shortcut from a global one."""

    callback_id: str
    name: str
    on_message: bool


@dataclass(frozen=True)
class Manifest:
    """The app as its manifest describes it."""

    name: str
    commands: Mapping[str, Command] = field(default_factory=dict)
    shortcuts: Mapping[str, Shortcut] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    home_tab: bool = False
    messages_tab: bool = False
    messages_read_only: bool = False
    interactivity: bool = False


def read_manifest(path: Path) -> Manifest:
    """Reads `manifest.yml`; SetupError when an event or command stands there without the scope Slack asks for."""
    return manifest_from(yaml.read(path), str(path))


def manifest_from(content: Mapping[str, Any], source: str = "manifest") -> Manifest:
    """Builds the Manifest of parsed YAML or JSON."""
    features = content.get("features") or {}
    settings = content.get("settings") or {}
    home = features.get("app_home") or {}
    commands = {
        one["command"]: Command(
            one["command"], one.get("description", ""), one.get("usage_hint", ""), bool(one.get("should_escape"))
        )
        for one in features.get("slash_commands") or []
    }
    shortcuts = {
        one["callback_id"]: Shortcut(one["callback_id"], one["name"], one.get("type") == "message")
        for one in features.get("shortcuts") or []
    }
    scopes = ((content.get("oauth_config") or {}).get("scopes") or {}).get("bot") or []
    events = (settings.get("event_subscriptions") or {}).get("bot_events") or []
    bot_name = (features.get("bot_user") or {}).get("display_name")
    manifest = Manifest(
        name=bot_name or (content.get("display_information") or {}).get("name") or "app",
        commands=commands,
        shortcuts=shortcuts,
        scopes=frozenset(scopes),
        events=frozenset(events),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled")),
        interactivity=bool((settings.get("interactivity") or {}).get("is_enabled")),
    )
    _check(manifest, source)
    return manifest


def _check(manifest: Manifest, source: str) -> None:
    if (manifest.commands or manifest.shortcuts) and "commands" not in manifest.scopes:
        raise SetupError(f"{source}: commands and shortcuts need the bot scope 'commands'")
    for event in sorted(manifest.events):
        needed = EVENT_SCOPES.get(event)
        if needed and needed not in manifest.scopes and not _covered(needed, manifest.scopes):
            raise SetupError(f"{source}: the event '{event}' needs the bot scope '{needed}'")


def _covered(needed: str, scopes: frozenset[str]) -> bool:
    return needed == "channels:read" and "groups:read" in scopes
