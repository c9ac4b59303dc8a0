"""Which calls to Slack's Web API the code makes, and which scopes each needs."""

import ast
from collections.abc import Iterator
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

READS_CHANNELS = frozenset({"channels:read", "groups:read"})
"""Public and private channels. Direct messages are never read, so that neither im:read nor mpim:read is needed."""

SCOPES: dict[str, frozenset[str]] = {
    "apps_connections_open": frozenset(),  # the app-level token has its own scope, connections:write
    "auth_test": frozenset(),
    "chat_postMessage": frozenset({"chat:write"}),
    "chat_update": frozenset({"chat:write"}),
    "conversations_info": READS_CHANNELS,
    "conversations_list": READS_CHANNELS,
    "conversations_members": READS_CHANNELS,
    "usergroups_list": frozenset({"usergroups:read"}),
    "usergroups_users_list": frozenset({"usergroups:read"}),
    "users_info": frozenset({"users:read"}),
    "users_list": frozenset({"users:read"}),
    "views_open": frozenset(),
    "views_publish": frozenset(),
    "views_push": frozenset(),
    "views_update": frozenset(),
}
"""Scopes of a bot token, from the reference page of each method. A new call is added here with what it needs."""

EVENT_SCOPES: dict[str, frozenset[str]] = {"app_home_opened": frozenset()}
"""Scopes that Slack asks for before it sends an event, from the reference page of each."""

_METHODS = {name for name in dir(AsyncWebClient) if "_" in name.strip("_") and not name.startswith("_")} - {"api_call"}


def web_api_calls(*folders: Path) -> dict[str, set[str]]:
    """Return each method of slack-sdk's client that is used, with the files that use it."""
    found: dict[str, set[str]] = {}
    for path, node in _nodes(*folders):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            found.setdefault(node.attr, set()).add(path.name)
    return found


def calls_by_name(*folders: Path) -> set[str]:
    """Return the files that call a method by a string, which nobody could tie to a scope."""
    return {path.name for path, node in _nodes(*folders) if isinstance(node, ast.Attribute) and node.attr == "api_call"}


def _nodes(*folders: Path) -> Iterator[tuple[Path, ast.AST]]:
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                yield path, node
