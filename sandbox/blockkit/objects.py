"""Composition objects: texts, options, confirmations. Limits from Slack's composition objects reference."""

from typing import Any

from sandbox.blockkit.rules import (
    Problems,
    Rule,
    boolean,
    by_type,
    many,
    note,
    one_of,
    shape,
    string,
)


def plain(most: int, least: int = 1) -> Rule:
    """A plain_text object of at most `most` characters."""
    return shape({"type": one_of("plain_text"), "text": string(most, least)}, {"emoji": boolean})


def words(most: int) -> Rule:
    """A plain_text or mrkdwn object of at most `most` characters."""
    mrkdwn = shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": boolean})
    return by_type({"plain_text": plain(most), "mrkdwn": mrkdwn}, "text object")


def option(text: Rule) -> Rule:
    """An option whose label obeys `text`; 75 characters of value, 75 of description."""
    return shape(
        {"text": text, "value": string(75)},
        {"description": words(75), "url": string(3000)},
    )


PLAIN_OPTION = option(plain(75))
RICH_OPTION = option(words(75))
GROUP = shape({"label": plain(75), "options": many(PLAIN_OPTION, 1, 100)})
CONFIRM = shape(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
FILTER = shape(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = shape({"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})
SLACK_FILE = shape({}, {"id": string(255), "url": string(3000)})


def offered(value: dict[str, Any]) -> list[Any]:
    """All options of an element, those in groups too."""
    grouped = value.get("option_groups")
    groups = [one.get("options") for one in grouped if isinstance(one, dict)] if isinstance(grouped, list) else []
    lists = [value.get("options"), *groups]
    return [one for options in lists if isinstance(options, list) for one in options]


def initial_is_offered(value: Any, at: str, problems: Problems) -> None:
    """What is chosen at first must be exactly one of the options, and options or groups must be given, not both."""
    options = offered(value)
    if "options" in value and "option_groups" in value:
        note(problems, at, "only one of options and option_groups is allowed")
    values = [one.get("value") for one in options if isinstance(one, dict)]
    if len(set(map(str, values))) != len(values):
        note(problems, f"{at}/options", "option values must be unique")
    chosen = value.get("initial_options") or [value.get("initial_option")]
    for one in chosen if isinstance(chosen, list) else []:
        if one is not None and not any(_same(one, other) for other in options):
            note(problems, f"{at}/initial_option", "initial option must match one of the options")


def needs_options(value: Any, at: str, problems: Problems) -> None:
    """A menu without anything to choose from is refused."""
    if not value.get("options") and not value.get("option_groups"):
        note(problems, at, "missing required field: options")


def _same(one: Any, other: Any) -> bool:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    texts = [part["text"].get("text") if isinstance(part.get("text"), dict) else None for part in (one, other)]
    return one.get("value") == other.get("value") and texts[0] == texts[1]
