"""The rules of Slack's manifest schema, version 2, for the parts that a manifest like ours has.

From Slack's app manifest reference: which keys there are, which must be there, and how long texts may be.
"""

import re
from collections.abc import Callable
from typing import Any

Problems = list[str]
Rule = Callable[[Any, str], Problems]


def text(least: int, most: int, pattern: str = "") -> Rule:
    """A string of so many characters that matches a pattern."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, str):
            return [f"{at}: not a text"]
        if not least <= len(value) <= most:
            return [f"{at}: {len(value)} characters, not {least} to {most}"]
        return [] if re.search(pattern, value) else [f"{at}: does not match {pattern}"]

    return check


def kind(wanted: type) -> Rule:
    """A value of this very type."""
    return lambda value, at: [] if type(value) is wanted else [f"{at}: not {wanted.__name__}"]


def one_of(*wanted: str) -> Rule:
    """One of these words."""
    return lambda value, at: [] if value in wanted else [f"{at}: none of {wanted}"]


def many(rule: Rule, least: int, most: int, *, by: str | None = None) -> Rule:
    """A list, without duplicates (`by` a key where it holds objects)."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, list):
            return [f"{at}: not a list"]
        problems = [] if least <= len(value) <= most else [f"{at}: {len(value)} of them, not {least} to {most}"]
        names = [str(one.get(by) if by and isinstance(one, dict) else one) for one in value]
        problems += [f"{at}: {name} stands there twice" for name in set(names) if names.count(name) > 1]
        return problems + [found for number, one in enumerate(value) for found in rule(one, f"{at}[{number}]")]

    return check


def an_object(rules: dict[str, Rule], required: frozenset[str] = frozenset()) -> Rule:
    """An object with these keys and no others."""

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, dict):
            return [f"{at}: not an object"]
        problems = [f"{at}.{key}: unknown" for key in value.keys() - rules.keys()]
        problems += [f"{at}.{key}: missing" for key in required - value.keys()]
        return problems + [found for key in value.keys() & rules for found in rules[key](value[key], f"{at}.{key}")]

    return check


URL = text(8, 3000, r"^https?://")
YES_OR_NO = kind(bool)
SCOPES = many(text(1, 50, r"^[a-z.]+(:[a-z._]+)*$"), 0, 255)
EVENTS = many(text(1, 100, r"^[a-z_.]+$"), 0, 100)

COMMAND = an_object(
    {
        "command": text(2, 32, r"^/"),
        "url": URL,
        "description": text(1, 2000),
        "usage_hint": text(1, 1000),
        "should_escape": YES_OR_NO,
    },
    frozenset({"command", "description"}),
)
SHORTCUT = an_object(
    {
        "name": text(1, 24),
        "type": one_of("message", "global"),
        "callback_id": text(1, 255),
        "description": text(1, 150),
    },
    frozenset({"name", "type", "callback_id", "description"}),
)
MANIFEST = an_object(
    {
        "_metadata": an_object(
            {name: kind(int) for name in ("schema_version", "min_version", "major_version", "minor_version")}
        ),
        "display_information": an_object(
            {
                "name": text(1, 35),
                "description": text(1, 140),
                "background_color": text(4, 7, r"^#([0-9a-fA-F]{3}){1,2}$"),
                "long_description": text(175, 4000),
            },
            frozenset({"name"}),
        ),
        "features": an_object(
            {
                "app_home": an_object(
                    dict.fromkeys(
                        ("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"), YES_OR_NO
                    )
                ),
                "bot_user": an_object(
                    {"display_name": text(1, 80), "always_online": YES_OR_NO}, frozenset({"display_name"})
                ),
                "slash_commands": many(COMMAND, 1, 50, by="command"),
                "shortcuts": many(SHORTCUT, 1, 10, by="callback_id"),
            }
        ),
        "oauth_config": an_object(
            {
                "redirect_urls": many(URL, 0, 1000),
                "scopes": an_object({"bot": SCOPES, "user": SCOPES, "bot_optional": SCOPES, "user_optional": SCOPES}),
            }
        ),
        "settings": an_object(
            {
                "event_subscriptions": an_object({"request_url": URL, "bot_events": EVENTS, "user_events": EVENTS}),
                "interactivity": an_object(
                    {"is_enabled": YES_OR_NO, "request_url": URL, "message_menu_options_url": URL},
                    frozenset({"is_enabled"}),
                ),
                "org_deploy_enabled": YES_OR_NO,
                "socket_mode_enabled": YES_OR_NO,
                "token_rotation_enabled": YES_OR_NO,
            }
        ),
    },
    frozenset({"display_information"}),
)


def problems(manifest: Any) -> Problems:
    """Return what is wrong with a manifest, one line each; empty when all is well."""
    return MANIFEST(manifest, "manifest")
