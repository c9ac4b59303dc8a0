"""The small language in which Block Kit's limits are written down: rules that note problems at a JSON pointer."""

from collections.abc import Callable, Mapping
from typing import Any

Problems = list[str]
Rule = Callable[[Any, str, Problems], None]


def note(problems: Problems, at: str, text: str) -> None:
    """Adds a problem the way Slack words it in `response_metadata.messages`."""
    problems.append(f"[ERROR] {text} [json-pointer:{at}]")


def string(most: int, least: int = 1) -> Rule:
    """A string of `least` to `most` characters."""

    def rule(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            note(problems, at, "must be a string")
        elif len(value) > most:
            note(problems, at, f"must be less than {most + 1} characters")
        elif len(value) < least:
            note(problems, at, f"must be more than {least - 1} characters")

    return rule


def integer(least: int, most: int) -> Rule:
    """A whole number from `least` to `most`."""

    def rule(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            note(problems, at, "must be an integer")
        elif not least <= value <= most:
            note(problems, at, f"must be between {least} and {most}")

    return rule


def boolean(value: Any, at: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        note(problems, at, "must be a boolean")


def anything(_value: Any, _at: str, _problems: Problems) -> None:
    """No rule: the inside of this field is not looked at."""


def one_of(*allowed: str) -> Rule:
    """One of these words."""

    def rule(value: Any, at: str, problems: Problems) -> None:
        if value not in allowed:
            note(problems, at, f"must be a valid enum value: {', '.join(allowed)}")

    return rule


def many(item: Rule, least: int, most: int) -> Rule:
    """A list of `least` to `most` items that each obey `item`."""

    def rule(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            note(problems, at, "must be an array")
            return
        if len(value) > most:
            note(problems, at, f"no more than {most} items allowed")
        if len(value) < least:
            note(problems, at, f"must provide at least {least} items")
        for index, one in enumerate(value):
            item(one, f"{at}/{index}", problems)

    return rule


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no other."""
    known = {**required, **(optional or {})}

    def rule(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, Mapping):
            note(problems, at, "must be an object")
            return
        for name in required:
            if value.get(name) is None:
                note(problems, at, f"missing required field: {name}")
        for name, part in value.items():
            if name not in known:
                note(problems, at, f"invalid additional property: {name}")
            elif part is not None:
                known[name](part, f"{at}/{name}", problems)

    return rule


def both(*rules: Rule) -> Rule:
    """All of these rules."""

    def rule(value: Any, at: str, problems: Problems) -> None:
        for one in rules:
            one(value, at, problems)

    return rule


def by_type(table: Mapping[str, Rule], what: str) -> Rule:
    """The rule for the object's `type`; an unknown type is a problem of its own."""

    def rule(value: Any, at: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(kind, str) or kind not in table:
            note(problems, f"{at}/type" if kind else at, f"unsupported type: {kind} is no {what}")
        else:
            table[kind](value, at, problems)

    return rule
