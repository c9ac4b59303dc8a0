"""Limits of the objects that blocks are composed of: texts, options, confirmations."""

from collections.abc import Iterator
from typing import Any

Problems = list[str]


def check_words(problems: Problems, at: str, value: Any, *, most: int, least: int = 1) -> None:
    """Note unless `value` is a string of `least` to `most` characters."""
    if not isinstance(value, str):
        problems.append(f"{at}: not a string")
    elif not least <= len(value) <= most:
        problems.append(f"{at}: {len(value)} characters, {least} to {most} allowed")


def check_text(problems: Problems, at: str, value: Any, *, most: int, plain_only: bool = False) -> None:
    """Note unless `value` is a text object of 1 to `most` characters, of type plain_text where only that is allowed."""
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in (("plain_text",) if plain_only else ("plain_text", "mrkdwn")):
        problems.append(f"{at}: not a text object that is allowed here")
        return
    if kind == "mrkdwn" and "emoji" in value:
        problems.append(f"{at}: emoji is only for plain_text")
    if kind == "plain_text" and "verbatim" in value:
        problems.append(f"{at}: verbatim is only for mrkdwn")
    check_words(problems, f"{at}.text", value.get("text"), most=most)


def check_many(problems: Problems, at: str, value: Any, *, most: int, least: int = 1) -> list[Any]:
    """Return `value` if it is a list of `least` to `most`; note and return what can be looked at otherwise."""
    if not isinstance(value, list):
        problems.append(f"{at}: not a list")
        return []
    if not least <= len(value) <= most:
        problems.append(f"{at}: {len(value)}, {least} to {most} allowed")
    return value


def check_options(problems: Problems, at: str, options: Any, *, most: int, rich: bool = False, least: int = 1) -> None:
    """Check a list of options: label 75, value 75, description 75; values differ."""
    found = check_many(problems, at, options, most=most, least=least)
    for position, option in enumerate(found):
        here = f"{at}[{position}]"
        if not isinstance(option, dict):
            problems.append(f"{here}: not an option")
            continue
        check_text(problems, f"{here}.text", option.get("text"), most=75, plain_only=not rich)
        check_words(problems, f"{here}.value", option.get("value"), most=75)
        if "description" in option:
            check_text(problems, f"{here}.description", option["description"], most=75, plain_only=not rich)
    values = [option.get("value") for option in found if isinstance(option, dict)]
    if len(set(map(str, values))) != len(values):
        problems.append(f"{at}: the same value twice")


def check_groups(problems: Problems, at: str, groups: Any) -> None:
    """Check option groups: 100 groups of 100 options, label 75."""
    for position, group in enumerate(check_many(problems, at, groups, most=100)):
        here = f"{at}[{position}]"
        if not isinstance(group, dict):
            problems.append(f"{here}: not a group")
            continue
        check_text(problems, f"{here}.label", group.get("label"), most=75, plain_only=True)
        check_options(problems, f"{here}.options", group.get("options"), most=100)


def check_initial(problems: Problems, at: str, element: dict[str, Any]) -> None:
    """Note unless what is chosen at first is, exactly, among the options."""
    if "options" not in element and "option_groups" not in element:
        return
    offered = list(_offered(element))
    chosen = list(element.get("initial_options") or [])
    if "initial_option" in element:
        chosen.append(element["initial_option"])
    if any(option not in offered for option in chosen):
        problems.append(f"{at}: what is chosen at first is not among the options")


def check_confirm(problems: Problems, at: str, confirm: Any) -> None:
    """Check a confirmation dialog."""
    if not isinstance(confirm, dict):
        problems.append(f"{at}: not a confirmation")
        return
    for name, most, plain_only in (
        ("title", 100, True),
        ("text", 300, False),
        ("confirm", 30, True),
        ("deny", 30, True),
    ):
        check_text(problems, f"{at}.{name}", confirm.get(name), most=most, plain_only=plain_only)


def _offered(element: dict[str, Any]) -> Iterator[Any]:
    yield from element.get("options") or []
    for group in element.get("option_groups") or []:
        if isinstance(group, dict):
            yield from group.get("options") or []
